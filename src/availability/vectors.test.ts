/** The availability vectors of the risks specification (3.12), within their own tolerances. */
import { describe, expect, it } from 'vitest'
import { assert } from '#base/assert.ts'
import { findDowntime, findFigures, findSingleMemberBudget } from './downtime.ts'
import { EKS_USD_PER_HOUR } from './managed.ts'
import { findMonthlyPrice, findPricePerMinuteAvoided } from './monthly-price.ts'
import { findChances, findZoneOutageMinutes, parsePriors } from './priors.ts'
import { YEAR_MINUTES, findUnavailability, findUnavailabilityWithRollouts } from './quorum.ts'
import type { ControlPlaneShape, Faults, ZoneEvent } from './quorum.ts'
import vectors from './vectors.json' with { type: 'json' }

const NAMES = ['a', 'b', 'c']

function zonesOf(counts: readonly number[]): readonly string[] {
  return counts.flatMap((count, index) => Array.from({ length: count }, () => NAMES[index] ?? ''))
}

/** The rates of AV-02 to AV-10, AV-12 to AV-16, AV-18 and AV-19. */
const U = 0.005
const Q = 0.0005

function shapeOf(counts: readonly number[], api?: readonly number[]): ControlPlaneShape {
  const hosts = (list: readonly number[]) => zonesOf(list).map((zone) => ({ zone, down: U }))
  return { etcd: hosts(counts), ...(api === undefined ? {} : { apiServers: hosts(api) }) }
}

function faultsOf(events: readonly ZoneEvent[] = [], regionDown = 0): Faults {
  return {
    zoneEvents: [...NAMES.map((zone) => ({ zones: [zone], down: Q })), ...events],
    regionDown,
  }
}

function downOf(counts: readonly number[], api?: readonly number[]): number {
  return findUnavailability(shapeOf(counts, api), faultsOf())
}

function figures(down: number) {
  return { ...findFigures(down) }
}

function minutesOf(down: number): number {
  return down * YEAR_MINUTES
}

function priorsOf(assumptions: Readonly<Record<string, number | string>>) {
  const priors = parsePriors(assumptions, 'assumptions')
  assert(priors.kind === 'ok', 'the vectors give priors that are allowed')
  return priors.value
}

function downtimeOf(counts: readonly number[], assumptions: Readonly<Record<string, number>> = {}) {
  return findDowntime({ etcd: zonesOf(counts), zones: NAMES }, priorsOf(assumptions))
}

function computeNaive() {
  const { independent } = downtimeOf([2, 1, 0], {
    memberDown: U,
    azDown: Q,
    plannedReplacementsPerYear: 0,
  }).byCorrelation
  const naive = independent.central / YEAR_MINUTES
  return {
    ...figures(downOf([2, 1, 0])),
    naiveAvailability: 1 - naive,
    naiveMinutesPerYear: independent.central,
    exactOverNaiveUnavailability: downOf([2, 1, 0]) / naive,
  }
}

function computePriors() {
  const priors = priorsOf({})
  const { memberDown, azDown } = findChances(priors, 1)
  return {
    memberDown,
    azDown,
    azOutageMeanHours: findZoneOutageMinutes(priors) / 60,
    minutesSingle: downtimeOf([1]).unplanned.central,
    minutes111: downtimeOf([1, 1, 1]).unplanned.central,
    minutes221: downtimeOf([2, 2, 1]).unplanned.central,
  }
}

function computeExternal() {
  const joint = downOf([1, 1, 1], [1, 1, 1])
  const etcd = downOf([1, 1, 1])
  // The API servers alone: an etcd that never fails, in a zone that never does.
  const safe = { zone: 'safe', down: 0 }
  const servers = { etcd: [safe], apiServers: shapeOf([1, 1, 1]).etcd }
  const api = findUnavailability(servers, faultsOf())
  return {
    ...figures(joint),
    stackedMinutesPerYear: minutesOf(etcd),
    externalMinusStackedMinutes: minutesOf(joint - etcd),
    wrongProductOfMarginals: (1 - etcd) * (1 - api),
    // Grouped so that the large parts cancel first.
    productErrorMinutes: minutesOf(api - (joint - etcd) - etcd * api),
  }
}

function computePair() {
  const faults = faultsOf([{ zones: ['b', 'c'], down: 1e-5 }])
  const down111 = findUnavailability(shapeOf([1, 1, 1]), faults)
  const down221 = findUnavailability(shapeOf([2, 2, 1]), faults)
  return {
    a111: 1 - down111,
    minutes111: minutesOf(down111),
    addedMinutes111: minutesOf(down111 - downOf([1, 1, 1])),
    a221: 1 - down221,
    minutes221: minutesOf(down221),
    addedMinutes221: minutesOf(down221 - downOf([2, 2, 1])),
  }
}

function computeRegion() {
  const down = findUnavailability(shapeOf([1, 1, 1]), faultsOf([], 2e-5))
  return { ...figures(down), regionShareOfUnavailability: 2e-5 / down }
}

function computeRollouts(counts: readonly number[]) {
  const rollouts = { perYear: 15, minutesPerHost: 8 }
  const { fraction, during, total } = findUnavailabilityWithRollouts(
    shapeOf(counts),
    faultsOf(),
    rollouts,
  )
  return {
    maintenanceFraction: fraction,
    availabilityOutsideMaintenance: 1 - downOf(counts),
    availabilityDuringMaintenance: 1 - during,
    availability: 1 - total,
    minutesPerYear: minutesOf(total),
    addedMinutes: minutesOf(total - downOf(counts)),
  }
}

function computeBudget() {
  const budget = findSingleMemberBudget(priorsOf({}))
  return { ...budget, availability: 1 - budget.totalMinutes / YEAR_MINUTES }
}

function computePrices() {
  const m5 = (count: number) => findMonthlyPrice([{ count, pricePerHour: 0.096 }])
  const managed = (pricePerHour: number) => findMonthlyPrice([{ count: 1, pricePerHour }])
  return {
    single_m5large: m5(1),
    stacked3_m5large: m5(3),
    stacked5_m5large: m5(5),
    external3plus3_m5large: m5(6),
    external5plus3_m5large: m5(8),
    eksStandard: managed(EKS_USD_PER_HOUR),
    eksExtended: managed(0.6),
    eks2018: managed(0.2),
    kops14_wholeCluster: findMonthlyPrice([
      { count: 1, pricePerHour: 0.067 },
      { count: 2, pricePerHour: 0.0464 },
    ]),
    usdPerMinuteAvoided_single_to_stacked3: findPricePerMinuteAvoided(
      { pricePerMonth: m5(1), minutesPerYear: minutesOf(downOf([1])) },
      { pricePerMonth: m5(3), minutesPerYear: minutesOf(downOf([1, 1, 1])) },
    ),
  }
}

function computePriorRollouts() {
  const all = {
    '111': downtimeOf([1, 1, 1]),
    '210': downtimeOf([2, 1, 0]),
    '300': downtimeOf([3, 0, 0]),
    '221': downtimeOf([2, 2, 1]),
  }
  return Object.fromEntries(
    Object.entries(all).flatMap(([name, { unplanned, withPlanned }]) => [
      [`unplannedMinutes${name}`, unplanned.central],
      [`totalMinutes${name}`, withPlanned.central],
    ]),
  )
}

const single = { zone: 'a', down: U }

/** Overlapping rollouts are excluded by the model (3.2): nothing computes what they would add. */
const OUTSIDE = ['minutesAddedIf15RolloutsMayOverlap111']

/** Our figures under the names of the vectors. */
const COMPUTED: Readonly<Record<string, Readonly<Record<string, number | undefined>>>> = {
  'AV-01': figures(findUnavailability({ etcd: [single] }, { zoneEvents: [], regionDown: 0 })),
  'AV-02': figures(downOf([1, 0, 0])),
  'AV-03': figures(
    findUnavailability({ etcd: [single, single, single] }, { zoneEvents: [], regionDown: 0 }),
  ),
  'AV-04': figures(downOf([1, 1, 1])),
  'AV-05': computeNaive(),
  'AV-06': {
    ...figures(downOf([3, 0, 0])),
    minutesPerYearMinusVector210: minutesOf(downOf([3, 0, 0]) - downOf([2, 1, 0])),
  },
  'AV-07': {
    ...figures(downOf([1, 1, 0])),
    ratioToSingleMember: downOf([1, 1, 0]) / downOf([1, 0, 0]),
  },
  'AV-08': {
    a211: 1 - downOf([2, 1, 1]),
    minutes211: minutesOf(downOf([2, 1, 1])),
    a220: 1 - downOf([2, 2, 0]),
    minutes220: minutesOf(downOf([2, 2, 0])),
    a111MinusA211: downOf([2, 1, 1]) - downOf([1, 1, 1]),
  },
  'AV-09': figures(downOf([2, 2, 1])),
  'AV-10': {
    ...figures(downOf([3, 1, 1])),
    ratioTo221: downOf([3, 1, 1]) / downOf([2, 2, 1]),
  },
  'AV-11': computePriors(),
  'AV-12': figures(downOf([1, 1, 1], [1, 1, 0])),
  'AV-13': computeExternal(),
  'AV-14': figures(downOf([2, 2, 1], [1, 1, 1])),
  'AV-15': computePair(),
  'AV-16': computeRegion(),
  'AV-17': computeBudget(),
  'AV-18': computeRollouts([1, 1, 1]),
  'AV-19': computeRollouts([2, 2, 1]),
  'AV-35': computePrices(),
  'AV-38': computePriorRollouts(),
}

describe('availability vectors', () => {
  const rows = vectors.flatMap(({ id, expected, relTolerance }) =>
    Object.entries(expected)
      .filter(([figure]) => !OUTSIDE.includes(figure))
      .map(([figure, value]) => ({
        name: `${id} ${figure}`,
        actual: COMPUTED[id]?.[figure],
        expected: Number(value),
        tolerance: Number(relTolerance),
      })),
  )

  it.each(rows)('$name', ({ actual, expected, tolerance }) => {
    expect(Math.abs((actual ?? Number.NaN) / expected - 1)).toBeLessThanOrEqual(tolerance)
  })
})
