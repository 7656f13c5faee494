import { HOSTNAME_LABEL, ZONE_KEYS, type Labels } from '#kube/labels.ts'
import {
  matchesNodeAffinity,
  type NodeAffinity,
  type NodeSelectorRequirement,
  type NodeSelectorTerm,
} from '#kube/node-affinity.ts'
import { findUntoleratedTaint, type Toleration } from '#kube/taint.ts'
import type { ClusterDoubt, CompiledGroup } from './compiled.ts'

/** Where a pod's selector, required node affinity and tolerations let it go (XC8). */
export interface PlaceRules {
  readonly zones?: readonly string[]
  readonly groups: readonly number[]
  readonly selectedGroups: readonly number[]
  readonly strangersFromZero: readonly number[]
  readonly doubts: readonly ClusterDoubt[]
}

/** A group as far as placing goes, before its capacity is known. */
export type PlaceableGroup = Pick<
  CompiledGroup,
  'name' | 'zones' | 'labels' | 'variedLabels' | 'taints' | 'templateLabels' | 'scaler'
>

/**
 * Splits what a pod demands into zones and groups: the model allows each of the one with each of the
 * other. Where the demand is no such product (one term for a group in one zone, another elsewhere) or
 * names a single host, a doubt says so.
 */
export function placeRules(
  affinity: NodeAffinity,
  tolerations: readonly Toleration[],
  groups: readonly PlaceableGroup[],
  zones: readonly string[],
  path: string,
): PlaceRules {
  const allowedZones = zones.filter((zone) => allowsZone(affinity, zone))
  const selectsZones = allowedZones.length < zones.length
  const selected: number[] = []
  const strangers: number[] = []
  let isProduct = true
  groups.forEach((group, index) => {
    const accepted = group.zones.filter((zone) => accepts(affinity, group.labels, zone))
    if (
      accepted.length === 0 &&
      !group.zones.some((zone) => allowsGroup(affinity, group.labels, zone))
    )
      return
    selected.push(index)
    const expected = group.zones.filter((zone) => allowedZones.includes(zone))
    if (expected.join() !== accepted.join()) isProduct = false
    const first = group.zones[0]
    const isStranger =
      group.scaler === 'cluster-autoscaler' &&
      accepted.length > 0 &&
      first !== undefined &&
      !accepted.some((zone) => accepts(affinity, group.templateLabels, zone))
    if (isStranger) strangers.push(index)
  })
  const doubts: ClusterDoubt[] = []
  if (namesHost(affinity)) {
    doubts.push({
      reason: 'it selects a node by its name, and the model knows nodes by group and zone',
      path: `${path}.affinity.nodeAffinity`,
    })
  }
  const used = listKeys(affinity)
  for (const group of groups) {
    const key = used.find((one) => group.variedLabels.has(one))
    if (key === undefined) continue
    doubts.push({
      reason: `it selects nodes by ${key}, in which the nodes of group ${group.name} differ`,
      path: `${path}.nodeSelector`,
    })
  }
  if (!isProduct) {
    doubts.push({
      reason: 'its node affinity ties zones to groups one by one',
      path: `${path}.affinity.nodeAffinity`,
    })
  }
  return {
    ...(selectsZones ? { zones: allowedZones } : {}),
    groups: selected.filter((index) => {
      const group = groups[index]
      return group !== undefined && findUntoleratedTaint(group.taints, tolerations) === undefined
    }),
    selectedGroups: selected,
    strangersFromZero: strangers,
    doubts,
  }
}

/** An empty node of the group in the zone, as selectors see it. */
function accepts(affinity: NodeAffinity, labels: Labels, zone: string): boolean {
  return matchesNodeAffinity(affinity, { name: '', labels: withZone(labels, zone) })
}

function withZone(labels: Labels, zone: string): Labels {
  return { ...labels, ...Object.fromEntries(ZONE_KEYS.map((key) => [key, zone])) }
}

/** True when some alternative accepts the zone, whatever the node's other labels are. */
function allowsZone(affinity: NodeAffinity, zone: string): boolean {
  const ownZone = { name: '', labels: withZone({}, zone) }
  const reduced = reduceTerms(affinity, (key) => ZONE_KEYS.includes(key))
  return matchesNodeAffinity(reduced, ownZone)
}

/** True when some alternative accepts the group's labels, whatever the zone is. */
function allowsGroup(affinity: NodeAffinity, labels: Labels, zone: string): boolean {
  const reduced = reduceTerms(affinity, (key) => !ZONE_KEYS.includes(key))
  return matchesNodeAffinity(reduced, { name: '', labels: withZone(labels, zone) })
}

/** The same demand with only the requirements whose key is kept; a term left empty accepts all. */
function reduceTerms(affinity: NodeAffinity, keeps: (key: string) => boolean): NodeAffinity {
  const nodeSelector = Object.fromEntries(
    Object.entries(affinity.nodeSelector).filter(([key]) => keeps(key)),
  )
  if (affinity.requiredTerms === undefined) return { nodeSelector }
  const terms = affinity.requiredTerms.flatMap((term): NodeSelectorTerm[] => {
    if (!term.isValid || (term.expressions.length === 0 && term.fields.length === 0)) return []
    return [{ ...term, expressions: term.expressions.filter(({ key }) => keeps(key)), fields: [] }]
  })
  if (terms.some((term) => term.expressions.length === 0)) return { nodeSelector }
  return { nodeSelector, requiredTerms: terms }
}

function listKeys(affinity: NodeAffinity): readonly string[] {
  const terms = (affinity.requiredTerms ?? []).flatMap((term) => term.expressions)
  return [...Object.keys(affinity.nodeSelector), ...terms.map(({ key }) => key)]
}

function namesHost(affinity: NodeAffinity): boolean {
  const isHost = ({ key, operator }: NodeSelectorRequirement) =>
    key === HOSTNAME_LABEL && operator !== 'Exists' && operator !== 'DoesNotExist'
  return (
    Object.hasOwn(affinity.nodeSelector, HOSTNAME_LABEL) ||
    (affinity.requiredTerms ?? []).some(
      (term) => term.fields.length > 0 || term.expressions.some(isHost),
    )
  )
}
