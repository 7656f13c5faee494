import { describe, expect, it } from 'vitest'
import { filterNodes } from '../cycle.ts'
import { makePlainNode } from '#testing/explain-pod.ts'
import { makePod } from '#testing/cluster-objects.ts'
import { readPod } from '#kube/pod.ts'
import { readSnapshot } from '../read-snapshot.ts'
import { resolvePriority } from '../snapshot.ts'

describe('NodeName', () => {
  it('NN-1 takes no node but the one that is named', () => {
    const snapshot = readSnapshot([makePlainNode('n1'), makePlainNode('n2')], '1.36')
    const pod = resolvePriority(readPod(makePod('p', { nodeName: 'n2' })), [])
    const result = filterNodes(pod, snapshot, { kind: 'all' })
    expect(result).toMatchObject({
      feasibleNodes: [{ node: { name: 'n2' } }],
      rejectedNodes: [
        {
          nodeState: { node: { name: 'n1' } },
          plugin: 'NodeName',
          status: { reasons: ["node(s) didn't match the requested node name"] },
        },
      ],
    })
  })
})
