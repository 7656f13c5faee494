/**
 * The chance that a control plane is down, by exact enumeration (risks specification 3.2). Everything
 * is counted as unavailability, never as 1 − availability: sums of positive terms keep all digits of
 * what is very small.
 */
import { assert } from '#base/assert.ts'

/** A machine that carries an etcd member, an API server, or both. */
export interface Host {
  readonly zone: string
  /** Chance of being down while its zone is up, 0 to 1; 1 for a host that is away. */
  readonly down: number
}

/** Hosts of a control plane; `apiServers` only where they are apart from etcd (external). */
export interface ControlPlaneShape {
  readonly etcd: readonly Host[]
  readonly apiServers?: readonly Host[]
}

/** Something that takes these zones at once, independent of all other events. */
export interface ZoneEvent {
  readonly zones: readonly string[]
  readonly down: number
}

export interface Faults {
  readonly zoneEvents: readonly ZoneEvent[]
  /** Chance that the whole region does not serve. */
  readonly regionDown: number
}

/** Zones that can be enumerated: each doubles the states. */
export const MAX_ZONES = 12

/** Members that must be up: q(n) = ⌊n/2⌋ + 1 of the configured ones, absent or not. */
export function quorumSize(memberCount: number): number {
  return Math.trunc(memberCount / 2) + 1
}

/**
 * Chance that the API cannot write (3.2): over every set of zones that may be down, too few etcd
 * members or, where they are apart, no API server. The two are independent given the zones only.
 */
export function findUnavailability(shape: ControlPlaneShape, faults: Faults): number {
  const hosts = [...shape.etcd, ...(shape.apiServers ?? [])]
  const zones = [...new Set(hosts.map(({ zone }) => zone))]
  assert(zones.length <= MAX_ZONES, `${zones.length} zones are too many to enumerate`)
  const quorum = quorumSize(shape.etcd.length)
  let down = 0
  findZoneStates(zones, faults.zoneEvents).forEach((chance, downZones) => {
    if (chance === 0) return
    const isUp = ({ zone }: Host) => (downZones & (1 << zones.indexOf(zone))) === 0
    const etcd = findChanceBelow(quorum, shape.etcd.filter(isUp))
    const { apiServers } = shape
    const api = apiServers === undefined ? 0 : findChanceBelow(1, apiServers.filter(isUp))
    down += chance * (etcd + (1 - etcd) * api)
  })
  return faults.regionDown + (1 - faults.regionDown) * down
}

/**
 * The same with rolling replacements (3.2, maintenance): for the fraction of a year in which one host
 * is away the quorum stays that of all. Rollouts do not overlap.
 */
export function findUnavailabilityWithRollouts(
  shape: ControlPlaneShape,
  faults: Faults,
  rollouts: { readonly perYear: number; readonly minutesPerHost: number },
): { readonly fraction: number; readonly during: number; readonly total: number } {
  const shapes = listShapesWithOneAway(shape)
  const fraction = (rollouts.perYear * rollouts.minutesPerHost * shapes.length) / YEAR_MINUTES
  const during =
    shapes.reduce((sum, one) => sum + findUnavailability(one, faults), 0) / shapes.length
  const outside = findUnavailability(shape, faults)
  return { fraction, during, total: (1 - fraction) * outside + fraction * during }
}

/** A year of 365 days: every "minutes a year" is of this window. */
export const YEAR_MINUTES = 525_600

function listShapesWithOneAway(shape: ControlPlaneShape): readonly ControlPlaneShape[] {
  const { etcd, apiServers } = shape
  const without = (hosts: readonly Host[], index: number) =>
    hosts.map((host, at) => (at === index ? { ...host, down: 1 } : host))
  return [
    ...etcd.map((_, index) => ({ ...shape, etcd: without(etcd, index) })),
    ...(apiServers ?? []).map((_, index) => ({
      ...shape,
      apiServers: without(apiServers ?? [], index),
    })),
  ]
}

/** Chance of each set of zones being down, the set as bits: the events' sets united (3.2). */
function findZoneStates(zones: readonly string[], events: readonly ZoneEvent[]): readonly number[] {
  let states: readonly number[] = [1, ...Array.from({ length: (1 << zones.length) - 1 }, () => 0)]
  for (const event of events) {
    const hit = zones.reduce(
      (set, zone, index) => (event.zones.includes(zone) ? set | (1 << index) : set),
      0,
    )
    if (hit === 0 || event.down === 0) continue
    const next = states.map((chance): number => chance * (1 - event.down))
    states.forEach((chance, set) => {
      next[set | hit] = (next[set | hit] ?? 0) + chance * event.down
    })
    states = next
  }
  return states
}

/** Chance that fewer than `needed` of the hosts are up: the generating polynomial of 3.2. */
function findChanceBelow(needed: number, hosts: readonly Host[]): number {
  let upCounts: readonly number[] = [1]
  for (const { down } of hosts) {
    upCounts = [...upCounts, 0].map(
      (chance, up) => chance * down + (up === 0 ? 0 : (upCounts[up - 1] ?? 0) * (1 - down)),
    )
  }
  return upCounts.slice(0, needed).reduce((sum, chance) => sum + chance, 0)
}
