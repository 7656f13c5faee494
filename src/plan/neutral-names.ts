import { compareText } from '#base/compare.ts'
import { canonicalizePlan } from './canonical.ts'
import { mapDiscovery, mapTexts, type ReplaceText, type TextRole } from './name-texts.ts'
import { isPublicKey, isPublicName } from './public-names.ts'
import type { Cluster, Plan } from './schema.ts'
import { isPlainObject } from './schema-walk.ts'
import { PLAN_SHAPE } from './shareable-fields.ts'

/**
 * Stable stand-ins for the names that a person or a company chose (share links L7.4): `app-17`, `group-2`.
 * The same name has the same stand-in wherever it stands, different names have different ones, and where
 * one name is made of others (`data-db-0` of the claim template `data` and the StatefulSet `db`) its
 * stand-in is made of theirs. Numbers follow the order of the names, so that lists keep theirs.
 */
export interface NeutralPlan {
  readonly plan: Plan
  /** The stand-in of a name, also of a pod that a StatefulSet is still to make; undefined: not known. */
  readonly rename: (name: string) => string | undefined
}

/** @param shared what `shareable` gives: no other field is known here */
export function neutralizeNames(shared: Plan): NeutralPlan {
  const names = makeStandIns(shared)
  const notes = new Map<string, string>()
  const rename = (name: string) => names.get(name) ?? renameOrdinal(names, name)
  const replace: ReplaceText = (role, text) => {
    switch (role) {
      case 'note':
        return numberNote(notes, text)
      case 'flag':
        return replaceFlag(shared, replace, text)
      case 'message':
        // Only what upstream quotes: its own words may be somebody's names, too.
        return text.replace(/"[^"]*"|\{[^}]*\}/g, (quoted) => replaceWords(names, quoted))
      case 'subject':
        return names.get(text) ?? replaceWords(names, text)
      default:
        return names.get(text) ?? text
    }
  }
  const plan = mapTexts(shared, PLAN_SHAPE, replace) as Plan
  return { plan: canonicalizePlan(plan), rename }
}

/** In this order a text that names several things is given the stand-in of the first. */
const PREFIXES: readonly (readonly [TextRole, string])[] = [
  ['namespace', 'namespace'],
  ['cluster', 'cluster'],
  ['plan', 'plan'],
  ['group', 'group'],
  ['app', 'app'],
  ['part', 'part'],
  ['claim', 'claim'],
  ['volume', 'volume'],
  ['class', 'class'],
  ['priority', 'priority'],
  ['node', 'node'],
  ['member', 'member'],
  ['pod', 'pod'],
  ['container', 'container'],
  ['budget', 'budget'],
  ['scheduler', 'scheduler'],
  ['gate', 'gate'],
  ['attached', 'disk'],
  ['attachment', 'attachment'],
  ['capacity', 'capacity'],
  ['key', 'key'],
  ['value', 'value'],
  ['design', 'design'],
  ['owner', 'owner'],
  ['person', 'person'],
]

function makeStandIns(shared: Plan): ReadonlyMap<string, string> {
  const found = new Map<TextRole, Set<string>>()
  const add = (role: TextRole, text: string): void => {
    const known = found.get(role)
    if (known === undefined) found.set(role, new Set([text]))
    else known.add(text)
  }
  const collect: ReplaceText = (role, text) => {
    if (role === 'flag') return replaceFlag(shared, collect, text)
    const isPublic = role === 'key' ? isPublicKey(text) : isPublicName(text)
    if (!isPublic && !isZone(shared, text)) add(role, text)
    return text
  }
  mapTexts(shared, PLAN_SHAPE, collect)
  const names = new Map<string, string>()
  const made = listMadeNames(shared)
  for (const [role, prefix] of PREFIXES) {
    const own = [...(found.get(role) ?? [])].filter((name) => !names.has(name)).sort(compareText)
    const plain = own.filter((name) => !made.has(name))
    const digits = String(plain.length).length
    plain.forEach((name, at) => {
      names.set(name, `${prefix}-${String(at + 1).padStart(digits, '0')}`)
    })
    // Names of others of the same kind: those that they are made of stand before them.
    for (const name of own) {
      const standIn = made.get(name)?.(names)
      if (standIn !== undefined) names.set(name, standIn)
    }
  }
  return names
}

function isZone({ designs }: Plan, text: string): boolean {
  return designs.some(({ clusters }) =>
    clusters.some(({ zones }) => zones.some(({ name }) => name === text)),
  )
}

type MakeName = (names: ReadonlyMap<string, string>) => string | undefined

/** Names that Kubernetes makes of others, and that rules take apart again. */
function listMadeNames(shared: Plan): ReadonlyMap<string, MakeName> {
  const made = new Map<string, MakeName>()
  for (const { clusters } of shared.designs) {
    for (const cluster of clusters) addMadeNames(made, cluster)
  }
  return made
}

function addMadeNames(made: Map<string, MakeName>, { resources }: Cluster): void {
  const nameOf = (names: ReadonlyMap<string, string>, name: string) => names.get(name) ?? name
  const ofKind = (kind: string) => resources.filter((object) => object.kind === kind)
  const stems = new Map<string, MakeName>()
  for (const { metadata, ...object } of ofKind('StatefulSet')) {
    stems.set(metadata.name, (names) => nameOf(names, metadata.name))
    for (const template of listTemplates(object['spec'])) {
      stems.set(
        `${template}-${metadata.name}`,
        (names) => `${nameOf(names, template)}-${nameOf(names, metadata.name)}`,
      )
    }
  }
  for (const { metadata } of [...ofKind('Pod'), ...ofKind('PersistentVolumeClaim')]) {
    const [, stem = '', ordinal = ''] = /^(.+)-(\d+)$/.exec(metadata.name) ?? []
    const makeStem = stems.get(stem)
    if (makeStem !== undefined) {
      made.set(metadata.name, (names) => `${makeStem(names) ?? stem}-${ordinal}`)
    }
  }
  const above = [...ofKind('Deployment'), ...ofKind('CronJob')].map(({ metadata }) => metadata.name)
  const counts = new Map<string, number>()
  for (const { metadata } of [...ofKind('ReplicaSet'), ...ofKind('Job')]) {
    const stem = metadata.name.slice(0, Math.max(0, metadata.name.lastIndexOf('-')))
    if (!above.includes(stem) || above.includes(metadata.name)) continue
    const count = (counts.get(stem) ?? 0) + 1
    counts.set(stem, count)
    made.set(metadata.name, (names) => `${nameOf(names, stem)}-r${count}`)
  }
  for (const { metadata, ...object } of ofKind('Pod')) {
    for (const part of listEphemeralVolumes(object['spec'])) {
      made.set(
        `${metadata.name}-${part}`,
        (names) => `${nameOf(names, metadata.name)}-${nameOf(names, part)}`,
      )
    }
  }
}

function listTemplates(spec: unknown): readonly string[] {
  const templates = isPlainObject(spec) ? spec['volumeClaimTemplates'] : undefined
  return (Array.isArray(templates) ? templates : []).flatMap((template: unknown) => {
    const metadata = isPlainObject(template) ? template['metadata'] : undefined
    const name = isPlainObject(metadata) ? metadata['name'] : undefined
    return typeof name === 'string' ? [name] : []
  })
}

function listEphemeralVolumes(spec: unknown): readonly string[] {
  const volumes = isPlainObject(spec) ? spec['volumes'] : undefined
  return (Array.isArray(volumes) ? volumes : []).flatMap((volume: unknown) =>
    isPlainObject(volume) && volume['ephemeral'] !== undefined ? [String(volume['name'])] : [],
  )
}

/** A pod that is wanted and not there yet has its StatefulSet's name and a number. */
function renameOrdinal(names: ReadonlyMap<string, string>, name: string): string | undefined {
  const [, stem = '', ordinal = ''] = /^(.+)-(\d+)$/.exec(name) ?? []
  const standIn = names.get(stem)
  return standIn === undefined ? undefined : `${standIn}-${ordinal}`
}

function numberNote(notes: Map<string, string>, text: string): string {
  if (text === '') return text
  const known = notes.get(text)
  if (known !== undefined) return known
  const next = `note ${notes.size + 1}`
  notes.set(text, next)
  return next
}

/** The names among the words of a text, which may be keys of labels or parted by a slash. */
function replaceWords(names: ReadonlyMap<string, string>, text: string): string {
  return text.replace(
    /[A-Za-z0-9](?:[A-Za-z0-9._/-]*[A-Za-z0-9])?/g,
    (word) =>
      names.get(word) ??
      word
        .split('/')
        .map((part) => names.get(part) ?? part)
        .join('/'),
  )
}

/** `1:5:name`, or `asg:tag=key,key=value`. */
function replaceFlag(shared: Plan, replace: ReplaceText, flag: string): string {
  const [, sizes = '', asg = ''] = /^(\d+:\d+:)(.+)$/.exec(flag) ?? []
  if (asg !== '') return sizes + replaceAsg(shared, replace, asg)
  const start = flag.indexOf('tag=') + 'tag='.length
  if (start < 'tag='.length) return replace('group', flag)
  const tags = flag.slice(start).split(',')
  const standIns = tags.map((tag) => {
    const [key = '', ...values] = tag.split('=')
    return [mapDiscovery(replace, key), ...values.map((value) => replace('value', value))].join('=')
  })
  return flag.slice(0, start) + standIns.join(',')
}

/** EKS and eksctl put the group's name into that of its Auto Scaling group, where rules find it. */
function replaceAsg({ designs }: Plan, replace: ReplaceText, asg: string): string {
  const groups = designs.flatMap(({ clusters }) => clusters.flatMap(({ nodeGroups }) => nodeGroups))
  const inside = groups
    .map(({ name }) => name)
    .filter((name) => asg.startsWith(`eks-${name}-`) || asg.includes(`-nodegroup-${name}-`))
    .sort((a, b) => b.length - a.length || compareText(a, b))
  const [longest] = inside
  if (longest === undefined) return replace('group', asg)
  return `eks-${replace('group', longest)}-1`
}
