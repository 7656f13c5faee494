import { describe, expect, it } from 'vitest'
import { makeBoundClaim, makeCluster, makeNode, makePod } from '#testing/cluster-objects.ts'
import { readPlanPod } from '#testing/place-pod.ts'
import { listUnknowns } from './list-unknowns.ts'

const bare = { ...makeNode('n2', 'b'), status: {} }
const near = (namespaceSelector: object) => ({
  affinity: {
    podAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: [
        { topologyKey: 'kubernetes.io/hostname', labelSelector: {}, namespaceSelector },
      ],
    },
  },
})

describe('what the plan does not say of a placement', () => {
  it.each([
    { name: 'nothing where nothing is missing', objects: [makePod('p')], says: [] },
    {
      name: 'allocatable of a node',
      objects: [bare, makePod('p')],
      says: ['n2 tells no status.allocatable: to the scheduler that is room for no pod.'],
    },
    {
      name: 'the CSINode of a pod with a claim',
      objects: [...makeBoundClaim('data', 'a'), makePod('p', { claims: ['data'] })],
      says: ['n1 has no CSINode in the plan: no attach limit is counted there.'],
    },
    {
      name: 'the class of its priority',
      objects: [makePod('p', { spec: { priorityClassName: 'high' } })],
      says: ['The PriorityClass high is not in the plan: the pod counts with priority 0.'],
    },
    {
      name: 'IPA-1 namespaces that its terms select',
      objects: [makePod('p', { spec: near({ matchLabels: { team: 'a' } }) })],
      says: [
        'Its terms select namespaces by label, and the plan has no Namespace: none is selected.',
      ],
    },
    {
      name: 'IPA-1 not of a selector that selects all of them',
      objects: [makePod('p', { spec: near({}) })],
      says: [],
    },
    {
      name: 'PTS-2 the owner that the default spread asks',
      objects: [makePod('p', { owner: { kind: 'ReplicaSet', name: 'web-1' } })],
      says: ['ReplicaSet web-1 is not in the plan: the default spread does not know its selector.'],
    },
    {
      name: 'AS-5 the node that it runs on',
      objects: [makePod('p', { nodeName: 'gone' })],
      says: ['It runs on gone, which the plan does not have.'],
    },
    {
      name: '7.16 claims of devices',
      objects: [makePod('p', { spec: { resourceClaims: [{ name: 'gpu' }] } })],
      says: ['Its claims of devices are not simulated: DynamicResources lets it pass everywhere.'],
    },
  ])('$name', ({ objects, says }) => {
    const cluster = makeCluster({ resources: [makeNode('n1', 'a'), ...objects] })
    expect(listUnknowns(readPlanPod(cluster, 'default/p'))).toEqual(says)
  })
})
