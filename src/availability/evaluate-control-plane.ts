/** Everything that is said of a cluster's control plane: its figures, its losses, its choices. */
import type { Cluster } from '#plan/schema.ts'
import { findApiDuringUpgrade, listChoices } from './choices.ts'
import type { ApiDuringUpgrade, Choice } from './choices.ts'
import { readLayout, toPlacement } from './control-plane-layout.ts'
import type { ControlPlaneLayout, Question } from './control-plane-layout.ts'
import { findDowntime, findSingleMemberBudget } from './downtime.ts'
import type { Downtime, SingleMemberBudget } from './downtime.ts'
import { EKS_USD_PER_HOUR, TIER_NAMES, findBudgetMinutes, findTier } from './managed.ts'
import { findMonthlyPrice, findPricePerMinuteAvoided } from './monthly-price.ts'
import type { PricedHosts } from './monthly-price.ts'
import type { Priors } from './priors.ts'
import {
  KEEPS_RUNNING_WITHOUT_API,
  STOPS_WITHOUT_API,
  findTolerance,
  listLosses,
} from './zone-loss.ts'
import type { Loss, Tolerance } from './zone-loss.ts'

/** Price of an hour of a machine of this type; undefined: not known. */
export type PriceOf = (instanceType: string) => number | undefined

interface CommonReport {
  readonly questions: readonly Question[]
  readonly choices: readonly (Choice & {
    /** Against today's: what each minute less in a year costs. */
    readonly pricePerMinuteAvoided?: number
  })[]
}

export interface SelfManagedReport extends CommonReport {
  readonly kind: 'self-managed'
  readonly topology: 'stacked' | 'external'
  readonly etcd: readonly {
    readonly name: 'main' | 'events'
    readonly membersByZone: Readonly<Record<string, number>>
    readonly quorum: number
  }[]
  readonly apiServersByZone: Readonly<Record<string, number>>
  readonly tolerance: Tolerance
  readonly apiDuringUpgrade: ApiDuringUpgrade
  readonly minutesPerYear: Downtime
  /** Of one member only (AV-17). */
  readonly budget?: SingleMemberBudget
  readonly losses: readonly Loss[]
  readonly stops: readonly string[]
  readonly keepsRunning: readonly string[]
  readonly pricePerMonth?: number
}

export interface ManagedReport extends CommonReport {
  readonly kind: 'managed'
  readonly tier: string
  /** 3.8: a bound, no prediction. */
  readonly boundMinutesPerYear?: number
  /** The published shape under the priors, for orientation: etcd over three zones, API servers in two. */
  readonly orientation: Downtime
  readonly pricePerMonth?: number
}

export interface UnknownReport extends CommonReport {
  readonly kind: 'unknown'
}

export type ControlPlaneReport = SelfManagedReport | ManagedReport | UnknownReport

/** What a machine of a control plane is taken to be where the plan does not say (3.10). */
const USUAL_TYPE = 'm5.large'

/** Evaluates the control plane at `path` under these priors (3.1 to 3.4, 3.8, 3.10). */
export function evaluateControlPlane(
  cluster: Cluster,
  { path, priors, priceOf }: EvaluateOptions,
): ControlPlaneReport {
  const reading = readLayout(cluster, path)
  const type = findMemberType(cluster) ?? USUAL_TYPE
  const zones = cluster.zones.map(({ name }) => name)
  const pricePerHour = priceOf(type)
  const context = { zones, priors, ...(pricePerHour === undefined ? {} : { pricePerHour }) }
  const choices = listChoices(context)
  switch (reading.kind) {
    case 'unknown':
      return { kind: 'unknown', questions: reading.questions, choices }
    case 'managed':
      return evaluateManaged(reading.tier, { path, zones, priors, choices })
    case 'self-managed': {
      const { layout, questions } = reading
      const report = describeLayout(layout, priors)
      const pricePerMonth = findMembersPrice(cluster, priceOf)
      if (pricePerMonth === undefined) return { ...report, questions, choices }
      const today = { pricePerMonth, minutesPerYear: report.minutesPerYear.withPlanned.central }
      return {
        ...report,
        questions,
        pricePerMonth,
        choices: choices.map((choice) => compareWith(today, choice)),
      }
    }
  }
}

export interface EvaluateOptions {
  /** Of the cluster in the plan. */
  readonly path: string
  readonly priors: Priors
  readonly priceOf: PriceOf
}

function compareWith(
  today: { readonly pricePerMonth: number; readonly minutesPerYear: number },
  choice: Choice,
): CommonReport['choices'][number] {
  const { downtime, pricePerMonth } = choice
  if (downtime === undefined || pricePerMonth === undefined) return choice
  const to = { pricePerMonth, minutesPerYear: downtime.withPlanned.central }
  const pricePerMinuteAvoided = findPricePerMinuteAvoided(today, to)
  return pricePerMinuteAvoided === undefined ? choice : { ...choice, pricePerMinuteAvoided }
}

function describeLayout(
  layout: ControlPlaneLayout,
  priors: Priors,
): Omit<SelfManagedReport, 'questions' | 'choices' | 'pricePerMonth'> {
  const tolerance = findTolerance(layout)
  const losses = listLosses(layout)
  const [main] = layout.etcd
  const countByZone = (members: readonly { readonly zone: string }[]) =>
    Object.fromEntries(
      layout.zones.map((zone) => [zone, members.filter((one) => one.zone === zone).length]),
    )
  return {
    kind: 'self-managed',
    topology: layout.isExternal ? 'external' : 'stacked',
    etcd: layout.etcd.map(({ name, members }, index) => ({
      name,
      membersByZone: countByZone(members),
      quorum: losses[0]?.etcd[index]?.quorum ?? 0,
    })),
    apiServersByZone: countByZone(layout.apiServers),
    tolerance,
    apiDuringUpgrade: findApiDuringUpgrade(tolerance.members),
    minutesPerYear: findDowntime(toPlacement(layout), priors),
    ...(main.members.length === 1 && !layout.isExternal
      ? { budget: findSingleMemberBudget(priors) }
      : {}),
    losses,
    stops: STOPS_WITHOUT_API,
    keepsRunning: KEEPS_RUNNING_WITHOUT_API,
  }
}

function evaluateManaged(
  tierName: string | undefined,
  { path, zones, priors, choices }: ManagedContext,
): ManagedReport {
  const tier = findTier(tierName)
  const [a = 'zone 1', b = 'zone 2', c = 'zone 3'] = zones
  const shape = { etcd: [a, b, c], apiServers: [a, b], zones: [a, b, c, ...zones.slice(3)] }
  const common = { kind: 'managed', choices, orientation: findDowntime(shape, priors) } as const
  if (tier === undefined) {
    const question = `Which tier is it (${TIER_NAMES.join(', ')})?`
    const answers = TIER_NAMES.map((name) => ({ label: name, value: name }))
    const questions = [{ path: `${path}.controlPlane.tier`, question, answers }]
    return { ...common, tier: tierName ?? '', questions }
  }
  const pricePerHour = EKS_USD_PER_HOUR + tier.extraUsdPerHour
  return {
    ...common,
    tier: tier.tier,
    boundMinutesPerYear: findBudgetMinutes(tier.serviceLevel),
    pricePerMonth: findMonthlyPrice([{ count: 1, pricePerHour }]),
    questions: [],
  }
}

interface ManagedContext {
  readonly path: string
  readonly zones: readonly string[]
  readonly priors: Priors
  readonly choices: readonly Choice[]
}

function findMemberType({ controlPlane }: Cluster): string | undefined {
  if (controlPlane.kind !== 'self-managed') return undefined
  return controlPlane.members.find(({ instanceType }) => instanceType !== undefined)?.instanceType
}

/** The machines of a control plane, by the month; undefined where the type or price of one is not known. */
export function findMembersPrice({ controlPlane }: Cluster, priceOf: PriceOf): number | undefined {
  if (controlPlane.kind !== 'self-managed') return undefined
  // Members of `main` and `events` that bear one name are one machine.
  const apart =
    controlPlane.etcd.topology === 'external'
      ? new Map(
          controlPlane.etcd.clusters.flatMap(({ members }) =>
            members.map((one) => [one.name, one.instanceType] as const),
          ),
        )
      : new Map<string, string | undefined>()
  const types = [...controlPlane.members.map((one) => one.instanceType), ...apart.values()]
  const hosts = types.flatMap((type): readonly PricedHosts[] => {
    const pricePerHour = type === undefined ? undefined : priceOf(type)
    return pricePerHour === undefined ? [] : [{ count: 1, pricePerHour }]
  })
  return hosts.length === types.length ? findMonthlyPrice(hosts) : undefined
}
