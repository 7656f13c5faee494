import { assert } from '#base/assert.ts'
import { compareText } from '#base/compare.ts'
import type { CompiledClaim, CompiledCluster, CompiledPod } from '#cluster/compiled.ts'
import { compileClasses } from '#exploration/compile/classes.ts'
import type { PodClass } from '#exploration/compile/classes.ts'
import { joinZones } from './zone-words.ts'
import type { LossRow } from './matrix.ts'

/** A row of pods, and the pods that are judged for it: one of each class. */
export interface PodRow extends LossRow {
  readonly members: readonly CompiledPod[]
  /** All pods that it stands for. */
  readonly all: readonly CompiledPod[]
  readonly hasClaims: boolean
}

/** With more rows of pods than this, pods of one workload share a row, which shows the worst of them. */
const MOST_ROWS = 60

/** Kinds whose pods are made again when they go; what is gone with its node cannot be pending. */
const RECREATED = new Set(['Deployment', 'ReplicaSet', 'StatefulSet', 'ReplicationController'])

/**
 * Pods with zonal claims one by one, then the other workloads. A pod without claim that nothing makes
 * again, and a Job's, has no row: after a loss it is gone, not pending.
 */
export function listPodRows(cluster: CompiledCluster): readonly PodRow[] {
  const { list } = compileClasses(cluster)
  const withClaims = list.filter(({ sample }) => hasZonalClaim(sample))
  const others = list.filter(
    ({ sample }) => !hasZonalClaim(sample) && RECREATED.has(sample.owner.kind),
  )
  const isGrouped = withClaims.length > MOST_ROWS
  return [
    ...groupBy(withClaims, isGrouped ? ownerKey : podKey).map((classes) =>
      toClaimRow(classes, list),
    ),
    ...groupBy(others, ownerKey).map((classes) => toPlainRow(classes, cluster)),
  ]
}

function podKey({ sample }: PodClass): string {
  return `${sample.namespace}/${sample.name}`
}

function ownerKey({ sample: { owner } }: PodClass): string {
  return `${owner.namespace}/${owner.name}/${owner.kind}`
}

function groupBy(
  classes: readonly PodClass[],
  keyOf: (one: PodClass) => string,
): readonly (readonly PodClass[])[] {
  const groups = new Map<string, PodClass[]>()
  for (const one of classes) {
    const key = keyOf(one)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [one])
    else group.push(one)
  }
  return [...groups].sort(([a], [b]) => compareText(a, b)).map(([, group]) => group)
}

function toClaimRow(classes: readonly PodClass[], list: readonly PodClass[]): PodRow {
  const row = makeRow(classes)
  const { all } = row
  const [first] = all
  const ofOwner = list
    .filter((one) => classes.some((each) => ownerKey(each) === ownerKey(one)))
    .reduce((sum, { pods }) => sum + pods.length, 0)
  const zones = listVolumeZones(all)
  const [zone] = zones
  const size = all.length === ofOwner ? `${ofOwner}` : `${all.length} of ${ofOwner}`
  const noun = all.length === 1 ? 'volume' : 'volumes'
  const place = zones.length === 0 ? `${noun} not made yet` : `${noun} in ${joinZones(zones)}`
  const isOne = all.length === 1 && first !== undefined
  return {
    ...row,
    ...(isOne ? { name: first.name, key: `pod ${first.namespace}/${first.name}` } : {}),
    detail: `${size} ${ofOwner === 1 ? 'replica' : 'replicas'}, ${place}`,
    ...(zones.length === 1 && zone !== undefined ? { zone } : {}),
    hasClaims: true,
  }
}

function toPlainRow(classes: readonly PodClass[], { nodes }: CompiledCluster): PodRow {
  const row = makeRow(classes)
  const placed = row.all.filter(isPlaced)
  const zones = placed.flatMap(({ node }) => nodes[node ?? -1]?.zone ?? [])
  const distinct = [...new Set(zones)].sort(compareText)
  const where = distinct.length === 0 ? '' : ` in ${joinZones(distinct)}`
  const waiting = row.all.length - placed.length
  const size = `${row.all.length} ${row.all.length === 1 ? 'replica' : 'replicas'}`
  const pending =
    waiting === 0 ? '' : waiting === row.all.length ? ', none runs' : `, ${waiting} pending`
  return { ...row, detail: `${size}${where}${pending}`, hasClaims: false }
}

function makeRow(classes: readonly PodClass[]) {
  const all = classes.flatMap(({ pods }) => pods)
  const members = listMembers(classes)
  const [first] = members
  assert(first !== undefined, 'a row has a pod')
  const { owner } = first
  const section: LossRow['section'] = isAutoscaler(first) ? 'control-plane' : 'workloads'
  return {
    key: `${owner.kind} ${owner.namespace}/${owner.name}`,
    section,
    name: owner.name,
    namespace: first.namespace,
    pods: all.map((pod) => `${pod.namespace}/${pod.name}`),
    members,
    all,
  }
}

/** One pod for each class; of equal ordinals, in one zone and under the same constraints, one (XC1). */
function listMembers(classes: readonly PodClass[]): readonly CompiledPod[] {
  const pods = classes.map((one) => one.pods.find((pod) => !isPlaced(pod)) ?? one.sample)
  const byKind = new Map(
    pods.map((pod) => {
      const kind = [
        pod.specKey,
        pod.isEvictable,
        isPlaced(pod),
        pod.after,
        pod.claims.map(({ state }) => state),
      ]
      return [JSON.stringify(kind), pod] as const
    }),
  )
  return [...byKind.values()]
}

/** Helm puts its release in front of the name. */
function isAutoscaler({ owner }: CompiledPod): boolean {
  return /(^|-)(cluster-autoscaler|karpenter)$/.test(owner.name)
}

function isPlaced({ node }: CompiledPod): boolean {
  return node !== undefined
}

function hasZonalClaim({ claims }: CompiledPod): boolean {
  return claims.some(({ state }) => state.kind !== 'anywhere')
}

/** Zones that the volumes of these pods lie in. */
function listVolumeZones(pods: readonly CompiledPod[]): readonly string[] {
  const zonesOf = ({ state }: CompiledClaim) => (state.kind === 'zonal' ? state.zones : [])
  const zones = pods.flatMap(({ claims }) => claims.flatMap(zonesOf))
  return [...new Set(zones)].sort(compareText)
}
