import { getOperation } from '../operations.ts'
import type { AnyCallName } from '../operations.ts'
import { renderQuery } from './render-query.ts'

/** What a script asks about (I16.3). */
export interface ScriptWish {
  /** Empty: that of the person's settings. */
  readonly region: string
  /** Machines, subnets and VPCs of this one only. */
  readonly vpcId?: string
  /** Where each instance type is offered (I13.1: only on request). */
  readonly withOfferings?: boolean
}

/** A call as words of the command line; nothing in them needs quotes but blanks and `*`. */
export interface ScriptCall {
  readonly call: AnyCallName
  /** `ec2 describe-volumes --page-size 500`. */
  readonly words: readonly string[]
  readonly query: string
}

/** Calls that the script sends by itself; who asks is told by no line of the file (I16.3). */
export type WrittenCall = Exclude<AnyCallName, 'sts:GetCallerIdentity'>

/** What each call is narrowed by (I13.1), beside what is found on the way. */
const FILTERS: Readonly<Partial<Record<WrittenCall, readonly string[]>>> = {
  'ec2:DescribeAvailabilityZones': ['--filters', 'Name=zone-type,Values=availability-zone'],
  'ec2:DescribeInstances': [
    '--filters',
    'Name=instance-state-name,Values=pending,running,stopping,stopped',
  ],
  'ec2:DescribeNetworkInterfaces': ['--filters', 'Name=description,Values=Amazon EKS *'],
  'ec2:DescribeInstanceTypeOfferings': ['--location-type', 'availability-zone-id'],
}

/** The words of a call of the two lists of operations. */
export function findScriptCall(
  call: WrittenCall,
  renderTags?: (list: string) => string,
): ScriptCall {
  const { action, pageSize, service } = getOperation(call)
  return {
    call,
    words: [
      service,
      renderCommandName(action),
      ...(pageSize === undefined ? [] : ['--page-size', String(pageSize)]),
      ...(FILTERS[call] ?? []),
    ],
    query: renderQuery(call, renderTags),
  }
}

/** `DescribeAutoScalingGroups` is `describe-auto-scaling-groups`. */
function renderCommandName(action: string): string {
  return action.replace(/(?!^)[A-Z]/g, (letter) => `-${letter}`).toLowerCase()
}
