/**
 * Labels in the place of ids (I11.4): `node-7`, `volume-3`. What an earlier import of the session called a
 * machine or a disk it is called again, and no other takes its label.
 */
export interface LocalLabels {
  readonly remembered: ReadonlyMap<string, string>
  readonly reserved: ReadonlySet<string>
  /** By id: what this import has given. */
  readonly given: Map<string, string>
}

export function startLabels(remembered: ReadonlyMap<string, string> = new Map()): LocalLabels {
  return { remembered, reserved: new Set(remembered.values()), given: new Map() }
}

export function giveLabel(
  labels: LocalLabels,
  thing: {
    readonly id: string
    readonly kind: 'node' | 'volume'
    /** Its place in its cluster, from 1. */
    readonly number: number
    readonly taken: ReadonlySet<string>
  },
): string {
  const known = labels.remembered.get(thing.id)
  let label = known ?? ''
  for (let number = thing.number; label === '' || thing.taken.has(label); number += 1) {
    const next = `${thing.kind}-${number}`
    label = labels.reserved.has(next) ? '' : next
  }
  labels.given.set(thing.id, label)
  return label
}
