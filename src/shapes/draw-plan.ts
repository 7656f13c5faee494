import type { Autoscaler, Cluster, NodeGroup, Plan } from '#plan/schema.ts'
import { findRegion } from '#aws/zone.ts'
import { drawControlPlane } from './draw-control-plane.ts'
import { drawObjects } from './draw-objects.ts'
import type { PlanChoices } from './plan-choices.ts'

/**
 * The plan that the choices describe, in the state in which it would stand after its first day: nodes
 * where the groups launch them, each pod on the first node that takes it, each volume where its pod runs.
 * These are drawn and not seen, which the plan's notes say.
 */
export function drawPlan(choices: PlanChoices): Plan {
  const cluster = drawCluster(choices)
  return {
    apiVersion: 'neverpending/v1',
    kind: 'Plan',
    name: choices.name,
    ...(cluster.resources.length === 0 ? {} : { notes: NOTES }),
    designs: [{ id: 'a', name: 'As drawn', clusters: [cluster] }],
  }
}

const NOTES =
  'Drawn, not seen in a live cluster: nodes stand where their groups would launch them, and volumes where their pods first run.'

function drawCluster(choices: PlanChoices): Cluster {
  const { region, provisioner, kubernetesVersion } = choices
  const name = choices.name.trim().replaceAll(/\s+/g, '-')
  const known = findRegion(region)?.zones ?? []
  const nodeGroups = drawGroups(choices)
  return {
    name,
    region,
    provisioner,
    kubernetesVersion,
    zones: choices.zones.map((zone) => {
      const zoneId = choices.zoneIds?.[zone] ?? known.find((one) => one.name === zone)?.zoneId
      return { name: zone, ...(zoneId === undefined ? {} : { zoneId }) }
    }),
    controlPlane: drawControlPlane(choices),
    nodeGroups,
    autoscalers: drawAutoscalers(choices, nodeGroups),
    resources: drawObjects(choices, nodeGroups),
  }
}

function drawGroups({ groups, zones, provisioner }: PlanChoices): readonly NodeGroup[] {
  const { layout, instanceType, min, desired, max, isAutoscaled } = groups
  const common = {
    kind: provisioner === 'eks' ? 'eks-managed' : 'asg',
    instanceTypes: [instanceType],
    min,
    desired,
    max,
    ...(isAutoscaled ? { tags: { 'k8s.io/cluster-autoscaler/enabled': 'true' } } : {}),
  } as const
  switch (layout) {
    case 'none':
      return []
    case 'one-group':
      return [{ name: 'workers', ...common, zones }]
    case 'group-per-zone':
      return zones.map((zone) => ({ name: nameZoneGroup(zone), ...common, zones: [zone] }))
    case 'karpenter':
      return [{ name: 'general', kind: 'karpenter', zones, instanceTypes: [instanceType] }]
  }
}

/** `workers-a`. */
function nameZoneGroup(zone: string): string {
  return `workers-${zone.slice(-1)}`
}

function drawAutoscalers(
  { groups, kubernetesVersion }: PlanChoices,
  nodeGroups: readonly NodeGroup[],
): readonly Autoscaler[] {
  const owns = nodeGroups.map((group) => group.name)
  if (owns.length === 0) return []
  if (groups.layout === 'karpenter') return [{ kind: 'karpenter', version: KARPENTER, owns }]
  if (!groups.isAutoscaled) return []
  // Cluster Autoscaler bears the minor version of the Kubernetes it is made for.
  return [{ kind: 'cluster-autoscaler', version: `${kubernetesVersion}.0`, owns }]
}

const KARPENTER = '1.9.0'
