import { describe, expect, it } from 'vitest'
import { explainPod, listAnswers, makePlainNode } from '#testing/explain-pod.ts'
import { makePod } from '#testing/cluster-objects.ts'

const MISMATCH = "node(s) didn't match Pod's node affinity/selector"
const OTHERS = "node(s) didn't satisfy plugin(s) [NodeAffinity]"
const required = (...nodeSelectorTerms: readonly object[]) => ({
  affinity: {
    nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms } },
  },
})
const nameIn = (value: string) => ({ key: 'metadata.name', operator: 'In', values: [value] })

describe('NodeAffinity', () => {
  it.each([
    { name: 'NA-1 no demand', spec: {}, answers: { n1: 'fits', n2: 'fits' } },
    {
      name: 'NA-2 selector',
      spec: { nodeSelector: { disk: 'ssd' } },
      answers: { n1: 'fits', n2: MISMATCH },
    },
    {
      name: 'NA-4 one term names a node',
      spec: required({ matchFields: [nameIn('n1')] }),
      answers: { n1: 'fits', n2: OTHERS },
    },
    {
      name: 'NA-4 the union of two terms',
      spec: required({ matchFields: [nameIn('n1')] }, { matchFields: [nameIn('n2')] }),
      answers: { n1: 'fits', n2: 'fits' },
    },
    {
      name: 'NA-4 a term without a name looks at all nodes',
      spec: required(
        { matchFields: [nameIn('n2')] },
        { matchExpressions: [{ key: 'disk', operator: 'Exists' }] },
      ),
      answers: { n1: 'fits', n2: 'fits' },
    },
    {
      name: 'NA-4 a named node that is not there',
      spec: required({ matchFields: [nameIn('gone')] }),
      answers: { n1: OTHERS, n2: OTHERS },
    },
  ])('$name', ({ spec, answers }) => {
    const objects = [
      makePlainNode('n1', { labels: { disk: 'ssd' } }),
      makePlainNode('n2'),
      makePod('p', { spec }),
    ]
    expect(listAnswers(explainPod(objects, 'p'))).toEqual(answers)
  })
})
