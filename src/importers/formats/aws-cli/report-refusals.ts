import { compareText } from '#base/compare.ts'
import type { MapTask } from '../../format-importer.ts'
import { placeOf, report } from '../../import-context.ts'
import type { MissingCall } from '../../importer.ts'
import type { Inventory } from './inventory.ts'
import type { Answer, Refusal } from './read-answers.ts'

/** What a plan lacks without a call (I13.5). */
const CONSEQUENCES: ReadonlyMap<string, string> = new Map([
  ['ec2:DescribeInstances', 'nodes by the lists of Auto Scaling groups alone'],
  ['ec2:DescribeVolumes', 'no volumes: where a pod is bound to a zone is not seen'],
  ['ec2:DescribeSubnets', 'zones of groups by Auto Scaling alone, free addresses not known'],
  ['ec2:DescribeVpcs', 'nothing that a plan holds'],
  ['ec2:DescribeAvailabilityZones', 'ids of zones not known'],
  ['ec2:DescribeRegions', 'nothing that a plan holds'],
  ['ec2:DescribeNetworkInterfaces', 'clusters of EKS without nodes are not seen'],
  [
    'ec2:DescribeLaunchTemplateVersions',
    'instance types and disks of groups by the instances that run',
  ],
  ['ec2:DescribeInstanceTypes', 'types that the catalogue lacks have no capacity'],
  ['ec2:DescribeInstanceTypeOfferings', 'where types are offered is by the bundled catalogue'],
  [
    'autoscaling:DescribeAutoScalingGroups',
    'no Auto Scaling data: groups by the tags of their instances, sizes unknown',
  ],
  ['eks:DescribeCluster', 'the version of Kubernetes is not known'],
  ['eks:DescribeNodegroup', 'labels and taints of managed groups are not known'],
  ['eks:ListClusters', 'clusters of EKS by tags and interfaces alone'],
  ['eks:ListNodegroups', 'managed groups by tags alone'],
])

const DENIED: readonly string[] = ['UnauthorizedOperation', 'AccessDenied', 'AccessDeniedException']

/** Calls without an answer, each with the action that is missing and what follows from it (E22). */
export function reportRefusals(
  task: MapTask,
  refusals: readonly Refusal[],
  answers: readonly Answer[],
): readonly MissingCall[] {
  const byCall = new Map<string, Refusal>()
  for (const refusal of refusals) {
    const { call, region = '', code, action, zone = '' } = refusal
    const key = [call, region, code, action, zone].join(' ')
    byCall.set(key, refusal)
  }
  return [...byCall]
    .toSorted(([a], [b]) => compareText(a, b))
    .map(([, refusal]) => {
      const isPart = answers.some(
        ({ call, region }) => call === refusal.call && region === refusal.region,
      )
      return reportRefusal(task, refusal, isPart)
    })
}

function reportRefusal(task: MapTask, refusal: Refusal, isPart: boolean): MissingCall {
  const { call, region, code, action, document } = refusal
  const isDenied = DENIED.includes(code)
  const consequence = findConsequence(refusal, isPart)
  const where = region === undefined ? '' : ` in ${region}`
  const why = isDenied
    ? `the role may not call ${action}${where}`
    : `${call === '' ? 'a call' : call}${where} failed${code === '' ? '' : ` (${code})`}`
  const told = refusal.saysManaged
    ? { code: 'aws-managed-hidden', severity: 'ambiguous' as const }
    : { code: isDenied ? 'aws-call-denied' : 'aws-call-failed', severity: 'error' as const }
  const message = `partial result: ${why}; ${consequence}`
  report(task.context, { ...told, message }, placeOf(document, ''))
  return {
    call,
    ...(region === undefined ? {} : { region }),
    ...(code === '' ? {} : { code }),
    ...(isDenied && action !== '' ? { action } : {}),
    consequence,
  }
}

/** What came before a call failed is kept (I13.5). */
function findConsequence({ call, saysManaged, zone }: Refusal, isPart: boolean): string {
  if (saysManaged) return 'instances and volumes that a provider manages may be missing'
  if (zone !== undefined) return `what stands in ${zone} is missing, that of other zones is here`
  if (isPart) return 'what was read before is kept, and the rest is missing'
  return CONSEQUENCES.get(call) ?? 'what it would tell is missing'
}

/** What an inventory cannot do without and nobody asked for. */
const NEEDED = [
  { list: 'AutoScalingGroups', call: 'autoscaling:DescribeAutoScalingGroups' },
  { list: 'Volumes', call: 'ec2:DescribeVolumes' },
  { list: 'Reservations', call: 'ec2:DescribeInstances' },
  { list: 'Subnets', call: 'ec2:DescribeSubnets' },
] as const

/** A file that holds only some outputs says nothing of the others: told with what that means. */
export function reportMissingLists(
  task: MapTask,
  inventory: Inventory,
  said: { readonly answers: readonly Answer[]; readonly refusals: readonly Refusal[] },
): void {
  const [first] = said.answers
  if (first === undefined) return
  for (const { list, call } of NEEDED) {
    const isSaid = inventory.answered.has(list) || said.refusals.some((one) => one.call === call)
    if (isSaid) continue
    const message = `no output of ${call} in the import: ${CONSEQUENCES.get(call) ?? ''}`
    report(
      task.context,
      { code: 'aws-list-missing', severity: 'info', message },
      placeOf(first.document, ''),
    )
  }
}
