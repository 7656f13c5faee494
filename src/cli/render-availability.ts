/** A control plane's availability as text for people: means with their bands, never a bare "nines". */
import { unreachable } from '#base/assert.ts'
import { addCommonCauses } from '#availability/choices.ts'
import type { Band, Downtime } from '#availability/downtime.ts'
import type {
  ControlPlaneReport,
  ManagedReport,
  SelfManagedReport,
} from '#availability/evaluate-control-plane.ts'
import { renderMinutes } from '#availability/render-minutes.ts'
import type { Loss } from '#availability/zone-loss.ts'
import type { Finding, TriedFix } from '#risk/evaluate.ts'
import type { PlacedReport } from './report-availability.ts'

/** Several lines, the last one ended. */
export function renderAvailability({
  design,
  cluster,
  prices,
  report,
  risks,
}: PlacedReport): string {
  const asked = new Set(report.questions.map(({ path }) => path))
  const questions = [
    ...report.questions,
    ...risks.unknown.flatMap((one) => one.questions).filter(({ path }) => !asked.has(path)),
  ]
  const lines = [
    `design ${design}, cluster ${cluster}: ${renderTitle(report)}`,
    ...renderBody(report).map((line) => `  ${line}`),
    ...risks.findings.flatMap(renderFinding),
    ...questions.map(({ path, question }) => `  to ask: ${question} (${path})`),
    '',
    ...renderChoices(report),
    ...prices.map(
      ({ instanceType, pricePerHour, asOf, isEstimate }) =>
        `  ${instanceType}: ${pricePerHour.toFixed(4)} USD an hour${isEstimate ? ', estimated' : ''}, list of ${asOf}; machines only, 730 hours`,
    ),
  ]
  return `${lines.join('\n')}\n`
}

function renderFinding(finding: Finding): readonly string[] {
  const { severity, rule, title, why, subjects, witness, fixes, sources } = finding
  const values = Object.entries(witness).map(([name, value]) =>
    name === 'formula' ? `${value}` : `${name} ${value}`,
  )
  return [
    `  ${severity} ${rule} ${title}: ${why}`,
    `    at ${subjects.join(', ')}`,
    `    ${values.join('; ')}`,
    ...fixes.map((fix) => `    fix: ${renderFix(fix)}`),
    `    see ${sources.join(', ')}`,
  ]
}

function renderFix(fix: TriedFix): string {
  if (fix.kind === 'task') return fix.text
  const { text, clears, raises, minutesPerYearChange: change, pricePerMonthChange: price } = fix
  const raised = raises.length === 0 ? '' : `, raises ${raises.join(', ')}`
  const minutes =
    change === undefined
      ? ''
      : `, ${change < 0 ? '−' : '+'} ${renderMinutes(Math.abs(change))} a year`
  const usd =
    price === undefined
      ? ''
      : `, ${price < 0 ? '−' : '+'} ${Math.abs(price).toFixed(2)} USD a month`
  return `${text} (clears ${clears.join(', ')}${raised}${minutes}${usd})`
}

function renderTitle(report: ControlPlaneReport): string {
  switch (report.kind) {
    case 'unknown':
      return 'unknown'
    case 'managed':
      return `managed${report.tier === '' ? '' : `, ${report.tier}`}`
    case 'self-managed':
      return report.tolerance.zonesThatEndIt.length === 0
        ? 'the API survives any one zone'
        : `without ${report.tolerance.zonesThatEndIt.join(' or ')} the API is down`
    default:
      return unreachable(report)
  }
}

function renderBody(report: ControlPlaneReport): readonly string[] {
  switch (report.kind) {
    case 'unknown':
      return []
    case 'managed':
      return renderManaged(report)
    case 'self-managed':
      return renderSelfManaged(report)
    default:
      return unreachable(report)
  }
}

function renderSelfManaged(report: SelfManagedReport): readonly string[] {
  const { budget, minutesPerYear, pricePerMonth, tolerance } = report
  const apart =
    report.topology === 'external' ? [`API servers ${renderZones(report.apiServersByZone)}`] : []
  return [
    ...apart,
    ...report.etcd.map(
      ({ name, membersByZone, quorum }) =>
        `etcd ${name}, ${report.topology}: ${renderZones(membersByZone)}; quorum ${quorum}`,
    ),
    `withstands the loss of ${tolerance.members === 0 ? 'no member' : `any ${tolerance.members} of them`}; during an upgrade the API is ${report.apiDuringUpgrade}`,
    ...renderDowntime(minutesPerYear),
    ...(budget === undefined
      ? []
      : [
          `of it planned ${renderMinutes(budget.plannedMinutes)}, the machine ${renderMinutes(budget.nodeMinutes)}, its zone ${renderMinutes(budget.azMinutes)}`,
        ]),
    ...report.losses.map(renderLoss),
    `without the API: no ${report.stops.join(', ')}; goes on: ${report.keepsRunning.join(', ')}`,
    ...(pricePerMonth === undefined ? [] : [`${pricePerMonth.toFixed(2)} USD a month`]),
  ]
}

function renderManaged(report: ManagedReport): readonly string[] {
  const { boundMinutesPerYear: bound, pricePerMonth, orientation } = report
  return [
    ...(bound === undefined
      ? []
      : [`at most ${renderMinutes(bound)} a year by its service level: a bound, no prediction`]),
    `for orientation, etcd over three zones and API servers in two:`,
    ...renderDowntime(orientation).map((line) => `  ${line}`),
    ...(pricePerMonth === undefined ? [] : [`${pricePerMonth.toFixed(2)} USD a month`]),
  ]
}

function renderDowntime(downtime: Downtime): readonly string[] {
  const { unplanned, withPlanned, twoZones, region, longZone } = downtime
  return [
    `API down in a year, mean: ${renderBand(withPlanned)}, of it unplanned ${renderBand(unplanned)}`,
    `common causes beside it: two zones at once ${renderBand(twoZones)}, the region ${renderBand(region)}, a zone away for days ${renderBand(longZone)}`,
  ]
}

function renderLoss(loss: Loss): string {
  const etcd = loss.etcd.map(({ name, left, of, quorum }) => {
    const isEnough = left >= quorum
    return `${name} ${left} of ${of}${isEnough ? '' : `, needs ${quorum}`}`
  })
  return `${loss.isApiUp ? 'ok  ' : 'DOWN'} without ${loss.kind} ${loss.name}: ${etcd.join('; ')}`
}

function renderChoices({ choices }: ControlPlaneReport): readonly string[] {
  const rows = choices.map((choice) => {
    const { downtime, boundMinutesPerYear: bound, pricePerMonth } = choice
    return [
      choice.name,
      downtime === undefined
        ? `at most ${renderMinutes(bound ?? Number.NaN)}, a bound`
        : renderBand(downtime.withPlanned),
      downtime === undefined ? 'inside' : `+ ${renderMinutes(addCommonCauses(downtime).central)}`,
      choice.survivesAnyZone ? 'any zone' : 'not any zone',
      choice.apiDuringUpgrade,
      pricePerMonth === undefined ? '' : pricePerMonth.toFixed(2),
    ]
  })
  return table([
    ['Choice', 'API down a year', 'common cause', 'survives', 'API in upgrade', 'USD a month'],
    ...rows,
  ])
}

function table(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  )
  return rows.map((row) =>
    `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd(),
  )
}

function renderZones(counts: Readonly<Record<string, number>>): string {
  return Object.entries(counts)
    .map(([zone, count]) => `${count} in ${zone}`)
    .join(', ')
}

function renderBand({ low, central, high }: Band): string {
  return `${renderMinutes(central)} (${renderMinutes(low)} to ${renderMinutes(high)})`
}
