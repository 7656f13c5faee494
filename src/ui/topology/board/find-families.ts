import type { PictureGroup, PictureZone } from '#cluster/picture.ts'

export interface Family<Member> {
  readonly name: string
  /** One group, or several of one zone each. */
  readonly members: readonly Member[]
}

interface HasGroup {
  readonly group: PictureGroup
  readonly index: number
}

/**
 * Groups that are one in all but their zone (`web-a`, `web-b`, `web-c`) share a row. They must have
 * one zone each, no two the same, and names that differ only in it.
 */
export function findFamilies<Member extends HasGroup>(
  groups: readonly Member[],
  zones: readonly PictureZone[],
): readonly Family<Member>[] {
  const families = new Map<string, Member[]>()
  for (const group of groups) {
    const stem = stemOf(group, zones)
    const key = stem === undefined ? `one ${group.index}` : `${stem} ${likeness(group)}`
    const members = families.get(key)
    const zone = group.group.zones[0]
    const isTaken = members?.some((member) => member.group.zones[0] === zone) === true
    if (members === undefined) families.set(key, [group])
    else if (isTaken) families.set(`one ${group.index}`, [group])
    else members.push(group)
  }
  return [...families.values()].map((members) => {
    const [first] = members
    const own = first?.group.name ?? ''
    const stem = first === undefined || members.length === 1 ? undefined : stemOf(first, zones)
    return { name: stem ?? own, members }
  })
}

/** `web` of `web-a`, `web-1a` and `web-eu-west-1a`; undefined where the name ends otherwise. */
function stemOf({ group }: HasGroup, zones: readonly PictureZone[]): string | undefined {
  const zone = zones.find((entry) => entry.name === group.zones[0])
  if (zone === undefined || group.zones.length !== 1 || group.index < 0) return undefined
  const short = /\d+[a-z]$/.exec(zone.name)?.[0]
  for (const ending of [zone.name, short, zone.letter]) {
    if (ending === undefined) continue
    for (const dash of ['-', '_', '.']) {
      const tail = dash + ending
      if (group.name.endsWith(tail) && group.name.length > tail.length) {
        return group.name.slice(0, -tail.length)
      }
    }
  }
  return undefined
}

function likeness({ group }: HasGroup): string {
  const { kind, instanceTypes, purchase, scaler, taints } = group
  return JSON.stringify([kind, instanceTypes, purchase, scaler, taints])
}
