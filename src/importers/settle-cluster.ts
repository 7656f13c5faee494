import { compareText } from '#base/compare.ts'
import { findRegion, listRegions, listRegionZones } from '#aws/zone.ts'
import type { Cluster, NodeGroup, Zone } from '#plan/schema.ts'
import { settleAutoscalers, settleTags } from './settle-autoscalers.ts'
import { decide, report, type ImportContext } from './import-context.ts'
import type { PendingGuess } from './importer.ts'
import { renderValue, type MergedCluster, type MergedGroup, type MergedZones } from './merge.ts'

/**
 * The whole cluster from what all sources said together: what none said is filled by rule, and every
 * such value is a guess that the preview shows and one click changes (import specification I1.3).
 */
export function settleCluster(
  context: ImportContext,
  merged: MergedCluster,
  resources: Cluster['resources'],
): Cluster {
  const region = settleRegion(context, merged)
  const zones = settleZones(context, merged.zones, region)
  const groups = merged.groups.map((group) => settleGroup(context, group, zones))
  const nodeGroups = groups.map(({ group }) => group)
  const named = new Set(zones.map(({ name }) => name))
  const added = nodeGroups.flatMap((group) => group.zones ?? []).filter((zone) => !named.has(zone))
  const provisioner = merged.cluster.provisioner ?? 'unknown'
  const autoscalers = settleAutoscalers(context, merged.autoscalers, nodeGroups)
  return {
    name: merged.name,
    region,
    provisioner,
    ...(merged.cluster.kubernetesVersion === undefined
      ? {}
      : { kubernetesVersion: merged.cluster.kubernetesVersion }),
    zones: [...zones, ...[...new Set(added)].map((name) => ({ name }))].toSorted((a, b) =>
      compareText(a.name, b.name),
    ),
    ...(merged.cluster.network === undefined ? {} : { network: merged.cluster.network }),
    controlPlane: merged.cluster.controlPlane ?? {
      kind: provisioner === 'eks' ? 'managed' : 'unknown',
    },
    nodeGroups: settleTags(context, autoscalers, {
      name: merged.name,
      nodeGroups,
      partlyTagged: new Set(
        merged.groups.flatMap((one) => (one.areTagsPartial ? [one.group.name] : [])),
      ),
    }),
    autoscalers,
    resources,
  }
}

/** Where nothing says the region: the one with most clusters in the world, asked. */
const FALLBACK_REGION = 'us-east-1'

function settleRegion(context: ImportContext, merged: MergedCluster): string {
  if (merged.cluster.region !== undefined) return merged.cluster.region
  return decide(
    context,
    {
      id: 'region',
      code: 'region-not-said',
      subject: `region of ${merged.name}`,
      message: `nothing says where ${merged.name} runs`,
      value: FALLBACK_REGION,
      alternatives: listRegions()
        .filter(({ code }) => code !== FALLBACK_REGION)
        .map(({ code, name }) => ({ value: code, label: `${code} (${name})` })),
      free: true,
    },
    { file: '' },
  )
}

function settleZones(context: ImportContext, zones: MergedZones, region: string): readonly Zone[] {
  const missing = zones.defaults.filter((name) => zones.said.every((zone) => zone.name !== name))
  const fill = missing.slice(0, Math.max(0, zones.defaults.length - zones.said.length))
  const taken = [...zones.said.map(({ name }) => name), ...fill].sort(compareText)
  if (zones.guess !== undefined && fill.length > 0) {
    return askZones(context, zones, { guess: zones.guess, taken })
  }
  if (taken.length > 0) return zones.said
  const known = (listRegionZones(region) ?? []).slice(0, 3).map(({ name }) => name)
  const guess: PendingGuess = {
    code: 'zones-not-said',
    message: `nothing says the zones of the cluster: the first ${known.length} of ${findRegion(region)?.name ?? region} are taken`,
    place: { file: '' },
  }
  return askZones(context, zones, { guess, taken: known.length > 0 ? known : [`${region}a`] })
}

function askZones(
  context: ImportContext,
  zones: MergedZones,
  ask: { readonly guess: PendingGuess; readonly taken: readonly string[] },
): readonly Zone[] {
  const answer = decide(
    context,
    {
      id: 'zones',
      code: ask.guess.code,
      subject: 'zones of the cluster',
      message: ask.guess.message,
      value: renderValue(ask.taken),
      alternatives: ask.guess.alternatives ?? [],
      free: true,
    },
    ask.guess.place,
  )
  const names = parseNames(answer)
  return (names.length > 0 ? names : ask.taken).map(
    (name) => zones.said.find((zone) => zone.name === name) ?? { name },
  )
}

function parseNames(text: string): readonly string[] {
  return [...new Set(text.split(/[,\s]+/).filter((name) => /^[a-z0-9.-]{1,63}$/i.test(name)))]
}

function settleGroup(
  context: ImportContext,
  merged: MergedGroup,
  clusterZones: readonly Zone[],
): { readonly group: NodeGroup } {
  const { name } = merged.group
  const zones = settleGroupZones(context, merged, clusterZones)
  const types = settleTypes(context, merged)
  const sizes = settleSizes(context, merged)
  const rootVolume = settleRootVolume(context, merged)
  const { min: _min, desired: _desired, max: _max, zones: _zones, ...others } = merged.group
  return {
    group: {
      ...others,
      name,
      kind: merged.group.kind,
      ...(zones.length === 0 ? {} : { zones }),
      ...(types === undefined ? {} : { instanceTypes: types }),
      ...sizes,
      ...(rootVolume === undefined ? {} : { rootVolume }),
    },
  }
}

function settleGroupZones(
  context: ImportContext,
  merged: MergedGroup,
  clusterZones: readonly Zone[],
): readonly string[] {
  const { group, guesses, seenZones } = merged
  const all = clusterZones.map((zone) => zone.name)
  const isAlways = group.kind === 'fargate' || group.kind === 'auto-mode'
  const follows =
    group.zones === undefined && (guesses.has('zones') || isAlways) ? all : (group.zones ?? [])
  const guess = guesses.get('zones')
  const extra = [...new Set(seenZones)].filter((zone) => !follows.includes(zone))
  if (guess !== undefined) {
    const seen = [...new Set(seenZones)].toSorted(compareText)
    // Where nodes run now is not where the group can launch: a verdict must not rest on it unasked.
    const isOnlySeen = merged.zonesStrength === 'seen'
    const taken = isOnlySeen ? [] : [...follows, ...extra]
    const answer = ask(context, {
      id: `${group.name}.zones`,
      subject: `zones of ${group.name}`,
      guess: { ...guess, alternatives: listZoneReadings({ all, seen }) },
      value: isOnlySeen ? NOT_KNOWN : renderValue(taken),
    })
    const names = answer === NOT_KNOWN ? [] : parseNames(answer)
    return names.length > 0 ? names : taken
  }
  if (extra.length > 0 && follows.length > 0) {
    const message = `nodes of ${group.name} run in ${extra.join(', ')}, which its configuration does not list; added`
    report(context, { code: 'zones-differ', severity: 'ambiguous', message }, { file: '' })
    return [...follows, ...extra]
  }
  return follows
}

/** What else the zones of a group can be: all, or where its nodes are. */
function listZoneReadings(zones: {
  readonly all: readonly string[]
  readonly seen: readonly string[]
}): NonNullable<PendingGuess['alternatives']> {
  const all = { value: renderValue(zones.all), label: 'all zones of the cluster' }
  const seen = { value: renderValue(zones.seen), label: 'the zones of its nodes now' }
  return zones.seen.length === 0 || seen.value === all.value ? [all] : [all, seen]
}

function settleTypes(
  context: ImportContext,
  { group, guesses, seenTypes }: MergedGroup,
): readonly string[] | undefined {
  if (group.instanceTypes === undefined) return undefined
  const guess = guesses.get('instanceTypes')
  if (guess !== undefined) {
    const answer = ask(context, {
      id: `${group.name}.instanceTypes`,
      subject: `instance types of ${group.name}`,
      guess,
      value: renderValue(group.instanceTypes),
    })
    const names = parseNames(answer)
    return names.length > 0 ? names : group.instanceTypes
  }
  const { instanceTypes } = group
  const extra = [...new Set(seenTypes)].filter((type) => !instanceTypes.includes(type))
  if (extra.length === 0) return instanceTypes
  const message = `nodes of ${group.name} are ${extra.join(', ')}, which its configuration does not list; added after ${instanceTypes.join(', ')}`
  report(context, { code: 'types-differ', severity: 'ambiguous', message }, { file: '' })
  return [...instanceTypes, ...extra]
}

const NOT_KNOWN = 'not known'

/** Sizes of groups that have any; where no file says them they stay not known, and are asked for. */
function settleSizes(
  context: ImportContext,
  { group, guesses }: MergedGroup,
): Pick<NodeGroup, 'min' | 'desired' | 'max'> {
  const { min, desired, max } = group
  const said = {
    ...(min === undefined ? {} : { min }),
    ...(desired === undefined ? {} : { desired }),
    ...(max === undefined ? {} : { max }),
  }
  if (group.kind !== 'asg' && group.kind !== 'eks-managed') return said
  const guess = guesses.get('sizes')
  const isSilent = min === undefined && desired === undefined && max === undefined
  if (guess === undefined && !isSilent) return said
  const answer = ask(context, {
    id: `${group.name}.sizes`,
    subject: `min/desired/max of ${group.name}`,
    guess: guess ?? {
      code: 'sizes-not-said',
      message: `no file says the sizes of ${group.name}; nodes that run now are not its sizes`,
      place: { file: '' },
    },
    value: isSilent ? NOT_KNOWN : [min, desired, max].map((size) => size ?? '?').join('/'),
  })
  const match = /^(\d{1,6})\s*\/\s*(\d{1,6})\s*\/\s*(\d{1,6})$/.exec(answer.trim())
  if (match === null) return said
  const sizes = { min: Number(match[1]), desired: Number(match[2]), max: Number(match[3]) }
  if (sizes.min <= sizes.desired && sizes.desired <= sizes.max && sizes.max <= 100_000) return sizes
  const message = `"${answer}" is not min/desired/max in rising order; the sizes stay as they were`
  report(context, { code: 'wrong-answer', severity: 'error', message }, { file: '' })
  return said
}

function settleRootVolume(
  context: ImportContext,
  { group, guesses }: MergedGroup,
): NodeGroup['rootVolume'] {
  const guess = guesses.get('rootVolume')
  if (guess === undefined || group.rootVolume === undefined) return group.rootVolume
  const { sizeGiB, type } = group.rootVolume
  const answer = ask(context, {
    id: `${group.name}.rootVolume`,
    subject: `root disk of ${group.name}`,
    guess,
    value: `${sizeGiB ?? '?'} GiB ${type ?? ''}`.trim(),
  })
  const size = Number(/^\s*(\d{1,5})/.exec(answer)?.[1])
  return size >= 1 && size <= 65_536 ? { ...group.rootVolume, sizeGiB: size } : group.rootVolume
}

function ask(
  context: ImportContext,
  request: {
    readonly id: string
    readonly subject: string
    readonly guess: PendingGuess
    readonly value: string
  },
): string {
  const { guess, ...own } = request
  return decide(
    context,
    {
      ...own,
      code: guess.code,
      message: guess.message,
      alternatives: guess.alternatives ?? [],
      ...(guess.severity === undefined ? {} : { severity: guess.severity }),
      free: true,
    },
    guess.place,
  )
}
