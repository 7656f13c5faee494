import { compareText } from '#base/compare.ts'
import { readNode } from '#kube/node.ts'
import type { Cluster } from '#plan/schema.ts'
import type { FieldDifference } from './difference.ts'
import { identifyObject, isObserved } from './identify.ts'
import { isEqual } from './is-equal.ts'

/**
 * What was seen of a running cluster, counted: nodes by group and zone, the others by kind (I1.7). Single
 * nodes and pods come and go and are no design; how many there are, against what a group asks for, is
 * what a person wants to know.
 */
export function compareObserved(mine: Cluster, theirs: Cluster): readonly FieldDifference[] {
  const here = count(mine)
  const there = count(theirs)
  const fields: FieldDifference[] = []
  for (const path of listKeys(here.places, there.places)) {
    const a = here.places.get(path) ?? 0
    const b = there.places.get(path) ?? 0
    if (a !== b) fields.push({ path, mine: renderNodes(a), theirs: renderNodes(b) })
  }
  for (const path of listKeys(here.kinds, there.kinds)) {
    const a = here.kinds.get(path) ?? 0
    const b = there.kinds.get(path) ?? 0
    if (a !== b) fields.push({ path, mine: String(a), theirs: String(b) })
  }
  const others = countRenewed(mine, theirs)
  if (others > 0) fields.push({ path: 'seen in another state', theirs: String(others) })
  return fields.length === 0 ? [] : [...listSizes(mine, theirs, there), ...fields]
}

/** What a group asks for, where another number is seen; an import without nodes says nothing of it. */
function listSizes(mine: Cluster, theirs: Cluster, { groups }: Counts): readonly FieldDifference[] {
  if (groups.size === 0) return []
  const there = new Set(theirs.nodeGroups.map(({ name }) => name))
  const shared = mine.nodeGroups.filter(({ name }) => there.has(name))
  return shared.flatMap(({ name, desired }): readonly FieldDifference[] => {
    const seen = groups.get(name) ?? 0
    if (desired === undefined || desired === seen) return []
    return [{ path: name, mine: `desired ${desired}`, theirs: `observed ${seen}` }]
  })
}

interface Counts {
  readonly groups: ReadonlyMap<string, number>
  readonly places: ReadonlyMap<string, number>
  readonly kinds: ReadonlyMap<string, number>
}

function count({ resources }: Cluster): Counts {
  const groups = new Map<string, number>()
  const places = new Map<string, number>()
  const kinds = new Map<string, number>()
  const add = (counts: Map<string, number>, key: string) => {
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  for (const object of resources) {
    if (object.kind === 'Node') {
      const { group, zone = 'a zone not told' } = readNode(object)
      add(groups, group?.name ?? '')
      add(places, `${group?.name ?? 'no group'}, ${zone}`)
    } else if (isObserved(object)) add(kinds, object.kind)
  }
  return { groups, places, kinds }
}

/** What both have seen of a name, differently: another node of it, another phase. */
function countRenewed(mine: Cluster, theirs: Cluster): number {
  const known = new Map(mine.resources.map((object) => [identifyObject(object), object]))
  let renewed = 0
  for (const object of theirs.resources) {
    const before = known.get(identifyObject(object))
    if (before === undefined || before === object) continue
    const isOther = isObserved(object)
      ? !isEqual(before, object)
      : object['status'] !== undefined && !isEqual(before['status'], object['status'])
    if (isOther) renewed++
  }
  return renewed
}

function listKeys(...maps: readonly ReadonlyMap<string, number>[]): readonly string[] {
  return [...new Set(maps.flatMap((map) => [...map.keys()]))].sort(compareText)
}

function renderNodes(nodes: number): string {
  return nodes === 1 ? '1 node' : `${nodes} nodes`
}
