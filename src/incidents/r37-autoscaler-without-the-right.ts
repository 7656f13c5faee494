import type { NodeGroup, Plan } from '#plan/schema.ts'
import type { Incident } from './incident.ts'
import { makeIncidentPlan } from './make-plan.ts'
import {
  GP3_CLASS,
  M5_LARGE,
  makeNode,
  makeNodeAgents,
  makeVolume,
  makeWorkload,
} from './objects.ts'

/** A sound layout, and an autoscaler whose role may not list one kind of object: it asks for nothing. */
const A = 'eu-west-2a'
const B = 'eu-west-2b'
const NODE = 'ip-10-37-3-90'

const ZONE_GROUPS = ([A, B] as const).map((zone): NodeGroup => ({
  name: `apps-${zone.slice(-1)}`,
  kind: 'eks-managed',
  zones: [zone],
  instanceTypes: ['m5.large'],
  min: zone === A ? 1 : 0,
  desired: zone === A ? 1 : 0,
  max: 4,
}))

export const r37AutoscalerWithoutTheRight: Incident = {
  id: 'R37',
  title: 'An autoscaler that may not look',
  story:
    'Cluster Autoscaler is updated. The new version also wants to know of attached volumes, and the role it was given long ago does not allow that. Its pod is Running and Ready, and it adds no node any more.',
  sources: ['kubernetes/autoscaler#8678', 'kubernetes/autoscaler#7663'],
  message:
    'failed to list *v1.VolumeAttachment: volumeattachments.storage.k8s.io is forbidden: User "system:serviceaccount:kube-system:cluster-autoscaler" cannot list resource "volumeattachments" in API group "storage.k8s.io" at the cluster scope',
  reading:
    'Only its log says so; the waiting pod has no event of it. In the plan the autoscaler stands as not running, which is what it comes to.',
  plan: makeR37('apps-eu-west-2', false),
  sketch: {
    zones: [A, B],
    groups: ZONE_GROUPS.map(({ name, zones = [] }) => ({ name, zones })),
    nodes: [A],
    volume: B,
  },
  expected: { key: 'apps/search-0', verdict: 'pending-forever', disturbances: 0, steps: 0 },
  repaired: {
    title: 'The role may list VolumeAttachments',
    why: 'The autoscaler sees what it needs and asks the group of b, whose template is in the zone of the volume.',
    sketch: {
      zones: [A, B],
      groups: ZONE_GROUPS.map(({ name, zones = [] }) => ({ name, zones })),
      nodes: [A, B],
      volume: B,
    },
    plan: makeR37('apps-eu-west-2-repaired', true),
  },
}

function makeR37(name: string, isRunning: boolean): Plan {
  return makeIncidentPlan(name, {
    region: 'eu-west-2',
    kubernetesVersion: '1.34',
    zones: [
      { name: A, zoneId: 'euw2-az2' },
      { name: B, zoneId: 'euw2-az3' },
    ],
    nodeGroups: ZONE_GROUPS,
    autoscalers: [
      {
        kind: 'cluster-autoscaler',
        version: '1.34.0',
        ...(isRunning ? {} : { running: false }),
        owns: ZONE_GROUPS.map((group) => group.name),
      },
    ],
    resources: [
      ...makeNode({
        name: NODE,
        zone: A,
        group: 'apps-a',
        instanceType: 'm5.large',
        allocatable: M5_LARGE,
        volumes: 25,
      }),
      GP3_CLASS,
      ...makeVolume({
        namespace: 'apps',
        claim: 'data-search-0',
        volume: 'pvc-search',
        sizeGiB: 80,
        zone: B,
      }),
      ...makeWorkload({
        kind: 'StatefulSet',
        namespace: 'apps',
        name: 'search',
        cpu: '500m',
        memory: '2Gi',
        claim: 'data',
        runsOn: [undefined],
      }),
      ...makeNodeAgents([NODE]),
    ],
  })
}
