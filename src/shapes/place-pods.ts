import { computeAllocatable } from '#aws/allocatable.ts'
import type { InstanceType } from '#aws/instance-type.ts'
import { getAt } from '#base/assert.ts'
import { parseMilliCpu, parseUnits } from '#kube/quantity.ts'
import type { NodeGroup } from '#plan/schema.ts'
import type { WorkloadChoices } from './plan-choices.ts'

export interface DrawnNode {
  readonly name: string
  readonly zone: string
  readonly group: string
}

export interface PlacedPod {
  /** The name of its node; absent: none takes it. */
  readonly node?: string
  /** Where its volume is; absent: not made yet, since the pod has not run. */
  readonly volumeZone?: string
}

interface Question {
  readonly nodeGroups: readonly NodeGroup[]
  readonly zones: readonly string[]
  /** Of all nodes; `undefined`: one that the catalogue does not know. */
  readonly type: InstanceType | undefined
  readonly workload: WorkloadChoices | undefined
}

/** What the agents of EKS take of each node (`incidents/objects.ts`). */
const AGENTS = { milliCpu: 180, memoryBytes: 120 * 1024 * 1024, pods: 3 }

/**
 * Where nodes and pods stand on the first day: a group launches its nodes in its zones one after the
 * other, and each pod takes the zone with the fewest of its kind, there the node with the fewest. A pool
 * of Karpenter launches a node where a pod asks for one.
 */
export function placePods({ nodeGroups, zones, type, workload }: Question): {
  readonly nodes: readonly DrawnNode[]
  readonly pods: readonly PlacedPod[]
} {
  const pool = nodeGroups.find((group) => group.kind === 'karpenter')
  const nodes = nodeGroups.flatMap(drawNodes)
  const room = countRoom(type, workload)
  const used = new Map<string, number>()
  const inZone = new Map<string, number>()
  const pods = Array.from({ length: workload?.replicas ?? 0 }, (_, index): PlacedPod => {
    const wanted = chooseVolumeZone(workload, zones, index)
    const open = nodes.filter(
      (node) => (wanted === undefined || node.zone === wanted) && (used.get(node.name) ?? 0) < room,
    )
    const count = (counts: ReadonlyMap<string, number>, key: string) => counts.get(key) ?? 0
    const [first] = open.toSorted(
      (a, b) =>
        count(inZone, a.zone) - count(inZone, b.zone) ||
        count(used, a.name) - count(used, b.name) ||
        nodes.indexOf(a) - nodes.indexOf(b),
    )
    const node = first ?? (pool === undefined || room === 0 ? undefined : launch(pool, wanted))
    if (node === undefined) return wanted === undefined ? {} : { volumeZone: wanted }
    used.set(node.name, count(used, node.name) + 1)
    inZone.set(node.zone, count(inZone, node.zone) + 1)
    return { node: node.name, volumeZone: node.zone }
  })
  return { nodes, pods }

  function launch(group: NodeGroup, wanted: string | undefined): DrawnNode {
    const own = group.zones ?? zones
    const zone = wanted ?? getAt(own, nodes.length % own.length)
    const node = { name: `${group.name}-${nodes.length + 1}`, zone, group: group.name }
    nodes.push(node)
    return node
  }
}

/** A class that creates volumes at once does so over the zones in turn, whatever the pods need. */
function chooseVolumeZone(
  workload: WorkloadChoices | undefined,
  zones: readonly string[],
  index: number,
): string | undefined {
  if (workload?.volumeZone !== undefined) return workload.volumeZone
  return workload?.binding === 'Immediate' ? getAt(zones, index % zones.length) : undefined
}

function drawNodes(group: NodeGroup): readonly DrawnNode[] {
  const { name, desired = 0, zones = [] } = group
  if (group.kind === 'karpenter' || zones.length === 0) return []
  return Array.from({ length: desired }, (_, index) => ({
    name: `${name}-${index + 1}`,
    zone: getAt(zones, index % zones.length),
    group: name,
  }))
}

/** Pods of the workload that one node takes beside its agents. */
function countRoom(
  instanceType: InstanceType | undefined,
  workload: WorkloadChoices | undefined,
): number {
  if (instanceType === undefined || workload === undefined) return 0
  const { allocatable } = computeAllocatable({ instanceType })
  const milliCpu = readAmount(parseMilliCpu(workload.cpu, 'cpu'))
  const memoryBytes = readAmount(parseUnits(workload.memory, 'memory'))
  const left = (name: string, taken: number) => (allocatable[name] ?? 0) - taken
  return Math.max(
    0,
    Math.min(
      milliCpu === 0 ? Infinity : Math.trunc(left('cpu', AGENTS.milliCpu) / milliCpu),
      memoryBytes === 0 ? Infinity : Math.trunc(left('memory', AGENTS.memoryBytes) / memoryBytes),
      left('pods', AGENTS.pods),
    ),
  )
}

function readAmount(amount: ReturnType<typeof parseMilliCpu>): number {
  return amount.kind === 'ok' ? amount.value : 0
}
