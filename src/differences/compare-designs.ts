import { compareText } from '#base/compare.ts'
import type { KubeObject } from '#kube/object.ts'
import type { Cluster, Design } from '#plan/schema.ts'
import { compareFields } from './compare-fields.ts'
import { compareObserved } from './compare-observed.ts'
import type {
  DesignComparison,
  Difference,
  DifferenceGroup,
  DifferenceSection,
} from './difference.ts'
import { isEqual } from './is-equal.ts'
import { matchBy, matchClusters, matchGroups, matchObjects } from './match-clusters.ts'
import type { ClusterMatch, Match } from './match-clusters.ts'

/** So many differences of a kind are told one by one; the others are counted with them. */
export const MAX_TOLD = 300

/**
 * What differs between two designs, thing by thing (I1.5): clusters, zones, the control plane, node
 * groups, autoscalers, and Kubernetes objects by kind, namespace and name. One thing under two names is
 * told as such where what it is made of tells it for certain.
 */
export function compareDesigns(mine: Design, theirs: Design): DesignComparison {
  const collected = new Map<string, Collected>()
  let equal = 0
  let count = 0
  const collect = (found: Found | undefined) => {
    if (found === undefined) {
      equal++
      return
    }
    count++
    const key = toGroupKey(found.section, found.kind)
    const known = collected.get(key)
    if (known === undefined) collected.set(key, { ...found, found: [found.difference] })
    else known.found.push(found.difference)
  }
  for (const match of matchClusters(mine, theirs)) compareClusters(match, collect)
  const groups = [...collected].map(([key, { section, kind, found }]): DifferenceGroup => {
    const counted = (state: Difference['state']) =>
      found.filter((difference) => difference.state === state).length
    return {
      key,
      section,
      kind,
      changed: counted('changed'),
      onlyMine: counted('only-mine'),
      onlyTheirs: counted('only-theirs'),
      canKeepBoth: found.some(({ canKeepBoth }) => canKeepBoth),
      differences: found.toSorted(byWeight).slice(0, MAX_TOLD),
    }
  })
  return { groups: groups.toSorted(bySection), count, equal }
}

/** The key of a kind, by which it is chosen for. */
export function toGroupKey(section: DifferenceSection, kind: string): string {
  return `${section}/${kind}`
}

/** The id of a difference: the cluster it is of, what it is, and by what it is known. */
export function toDifferenceId(cluster: string, section: DifferenceSection, key: string): string {
  return `${cluster}\n${section}\n${key}`
}

/** Kinds of which two can stand side by side, the second under another name. */
const DOUBLES = new Set([
  'Deployment',
  'StatefulSet',
  'DaemonSet',
  'ReplicaSet',
  'Job',
  'CronJob',
  'Pod',
  'StorageClass',
  'PriorityClass',
])

/** True for a thing that changed and can stand beside its other form: never one disk, zone or plane twice. */
export function canStandTwice(section: DifferenceSection, kind: string): boolean {
  return section === 'node-group' || (section === 'object' && DOUBLES.has(kind))
}

interface Found {
  readonly section: DifferenceSection
  readonly kind: string
  readonly difference: Difference
}

interface Collected {
  readonly section: DifferenceSection
  readonly kind: string
  readonly found: Difference[]
}

type Collect = (found: Found | undefined) => void

function compareClusters({ key, mine, theirs, label }: ClusterMatch, collect: Collect): void {
  const tell = <Value>(
    section: DifferenceSection,
    kind: string,
    match: Match<Value>,
    describe: { readonly name: string; readonly other?: string | undefined; readonly of?: string },
  ) => {
    const { name, other, of = '' } = describe
    const { state, fields, more } = compareMatch(match, of)
    const isRenamed = match.because !== undefined && other !== undefined && other !== name
    if (state === 'changed' && fields.length === 0 && !isRenamed) {
      collect(undefined)
      return
    }
    collect({
      section,
      kind,
      difference: {
        id: toDifferenceId(key, section, match.key),
        ...(label === undefined ? {} : { cluster: label }),
        name,
        state,
        ...(isRenamed ? { renamed: { to: other, because: match.because ?? '' } } : {}),
        fields,
        moreFields: more,
        canKeepBoth: state === 'changed' && !isRenamed && canStandTwice(section, kind),
      },
    })
  }
  const name = mine?.name ?? theirs?.name ?? ''
  const frame = (cluster: Cluster | undefined) => {
    if (cluster === undefined) return undefined
    const { region, provisioner, kubernetesVersion, network } = cluster
    return { region, provisioner, kubernetesVersion, network }
  }
  const isBoth = mine !== undefined && theirs !== undefined
  if (!isBoth) {
    tell('cluster', 'Cluster', { key: '', mine, theirs }, { name })
    return
  }
  const isOther = mine.name !== theirs.name
  tell(
    'cluster',
    'Cluster',
    {
      key: '',
      mine: frame(mine),
      theirs: frame(theirs),
      ...(isOther ? { because: 'each design has one cluster' } : {}),
    },
    { name, other: theirs.name },
  )
  for (const match of matchBy(mine.zones, theirs.zones, (zone) => zone.name)) {
    tell('zone', 'Zone', match, { name: match.key })
  }
  const planes = { key: '', mine: mine.controlPlane, theirs: theirs.controlPlane }
  tell('control-plane', 'Control plane', planes, { name: `of ${name}` })
  for (const match of matchGroups(mine, theirs)) {
    const other = match.theirs?.name
    tell('node-group', 'Node group', match, { name: match.mine?.name ?? other ?? '', other })
  }
  for (const match of matchBy(mine.autoscalers, theirs.autoscalers, ({ kind }) => kind)) {
    tell('autoscaler', 'Autoscaler', match, { name: match.key })
  }
  const seen = compareObserved(mine, theirs)
  if (seen.length === 0) collect(undefined)
  else {
    collect({
      section: 'observed',
      kind: 'Seen running',
      difference: {
        id: toDifferenceId(key, 'observed', ''),
        ...(label === undefined ? {} : { cluster: label }),
        name: 'nodes, pods and states',
        state: 'changed',
        fields: seen.slice(0, MAX_SEEN),
        moreFields: Math.max(0, seen.length - MAX_SEEN),
        canKeepBoth: false,
      },
    })
  }
  for (const match of matchObjects(mine, theirs)) {
    const object = match.mine ?? match.theirs
    const kind = object?.kind ?? ''
    const one = match.mine ?? match.theirs
    tell('object', kind, match, {
      name: one === undefined ? '' : renderName(one),
      other: match.theirs === undefined ? undefined : renderName(match.theirs),
      of: kind,
    })
  }
}

const MAX_SEEN = 60

function compareMatch<Value>({ mine, theirs }: Match<Value>, kind: string) {
  if (mine === undefined) return { state: 'only-theirs' as const, fields: [], more: 0 }
  if (theirs === undefined) return { state: 'only-mine' as const, fields: [], more: 0 }
  const same = { state: 'changed' as const, fields: [], more: 0 }
  if (isEqual(mine, theirs)) return same
  return { ...same, ...compareFields(mine, theirs, kind) }
}

function renderName({ metadata: { namespace, name } }: KubeObject): string {
  return namespace === undefined ? name : `${namespace}/${name}`
}

const SECTIONS: readonly DifferenceSection[] = [
  'cluster',
  'zone',
  'control-plane',
  'node-group',
  'autoscaler',
  'observed',
  'object',
]

function bySection(a: DifferenceGroup, b: DifferenceGroup): number {
  return SECTIONS.indexOf(a.section) - SECTIONS.indexOf(b.section) || compareText(a.kind, b.kind)
}

const STATES: readonly Difference['state'][] = ['changed', 'only-mine', 'only-theirs']

function byWeight(a: Difference, b: Difference): number {
  return (
    STATES.indexOf(a.state) - STATES.indexOf(b.state) ||
    compareText(a.name, b.name) ||
    compareText(a.id, b.id)
  )
}
