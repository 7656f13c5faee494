import { compareText } from '#base/compare.ts'
import { computeAllocatable } from '#aws/allocatable.ts'
import { computeAttachLimit } from '#aws/attach-limit.ts'
import { findInstanceType, type InstanceType } from '#aws/instance-type.ts'
import { parseMilliCpu, parseUnits } from '#kube/quantity.ts'
import type { Node } from '#kube/node.ts'
import type { NodeGroup } from '#plan/schema.ts'
import type { NodeShape } from './compiled.ts'
import { findSlots } from './nodes.ts'
import type { ClusterObjects } from './objects.ts'

type Amounts = Readonly<Record<string, number>>

/** What runs on every node of a group beside the pods that are judged. */
export interface NodeOverhead {
  /** DaemonSets and mirror pods together: cpu, memory, pods and the rest by name. */
  readonly onNodes: Amounts
  /** Of a node that the provider's template describes (A6.6). */
  readonly onTemplate: Amounts
}

/** Shapes of nodes seen: one for each instance type, with the least allocatable of its nodes (XC5). */
export function readObservedShapes(
  objects: ClusterObjects,
  nodes: readonly Node[],
  overhead: Amounts,
): NodeShape[] {
  const byType = new Map<string, Node[]>()
  for (const node of nodes) {
    const type = node.instanceType ?? 'unknown type'
    const list = byType.get(type)
    if (list === undefined) byType.set(type, [node])
    else list.push(node)
  }
  return [...byType.entries()]
    .sort(([a], [b]) => compareText(a, b))
    .flatMap(([type, list]): NodeShape[] => {
      const known = list.filter((node) => Object.keys(node.allocatable).length > 0)
      if (known.length === 0) return shapeOfType(type, undefined, overhead)
      const slots = readSlots(objects, list, type)
      return [
        {
          label: type,
          capacity: subtract(leastOf(known.map((node) => node.allocatable)), overhead),
          overhead,
          instance: leastOf(known.map((node) => node.capacity)),
          ...(slots === undefined ? {} : { slots }),
        },
      ]
    })
}

/** Shape of a node of this type that nobody has seen: by the rules of Amazon's images; none for a type not known. */
export function shapeOfType(
  typeName: string,
  group: NodeGroup | undefined,
  overhead: Amounts,
): NodeShape[] {
  const type = findInstanceType(typeName)
  if (type === undefined) return []
  const { allocatable } = computeAllocatable({
    instanceType: type,
    maxPods: group?.maxPods,
    rootVolumeGiB: group?.rootVolume?.sizeGiB,
    kubelet: group?.kubelet,
  })
  return [
    {
      label: typeName,
      capacity: subtract(allocatable, overhead),
      overhead,
      instance: { cpu: type.vcpu * 1000, memory: type.memoryMiB * 2 ** 20 },
      slots: countAttachments(type),
    },
  ]
}

/** The provider's template (A7.3): nominal capacity, 110 pods, nothing reserved, less the pods of A6.6. */
export function readTemplateShape(
  type: InstanceType,
  group: NodeGroup | undefined,
  overhead: Amounts,
): NodeShape {
  const nominal: Record<string, number> = {
    cpu: type.vcpu * 1000,
    memory: type.memoryMiB * 2 ** 20,
    pods: 110,
    'nvidia.com/gpu': type.gpu?.maker === 'nvidia' ? type.gpu.count : 0,
    ...readResourceTags(group?.tags),
  }
  return {
    label: `${type.name} by its definition`,
    capacity: subtract(nominal, overhead),
    overhead,
    instance: nominal,
  }
}

const RESOURCE_TAG = 'k8s.io/cluster-autoscaler/node-template/resources/'

/** A7.3: tags override; values that do not parse are skipped. */
function readResourceTags(
  tags: Readonly<Record<string, string>> | undefined,
): Record<string, number> {
  return Object.fromEntries(
    Object.entries(tags ?? {}).flatMap(([key, text]) => {
      if (!key.startsWith(RESOURCE_TAG)) return []
      const name = key.slice(RESOURCE_TAG.length)
      const value = name === 'cpu' ? parseMilliCpu(text, key) : parseUnits(text, key)
      return value.kind === 'ok' ? [[name, value.value]] : []
    }),
  )
}

/** The least of the nodes' limits; where no CSINode tells, the driver's own table (autoscaling 1.4). */
function readSlots(
  objects: ClusterObjects,
  nodes: readonly Node[],
  typeName: string,
): number | undefined {
  const told = nodes.map((node) => findSlots(objects, node))
  const known = told.filter(({ isKnown }) => isKnown)
  if (known.length > 0) {
    const slots = known.map((one) => one.slots ?? Number.POSITIVE_INFINITY)
    const least = Math.min(...slots)
    return Number.isFinite(least) ? least : undefined
  }
  const type = findInstanceType(typeName)
  return type === undefined ? undefined : countAttachments(type)
}

/** Two interfaces, as Amazon's network plugin has them soon after the start, and no disk beside the root. */
function countAttachments(instanceType: InstanceType): number {
  return computeAttachLimit({ instanceType, attachedInterfaces: 2, otherDevices: 0 })
}

function leastOf(list: readonly Amounts[]): Amounts {
  const names = new Set(list.flatMap((amounts) => Object.keys(amounts)))
  return Object.fromEntries(
    [...names].map((name) => [name, Math.min(...list.map((amounts) => amounts[name] ?? 0))]),
  )
}

function subtract(amounts: Amounts, less: Amounts): Amounts {
  return Object.fromEntries(
    Object.entries(amounts).map(([name, amount]) => [
      name,
      Math.max(0, amount - (less[name] ?? 0)),
    ]),
  )
}

export function addAmounts(list: readonly Amounts[]): Record<string, number> {
  const sum: Record<string, number> = {}
  for (const amounts of list) {
    for (const [name, amount] of Object.entries(amounts)) sum[name] = (sum[name] ?? 0) + amount
  }
  return sum
}
