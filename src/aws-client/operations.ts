import type { Service } from './endpoints.ts'

/**
 * The closed list of what may be asked of AWS (import specification, I13.1): reading calls only. What is
 * not in this table cannot be sent, see `guard-request.ts`.
 */
export interface Operation {
  readonly service: Service | 'eks'
  readonly action: string
  /** Always sent (I13.2); absent where the call has no pages. */
  readonly pageSize?: number
  /** The member of the answer that pages are joined over. */
  readonly list?: string
}

export const OPERATIONS = {
  'sts:GetCallerIdentity': { service: 'sts', action: 'GetCallerIdentity' },
  'ec2:DescribeRegions': { service: 'ec2', action: 'DescribeRegions', list: 'Regions' },
  'ec2:DescribeAvailabilityZones': {
    service: 'ec2',
    action: 'DescribeAvailabilityZones',
    list: 'AvailabilityZones',
  },
  'ec2:DescribeInstances': {
    service: 'ec2',
    action: 'DescribeInstances',
    pageSize: 1000,
    list: 'Reservations',
  },
  'ec2:DescribeVolumes': {
    service: 'ec2',
    action: 'DescribeVolumes',
    pageSize: 500,
    list: 'Volumes',
  },
  'ec2:DescribeSubnets': {
    service: 'ec2',
    action: 'DescribeSubnets',
    pageSize: 1000,
    list: 'Subnets',
  },
  'ec2:DescribeVpcs': { service: 'ec2', action: 'DescribeVpcs', pageSize: 1000, list: 'Vpcs' },
  'ec2:DescribeNetworkInterfaces': {
    service: 'ec2',
    action: 'DescribeNetworkInterfaces',
    pageSize: 1000,
    list: 'NetworkInterfaces',
  },
  'ec2:DescribeLaunchTemplateVersions': {
    service: 'ec2',
    action: 'DescribeLaunchTemplateVersions',
    pageSize: 200,
    list: 'LaunchTemplateVersions',
  },
  'ec2:DescribeInstanceTypes': {
    service: 'ec2',
    action: 'DescribeInstanceTypes',
    pageSize: 100,
    list: 'InstanceTypes',
  },
  'ec2:DescribeInstanceTypeOfferings': {
    service: 'ec2',
    action: 'DescribeInstanceTypeOfferings',
    pageSize: 1000,
    list: 'InstanceTypeOfferings',
  },
  'autoscaling:DescribeAutoScalingGroups': {
    service: 'autoscaling',
    action: 'DescribeAutoScalingGroups',
    pageSize: 100,
    list: 'AutoScalingGroups',
  },
} as const satisfies Readonly<Record<string, Operation>>

/** As IAM spells the action: `ec2:DescribeVolumes`. */
export type CallName = keyof typeof OPERATIONS

/**
 * What may be asked of EKS, by the printed script and the local helper alone (I16.1): EKS answers no web
 * page. With `OPERATIONS` it is all that can be asked.
 */
export const EKS_OPERATIONS = {
  'eks:ListClusters': { service: 'eks', action: 'ListClusters', pageSize: 100, list: 'clusters' },
  'eks:DescribeCluster': { service: 'eks', action: 'DescribeCluster', list: 'cluster' },
  'eks:ListNodegroups': {
    service: 'eks',
    action: 'ListNodegroups',
    pageSize: 100,
    list: 'nodegroups',
  },
  'eks:DescribeNodegroup': { service: 'eks', action: 'DescribeNodegroup', list: 'nodegroup' },
} as const satisfies Readonly<Record<string, Operation>>

export type EksCallName = keyof typeof EKS_OPERATIONS

/** Of both lists. */
export type AnyCallName = CallName | EksCallName

export function isEksCallName(text: string): text is EksCallName {
  return Object.hasOwn(EKS_OPERATIONS, text)
}

export function isCallName(text: string): text is CallName {
  return Object.hasOwn(OPERATIONS, text)
}

export function getOperation(call: AnyCallName): Operation {
  return isEksCallName(call) ? EKS_OPERATIONS[call] : OPERATIONS[call]
}
