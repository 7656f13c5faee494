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

/** A managed group over two zones, fixed at one node, no autoscaler; an update of the image replaces the node. */
const A = 'us-west-2a'
const B = 'us-west-2b'
const NODE = 'ip-10-8-3-19'

const NOTEBOOKS: NodeGroup = {
  name: 'notebooks',
  kind: 'eks-managed',
  zones: [A, B],
  instanceTypes: ['m5.large'],
  min: 1,
  desired: 1,
  max: 1,
}

export const r11FixedGroupOfOne: Incident = {
  id: 'R11',
  title: 'A fixed group of one, replaced in an update',
  story:
    'A notebook server runs on the only node of a managed group over two zones. An update of the machine image replaces the node. Half the time the new one comes up in the other zone, away from the volume.',
  sources: ['jupyter-infra/jupyter-deploy#300'],
  message: undefined,
  reading:
    'Nothing is wrong with the update: the node was replaced as asked. A size of two makes it rarer, not impossible.',
  plan: makeR11('notebooks-us-west-2', NOTEBOOKS),
  sketch: {
    zones: [A, B],
    groups: [{ name: 'notebooks', zones: [A, B] }],
    nodes: [B],
    volume: A,
  },
  expected: { key: 'jupyter/hub-0', verdict: 'at-risk', disturbances: 1, steps: 2 },
  repaired: {
    title: 'The group only in the zone of the volume',
    why: 'Every replacement comes up where the volume is. While that zone is down the pod waits, as its volume does.',
    sketch: {
      zones: [A, B],
      groups: [{ name: 'notebooks', zones: [A] }],
      nodes: [A],
      volume: A,
    },
    plan: makeR11('notebooks-us-west-2-repaired', { ...NOTEBOOKS, zones: [A] }),
  },
}

function makeR11(name: string, group: NodeGroup): Plan {
  return makeIncidentPlan(name, {
    region: 'us-west-2',
    kubernetesVersion: '1.36',
    zones: [{ name: A }, { name: B }],
    nodeGroups: [group],
    autoscalers: [],
    resources: [
      ...makeNode({
        name: NODE,
        zone: A,
        group: group.name,
        instanceType: 'm5.large',
        allocatable: M5_LARGE,
        volumes: 25,
      }),
      GP3_CLASS,
      ...makeVolume({
        namespace: 'jupyter',
        claim: 'home-hub-0',
        volume: 'pvc-home',
        sizeGiB: 20,
        zone: A,
      }),
      ...makeWorkload({
        kind: 'StatefulSet',
        namespace: 'jupyter',
        name: 'hub',
        cpu: '500m',
        memory: '2Gi',
        claim: 'home',
        runsOn: [NODE],
      }),
      ...makeNodeAgents([NODE]),
    ],
  })
}
