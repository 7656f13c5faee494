import type { Labels } from '#kube/labels.ts'
import type { Node } from '#kube/node.ts'
import { readMetadata } from '#kube/metadata.ts'
import { readText } from '#kube/field.ts'
import { readPodSpec } from '#kube/pod-spec.ts'
import { ZONE_KEYS } from '#kube/labels.ts'
import { matchesNodeAffinity } from '#kube/node-affinity.ts'
import { findUntoleratedTaint, type Taint } from '#kube/taint.ts'
import type { Workload } from '#kube/workload.ts'
import { addAmounts, type NodeOverhead } from './shapes.ts'
import type { ClusterObjects } from './objects.ts'

/** A7.3 and A6.6: on a provider's template stands a kube-proxy of 100 m beside the DaemonSets. */
const TEMPLATE_KUBE_PROXY = { cpu: 100, pods: 1 }

/**
 * What DaemonSets and mirror pods use on each node of a group (XC5): DaemonSets whose selector, affinity
 * and tolerations match, whether their pods are listed or not; of mirror pods the most seen on one node.
 */
export function readOverhead(
  objects: ClusterObjects,
  group: {
    readonly zones: readonly string[]
    readonly labels: Labels
    readonly taints: readonly Taint[]
  },
  mirrorPods: Readonly<Record<string, number>>,
): NodeOverhead {
  const daemons = objects.workloads
    .filter((one) => one.kind === 'DaemonSet' && runsOn(one, group))
    .map((one) => ({ ...one.template.spec.requests, pods: 1 }))
  return {
    onNodes: addAmounts([...daemons, mirrorPods]),
    onTemplate: addAmounts([...daemons, TEMPLATE_KUBE_PROXY]),
  }
}

function runsOn(
  daemonSet: Workload,
  group: {
    readonly zones: readonly string[]
    readonly labels: Labels
    readonly taints: readonly Taint[]
  },
): boolean {
  const { nodeAffinity, tolerations } = daemonSet.template.spec
  const zones = group.zones.length === 0 ? [''] : group.zones
  return (
    findUntoleratedTaint(group.taints, tolerations) === undefined &&
    zones.some((zone) =>
      matchesNodeAffinity(nodeAffinity, {
        name: '',
        labels: { ...group.labels, ...Object.fromEntries(ZONE_KEYS.map((key) => [key, zone])) },
      }),
    )
  )
}

/** Requests of the mirror pods of each node, by the node's name. */
export function readMirrorPods(
  objects: ClusterObjects,
): ReadonlyMap<string, Readonly<Record<string, number>>> {
  const byNode = new Map<string, Record<string, number>>()
  for (const object of objects.pods) {
    const metadata = readMetadata(object)
    const isMirror =
      metadata.controller?.kind === 'Node' ||
      Object.hasOwn(metadata.annotations, 'kubernetes.io/config.mirror')
    const nodeName = readText(object, 'spec', 'nodeName')
    if (!isMirror || nodeName === undefined) continue
    const requests = { ...readPodSpec(object['spec'], metadata).requests, pods: 1 }
    byNode.set(nodeName, addAmounts([byNode.get(nodeName) ?? {}, requests]))
  }
  return byNode
}

/** The most that mirror pods use on one of the nodes, resource by resource. */
export function mostOf(
  byNode: ReadonlyMap<string, Readonly<Record<string, number>>>,
  nodes: readonly Node[],
): Readonly<Record<string, number>> {
  const most: Record<string, number> = {}
  for (const node of nodes) {
    for (const [name, amount] of Object.entries(byNode.get(node.name) ?? {})) {
      most[name] = Math.max(most[name] ?? 0, amount)
    }
  }
  return most
}
