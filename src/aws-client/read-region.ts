import { findInstanceType } from '#aws/instance-type.ts'
import { explainFailure, renderConsequence } from './explain-failure.ts'
import type { Refusal } from './explain-failure.ts'
import { fetchPages } from './fetch-pages.ts'
import type { Pages } from './fetch-pages.ts'
import { getOperation } from './operations.ts'
import type { AnyCallName } from './operations.ts'
import type { CallProgress } from './reading.ts'
import { readEks } from './read-eks.ts'
import { reduceAnswer } from './reduce-answer.ts'
import type { Answer, CallInputs } from './send-call.ts'
import type { Line } from './send-patiently.ts'
import {
  askForTemplate,
  listRecords,
  listTemplatesInUse,
  listTypesInUse,
} from './templates-in-use.ts'

/** What is read of a Region, beside the Region itself. */
export interface RegionWish {
  /** Machines, subnets and VPCs of this one only. */
  readonly vpcId?: string
  /** Where each instance type is offered (I13.1: only on request). */
  readonly withOfferings?: boolean
}

/** An inventory of one Region as JSON lines, a page a line, errors between them (I16.3). */
export interface RegionReading {
  readonly region: string
  readonly lines: readonly string[]
  readonly calls: readonly CallProgress[]
  /** Something was brought at all. */
  readonly isUsable: boolean
}

/** The four states of I11.3. */
const STATES = ['pending', 'running', 'stopping', 'stopped']

const PAGES_OF_ZONES_ATTEMPTS = 3

/**
 * Reads one Region, a call after the other. A call that fails takes nothing from the others (I13.5): it is
 * a line with its error, and the rest goes on.
 */
export async function readRegion(
  makeLine: (tell: Line['tell']) => Line,
  wish: RegionWish,
  onProgress: (calls: readonly CallProgress[]) => void,
): Promise<RegionReading> {
  const reading = startReading(makeLine, onProgress)
  const { fetch, collect } = reading
  const vpc = wish.vpcId === undefined ? [] : [{ Name: 'vpc-id', Values: [wish.vpcId] }]
  const filtered = vpc.length === 0 ? {} : { Filters: vpc }

  await fetch('ec2:DescribeAvailabilityZones', {
    Filters: [{ Name: 'zone-type', Values: ['availability-zone'] }],
  })
  await fetch('ec2:DescribeVpcs', filtered)
  await fetch('ec2:DescribeSubnets', filtered)
  await fetchInstances(reading, vpc)
  await fetchManaged(reading, 'ec2:DescribeVolumes', {})
  await fetch('ec2:DescribeNetworkInterfaces', {
    Filters: [{ Name: 'description', Values: ['Amazon EKS *'] }],
  })
  await fetch('autoscaling:DescribeAutoScalingGroups', {})

  const groups = collect('autoscaling:DescribeAutoScalingGroups')
  const reservations = collect('ec2:DescribeInstances')
  for (const template of listTemplatesInUse(groups, reservations)) {
    await fetch('ec2:DescribeLaunchTemplateVersions', askForTemplate(template))
  }
  const templates = collect('ec2:DescribeLaunchTemplateVersions')
  const types = listTypesInUse({ groups, reservations, templates }).filter(
    (type) => findInstanceType(type) === undefined,
  )
  for (let from = 0; from < types.length; from += TYPES_A_CALL) {
    const Values = types.slice(from, from + TYPES_A_CALL)
    await fetch('ec2:DescribeInstanceTypes', { Filters: [{ Name: 'instance-type', Values }] })
  }
  if (wish.withOfferings === true) {
    await fetch('ec2:DescribeInstanceTypeOfferings', { LocationType: 'availability-zone-id' })
  }
  if (reading.asksEks) await readEks(fetch)
  return reading.end()
}

/** EC2 takes at most 200 values in a filter. */
const TYPES_A_CALL = 100

interface Reading {
  readonly asksEks: boolean
  readonly fetch: <C extends AnyCallName>(
    call: C,
    input: CallInputs[C],
    options?: FetchOptions,
  ) => Promise<Pages>
  /** The items of a call so far, of all its pages. */
  readonly collect: (call: AnyCallName) => readonly Answer[]
  readonly change: (call: AnyCallName, change: Partial<CallProgress>) => void
  /** Adds a line that tells of an error. */
  readonly report: (refusal: Refusal, more?: Readonly<Record<string, string>>) => void
  readonly end: () => RegionReading
}

interface FetchOptions {
  readonly maxAttempts?: number
  /** The failure is not told yet: something else is tried first. */
  readonly isTentative?: boolean
}

function startReading(
  makeLine: (tell: Line['tell']) => Line,
  onProgress: (calls: readonly CallProgress[]) => void,
): Reading {
  const calls = new Map<AnyCallName, CallProgress>()
  const found = new Map<AnyCallName, Answer[]>()
  const errors: string[] = []
  const pages = new Map<AnyCallName, string[]>()
  let running: AnyCallName = 'sts:GetCallerIdentity'
  const line = makeLine((news) => {
    if (news.kind === 'sent') change(running, { state: 'running' })
    else if (news.kind === 'paused') change(running, { state: 'paused', refusal: news.refusal })
    else {
      const { untilMs, attempt, attempts, refusal } = news
      change(running, { state: 'waiting', wait: { untilMs, attempt, attempts }, refusal })
    }
  })
  const { nowMs } = line.surroundings
  function change(call: AnyCallName, changed: Partial<CallProgress>) {
    const known = calls.get(call) ?? {
      call,
      region: line.region,
      state: 'running',
      pages: 0,
      items: 0,
      startedAtMs: nowMs(),
    }
    const { wait: _, refusal, ...rest } = known
    // A call that goes on forgets what it waited for; one that has ended keeps why.
    const kept = changed.state === 'running' || refusal === undefined ? rest : { ...rest, refusal }
    const isOver = changed.state === 'done' || changed.state === 'failed'
    calls.set(call, { ...kept, ...(isOver ? { endedAtMs: nowMs() } : {}), ...changed })
    onProgress([...calls.values()])
  }
  const report: Reading['report'] = ({ call, code, message, action }, more = {}) => {
    const error = {
      Code: code,
      Message: message,
      ...(action === undefined ? {} : { Action: action }),
    }
    errors.push(JSON.stringify({ Call: call, Region: line.region, Error: error, ...more }))
  }
  return {
    asksEks: line.sender.asksEks === true,
    fetch: async (call, input, options = {}) => {
      running = call
      const { list } = getOperation(call)
      const before = found.get(call) ?? []
      const linesBefore = pages.get(call) ?? []
      change(call, { state: 'running' })
      const fetched = await fetchPages(line, call, input, {
        ...(options.maxAttempts === undefined ? {} : { maxAttempts: options.maxAttempts }),
        onPages: (answers) => {
          const answer = answers.at(-1)
          if (answer === undefined) {
            found.set(call, before)
            pages.set(call, linesBefore)
          } else {
            const reduced = reduceAnswer(call, answer)
            const items = list === undefined ? [] : listItems(reduced[list])
            const At = new Date(nowMs()).toISOString()
            const text = JSON.stringify({ Call: call, Region: line.region, At, Answer: reduced })
            found.set(call, [...(found.get(call) ?? before), ...items])
            pages.set(call, [...(pages.get(call) ?? linesBefore), text])
          }
          change(call, { pages: pages.get(call)?.length ?? 0, items: countItems(found.get(call)) })
        },
      })
      const { refusal } = fetched
      if (refusal === undefined) change(call, { state: 'done' })
      else if (options.isTentative !== true) {
        report(refusal)
        change(call, { state: 'failed', refusal })
      }
      return fetched
    },
    collect: (call) => found.get(call) ?? [],
    change,
    report,
    end: () => {
      const lines = [...pages.values()].flat()
      return {
        region: line.region,
        lines: [...lines, ...errors],
        calls: [...calls.values()],
        isUsable: lines.length > 0,
      }
    },
  }
}

/** Of a list; a call that describes one thing has one item. */
function listItems(value: unknown): readonly Answer[] {
  return Array.isArray(value) || value === undefined ? listRecords(value) : listRecords([value])
}

/** Machines, not reservations. */
function countItems(items: readonly Answer[] = []): number {
  return items.reduce(
    (sum, item) => sum + (Array.isArray(item['Instances']) ? item['Instances'].length : 1),
    0,
  )
}

/** I13.5: an EC2 that does not know `IncludeManagedResources` is asked without it. */
async function fetchManaged<C extends 'ec2:DescribeInstances' | 'ec2:DescribeVolumes'>(
  reading: Reading,
  call: C,
  input: CallInputs[C],
  options: FetchOptions = {},
): Promise<Pages> {
  const withManaged = { ...input, IncludeManagedResources: true }
  const fetched = await reading.fetch(call, withManaged, { ...options, isTentative: true })
  const { failure, refusal } = fetched
  if (failure === undefined || refusal === undefined) return fetched
  const isUnknown = failure.code === 'UnknownParameter' || failure.isAboutManagedResources === true
  if (isUnknown && fetched.answers.length === 0) {
    const again = await reading.fetch(call, input, options)
    reading.change(call, { note: 'machines and volumes that AWS manages may be missing' })
    reading.report(
      {
        ...explainFailure({ ...failure, code: 'UnknownParameter' }),
        message:
          'IncludeManagedResources is not known here: machines and volumes that AWS manages may be missing.',
      },
      { Note: 'managed-resources-missing' },
    )
    return again
  }
  if (options.isTentative !== true) {
    reading.report(refusal)
    reading.change(call, { state: 'failed', refusal })
  }
  return fetched
}

/** I13.5: when a zone has trouble, the others are read one by one and that one is marked. */
async function fetchInstances(
  reading: Reading,
  vpc: readonly { Name: string; Values: string[] }[],
): Promise<void> {
  const call = 'ec2:DescribeInstances'
  const filters = [{ Name: 'instance-state-name', Values: STATES }, ...vpc]
  const fetched = await fetchManaged(reading, call, { Filters: filters }, { isTentative: true })
  const { refusal } = fetched
  if (refusal === undefined) return
  const zones = reading
    .collect('ec2:DescribeAvailabilityZones')
    .flatMap(({ ZoneName: name }) => (typeof name === 'string' ? [name] : []))
  const isZonal = refusal.kind === 'trouble' && fetched.answers.length === 0 && zones.length > 0
  if (!isZonal) {
    reading.report(refusal)
    reading.change(call, { state: 'failed', refusal })
    return
  }
  const missing: string[] = []
  for (const zone of zones) {
    const inZone = [...filters, { Name: 'availability-zone', Values: [zone] }]
    const part = await fetchManaged(
      reading,
      call,
      { Filters: inZone },
      { isTentative: true, maxAttempts: PAGES_OF_ZONES_ATTEMPTS },
    )
    if (part.refusal === undefined) continue
    missing.push(zone)
    reading.report(
      {
        ...part.refusal,
        message: `Machines of ${zone} could not be read: ${part.refusal.message}`,
      },
      { Zone: zone },
    )
  }
  if (missing.length === zones.length) reading.change(call, { state: 'failed', refusal })
  else if (missing.length === 0) reading.change(call, { state: 'done' })
  else {
    const note = `machines of ${missing.join(', ')} could not be read; those of the other zones are here`
    reading.change(call, { state: 'failed', refusal, note })
  }
}

/** What the person is told of a call that failed: why, and what the plan lacks (I13.5). */
export function renderMissing({ call, refusal, note }: CallProgress): string {
  return `${refusal?.message ?? ''} ${capitalize(note ?? renderConsequence(call))}.`.trim()
}

function capitalize(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`
}
