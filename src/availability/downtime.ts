/**
 * Minutes a year in which the API is down (risks specification 3.1 to 3.4, 3.10). What independent
 * failures do and what common causes do stand side by side: with members spread over zones the second
 * is hundreds of times the first.
 */
import { unreachable } from '#base/assert.ts'
import { findChances, findZoneOutageMinutes } from './priors.ts'
import type { Chances, Correlation, Priors } from './priors.ts'
import { YEAR_MINUTES, findUnavailability, findUnavailabilityWithRollouts } from './quorum.ts'
import type { ControlPlaneShape, Faults, Host, ZoneEvent } from './quorum.ts'

/** Zones of members by name: a control plane without its rates. */
export interface Placement {
  /** The zone of each etcd member of `main`. */
  readonly etcd: readonly string[]
  /** The zone of each API server, where they are apart from etcd. */
  readonly apiServers?: readonly string[]
  /** Zones of the cluster, with those that hold no member. */
  readonly zones: readonly string[]
}

/** A figure at the priors, at a third of all rates and at three times (3.3). */
export interface Band {
  readonly low: number
  readonly central: number
  readonly high: number
}

/** Minutes a year, all of them means; a single year has none or many. */
export interface Downtime {
  /** Failures of members and of single zones, independent of each other. */
  readonly unplanned: Band
  /** The same with one member at a time away for its replacement. */
  readonly withPlanned: Band
  /** What events of two zones at once add. */
  readonly twoZones: Band
  /** What events of the whole region add. */
  readonly region: Band
  /** What a zone that is away for days adds; in none of the other figures. */
  readonly longZone: Band
  /** The total under each assumption of 3.4, planned work included. */
  readonly byCorrelation: Readonly<Record<Correlation, Band>>
  /** 3.2 alone: members and single zones, no planned work, no common cause. */
  readonly exact: Figures
  /** Everything that `priors.correlation` counts, planned work included. */
  readonly headline: Figures
}

/** One unavailability in the words of the vectors. */
export interface Figures {
  readonly availability: number
  readonly unavailability: number
  readonly minutesPerYear: number
  readonly nines: number
}

/** Every figure of one placement under these priors; the headline is that of `priors.correlation`. */
export function findDowntime(placement: Placement, priors: Priors): Downtime {
  const band = (minutes: (chances: Chances) => number): Band => ({
    low: minutes(findChances(priors, 1 / 3)),
    central: minutes(findChances(priors, 1)),
    high: minutes(findChances(priors, 3)),
  })
  const unplannedOf = (chances: Chances, kind: Counted) => {
    const { shape, faults } = makeModel(placement, chances, kind)
    return findUnavailability(shape, faults) * YEAR_MINUTES
  }
  const totalOf = (chances: Chances, kind: Counted) => {
    const { shape, faults } = makeModel(placement, chances, kind)
    const rollouts = {
      perYear: priors.plannedReplacementsPerYear,
      minutesPerHost: priors.minutesPerMember,
    }
    return findUnavailabilityWithRollouts(shape, faults, rollouts).total * YEAR_MINUTES
  }
  const added = (kind: Counted) =>
    band((chances) => unplannedOf(chances, kind) - unplannedOf(chances, 'azOnly'))
  const total = (kind: Correlation) => band((chances) => totalOf(chances, kind))
  const byCorrelation = {
    independent: total('independent'),
    azOnly: total('azOnly'),
    azAndPairs: total('azAndPairs'),
    azPairsAndRegion: total('azPairsAndRegion'),
  }
  const unplanned = band((chances) => unplannedOf(chances, 'azOnly'))
  return {
    unplanned,
    withPlanned: byCorrelation.azOnly,
    twoZones: added('azAndPairs'),
    region: added('azAndRegion'),
    longZone: added('azAndLong'),
    byCorrelation,
    exact: findFigures(unplanned.central / YEAR_MINUTES),
    headline: findFigures(byCorrelation[priors.correlation].central / YEAR_MINUTES),
  }
}

/** A chance of being down as availability, minutes a year and nines, −log₁₀ of it. */
export function findFigures(unavailability: number): Figures {
  return {
    availability: 1 - unavailability,
    unavailability,
    minutesPerYear: unavailability * YEAR_MINUTES,
    nines: -Math.log10(unavailability),
  }
}

/** Minutes a year of one member by cause, each rate times its mean duration (AV-17, first order). */
export interface SingleMemberBudget {
  readonly plannedMinutes: number
  readonly nodeMinutes: number
  readonly azMinutes: number
  readonly totalMinutes: number
  readonly plannedShare: number
}

/** What one member costs in a year, by cause (CPL-001, AV-17). */
export function findSingleMemberBudget(priors: Priors): SingleMemberBudget {
  const plannedMinutes = priors.plannedReplacementsPerYear * priors.minutesPerMember
  const nodeMinutes =
    priors.memberDown === undefined
      ? priors.nodeFailuresPerYear * priors.nodeMttrMinutes
      : priors.memberDown * YEAR_MINUTES
  const azMinutes =
    priors.azDown === undefined
      ? priors.azEventsPerYear * findZoneOutageMinutes(priors)
      : priors.azDown * YEAR_MINUTES
  const totalMinutes = plannedMinutes + nodeMinutes + azMinutes
  const plannedShare = totalMinutes === 0 ? 0 : plannedMinutes / totalMinutes
  return { plannedMinutes, nodeMinutes, azMinutes, totalMinutes, plannedShare }
}

type Counted = Correlation | 'azAndRegion' | 'azAndLong'

function makeModel(
  placement: Placement,
  chances: Chances,
  counted: Counted,
): { readonly shape: ControlPlaneShape; readonly faults: Faults } {
  const singles = placement.zones.map((zone) => ({ zones: [zone], down: chances.azDown }))
  const withZones = (events: readonly ZoneEvent[], regionDown: number) => ({
    shape: makeShape(placement, chances.memberDown),
    faults: { zoneEvents: [...singles, ...events], regionDown },
  })
  switch (counted) {
    case 'independent': {
      // 3.2: the textbook's binomial hides the zone in the member, so members of one zone never
      // fail together. It understates (2,1,0) 6.4 times (AV-05) and is there to be compared with.
      const memberDown = 1 - (1 - chances.azDown) * (1 - chances.memberDown)
      return {
        shape: makeShape(placement, memberDown),
        faults: { zoneEvents: [], regionDown: 0 },
      }
    }
    case 'azOnly':
      return withZones([], 0)
    case 'azAndPairs':
      return withZones(listPairs(placement, chances.twoAzDown), 0)
    case 'azPairsAndRegion':
      return withZones(listPairs(placement, chances.twoAzDown), chances.regionDown)
    case 'azAndRegion':
      return withZones([], chances.regionDown)
    case 'azAndLong':
      return withZones(
        placement.zones.map((zone) => ({ zones: [zone], down: chances.longAzDown })),
        0,
      )
    default:
      return unreachable(counted)
  }
}

function makeShape(placement: Placement, down: number): ControlPlaneShape {
  const hosts = (zones: readonly string[]): readonly Host[] => zones.map((zone) => ({ zone, down }))
  return {
    etcd: hosts(placement.etcd),
    ...(placement.apiServers === undefined ? {} : { apiServers: hosts(placement.apiServers) }),
  }
}

/** 3.3: one event in the region hits one of its pairs, each as likely; a region has three zones or more. */
function listPairs({ zones }: Placement, regionChance: number): readonly ZoneEvent[] {
  const others = Array.from({ length: Math.max(0, 3 - zones.length) }, (_, index) => `?${index}`)
  const all = [...zones, ...others]
  const pairs = all.flatMap((zone, index) => all.slice(index + 1).map((other) => [zone, other]))
  return pairs.map((pair) => ({ zones: pair, down: regionChance / pairs.length }))
}
