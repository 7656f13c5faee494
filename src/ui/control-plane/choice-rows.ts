import type { ApiDuringUpgrade } from '#availability/choices.ts'
import type { Band } from '#availability/downtime.ts'
import type { ControlPlaneReport } from '#availability/evaluate-control-plane.ts'
import { quorumSize } from '#availability/quorum.ts'

/** A line of the comparison: today's control plane, or one it could be. */
export interface ChoiceRow {
  readonly key: string
  readonly name: string
  readonly note: string
  readonly isToday: boolean
  /** The least downtime at today's price or below, where today's does not survive a zone. */
  readonly isBest: boolean
  /** Absent: not a person's to place. */
  readonly placement?: Placement
  /** Any so many of its members may be down at once; absent: the provider's to keep. */
  readonly survivesMembers?: number
  /** Zones, any of which ends it; undefined: the provider's to keep. */
  readonly endedBy?: readonly string[]
  readonly downtime?: Band
  readonly commonCauseMinutes?: number
  readonly boundMinutes?: number
  readonly apiDuringUpgrade: ApiDuringUpgrade
  readonly pricePerMonth?: number
}

export interface Placement {
  readonly zones: readonly string[]
  /** API servers; where etcd is stacked they carry it. */
  readonly members: readonly number[]
  /** Absent: on the members. */
  readonly etcd?: readonly number[]
}

type Choice = ControlPlaneReport['choices'][number]

/** Today's first unless it is one of the choices, which then stands in its place. */
export function listChoiceRows(
  report: ControlPlaneReport,
  zones: readonly string[],
): readonly ChoiceRow[] {
  const today = describeToday(report)
  const choices = report.choices.map((choice) => describeChoice(choice, zones))
  const at = today === undefined ? -1 : choices.findIndex((choice) => isSameChoice(choice, today))
  const rows =
    today === undefined ? choices : at === -1 ? [today, ...choices] : choices.with(at, today)
  const best = findBest(rows, today)
  return rows.map((row) => (row.key === best ? { ...row, isBest: true } : row))
}

function describeToday(report: ControlPlaneReport): ChoiceRow | undefined {
  switch (report.kind) {
    case 'unknown':
      return undefined
    case 'managed':
      return {
        key: 'today',
        name: report.tier === '' ? 'EKS' : `EKS, ${report.tier}`,
        note: 'today, managed by AWS',
        isToday: true,
        isBest: false,
        apiDuringUpgrade: 'up, margin left',
        ...(report.boundMinutesPerYear === undefined
          ? {}
          : { boundMinutes: report.boundMinutesPerYear }),
        ...(report.pricePerMonth === undefined ? {} : { pricePerMonth: report.pricePerMonth }),
      }
    case 'self-managed': {
      const { topology, etcd, apiServersByZone, tolerance, minutesPerYear } = report
      const [main] = etcd
      const zones = Object.keys(apiServersByZone)
      const members = zones.map((zone) => apiServersByZone[zone] ?? 0)
      const mainCounts = zones.map((zone) => main?.membersByZone[zone] ?? 0)
      const isExternal = topology === 'external'
      // Some masters may carry no member of etcd: then both are counted, as if apart.
      const hasOneEach = members.every((count, index) => count === mainCounts[index])
      const others = etcd.length > 1 ? ', main and events' : ''
      return {
        key: 'today',
        name: isExternal ? nameExternal(members, mainCounts) : nameStacked(mainCounts),
        note: `today${others}`,
        isToday: true,
        isBest: false,
        placement: {
          zones,
          members,
          ...(isExternal || !hasOneEach ? { etcd: mainCounts } : {}),
        },
        survivesMembers: tolerance.members,
        endedBy: tolerance.zonesThatEndIt,
        downtime: minutesPerYear.withPlanned,
        commonCauseMinutes: minutesPerYear.twoZones.central + minutesPerYear.region.central,
        apiDuringUpgrade: report.apiDuringUpgrade,
        ...(report.pricePerMonth === undefined ? {} : { pricePerMonth: report.pricePerMonth }),
      }
    }
  }
}

function describeChoice(choice: Choice, zones: readonly string[]): ChoiceRow {
  const { name, etcd, apiServers, survivesMembers, downtime, boundMinutesPerYear } = choice
  const columns = [...zones, ...NO_ZONES.slice(zones.length)]
  const fill = (counts: readonly number[]) => columns.map((_, index) => counts[index] ?? 0)
  const common = {
    key: name,
    name,
    note: noteOf(choice),
    isToday: false,
    isBest: false,
    apiDuringUpgrade: choice.apiDuringUpgrade,
    ...(choice.pricePerMonth === undefined ? {} : { pricePerMonth: choice.pricePerMonth }),
    ...(boundMinutesPerYear === undefined ? {} : { boundMinutes: boundMinutesPerYear }),
  }
  if (etcd === undefined) return common
  const count = etcd.reduce((sum, one) => sum + one, 0)
  const spare = count - quorumSize(count)
  return {
    ...common,
    placement: {
      zones: columns,
      members: fill(apiServers ?? etcd),
      ...(apiServers === undefined ? {} : { etcd: fill(etcd) }),
    },
    endedBy: columns.filter((_, index) => (etcd[index] ?? 0) > spare),
    ...(survivesMembers === undefined ? {} : { survivesMembers }),
    ...(downtime === undefined
      ? {}
      : {
          downtime: downtime.withPlanned,
          commonCauseMinutes: downtime.twoZones.central + downtime.region.central,
        }),
  }
}

/** Names for zones that the plan does not have. */
const NO_ZONES = ['zone 1', 'zone 2', 'zone 3']

function noteOf({ etcd, apiServers, hosts }: Choice): string {
  if (etcd === undefined) return 'managed by AWS'
  if (apiServers !== undefined) return 'members and etcd apart'
  const count = etcd.filter((one) => one > 0).length
  if (hosts === 1) return 'zonal etcd volume'
  return count === 1 ? 'all in one zone' : `over ${count} zones`
}

function nameStacked(counts: readonly number[]): string {
  const total = counts.reduce((sum, one) => sum + one, 0)
  return total === 1 ? '1 member' : `${total} stacked, ${renderCounts(counts)}`
}

function nameExternal(members: readonly number[], etcd: readonly number[]): string {
  const sum = (counts: readonly number[]) => counts.reduce((all, one) => all + one, 0)
  return `${sum(members)} + ${sum(etcd)} external etcd`
}

/** `2 + 1 + 0`: up to three zones with the empty ones, more without. */
function renderCounts(counts: readonly number[]): string {
  const shown = counts.length <= 3 ? counts : counts.filter((count) => count > 0)
  return shown.join(' + ')
}

function isSameChoice(choice: ChoiceRow, today: ChoiceRow): boolean {
  if (today.placement === undefined || choice.placement === undefined) {
    return today.placement === choice.placement && choice.name === today.name
  }
  const a = choice.placement
  const b = today.placement
  return isSame(a.members, b.members) && isSame(a.etcd ?? [], b.etcd ?? [])
}

function isSame(a: readonly number[], b: readonly number[]): boolean {
  const length = Math.max(a.length, b.length)
  return Array.from({ length }, (_, index) => (a[index] ?? 0) === (b[index] ?? 0)).every(Boolean)
}

function findBest(rows: readonly ChoiceRow[], today: ChoiceRow | undefined): string | undefined {
  if (today?.endedBy === undefined || today.endedBy.length === 0) return undefined
  const limit = today.pricePerMonth
  const affordable = rows.filter(
    ({ downtime, endedBy, pricePerMonth }) =>
      downtime !== undefined &&
      endedBy?.length === 0 &&
      (limit === undefined || pricePerMonth === undefined || pricePerMonth <= limit + 0.005),
  )
  const minutes = ({ downtime }: ChoiceRow) => downtime?.central ?? Number.POSITIVE_INFINITY
  return affordable.toSorted((a, b) => minutes(a) - minutes(b))[0]?.key
}
