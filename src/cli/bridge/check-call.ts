import { isBridgeCall } from '#aws-client/bridge-protocol.ts'
import type { BridgeCall } from '#aws-client/bridge-protocol.ts'
import { findPartition } from '#aws-client/endpoints.ts'
import { getOperation } from '#aws-client/operations.ts'
import type { AnyCallName } from '#aws-client/operations.ts'
import type { Problem } from '#base/problem.ts'
import { failed, ok } from '#base/result.ts'
import type { Result } from '#base/result.ts'

/**
 * What the page may ask the helper for (import specification, I17.5): a call of the closed list, a Region of
 * the list, and the parameters that this call is ever sent with (I13.1). No endpoint, header or input to the
 * signature can be said at all.
 */
export function parseCall(text: string): Result<BridgeCall, Problem> {
  let body: unknown
  try {
    body = JSON.parse(text)
  } catch {
    return refuse('', 'is not JSON')
  }
  if (!isRecord(body)) return refuse('', 'is not an object with call, region and params')
  const unknown = Object.keys(body).find((key) => !['call', 'region', 'params'].includes(key))
  if (unknown !== undefined) return refuse(show(unknown), 'is not one of call, region, params')
  const { call, region, params = {} } = body
  if (typeof call !== 'string' || !isBridgeCall(call)) {
    return refuse('call', 'is not on the list of calls')
  }
  if (typeof region !== 'string' || findPartition(region) === undefined) {
    return refuse('region', 'is not a Region of the list')
  }
  if (!isRecord(params)) return refuse('params', 'is not an object')
  const allowed = findParameters(call)
  for (const [name, value] of Object.entries(params)) {
    const check = Object.hasOwn(allowed, name) ? allowed[name] : undefined
    if (check === undefined) {
      return refuse(
        `params.${show(name)}`,
        `is not a parameter of ${call} here (${Object.keys(allowed).join(', ')})`,
      )
    }
    const fault = check(value)
    if (fault !== undefined) return refuse(`params.${name}`, fault)
  }
  const missing = (REQUIRED[call] ?? []).find((name) => params[name] === undefined)
  if (missing !== undefined) return refuse(`params.${missing}`, 'is missing')
  return ok({ call, region, params })
}

function refuse(path: string, message: string): Result<BridgeCall, Problem> {
  return failed([{ code: 'bridge/request', path, message }])
}

/** What is wrong with a value; absent: nothing. */
type Check = (value: unknown) => string | undefined

type Checks = Readonly<Record<string, Check>>

const TOKEN = matches(/^[\x21-\x7e]{1,8192}$/, 'a page token')
const VPC_ID = matches(/^vpc-[0-9a-z]{1,32}$/, 'the id of a VPC')
const ZONE = matches(/^[a-z0-9-]{1,40}$/, 'a zone')
const TYPE = matches(/^[a-z0-9-]{1,32}\.[a-z0-9-]{1,32}$/, 'an instance type')
const TEMPLATE_ID = matches(/^lt-[0-9a-z]{1,32}$/, 'the id of a launch template')
const TEMPLATE_NAME = matches(/^[A-Za-z0-9()./_-]{3,128}$/, 'the name of a launch template')
const TEMPLATE_VERSION = matches(/^(?:\$Default|\$Latest|\d{1,10})$/, 'a version')
const EKS_NAME = matches(/^[0-9A-Za-z][0-9A-Za-z_-]{0,99}$/, 'a name of EKS')
const FLAG: Check = (value) => (typeof value === 'boolean' ? undefined : 'is not true or false')

const STATE = isOneOf(['pending', 'running', 'stopping', 'stopped'])
const VPC = filters({ 'vpc-id': VPC_ID })

/** Beside the page size and the token, which `findParameters` adds. */
const PARAMETERS: Readonly<Record<AnyCallName, Checks>> = {
  'sts:GetCallerIdentity': {},
  'ec2:DescribeRegions': {},
  'ec2:DescribeAvailabilityZones': {
    Filters: filters({ 'zone-type': isOneOf(['availability-zone']) }),
  },
  'ec2:DescribeInstances': {
    Filters: filters({
      'instance-state-name': STATE,
      'vpc-id': VPC_ID,
      'availability-zone': ZONE,
    }),
    IncludeManagedResources: FLAG,
  },
  'ec2:DescribeVolumes': { IncludeManagedResources: FLAG },
  'ec2:DescribeSubnets': { Filters: VPC },
  'ec2:DescribeVpcs': { Filters: VPC },
  'ec2:DescribeNetworkInterfaces': {
    Filters: filters({ description: isOneOf(['Amazon EKS *']) }),
  },
  'ec2:DescribeLaunchTemplateVersions': {
    LaunchTemplateId: TEMPLATE_ID,
    LaunchTemplateName: TEMPLATE_NAME,
    Versions: listOf(TEMPLATE_VERSION, 200),
  },
  'ec2:DescribeInstanceTypes': { Filters: filters({ 'instance-type': TYPE }) },
  'ec2:DescribeInstanceTypeOfferings': { LocationType: isOneOf(['availability-zone-id']) },
  'autoscaling:DescribeAutoScalingGroups': {},
  'eks:ListClusters': {},
  'eks:DescribeCluster': { name: EKS_NAME },
  'eks:ListNodegroups': { clusterName: EKS_NAME },
  'eks:DescribeNodegroup': { clusterName: EKS_NAME, nodegroupName: EKS_NAME },
}

/** Without these a call would ask for more than an inventory needs (I13.1), or for nothing at all. */
const REQUIRED: Readonly<Partial<Record<AnyCallName, readonly string[]>>> = {
  'ec2:DescribeNetworkInterfaces': ['Filters'],
  'ec2:DescribeLaunchTemplateVersions': ['Versions'],
  'ec2:DescribeInstanceTypes': ['Filters'],
  'eks:DescribeCluster': ['name'],
  'eks:ListNodegroups': ['clusterName'],
  'eks:DescribeNodegroup': ['clusterName', 'nodegroupName'],
}

function findParameters(call: AnyCallName): Checks {
  const own = PARAMETERS[call]
  const { pageSize, service } = getOperation(call)
  if (pageSize === undefined) return own
  if (service === 'eks') return { ...own, maxResults: isOneOf([pageSize]), nextToken: TOKEN }
  const size = service === 'autoscaling' ? 'MaxRecords' : 'MaxResults'
  return { ...own, [size]: isOneOf([pageSize]), NextToken: TOKEN }
}

function matches(pattern: RegExp, what: string): Check {
  return (value) =>
    typeof value === 'string' && pattern.test(value) ? undefined : `${show(value)} is not ${what}`
}

function isOneOf(allowed: readonly (string | number)[]): Check {
  return (value) =>
    allowed.some((one) => one === value)
      ? undefined
      : `${show(value)} is not ${allowed.length === 1 ? allowed[0] : `one of ${allowed.join(', ')}`}`
}

function listOf(check: Check, most: number): Check {
  return (value) => {
    if (!Array.isArray(value) || value.length === 0 || value.length > most) {
      return `is not a list of 1 to ${most}`
    }
    return value.map(check).find((fault) => fault !== undefined)
  }
}

/** `[{ Name, Values }]` with these names and no others, each at most once. */
function filters(allowed: Checks): Check {
  return (value) => {
    if (!Array.isArray(value) || value.length > Object.keys(allowed).length) {
      return `is not a list of filters (${Object.keys(allowed).join(', ')})`
    }
    const seen = new Set<unknown>()
    for (const filter of value) {
      if (!isRecord(filter) || Object.keys(filter).toSorted().join(' ') !== 'Name Values') {
        return 'has a filter that is not { Name, Values }'
      }
      const { Name: name, Values: values } = filter
      const check =
        typeof name === 'string' && Object.hasOwn(allowed, name) ? allowed[name] : undefined
      if (check === undefined || seen.has(name)) {
        return `has a filter ${show(name)} that is not one of ${Object.keys(allowed).join(', ')}`
      }
      seen.add(name)
      const fault = listOf(check, MAX_FILTER_VALUES)(values)
      if (fault !== undefined) return `has a filter ${show(name)} whose value ${fault}`
    }
    return undefined
  }
}

/** As many as EC2 takes. */
const MAX_FILTER_VALUES = 200

/** What was sent, short enough for a message. */
function show(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing'
  return text.length > 60 ? `${text.slice(0, 60)}…` : text
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
