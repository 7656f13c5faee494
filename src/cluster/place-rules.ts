import { HOSTNAME_LABEL, ZONE_KEYS, type Labels } from '#kube/labels.ts'
import {
  matchesNodeAffinity,
  type NodeAffinity,
  type NodeSelectorRequirement,
  type NodeSelectorTerm,
} from '#kube/node-affinity.ts'
import { findUntoleratedTaint, type Toleration } from '#kube/taint.ts'
import type { CompiledGroup, GroupDoubt, NodeShape } from './compiled.ts'
import { isUnrecorded, listLaunchVariants, type LaunchVariant } from './launch-labels.ts'

/** Where a pod's selector, required node affinity and tolerations let it go (XC8). */
export interface PlaceRules {
  readonly zones?: readonly string[]
  readonly groups: readonly number[]
  readonly selectedGroups: readonly number[]
  readonly strangersFromZero: readonly number[]
  readonly doubts: readonly GroupDoubt[]
}

/** What a pod asks of the place it goes to. */
export interface PlaceDemand {
  readonly nodeAffinity: NodeAffinity
  readonly tolerations: readonly Toleration[]
  readonly requests: Readonly<Record<string, number>>
  /** Launches that are enough for any pool: one for each pod of the cluster and one over. */
  readonly launches: number
}

/** A group as far as placing goes, before its capacity is known. */
export type PlaceableGroup = Pick<
  CompiledGroup,
  | 'name'
  | 'zones'
  | 'labels'
  | 'variedLabels'
  | 'taints'
  | 'templateLabels'
  | 'scaler'
  | 'launch'
  | 'shapes'
  | 'limitsLeft'
>

/**
 * Splits what a pod demands into zones and groups: the model allows each of the one with each of the
 * other. Where the demand is no such product (one term for a group in one zone, another elsewhere) or
 * names a single host, a doubt says so.
 */
export function placeRules(
  demand: PlaceDemand,
  groups: readonly PlaceableGroup[],
  zones: readonly string[],
  path: string,
): PlaceRules {
  const { nodeAffinity: affinity, tolerations } = demand
  const allowedZones = zones.filter((zone) => allowsZone(affinity, zone))
  const selectsZones = allowedZones.length < zones.length
  const used = listKeys(affinity)
  const selected: number[] = []
  const strangers: number[] = []
  const open: GroupDoubt[] = []
  let isProduct = true
  groups.forEach((group, index) => {
    const choices = chooseLabels(affinity, group, used)
    const labels = choices.accepted[0]?.labels ?? group.labels
    const accepted = group.zones.filter((zone) => accepts(affinity, labels, zone))
    if (choices.accepted.length === 0 && !choices.isUnrecorded) return
    selected.push(index)
    if (choices.isUnrecorded || choices.isDivided) {
      open.push(doubtOpenLabel(demand, group, choices, `${path}.nodeSelector`))
    }
    const expected = group.zones.filter((zone) => allowedZones.includes(zone))
    if (!choices.isUnrecorded && expected.join() !== accepted.join()) isProduct = false
    const first = group.zones[0]
    const isStranger =
      group.scaler === 'cluster-autoscaler' &&
      accepted.length > 0 &&
      first !== undefined &&
      !accepted.some((zone) => accepts(affinity, group.templateLabels, zone))
    if (isStranger) strangers.push(index)
  })
  return {
    ...(selectsZones ? { zones: allowedZones } : {}),
    groups: selected.filter((index) => {
      const group = groups[index]
      return group !== undefined && findUntoleratedTaint(group.taints, tolerations) === undefined
    }),
    selectedGroups: selected,
    strangersFromZero: strangers,
    doubts: [...doubtPlaces(affinity, groups, isProduct, path), ...open],
  }
}

function doubtPlaces(
  affinity: NodeAffinity,
  groups: readonly PlaceableGroup[],
  isProduct: boolean,
  path: string,
): GroupDoubt[] {
  const doubts: GroupDoubt[] = []
  const add = (reason: string, field: string) =>
    doubts.push({ reason, path: `${path}.${field}`, harmlessFor: [] })
  if (namesHost(affinity)) {
    add(
      'it selects a node by its name, and the model knows nodes by group and zone',
      'affinity.nodeAffinity',
    )
  }
  const used = listKeys(affinity)
  const place = used.find((key) => key.startsWith('topology.k8s.aws/'))
  if (place !== undefined) {
    add(`it selects nodes by ${place}, and the model knows zones by name`, 'nodeSelector')
  }
  for (const group of groups) {
    const key = used.find((one) => group.variedLabels.has(one))
    if (key === undefined) continue
    add(
      `it selects nodes by ${key}, in which the nodes of group ${group.name} differ`,
      'nodeSelector',
    )
  }
  if (!isProduct) add('its node affinity ties zones to groups one by one', 'affinity.nodeAffinity')
  return doubts
}

interface LabelChoices {
  /** What a new node may be, as far as the pod accepts it. */
  readonly accepted: readonly { readonly labels: Labels; readonly types: ReadonlySet<string> }[]
  /** Some nodes that may come are accepted and some are not. */
  readonly isDivided: boolean
  readonly isUnrecorded: boolean
}

/** The nodes that a group may launch next, and those like the ones it has, by whether the pod accepts them. */
function chooseLabels(
  affinity: NodeAffinity,
  group: PlaceableGroup,
  used: readonly string[],
): LabelChoices {
  const variants: readonly LaunchVariant[] = listLaunchVariants(group.launch, used)
  const choices = variants.map(({ labels, types }) => ({
    labels: { ...group.labels, ...labels },
    types,
  }))
  const present = { labels: group.labels, types: new Set<string>() }
  const isKnown = used.every((key) => ZONE_KEYS.includes(key) || key in group.labels)
  const all = isKnown ? [...choices, present] : choices
  const accepted = all.filter(({ labels }) =>
    group.zones.some(
      (zone) => accepts(affinity, labels, zone) || allowsGroup(affinity, labels, zone),
    ),
  )
  return {
    accepted,
    isDivided: accepted.length > 0 && accepted.length < all.length,
    isUnrecorded: used.some((key) => isUnrecorded(group.launch, key) && !(key in group.labels)),
  }
}

/**
 * RT3 holds for a pool whose limits leave room enough for some type that the pod accepts and that holds it:
 * Karpenter launches what the pod asks for (C5), and nodes that it does not accept are no more in its way
 * than full ones. RT4 holds as well, as the group counts as one that may hold the pod.
 */
function doubtOpenLabel(
  demand: PlaceDemand,
  group: PlaceableGroup,
  { accepted, isUnrecorded: isUnknown }: LabelChoices,
  path: string,
): GroupDoubt {
  const keys = listKeys(demand.nodeAffinity).filter((key) => !ZONE_KEYS.includes(key))
  const types = new Set(accepted.flatMap((choice) => [...choice.types]))
  const isServed =
    !isUnknown &&
    group.shapes.some((shape) => types.has(shape.label) && holdsAmply(group, shape, demand))
  return {
    reason: `it selects nodes by ${keys.join(' and ')}, and not every node that group ${group.name} may launch has what it asks for`,
    path,
    harmlessFor: isServed ? ['RT3', 'RT4'] : ['RT4'],
  }
}

function holdsAmply(
  group: PlaceableGroup,
  shape: NodeShape,
  { requests, launches }: PlaceDemand,
): boolean {
  const holds = Object.entries(requests).every(
    ([name, amount]) => amount <= (shape.capacity[name] ?? 0),
  )
  const hasRoom = Object.entries(group.limitsLeft ?? {}).every(
    ([name, amount]) =>
      launches * (name === 'nodes' ? 1 : (shape.instance[name] ?? 0)) <= Math.max(0, amount),
  )
  return holds && hasRoom
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
