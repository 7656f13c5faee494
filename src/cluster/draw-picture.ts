import { compareText } from '#base/compare.ts'
import { renderTaint } from '#kube/taint.ts'
import { findEtcdHosts } from '#plan/etcd-hosts.ts'
import type { Cluster } from '#plan/schema.ts'
import type { CompiledCluster, CompiledGroup, CompiledPod } from './compiled.ts'
import type {
  Picture,
  PictureControlPlane,
  PictureGroup,
  PictureNode,
  PicturePending,
  PicturePods,
  PictureZone,
} from './picture.ts'

/** Why a pod waits, in the scheduler's words and in ours; the caller knows the scheduler. */
export type ExplainPending = (pod: number) => Pick<PicturePending, 'message' | 'reasons'>

/** The board of one cluster, from its compiled model and the plan's own words for what is not compiled. */
export function drawPicture(
  cluster: Cluster,
  compiled: CompiledCluster,
  explain: ExplainPending,
): Picture {
  const groupNodes = (index: number) => compiled.groups[index]?.nodes.length ?? 0
  const table = drawPods(compiled)
  return {
    clusterName: cluster.name,
    region: cluster.region,
    ...(cluster.kubernetesVersion === undefined
      ? {}
      : { kubernetesVersion: cluster.kubernetesVersion }),
    autoscalers: cluster.autoscalers.map((one) => ({
      kind: one.kind,
      ...(one.version === undefined ? {} : { version: one.version }),
      running: one.running !== false,
    })),
    zones: drawZones(cluster, compiled),
    controlPlane: drawControlPlane(cluster),
    groups: compiled.groups.map((group, index) =>
      drawGroup(cluster, compiled, group, groupNodes(index)),
    ),
    nodes: drawNodes(compiled),
    pods: table.pods,
    pending: table.order.flatMap((source, row): PicturePending[] => {
      const pod = source.kind === 'pod' ? compiled.pods[source.index] : undefined
      if (pod === undefined || pod.node !== undefined || source.kind !== 'pod') return []
      return [
        {
          pod: row,
          zones: listZones(compiled, pod),
          groups: pod.rules.groups,
          ...explain(source.index),
        },
      ]
    }),
    volumes: compiled.volumes.map((volume) => ({
      ...volume,
      pods: volume.pods.map((pod) => table.rowOfPod[pod] ?? -1).filter((row) => row >= 0),
    })),
  }
}

function drawZones(cluster: Cluster, compiled: CompiledCluster): PictureZone[] {
  return compiled.zones.map((name) => {
    const zone = cluster.zones.find((one) => one.name === name)
    return {
      name,
      letter: name.slice(-1),
      ...(zone?.zoneId === undefined ? {} : { zoneId: zone.zoneId }),
      nodeCount: compiled.nodes.filter((node) => node.zone === name).length,
    }
  })
}

function drawControlPlane(cluster: Cluster): PictureControlPlane {
  const { controlPlane } = cluster
  switch (controlPlane.kind) {
    case 'unknown':
      return { kind: 'unknown' }
    case 'managed':
      return {
        kind: 'managed',
        ...(controlPlane.tier === undefined ? {} : { tier: controlPlane.tier }),
      }
    case 'self-managed':
      return drawMasters(controlPlane)
  }
}

type SelfManaged = Extract<Cluster['controlPlane'], { readonly kind: 'self-managed' }>

function drawMasters({ members, etcd }: SelfManaged): PictureControlPlane {
  const isExternal = etcd.topology === 'external'
  const hosts = isExternal
    ? []
    : etcd.clusters.map((one) => ({
        name: one.name,
        hosts: new Set(findEtcdHosts(members, one.members).values()),
      }))
  return {
    kind: 'self-managed',
    etcd: etcd.topology,
    members: members.map((member, index) => ({
      name: member.name,
      ...(member.zone === undefined ? {} : { zone: member.zone }),
      ...(member.instanceType === undefined ? {} : { instanceType: member.instanceType }),
      etcd: hosts.filter((one) => one.hosts.has(index)).map((one) => one.name),
    })),
    external: isExternal
      ? etcd.clusters.flatMap((one) =>
          one.members.map((each) => ({
            cluster: one.name,
            name: each.name,
            ...(each.zone === undefined ? {} : { zone: each.zone }),
          })),
        )
      : [],
  }
}

function drawGroup(
  cluster: Cluster,
  compiled: CompiledCluster,
  group: CompiledGroup,
  nodeCount: number,
): PictureGroup {
  const index = cluster.nodeGroups.findIndex((one) => one.name === group.name)
  const plan = cluster.nodeGroups[index]
  const spotShare = plan?.purchase?.onDemandPercentageAboveBase ?? 100
  return {
    name: group.name,
    index,
    kind: group.kind,
    zones: group.zones,
    zonesKnown: group.areZonesKnown,
    instanceTypes: plan?.instanceTypes ?? group.shapes.map((shape) => shape.label),
    purchase:
      spotShare === 100
        ? 'on-demand'
        : spotShare === 0 && (plan?.purchase?.onDemandBase ?? 0) === 0
          ? 'spot'
          : 'mixed',
    ...(group.min === undefined ? {} : { min: group.min }),
    ...(group.desired === undefined ? {} : { desired: group.desired }),
    ...(group.max === undefined ? {} : { max: group.max }),
    rebalance: group.rebalance,
    scaler: group.scaler,
    taints: group.taints.map(renderTaint),
    nodeCount,
    ...drawAllocatable(group),
    believedZones: findBelievedZones(compiled, group),
    actualZones: findActualZones(compiled, group),
  }
}

/** What DaemonSets take is theirs on the board, so both parts of a shape count. */
function drawAllocatable({ shapes }: CompiledGroup): Pick<PictureGroup, 'allocatable'> {
  const [shape] = shapes
  if (shape === undefined) return {}
  const { capacity, overhead } = shape
  const sum = (resource: string) => (capacity[resource] ?? 0) + (overhead[resource] ?? 0)
  return { allocatable: { milliCpu: sum('cpu'), memoryBytes: sum('memory') } }
}

/** `templateZones` of the exploration specification, section 2; of groups that Cluster Autoscaler owns. */
function findBelievedZones(compiled: CompiledCluster, group: CompiledGroup): readonly string[] {
  if (group.scaler !== 'cluster-autoscaler') return []
  const counts = countByZone(compiled, group)
  return counts.size > 0 ? [...counts.keys()].sort(compareText) : group.zones.slice(0, 1)
}

/** Where the group would launch, were one node more wanted (XM3). Karpenter launches where the pod needs it. */
function findActualZones(compiled: CompiledCluster, group: CompiledGroup): readonly string[] {
  if (group.scaler === 'karpenter' || group.kind === 'ungrouped') return []
  const counts = countByZone(compiled, group)
  const open = group.distribution === 'balanced-only' ? group.zones : group.offered
  const fewest = Math.min(...open.map((zone) => counts.get(zone) ?? 0))
  return group.offered.filter((zone) => (counts.get(zone) ?? 0) === fewest)
}

function countByZone(compiled: CompiledCluster, group: CompiledGroup): Map<string, number> {
  const counts = new Map<string, number>()
  for (const index of group.nodes) {
    const zone = compiled.nodes[index]?.zone
    if (zone !== undefined) counts.set(zone, (counts.get(zone) ?? 0) + 1)
  }
  return counts
}

function drawNodes(compiled: CompiledCluster): PictureNode[] {
  return compiled.nodes.map((node) => ({
    name: node.name,
    group: node.group,
    ...(node.zone === undefined ? {} : { zone: node.zone }),
    ...(node.instanceType === undefined ? {} : { instanceType: node.instanceType }),
    isReady: node.isReady,
    isSchedulable: node.isSchedulable,
    milliCpu: node.allocatable['cpu'] ?? 0,
    memoryBytes: node.allocatable['memory'] ?? 0,
    podLimit: node.allocatable['pods'] ?? 0,
    taints: node.taints.map(renderTaint),
  }))
}

/** A row of the pod table: a pod, or one that a DaemonSet or a kubelet runs. */
type Row =
  | { readonly kind: 'pod'; readonly index: number; readonly node: number; readonly tone: number }
  | { readonly kind: 'daemon'; readonly index: number; readonly node: number; readonly tone: 2 }

interface PodTable {
  readonly pods: PicturePods
  readonly order: readonly Row[]
  readonly rowOfPod: readonly number[]
}

function drawPods(compiled: CompiledCluster): PodTable {
  const rows: Row[] = [
    ...compiled.pods.map((pod, index): Row => {
      const isZonal = pod.claims.some(({ state }) => state.kind !== 'anywhere')
      return { kind: 'pod', index, node: pod.node ?? -1, tone: isZonal ? 0 : 1 }
    }),
    ...compiled.daemonPods.map((pod, index): Row => ({
      kind: 'daemon',
      index,
      node: pod.node,
      tone: 2,
    })),
  ]
  // Pods come in order of namespace and name, and the sort is stable.
  const order = rows
    .map((row, position) => ({ row, position }))
    .sort((a, b) => a.row.node - b.row.node || a.row.tone - b.row.tone || a.position - b.position)
    .map(({ row }) => row)
  const names: string[] = []
  const namespaces: string[] = []
  const owners: string[] = []
  const node = new Int32Array(order.length)
  const milliCpu = new Float64Array(order.length)
  const memoryBytes = new Float64Array(order.length)
  const tone = new Uint8Array(order.length)
  const rowOfPod = new Array<number>(compiled.pods.length).fill(-1)
  order.forEach((row, position) => {
    const pod = row.kind === 'pod' ? compiled.pods[row.index] : compiled.daemonPods[row.index]
    if (pod === undefined) return
    const requests = 'rules' in pod ? pod.rules.requests : pod.requests
    names.push(pod.name)
    namespaces.push(pod.namespace)
    owners.push(`${pod.owner.kind} ${pod.owner.name}`)
    node[position] = row.node
    milliCpu[position] = requests['cpu'] ?? 0
    memoryBytes[position] = requests['memory'] ?? 0
    tone[position] = row.tone
    if (row.kind === 'pod') rowOfPod[row.index] = position
  })
  return {
    pods: { names, namespaces, node, milliCpu, memoryBytes, tone, owners },
    order,
    rowOfPod,
  }
}

function listZones(compiled: CompiledCluster, pod: CompiledPod): readonly string[] {
  return compiled.zones.filter(
    (zone) =>
      (pod.rules.zones === undefined || pod.rules.zones.includes(zone)) &&
      pod.claims.every(({ state }) => {
        const zones = 'zones' in state ? state.zones : undefined
        return zones === undefined || zones.includes(zone)
      }),
  )
}
