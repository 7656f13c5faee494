/**
 * Failure rates of members, zones and regions. Nobody publishes them: these are planning priors
 * (risks specification 3.3), to be replaced by a person who knows better, and never shown without
 * their band of a third to three times.
 */
import type { Problem } from '#base/problem.ts'
import { failed, ok } from '#base/result.ts'
import type { Result } from '#base/result.ts'
import { YEAR_MINUTES } from './quorum.ts'

/** A prior's name, its default, and what it may be. */
const PRIORS = {
  nodeFailuresPerYear: { value: 0.5, max: 365 },
  nodeMttrMinutes: { value: 12, max: YEAR_MINUTES },
  azEventsPerYear: { value: 0.05, max: 365 },
  azOutageMedianHours: { value: 4, max: 8_760 },
  azOutageSigma: { value: 0.9, max: 3 },
  twoAzEventsPerYear: { value: 0.001, max: 365 },
  twoAzOutageMedianHours: { value: 168, max: 8_760 },
  twoAzOutageSigma: { value: 1, max: 3 },
  longAzEventsPerYear: { value: 0.005, max: 365 },
  longAzOutageMedianHours: { value: 48, max: 8_760 },
  longAzOutageSigma: { value: 1, max: 3 },
  regionEventsPerYear: { value: 0.02, max: 365 },
  regionOutageMeanHours: { value: 3, max: 8_760 },
  plannedReplacementsPerYear: { value: 15, max: 365 },
  minutesPerMember: { value: 8, max: 1_440 },
} as const

/** Probabilities that stand in for the rates, where a person gives them. */
const PROBABILITIES = ['memberDown', 'azDown', 'regionDown'] as const

/** Which events are counted together (3.4). */
export const CORRELATIONS = ['independent', 'azOnly', 'azAndPairs', 'azPairsAndRegion'] as const

export type Correlation = (typeof CORRELATIONS)[number]
type PriorName = keyof typeof PRIORS
type ProbabilityName = (typeof PROBABILITIES)[number]

/** All priors of 3.3, and what a person set in their place. */
export type Priors = { readonly [Name in PriorName]: number } & {
  readonly [Name in ProbabilityName]?: number
} & { readonly correlation: Correlation }

/** Names that an assumption may have here. */
export const PRIOR_NAMES: readonly string[] = [
  ...Object.keys(PRIORS),
  ...PROBABILITIES,
  'correlation',
]

/** The priors of 3.3 with these assumptions in their place; names of other matters are passed over. */
export function parsePriors(
  assumptions: Readonly<Record<string, string | number | boolean>>,
  path: string,
): Result<Priors, Problem> {
  const problems: Problem[] = []
  const readNumber = (name: string, max: number): number | undefined => {
    const given = assumptions[name]
    if (given === undefined) return undefined
    const value = typeof given === 'string' && given.trim() !== '' ? Number(given) : given
    if (typeof value === 'number' && value >= 0 && value <= max) return value
    const message = `"${String(given)}" is not a number from 0 to ${max}`
    problems.push({ code: 'availability/prior', path: `${path}.${name}`, message })
    return undefined
  }
  const rates = Object.fromEntries(
    Object.entries(PRIORS).map(([name, { value, max }]) => [name, readNumber(name, max) ?? value]),
  ) as { readonly [Name in PriorName]: number } // of the entries of PRIORS, all numbers
  const probabilities: { [Name in ProbabilityName]?: number } = {}
  for (const name of PROBABILITIES) {
    const value = readNumber(name, 1)
    if (value !== undefined) probabilities[name] = value
  }
  const word = assumptions['correlation'] ?? 'azAndPairs'
  const correlation = CORRELATIONS.find((one) => one === word)
  if (correlation === undefined) {
    const message = `"${String(word)}" is not one of ${CORRELATIONS.join(', ')}`
    problems.push({ code: 'availability/prior', path: `${path}.correlation`, message })
  }
  return correlation === undefined || problems.length > 0
    ? failed(problems)
    : ok({ ...rates, ...probabilities, correlation })
}

/** Steady-state chances of being down that follow from the priors. */
export interface Chances {
  readonly memberDown: number
  readonly azDown: number
  readonly twoAzDown: number
  readonly longAzDown: number
  readonly regionDown: number
}

/** Rates into chances (AV-11): λ·D ÷ (year + λ·D), all rates times `factor` for the band. */
export function findChances(priors: Priors, factor: number): Chances {
  const given = (chance: number) => Math.min(1, chance * factor)
  const steady = (perYear: number, meanMinutes: number) => {
    const minutes = perYear * factor * meanMinutes
    return minutes / (YEAR_MINUTES + minutes)
  }
  const { memberDown, azDown, regionDown } = priors
  return {
    memberDown:
      memberDown === undefined
        ? steady(priors.nodeFailuresPerYear, priors.nodeMttrMinutes)
        : given(memberDown),
    azDown:
      azDown === undefined
        ? steady(priors.azEventsPerYear, findZoneOutageMinutes(priors))
        : given(azDown),
    twoAzDown: steady(
      priors.twoAzEventsPerYear,
      lognormalMean(priors.twoAzOutageMedianHours, priors.twoAzOutageSigma) * 60,
    ),
    longAzDown: steady(
      priors.longAzEventsPerYear,
      lognormalMean(priors.longAzOutageMedianHours, priors.longAzOutageSigma) * 60,
    ),
    regionDown:
      regionDown === undefined
        ? steady(priors.regionEventsPerYear, priors.regionOutageMeanHours * 60)
        : given(regionDown),
  }
}

/** Mean length of a zone outage (AV-11). */
export function findZoneOutageMinutes(priors: Priors): number {
  return lognormalMean(priors.azOutageMedianHours, priors.azOutageSigma) * 60
}

function lognormalMean(median: number, sigma: number): number {
  return median * Math.exp(sigma ** 2 / 2)
}
