import { compareText } from '#base/compare.ts'
import { findZoneRegion } from '#aws/zone.ts'
import { hasObject, readField, readList, readText, readTexts } from '#kube/field.ts'
import type { MapTask } from '../../format-importer.ts'
import { placeOf, report, type SourceDocument } from '../../import-context.ts'
import { readZone } from './read-item.ts'

/** One call's answer, or one page of it. */
export interface Answer {
  /** `ec2:DescribeInstances`. */
  readonly call: string
  readonly region: string | undefined
  readonly at: string | undefined
  readonly document: SourceDocument
  /** As it came: read by the allow-lists and by nothing else. */
  readonly value: unknown
}

/** A call that AWS did not answer. */
export interface Refusal {
  readonly call: string
  readonly region: string | undefined
  /** `AccessDenied`; empty where none was told. */
  readonly code: string
  /** The IAM action that is missing, or the call. */
  readonly action: string
  /** True where EC2 did not know that provider-managed things are asked for. */
  readonly saysManaged: boolean
  /** The only zone that it is about; absent: the whole call. */
  readonly zone: string | undefined
  readonly document: SourceDocument
}

/** Which call a list belongs to, for what the command line prints without saying (I2.1). */
export const CALL_OF_LIST: ReadonlyMap<string, string> = new Map([
  ['Reservations', 'ec2:DescribeInstances'],
  ['Volumes', 'ec2:DescribeVolumes'],
  ['Subnets', 'ec2:DescribeSubnets'],
  ['Vpcs', 'ec2:DescribeVpcs'],
  ['AvailabilityZones', 'ec2:DescribeAvailabilityZones'],
  ['AutoScalingGroups', 'autoscaling:DescribeAutoScalingGroups'],
  ['LaunchTemplateVersions', 'ec2:DescribeLaunchTemplateVersions'],
  ['NetworkInterfaces', 'ec2:DescribeNetworkInterfaces'],
  ['InstanceTypes', 'ec2:DescribeInstanceTypes'],
  ['InstanceTypeOfferings', 'ec2:DescribeInstanceTypeOfferings'],
  ['Regions', 'ec2:DescribeRegions'],
  ['cluster', 'eks:DescribeCluster'],
  ['clusters', 'eks:ListClusters'],
  ['nodegroup', 'eks:DescribeNodegroup'],
  ['nodegroups', 'eks:ListNodegroups'],
])

/**
 * Lines of an inventory file and outputs of the command line alike (I11.1, I16.3), in an order of their
 * own: that of the documents says nothing.
 */
export function readAnswers(task: MapTask): {
  readonly answers: readonly Answer[]
  readonly refusals: readonly Refusal[]
} {
  const answers: Answer[] = []
  const refusals: Refusal[] = []
  for (const document of task.documents) {
    const { value } = document
    const call = readCall(value)
    const region = readRegion(value)
    const at = readTime(readField(value, 'At'))
    if (readField(value, 'Error') !== undefined) {
      refusals.push(readRefusal(document, { call: call ?? '', region }))
      continue
    }
    const isLine = call !== undefined && hasObject(value, 'Answer')
    if (call !== undefined && !isLine) {
      const message = `the line of ${call} has neither Answer nor Error as a map; left out`
      report(task.context, { code: 'aws-line', severity: 'error', message }, placeOf(document, ''))
      continue
    }
    const answer = isLine ? readField(value, 'Answer') : value
    const list = [...CALL_OF_LIST.keys()].find((key) => readField(answer, key) !== undefined)
    const named = call ?? CALL_OF_LIST.get(list ?? '')
    if (named === undefined) continue
    const known = region ?? findRegionIn(readField(answer, list ?? ''))
    answers.push({ call: named, region: known, at, document, value: answer })
  }
  reportIncomplete(task, answers)
  return { answers, refusals }
}

function readCall(value: unknown): string | undefined {
  const call = readText(value, 'Call')
  return call !== undefined && /^[a-z0-9-]{1,40}:[A-Za-z0-9]{1,80}$/.test(call) ? call : undefined
}

function readRegion(value: unknown): string | undefined {
  const region = readText(value, 'Region')
  return region !== undefined && /^[a-z]{2,4}(?:-[a-z]+)+-\d$/.test(region) ? region : undefined
}

/** ISO text or seconds (I11.1), as ISO text. */
export function readTime(value: unknown): string | undefined {
  if (typeof value === 'number' && value > 0 && value < 32_503_680_000) {
    return renderTime(value * 1000)
  }
  if (typeof value !== 'string' || !TIME.test(value)) return undefined
  const ms = Date.parse(value)
  return Number.isNaN(ms) ? undefined : renderTime(ms)
}

const TIME = /^\d{4}-\d\d-\d\dT[\d:.]{5,18}(?:Z|[+-]\d\d:?\d\d)$/

function renderTime(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d{3}Z$/, 'Z')
}

/** The code and the action that is missing; the message itself names accounts and roles, and is not kept. */
function readRefusal(
  document: SourceDocument,
  line: { readonly call: string; readonly region: string | undefined },
): Refusal {
  const error = readField(document.value, 'Error')
  const text = typeof error === 'string' ? error : (readText(error, 'Message') ?? '')
  const code = readText(error, 'Code') ?? /\(([A-Za-z.]{1,80})\)/.exec(text)?.[1] ?? ''
  const action =
    readText(error, 'Action') ?? /perform: ([a-z0-9-]{1,40}:[A-Za-z0-9]{1,80})/.exec(text)?.[1]
  const isAction = action !== undefined && /^[a-z0-9-]{1,40}:[A-Za-z0-9]{1,80}$/.test(action)
  return {
    ...line,
    code: /^[A-Za-z.]{1,80}$/.test(code) ? code : '',
    action: isAction ? action : line.call,
    saysManaged: text.includes('IncludeManagedResources'),
    zone: readZone(document.value, 'Zone'),
    document,
  }
}

/** A token that no page follows: every page of the call has one (I11.1). */
function reportIncomplete(task: MapTask, answers: readonly Answer[]): void {
  const regions = new Map<string, Set<string>>()
  for (const { call, region } of answers) {
    if (region === undefined) continue
    regions.set(call, (regions.get(call) ?? new Set()).add(region))
  }
  const pages = new Map<string, { readonly first: Answer; isIncomplete: boolean }>()
  for (const answer of answers) {
    // An empty page that says no Region is of the only one that others say.
    const [only, ...more] = regions.get(answer.call) ?? []
    const key = `${answer.call} ${answer.region ?? (more.length === 0 ? only : undefined) ?? ''}`
    const known = pages.get(key)
    const isLast = !hasToken(answer.value)
    if (known === undefined) pages.set(key, { first: answer, isIncomplete: !isLast })
    else if (isLast) known.isIncomplete = false
  }
  for (const [, { first, isIncomplete }] of [...pages].toSorted(([a], [b]) => compareText(a, b))) {
    if (!isIncomplete) continue
    const message = `${first.call} is incomplete: its last page says that more follow, and none does; what stands on them is missing`
    report(
      task.context,
      { code: 'aws-incomplete', severity: 'error', message },
      placeOf(first.document, ''),
    )
  }
}

function hasToken(value: unknown): boolean {
  return ['NextToken', 'nextToken'].some((key) => (readText(value, key) ?? '') !== '')
}

/** The Region of a raw output, by the first zone in it. */
function findRegionIn(list: unknown): string | undefined {
  const [first] = readList(list)
  const [instance] = readList(first, 'Instances')
  const zone =
    readText(instance, 'Placement', 'AvailabilityZone') ??
    readText(first, 'AvailabilityZone') ??
    readText(first, 'ZoneName') ??
    readTexts(first, 'AvailabilityZones')[0]
  return zone === undefined ? undefined : findZoneRegion(zone)
}
