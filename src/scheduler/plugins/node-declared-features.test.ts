import { describe, expect, it } from 'vitest'
import { explainPod, listAnswers, makePlainNode } from '#testing/explain-pod.ts'
import { makePod } from '#testing/cluster-objects.ts'

const feature = 'UserNamespacesHostNetworkSupport'
const REJECTED = "node(s) didn't match Pod's required features"
const declaring = {
  ...makePlainNode('n2'),
  status: { allocatable: { cpu: '4', pods: '9' }, declaredFeatures: [feature] },
}

describe('NodeDeclaredFeatures', () => {
  it.each([
    { name: 'NF-2 since 1.36', version: '1.36' as const, answers: { n1: REJECTED, n2: 'fits' } },
    { name: 'NF-2 not before', version: '1.35' as const, answers: { n1: 'fits', n2: 'fits' } },
  ])('$name', ({ version, answers }) => {
    const pod = makePod('p', { spec: { hostNetwork: true, hostUsers: false } })
    const explanation = explainPod([makePlainNode('n1'), declaring, pod], 'p', version)
    expect(listAnswers(explanation)).toEqual(answers)
  })

  it('NF-1 asks nothing of other pods', () => {
    const objects = [makePlainNode('n1'), makePod('p', { spec: { hostNetwork: true } })]
    expect(listAnswers(explainPod(objects, 'p'))).toEqual({ n1: 'fits' })
  })
})
