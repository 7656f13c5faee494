import { assert } from '#base/assert.ts'
import { compareText } from '#base/compare.ts'
import type { CompiledCluster, CompiledPod, PodTerm } from '#cluster/compiled.ts'
import { matchesSelector } from '#kube/label-selector.ts'

/**
 * Classes of equal pods (XC3): the same top owner and the same scheduling specification. Pods with
 * claims, and ordinals that wait for an earlier one, are classes of their own. Unequal pods never share.
 */
export interface PodClass {
  /** Unique in the cluster: the pod's or the workload's name, with more in front where names collide. */
  readonly name: string
  readonly workload: string
  /** Its pods, in order of name; they are equal in all that matters. */
  readonly pods: readonly CompiledPod[]
  readonly sample: CompiledPod
  /** Classes that it must not share a host or a zone with, by index. */
  readonly hostApart: readonly number[]
  readonly zoneApart: readonly number[]
  /** For each required affinity by zone, the classes of which one pod must be in the zone. */
  readonly zoneWith: readonly (readonly number[])[]
  readonly spreads: readonly {
    readonly maxSkew: number
    readonly with: readonly number[]
    readonly honoursTaints: boolean
  }[]
  /** Class of the ordinal before it. */
  readonly after?: number
}

export interface PodClasses {
  readonly list: readonly PodClass[]
  /** Class of each of `cluster.pods`. */
  readonly ofPod: readonly number[]
}

export function compileClasses(cluster: CompiledCluster): PodClasses {
  const byKey = new Map<string, number[]>()
  cluster.pods.forEach((pod, index) => {
    const key = classKey(pod)
    const members = byKey.get(key)
    if (members === undefined) byKey.set(key, [index])
    else members.push(index)
  })
  const keys = [...byKey.keys()].sort(compareText)
  const ofPod = new Array<number>(cluster.pods.length).fill(-1)
  const drafts = keys.map((key, classIndex) => {
    const pods: CompiledPod[] = []
    for (const index of byKey.get(key) ?? []) {
      ofPod[index] = classIndex
      const pod = cluster.pods[index]
      if (pod !== undefined) pods.push(pod)
    }
    return pods
  })
  const names = chooseNames(drafts)
  const workloads = chooseWorkloadNames(drafts)
  const byPodName = new Map<string, number>()
  cluster.pods.forEach((pod, index) =>
    byPodName.set(`${pod.namespace}/${pod.name}`, ofPod[index] ?? -1),
  )
  const list = drafts.map((pods, index): PodClass => {
    const sample = first(pods)
    const { rules } = sample
    const select = (term: PodTerm) => selectClasses(drafts, term)
    const after =
      sample.after === undefined ? undefined : byPodName.get(`${sample.namespace}/${sample.after}`)
    return {
      name: names[index] ?? '',
      workload: workloads[index] ?? '',
      pods,
      sample,
      hostApart: union(rules.hostApart.map(select)),
      zoneApart: union(rules.zoneApart.map(select)),
      zoneWith: rules.zoneWith.map(select),
      spreads: rules.zoneSpread.map((spread) => ({
        maxSkew: spread.maxSkew,
        with: select(spread.term),
        honoursTaints: spread.honoursTaints,
      })),
      ...(after === undefined || after < 0 ? {} : { after }),
    }
  })
  return { list, ofPod }
}

function classKey(pod: CompiledPod): string {
  const owner = `${pod.owner.namespace}/${pod.owner.kind}/${pod.owner.name}`
  const isAlone = pod.claims.length > 0 || pod.after !== undefined
  return isAlone
    ? `${owner}/${pod.name}`
    : `${owner}//${pod.specKey}/${pod.isEvictable ? 'evictable' : 'kept'}${pod.isTerminating ? '/terminating' : ''}`
}

/** Shortest names that are unique: `web`, else `shop/web`, else `shop/Deployment/web`. */
function chooseNames(drafts: readonly (readonly CompiledPod[])[]): string[] {
  const base = drafts.map((pods) => {
    const sample = first(pods)
    const isAlone = sample.claims.length > 0 || sample.after !== undefined
    return isAlone ? sample.name : sample.owner.name
  })
  return disambiguate(
    base,
    drafts.map((pods) => first(pods).namespace),
    drafts.map((pods) => first(pods).owner.kind),
  )
}

function chooseWorkloadNames(drafts: readonly (readonly CompiledPod[])[]): string[] {
  const identities = drafts.map((pods) => {
    const { owner } = first(pods)
    return `${owner.namespace}/${owner.kind}/${owner.name}`
  })
  const distinct = [...new Set(identities)]
  const position = new Map(identities.map((identity, index) => [identity, index]))
  const sampleOf = (identity: string) => first(drafts[position.get(identity) ?? -1] ?? []).owner
  const names = disambiguate(
    distinct.map((identity) => sampleOf(identity).name),
    distinct.map((identity) => sampleOf(identity).namespace),
    distinct.map((identity) => sampleOf(identity).kind),
  )
  const byIdentity = new Map(
    distinct.map((identity, index) => [identity, names[index] ?? identity]),
  )
  return identities.map((identity) => byIdentity.get(identity) ?? identity)
}

function disambiguate(
  base: readonly string[],
  namespaces: readonly string[],
  kinds: readonly string[],
): string[] {
  const forms = [
    (index: number) => base[index] ?? '',
    (index: number) => `${namespaces[index]}/${base[index]}`,
    (index: number) => `${namespaces[index]}/${kinds[index]}/${base[index]}`,
  ]
  const result = base.map(() => '')
  let open = base.map((_, index) => index)
  for (const form of forms) {
    const seen = new Map<string, number>()
    for (const index of open) seen.set(form(index), (seen.get(form(index)) ?? 0) + 1)
    open = open.filter((index) => {
      if (seen.get(form(index)) !== 1) return true
      result[index] = form(index)
      return false
    })
  }
  // Equal in all of that: one workload whose pods differ, an update under way.
  const counters = new Map<string, number>()
  for (const index of open) {
    const name = forms[2]?.(index) ?? ''
    const number = (counters.get(name) ?? 0) + 1
    counters.set(name, number)
    result[index] = `${name}#${number}`
  }
  return result
}

function selectClasses(drafts: readonly (readonly CompiledPod[])[], term: PodTerm): number[] {
  const selected: number[] = []
  drafts.forEach((pods, index) => {
    const sample = first(pods)
    const isInNamespace = term.namespaces === 'all' || term.namespaces.includes(sample.namespace)
    if (isInNamespace && matchesSelector(term.selector, sample.rules.labels)) selected.push(index)
  })
  return selected
}

function union(lists: readonly (readonly number[])[]): number[] {
  return [...new Set(lists.flat())].sort((a, b) => a - b)
}

function first(pods: readonly CompiledPod[]): CompiledPod {
  const pod = pods[0]
  assert(pod !== undefined, 'a class without pods')
  return pod
}
