import type { KubeObject } from '#kube/object.ts'
import type { Cluster, Design, NodeGroup } from '#plan/schema.ts'
import { identifyObject, identifyVolume, isObserved, listGroupNames } from './identify.ts'

/** One thing on both sides, or on one. */
export interface Match<Value> {
  /** Its id on the side that has it, mine before theirs. */
  readonly key: string
  readonly mine: Value | undefined
  readonly theirs: Value | undefined
  /** What tells that two names are one thing. */
  readonly because?: string
}

export interface ClusterMatch extends Match<Cluster> {
  /** Absent where it goes without saying. */
  readonly label?: string
}

/** Clusters of one name are one cluster; where both designs have a single one, it is that. */
export function matchClusters(mine: Design, theirs: Design): readonly ClusterMatch[] {
  const [a] = mine.clusters
  const [b] = theirs.clusters
  if (mine.clusters.length === 1 && theirs.clusters.length === 1) {
    return [{ key: '', mine: a, theirs: b }]
  }
  return matchBy(mine.clusters, theirs.clusters, ({ name }) => name).map((match) => ({
    ...match,
    label: match.key,
  }))
}

export function matchGroups(mine: Cluster, theirs: Cluster): readonly Match<NodeGroup>[] {
  return rejoin(
    matchBy(mine.nodeGroups, theirs.nodeGroups, ({ name }) => name),
    listGroupNames,
    (name) => `both are ${name} by their tags`,
  )
}

/** What was designed; what was only seen is compared as a whole (I1.7). */
export function matchObjects(mine: Cluster, theirs: Cluster): readonly Match<KubeObject>[] {
  return rejoin(
    matchBy(listDesigned(mine), listDesigned(theirs), identifyObject),
    (object) => identifyVolume(object) ?? [],
    (volume) => `both are ${volume}`,
  )
}

/** Matches by key, mine in their order, then what only they have. */
export function matchBy<Value>(
  mine: readonly Value[],
  theirs: readonly Value[],
  toKey: (value: Value) => string,
): readonly Match<Value>[] {
  const left = new Map(theirs.map((value) => [toKey(value), value]))
  const matches = mine.map((value): Match<Value> => {
    const key = toKey(value)
    const twin = left.get(key)
    left.delete(key)
    return { key, mine: value, theirs: twin }
  })
  return [...matches, ...[...left].map(([key, theirs]) => ({ key, mine: undefined, theirs }))]
}

function listDesigned({ resources }: Cluster): readonly KubeObject[] {
  return resources.filter((object) => !isObserved(object))
}

/** Joins what is left over on both sides where a name that both certainly have is nobody else's. */
function rejoin<Value>(
  matches: readonly Match<Value>[],
  toNames: (value: Value) => readonly string[] | string,
  explain: (name: string) => string,
): readonly Match<Value>[] {
  const index = (pick: (match: Match<Value>) => Value | undefined) => {
    const found = new Map<string, Match<Value> | undefined>()
    for (const match of matches) {
      const value = pick(match)
      if (value === undefined) continue
      for (const name of [toNames(value)].flat()) {
        // Two that bear one name are not told apart by it.
        found.set(name, found.has(name) ? undefined : match)
      }
    }
    return found
  }
  if (!matches.some(isOnlyMine) || !matches.some(isOnlyTheirs)) return matches
  const there = index(({ theirs }) => theirs)
  const here = index(({ mine }) => mine)
  const joined = new Set<Match<Value>>()
  const found = matches.map((match): Match<Value> => {
    if (!isOnlyMine(match) || match.mine === undefined) return match
    for (const name of [toNames(match.mine)].flat()) {
      const other = there.get(name)
      if (other === undefined || !isOnlyTheirs(other) || joined.has(other)) continue
      if (here.get(name) !== match) continue
      joined.add(other)
      return { ...match, theirs: other.theirs, because: explain(name) }
    }
    return match
  })
  return found.filter((match) => !joined.has(match))
}

function isOnlyMine(match: Match<unknown>): boolean {
  return match.theirs === undefined
}

function isOnlyTheirs(match: Match<unknown>): boolean {
  return match.mine === undefined
}
