import { setFields } from '#kube/set-field.ts'
import { NODE_GROUP_LABELS, readNode } from '#kube/node.ts'
import type { KubeObject } from '#kube/object.ts'
import { compareResources } from '#plan/compare-resources.ts'
import type { Autoscaler, Cluster, ControlPlane, Design, NodeGroup, Zone } from '#plan/schema.ts'
import { canStandTwice, toDifferenceId, toGroupKey } from './compare-designs.ts'
import { compareFields } from './compare-fields.ts'
import type { DifferenceChoice, DifferenceChoices, DifferenceSection } from './difference.ts'
import { identifyObject, isObserved } from './identify.ts'
import { isEqual } from './is-equal.ts'
import { matchBy, matchClusters, matchGroups, matchObjects } from './match-clusters.ts'
import type { ClusterMatch, Match } from './match-clusters.ts'

/**
 * My design with what was chosen of theirs (I1.5). What nobody chose for stays as it is, so that no edit
 * made by hand is lost; a design that takes nothing is given back itself.
 */
export function mergeDesigns(mine: Design, theirs: Design, choices: DifferenceChoices): Design {
  const clusters = matchClusters(mine, theirs).flatMap((match) => mergeClusters(match, choices))
  const isSame =
    clusters.length === mine.clusters.length &&
    clusters.every((cluster, index) => cluster === mine.clusters[index])
  return isSame ? mine : { ...mine, clusters }
}

type Ask = (section: DifferenceSection, kind: string, key: string) => DifferenceChoice

function mergeClusters(match: ClusterMatch, choices: DifferenceChoices): readonly Cluster[] {
  const { mine, theirs, key } = match
  const ask: Ask = (section, kind, thing) => {
    const id = toDifferenceId(key, section, thing)
    if (Object.hasOwn(choices.things, id)) return choices.things[id] ?? 'keep'
    const group = toGroupKey(section, kind)
    return Object.hasOwn(choices.kinds, group) ? (choices.kinds[group] ?? 'keep') : 'keep'
  }
  if (mine === undefined || theirs === undefined) {
    const taken = ask('cluster', 'Cluster', '') === 'keep' ? mine : theirs
    return taken === undefined ? [] : [taken]
  }
  const isTaken = (section: DifferenceSection, kind: string) => ask(section, kind, '') === 'replace'
  const groups = mergeGroups(mine, theirs, ask)
  const resources = renameLabels(mergeObjects(mine, theirs, ask), groups.renamed)
  const zones = mergeZones(mine, theirs, { groups: groups.list, ask })
  const controlPlane = renameMembers(
    isTaken('control-plane', 'Control plane') &&
      !isSameThing(mine.controlPlane, theirs.controlPlane)
      ? theirs.controlPlane
      : mine.controlPlane,
    groups.renamed,
  )
  const autoscalers = mergeAutoscalers(mine, theirs, { groups, ask })
  const isSameFrame = mine.name === theirs.name && isSameThing(pickFrame(mine), pickFrame(theirs))
  const frame =
    isSameFrame || !isTaken('cluster', 'Cluster')
      ? mine
      : { ...withoutFrame(mine), ...pickFrame(theirs), name: theirs.name }
  const isSame =
    frame === mine &&
    zones === mine.zones &&
    controlPlane === mine.controlPlane &&
    groups.list === mine.nodeGroups &&
    autoscalers === mine.autoscalers &&
    resources === mine.resources
  if (isSame) return [mine]
  return [{ ...frame, zones, controlPlane, nodeGroups: groups.list, autoscalers, resources }]
}

function withoutFrame({ network: _network, kubernetesVersion: _version, ...others }: Cluster) {
  return others
}

function pickFrame({ region, provisioner, kubernetesVersion, network }: Cluster) {
  return {
    region,
    provisioner,
    ...(kubernetesVersion === undefined ? {} : { kubernetesVersion }),
    ...(network === undefined ? {} : { network }),
  }
}

interface MergedGroups {
  readonly list: readonly NodeGroup[]
  readonly renamed: ReadonlyMap<string, string>
  readonly removed: ReadonlySet<string>
}

function mergeGroups(mine: Cluster, theirs: Cluster, ask: Ask): MergedGroups {
  const matches = matchGroups(mine, theirs)
  const taken = new Set([...mine.nodeGroups, ...theirs.nodeGroups].map(({ name }) => name))
  const list = mergeMatches(mine.nodeGroups, matches, {
    choose: (match) => ask('node-group', 'Node group', match.key),
    double: (group) => ({ ...group, name: findFreeName(group.name, taken) }),
    isSame: (a, b) => compareFields(a, b).fields.length === 0 && a.name === b.name,
    canDouble: (match) => match.because === undefined,
  })
  const names = new Set(list.map(({ name }) => name))
  const renamed = new Map<string, string>()
  const removed = new Set<string>()
  for (const { key, mine: before, theirs: after } of matches) {
    if (before === undefined || names.has(before.name)) continue
    if (after !== undefined && after.name !== key) renamed.set(key, after.name)
    else removed.add(key)
  }
  return { list, renamed, removed }
}

/** Zones that taken groups launch in come with them. */
function mergeZones(
  mine: Cluster,
  theirs: Cluster,
  { groups, ask }: { readonly groups: readonly NodeGroup[]; readonly ask: Ask },
): readonly Zone[] {
  const zones = mergeMatches(
    mine.zones,
    matchBy(mine.zones, theirs.zones, ({ name }) => name),
    { choose: (match) => ask('zone', 'Zone', match.key), isSame: isSameThing },
  )
  if (groups === mine.nodeGroups) return zones
  const needed = new Set(groups.flatMap((group) => group.zones ?? []))
  const missing = theirs.zones.filter(
    ({ name }) =>
      needed.has(name) &&
      zones.every((zone) => zone.name !== name) &&
      mine.zones.every((zone) => zone.name !== name),
  )
  return missing.length === 0 ? zones : [...zones, ...missing]
}

function mergeAutoscalers(
  mine: Cluster,
  theirs: Cluster,
  { groups, ask }: { readonly groups: MergedGroups; readonly ask: Ask },
): readonly Autoscaler[] {
  const merged = mergeMatches(
    mine.autoscalers,
    matchBy(mine.autoscalers, theirs.autoscalers, ({ kind }) => kind),
    { choose: (match) => ask('autoscaler', 'Autoscaler', match.key), isSame: isSameThing },
  )
  const { renamed, removed, list } = groups
  const names = new Set(list.map(({ name }) => name))
  const isOwned = (name: string) =>
    names.has(name) ||
    (!removed.has(name) && mine.autoscalers.some(({ owns }) => owns.includes(name)))
  return keepIfSame(
    merged,
    merged.map((autoscaler) => {
      if (autoscaler.owns === 'auto-discovery') return autoscaler
      const owns = autoscaler.owns.map((name) => renamed.get(name) ?? name).filter(isOwned)
      return owns.join('\n') === autoscaler.owns.join('\n') ? autoscaler : { ...autoscaler, owns }
    }),
  )
}

function renameMembers(plane: ControlPlane, renamed: ReadonlyMap<string, string>): ControlPlane {
  if (plane.kind !== 'self-managed' || renamed.size === 0) return plane
  const members = plane.members.map((member) => {
    const group = member.group === undefined ? undefined : renamed.get(member.group)
    return group === undefined ? member : { ...member, group }
  })
  return { ...plane, members }
}

/** What was seen is taken as a whole, and with it the states of what was designed. */
function mergeObjects(mine: Cluster, theirs: Cluster, ask: Ask): Cluster['resources'] {
  const designed = mine.resources.filter((object) => !isObserved(object))
  const taken = new Set([...mine.resources, ...theirs.resources].map(identifyObject))
  const merged = mergeMatches(designed, matchObjects(mine, theirs), {
    choose: ({ key, mine: own, theirs: other }) => ask('object', (own ?? other)?.kind ?? '', key),
    double: (object) => {
      const name = findFreeObjectName(object, taken)
      return { ...object, metadata: { ...object.metadata, name } }
    },
    isSame: (a, b) => isSameObject(a, b),
    canDouble: ({ mine: own, because }) =>
      because === undefined && own !== undefined && canStandTwice('object', own.kind),
  })
  const isSeen = ask('observed', 'Seen running', '') === 'replace'
  if (merged === designed && !isSeen) return mine.resources
  const seen = (isSeen ? theirs : mine).resources.filter(isObserved)
  const objects = [...(isSeen ? renewStates(merged, theirs) : merged), ...seen]
  const sorted = objects.toSorted(compareResources)
  const isSame =
    sorted.length === mine.resources.length &&
    sorted.every((object, index) => isEqual(object, mine.resources[index]))
  // Objects of a plan have the form of its schema; only names and states were changed.
  return isSame ? mine.resources : (sorted as Cluster['resources'])
}

function renewStates(objects: readonly KubeObject[], theirs: Cluster): readonly KubeObject[] {
  const states = new Map(
    theirs.resources.map((object) => [identifyObject(object), object['status']]),
  )
  return objects.map((object) => {
    const status = states.get(identifyObject(object))
    return status === undefined || status === object['status'] ? object : { ...object, status }
  })
}

/** The nodes of a group name it in their labels, whichever tool wrote them. */
function renameLabels(
  resources: Cluster['resources'],
  renamed: ReadonlyMap<string, string>,
): Cluster['resources'] {
  if (renamed.size === 0) return resources
  return resources.map((object) => {
    if (object.kind !== 'Node') return object
    const from = readNode(object).group?.name
    const to = from === undefined ? undefined : renamed.get(from)
    if (to === undefined) return object
    const labels = NODE_GROUP_LABELS.filter((key) => object.metadata.labels?.[key] === from)
    return setFields(
      object,
      labels.map((key) => [['metadata', 'labels', key], to] as const),
    )
  })
}

interface Merging<Value> {
  readonly choose: (match: Match<Value>) => DifferenceChoice
  readonly isSame: (a: Value, b: Value) => boolean
  /** The value under a free name; absent: two can't stand side by side. */
  readonly double?: (value: Value) => Value
  readonly canDouble?: (match: Match<Value>) => boolean
}

/** The list itself where nothing of it changes. */
function mergeMatches<Value>(
  mine: readonly Value[],
  matches: readonly Match<Value>[],
  { choose, isSame, double, canDouble }: Merging<Value>,
): readonly Value[] {
  const merged = matches.flatMap((match): readonly Value[] => {
    const { mine: own, theirs: other } = match
    const choice = choose(match)
    if (own === undefined) return other === undefined || choice === 'keep' ? [] : [other]
    if (choice === 'keep') return [own]
    if (other === undefined) return choice === 'both' ? [own] : []
    if (isSame(own, other)) return [own]
    if (choice === 'replace') return [other]
    return double === undefined || canDouble?.(match) !== true ? [own] : [own, double(other)]
  })
  return keepIfSame(mine, merged)
}

function keepIfSame<Value>(old: readonly Value[], now: readonly Value[]): readonly Value[] {
  const isSame = old.length === now.length && old.every((value, index) => value === now[index])
  return isSame ? old : now
}

function isSameThing(a: unknown, b: unknown): boolean {
  return compareFields(a, b).fields.length === 0
}

function isSameObject(a: KubeObject, b: KubeObject): boolean {
  return identifyObject(a) === identifyObject(b) && compareFields(a, b, a.kind).fields.length === 0
}

/** The name with the first number that nobody has; `taken` learns it. */
function findFreeName(name: string, taken: Set<string>): string {
  for (let number = 2; ; number++) {
    const end = `-${number}`
    const free = `${name.slice(0, MAX_NAME - end.length)}${end}`
    if (taken.has(free)) continue
    taken.add(free)
    return free
  }
}

/** Names of pods, labels and host names end at 63 characters. */
const MAX_NAME = 63

function findFreeObjectName(object: KubeObject, taken: Set<string>): string {
  const toId = (name: string) =>
    identifyObject({ ...object, metadata: { ...object.metadata, name } })
  for (let number = 2; ; number++) {
    const end = `-${number}`
    const name = `${object.metadata.name.slice(0, MAX_NAME - end.length)}${end}`
    if (taken.has(toId(name))) continue
    taken.add(toId(name))
    return name
  }
}
