import { compareText } from '#base/compare.ts'
import { readText } from '#kube/field.ts'
import type { Autoscaler, Cluster, NodeGroup, Zone } from '#plan/schema.ts'
import type { Conflict, Fragment, PendingGuess, Strength } from './importer.ts'

/**
 * Several sources of one cluster made one (import specification I1.6): of each field the surest value
 * wins, of equally sure ones that of the source with precedence. What loses is listed as a conflict, or
 * kept beside as what nodes show. The order of the fragments changes nothing.
 */
export function mergeFragments(
  clusterName: string,
  fragments: readonly Fragment[],
  options: {
    readonly choices: Readonly<Record<string, string>>
    /** Before the ids of conflicts, where several clusters could share them. */
    readonly idPrefix: string
  },
): MergedCluster {
  const sorted = separatePools(shareEndpoint(fragments))
    .map((fragment) => ({ fragment, text: JSON.stringify(fragment.cluster.nodeGroups ?? []) }))
    .toSorted(
      (a, b) =>
        b.fragment.precedence - a.fragment.precedence ||
        compareText(a.fragment.source, b.fragment.source) ||
        compareText(a.text, b.text),
    )
    .map(({ fragment }) => fragment)
  const merging: Merging = { ...options, fragments: sorted, conflicts: [] }
  const groupNames = new Set(
    sorted.flatMap(({ cluster }) => (cluster.nodeGroups ?? []).map(({ name }) => name)),
  )
  const groups = [...groupNames].sort(compareText).map((name) => mergeGroup(merging, name))
  const cluster: Partial<Cluster> = {
    ...pickPlain(merging, 'region'),
    ...pickPlain(merging, 'provisioner'),
    ...pickPlain(merging, 'kubernetesVersion'),
    ...pickPlain(merging, 'controlPlane'),
    ...pickPlain(merging, 'network'),
  }
  return {
    name: clusterName,
    cluster,
    zones: mergeZones(sorted),
    groups,
    autoscalers: mergeAutoscalers(sorted),
    conflicts: merging.conflicts,
  }
}

export interface MergedCluster {
  readonly name: string
  /** Plain fields only; zones, groups and autoscalers are beside. */
  readonly cluster: Partial<Cluster>
  readonly zones: MergedZones
  readonly groups: readonly MergedGroup[]
  readonly autoscalers: readonly Autoscaler[]
  readonly conflicts: readonly Conflict[]
}

export interface MergedZones {
  readonly said: readonly Zone[]
  /** Zones that a tool would have picked, in its order. */
  readonly defaults: readonly string[]
  readonly guess?: PendingGuess
}

export interface MergedGroup {
  readonly group: NodeGroup
  /** Guesses about values that were taken, by field. */
  readonly guesses: ReadonlyMap<string, PendingGuess>
  /** How sure the group's zones are; absent: nothing says any. */
  readonly zonesStrength?: Strength | undefined
  /** Only AWS told the tags, of which no more than a list is read (I12.1). */
  readonly areTagsPartial: boolean
  /** Zones and types that nodes show, where others were taken. */
  readonly seenZones: readonly string[]
  readonly seenTypes: readonly string[]
}

interface Merging {
  readonly idPrefix: string
  readonly fragments: readonly Fragment[]
  readonly choices: Readonly<Record<string, string>>
  readonly conflicts: Conflict[]
}

/** How the API is reached, which only some tools say: said once, it holds for all who say nothing. */
function shareEndpoint(fragments: readonly Fragment[]): readonly Fragment[] {
  const said = new Set(fragments.flatMap(({ cluster }) => findEndpoint(cluster.controlPlane) ?? []))
  const [apiEndpoint] = said.size === 1 ? said : []
  if (apiEndpoint === undefined) return fragments
  return fragments.map((fragment) => {
    const { controlPlane } = fragment.cluster
    if (controlPlane?.kind !== 'self-managed') return fragment
    return {
      ...fragment,
      cluster: { ...fragment.cluster, controlPlane: { ...controlPlane, apiEndpoint } },
    }
  })
}

function findEndpoint(plane: Cluster['controlPlane'] | undefined) {
  return plane?.kind === 'self-managed' ? plane.apiEndpoint : undefined
}

/** What is added to a NodePool's name where a group of another kind has the same. */
const POOL_SUFFIX = '-nodepool'

/** A NodePool and an Auto Scaling group may share a name; in a plan they cannot. */
function separatePools(fragments: readonly Fragment[]): readonly Fragment[] {
  const groups = fragments.flatMap(({ cluster }) => cluster.nodeGroups ?? [])
  const pools = new Set(groups.filter(isPool).map(({ name }) => name))
  const shared = new Set(
    groups.filter((group) => !isPool(group) && pools.has(group.name)).map(({ name }) => name),
  )
  if (shared.size === 0) return fragments
  return fragments.map((fragment) => {
    const own = fragment.cluster.nodeGroups ?? []
    const renamed = own.filter((group) => isPool(group) && shared.has(group.name))
    if (renamed.length === 0) return fragment
    const nodeGroups = own.map((group) =>
      renamed.includes(group) ? { ...group, name: group.name + POOL_SUFFIX } : group,
    )
    const names = new Set(renamed.map(({ name }) => name))
    return {
      ...fragment,
      cluster: { ...fragment.cluster, nodeGroups },
      strengths: renamePaths(fragment.strengths, names),
      guesses: renamePaths(fragment.guesses, names),
    }
  })
}

function isPool(group: NodeGroup): boolean {
  return group.kind === 'karpenter' || group.kind === 'auto-mode'
}

/** Paths of the pools under their new names, beside the old ones. */
function renamePaths<Value>(
  map: ReadonlyMap<string, Value> | undefined,
  names: ReadonlySet<string>,
): ReadonlyMap<string, Value> {
  const entries = [...(map ?? [])]
  const renamed = entries.flatMap(([path, value]): (readonly [string, Value])[] => {
    const [head, name = '', ...rest] = path.split('/')
    return head === 'nodeGroups' && names.has(name)
      ? [[[head, name + POOL_SUFFIX, ...rest].join('/'), value]]
      : []
  })
  return new Map([...entries, ...renamed])
}

interface Candidate {
  readonly value: unknown
  readonly source: string
  readonly strength: Strength
  readonly guess: PendingGuess | undefined
}

const STRENGTHS: readonly Strength[] = ['default', 'seen', 'follows', 'said']

function pickPlain(merging: Merging, field: keyof Cluster): Partial<Cluster> {
  const candidates = merging.fragments.flatMap((fragment): Candidate[] => {
    const value = fragment.cluster[field]
    const isSilent = value === undefined || value === 'unknown' || isUnknownKind(value)
    return isSilent ? [] : [toCandidate(fragment, field, value)]
  })
  // Nodes show masters, and of etcd nothing: no change to a source that says both (I1.7).
  const whole = candidates.filter(({ value }) => saysEtcd(value))
  const heard =
    whole.length > 0 ? candidates.filter(({ value }) => !isSeenPlane(value)) : candidates
  const chosen = pick(merging, heard, { id: field, field })
  return chosen === undefined ? {} : { [field]: chosen.value }
}

function isUnknownKind(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'unknown'
}

function saysEtcd(value: unknown): boolean {
  const topology = readText(value, 'etcd', 'topology')
  return topology !== undefined && topology !== 'unknown'
}

function isSeenPlane(value: unknown): boolean {
  return readText(value, 'kind') === 'self-managed' && !saysEtcd(value)
}

function toCandidate(fragment: Fragment, path: string, value: unknown): Candidate {
  return {
    value,
    source: fragment.source,
    strength: fragment.strengths?.get(path) ?? 'said',
    guess: fragment.guesses?.get(path),
  }
}

/** The surest candidate, the first of equals; different ones that are as sure become a conflict. */
function pick(
  merging: Merging,
  candidates: readonly Candidate[],
  name: { readonly id: string; readonly field: string },
): Candidate | undefined {
  const best = candidates.reduce(
    (most, { strength }) => Math.max(most, STRENGTHS.indexOf(strength)),
    -1,
  )
  const sure = candidates.filter(({ strength }) => STRENGTHS.indexOf(strength) === best)
  if (STRENGTHS[best] !== 'said') return sure[0]
  const different = sure.filter(
    (candidate, index) =>
      sure.findIndex((other) => renderValue(other.value) === renderValue(candidate.value)) ===
      index,
  )
  if (different.length < 2) return sure[0]
  const id = merging.idPrefix + name.id
  const answer = Object.hasOwn(merging.choices, id) ? merging.choices[id] : undefined
  const index = answer !== undefined && /^\d+$/.test(answer) ? Number(answer) : 0
  const chosen = index < different.length ? index : 0
  merging.conflicts.push({
    id,
    field: name.field,
    values: different.map(({ source, value }) => ({ source, value: renderValue(value) })),
    chosen,
  })
  return different[chosen]
}

/** A value as a person reads it; equal values give equal texts. */
export function renderValue(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value)
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map(renderValue).join(', ')
  return Object.entries(value)
    .toSorted(([a], [b]) => compareText(a, b))
    .map(([key, member]) => `${key}: ${renderValue(member)}`)
    .join(' ')
}

function mergeGroup(merging: Merging, name: string): MergedGroup {
  const own = merging.fragments.flatMap((fragment) => {
    const group = fragment.cluster.nodeGroups?.find((one) => one.name === name)
    return group === undefined ? [] : [{ fragment, group }]
  })
  const fields = new Set(own.flatMap(({ group }) => Object.keys(group) as (keyof NodeGroup)[]))
  // A tool that lets zones follow the cluster's says so without a value.
  const follows = own.flatMap(({ fragment, group }) => {
    const path = `nodeGroups/${name}/zones`
    return group.zones === undefined && fragment.strengths?.get(path) === 'follows'
      ? [toCandidate(fragment, path, undefined)]
      : []
  })
  const picked = new Map<keyof NodeGroup, Candidate>()
  for (const field of [...fields].sort(compareText)) {
    if (field === 'labels' || field === 'tags') continue
    const path = `nodeGroups/${name}/${field}`
    const candidates = own.flatMap(({ fragment, group }): Candidate[] =>
      group[field] === undefined ? [] : [toCandidate(fragment, path, group[field])],
    )
    const all = field === 'zones' ? [...candidates, ...follows] : candidates
    const chosen = pick(merging, all, { id: `${name}.${field}`, field: `${name}, ${field}` })
    if (chosen !== undefined) picked.set(field, chosen)
  }
  if (!picked.has('zones') && follows[0] !== undefined) picked.set('zones', follows[0])
  const values = [...picked].flatMap(([field, { value }]) =>
    value === undefined ? [] : [[field, value] as const],
  )
  const maps = (['labels', 'tags'] as const).flatMap((field) => {
    const merged = mergeMaps(own.map(({ group }) => group[field] ?? {}))
    return own.some(({ group }) => group[field] !== undefined) ? [[field, merged] as const] : []
  })
  const seen = own.filter(
    ({ fragment }) => fragment.strengths?.get(`nodeGroups/${name}/zones`) === 'seen',
  )
  return {
    // Every member was picked from a group of this name, field by field.
    group: Object.fromEntries([...values, ...maps]) as unknown as NodeGroup,
    guesses: collectGuesses(own, name, picked),
    zonesStrength: picked.get('zones')?.strength,
    areTagsPartial: own.every(
      ({ fragment, group }) =>
        group.tags === undefined || fragment.strengths?.get(`nodeGroups/${name}/tags`) === 'seen',
    ),
    seenZones: seen.flatMap(({ group }) => group.zones ?? []),
    seenTypes: seen.flatMap(({ group }) => group.instanceTypes ?? []),
  }
}

/** Of one key the value of the source with precedence, which comes first. */
function mergeMaps(
  maps: readonly Readonly<Record<string, string>>[],
): Readonly<Record<string, string>> {
  const merged = new Map<string, string>()
  for (const map of maps) {
    for (const [key, value] of Object.entries(map)) {
      if (!merged.has(key)) merged.set(key, value)
    }
  }
  return Object.fromEntries([...merged].toSorted(([a], [b]) => compareText(a, b)))
}

const SIZES: readonly (keyof NodeGroup)[] = ['min', 'desired', 'max']

/** Guesses of values that were taken and that nothing surer says. */
function collectGuesses(
  own: readonly { readonly fragment: Fragment; readonly group: NodeGroup }[],
  name: string,
  picked: ReadonlyMap<keyof NodeGroup, Candidate>,
): ReadonlyMap<string, PendingGuess> {
  const guesses = new Map<string, PendingGuess>()
  for (const [field, { guess, strength }] of picked) {
    if (guess !== undefined && strength !== 'said') guesses.set(field, guess)
  }
  const asked = own.flatMap(({ fragment }) => {
    const guess = fragment.guesses?.get(`nodeGroups/${name}/sizes`)
    return guess === undefined ? [] : [{ guess, source: fragment.source }]
  })
  const [first] = asked
  if (first === undefined) return guesses
  const isSilent = SIZES.every((field) => !picked.has(field))
  const isTaken = SIZES.some((field) => {
    const chosen = picked.get(field)
    return chosen !== undefined && chosen.strength !== 'said' && chosen.source === first.source
  })
  return isTaken || isSilent ? guesses.set('sizes', first.guess) : guesses
}

function mergeZones(fragments: readonly Fragment[]): MergedZones {
  const said = new Map<string, Zone>()
  const defaults: string[] = []
  let guess: PendingGuess | undefined
  for (const fragment of fragments) {
    const isSaid = (fragment.strengths?.get('zones') ?? 'said') === 'said'
    if (!isSaid) guess ??= fragment.guesses?.get('zones')
    for (const zone of fragment.cluster.zones ?? []) {
      if (!ZONE_NAME.test(zone.name)) continue
      if (!isSaid) defaults.push(zone.name)
      else said.set(zone.name, mergeZone(said.get(zone.name), zone))
    }
  }
  const zones = [...said.values()].toSorted((a, b) => compareText(a.name, b.name))
  return guess === undefined ? { said: zones, defaults } : { said: zones, defaults, guess }
}

/** As the plan's schema has it; what else stands where a zone belongs is none. */
const ZONE_NAME = /^[a-z0-9-]{1,63}$/

function mergeZone(known: Zone | undefined, zone: Zone): Zone {
  if (known === undefined) return zone
  const zoneId = known.zoneId ?? zone.zoneId
  const subnets = known.subnets ?? zone.subnets
  return {
    name: zone.name,
    ...(zoneId === undefined ? {} : { zoneId }),
    ...(subnets === undefined ? {} : { subnets }),
  }
}

/** One autoscaler of a kind: each field from the source with precedence that says it. */
function mergeAutoscalers(fragments: readonly Fragment[]): readonly Autoscaler[] {
  return (['cluster-autoscaler', 'karpenter'] as const).flatMap((kind) => {
    const own = fragments.flatMap(({ cluster }) =>
      (cluster.autoscalers ?? []).filter((autoscaler) => autoscaler.kind === kind),
    )
    const [first] = own
    if (first === undefined) return []
    const version = own.find((one) => one.version !== undefined)?.version
    const running = own.find((one) => one.running !== undefined)?.running
    const flags = own.find((one) => one.flags !== undefined)?.flags
    const owns = own.find((one) => one.owns === 'auto-discovery' || one.owns.length > 0)?.owns
    const merged = {
      kind,
      ...(version === undefined ? {} : { version }),
      ...(running === undefined ? {} : { running }),
      ...(flags === undefined ? {} : { flags }),
      owns: owns ?? first.owns,
    }
    // Kind and flags come from autoscalers of this kind.
    return [merged as Autoscaler]
  })
}
