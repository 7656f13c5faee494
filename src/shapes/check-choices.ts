import { findInstanceType } from '#aws/instance-type.ts'
import type { Problem } from '#base/problem.ts'
import { parseMilliCpu, parseUnits } from '#kube/quantity.ts'
import type { PlanChoices, WorkloadChoices } from './plan-choices.ts'

/** The most that the form draws; a plan may have more. */
export const MAX_SIZE = 60
export const MAX_REPLICAS = 30
export const MAX_VOLUME_GIB = 16_384

const WORKLOAD_NAME = /^[a-z0-9]([a-z0-9-]{0,50}[a-z0-9])?$/

/** What a person has typed and no plan can be drawn from; the path is that of the choice. */
export function checkChoices(choices: PlanChoices): readonly Problem[] {
  const { name, groups, workload } = choices
  return [
    ...(name.trim() === ''
      ? [problem('name', 'A plan needs a name.')]
      : name.length > 253
        ? [problem('name', 'At most 253 characters.')]
        : []),
    ...(groups.layout !== 'none' && findInstanceType(groups.instanceType) === undefined
      ? [
          problem(
            'groups.instanceType',
            `"${groups.instanceType}" is not a type that the bundled data has, such as m6i.large.`,
          ),
        ]
      : []),
    ...(['min', 'desired', 'max'] as const).flatMap((field) =>
      isCount(groups[field], 0, MAX_SIZE)
        ? []
        : [problem(`groups.${field}`, `A whole number from 0 to ${MAX_SIZE}.`)],
    ),
    ...checkOrder(choices),
    ...(workload === undefined ? [] : checkWorkload(workload)),
  ]
}

/** min ≤ desired ≤ max (I1); a NodePool of Karpenter has none of them. */
function checkOrder({ groups }: PlanChoices): Problem[] {
  const { layout, min, desired, max } = groups
  if (layout === 'none' || layout === 'karpenter') return []
  if (min > desired) return [problem('groups.desired', `At least min, ${min}.`)]
  return desired > max ? [problem('groups.max', `At least desired, ${desired}.`)] : []
}

function checkWorkload({ name, replicas, cpu, memory, volumeGiB }: WorkloadChoices): Problem[] {
  return [
    ...(WORKLOAD_NAME.test(name)
      ? []
      : [
          problem(
            'workload.name',
            'Lowercase letters, digits and hyphens, at most 52, as Kubernetes allows.',
          ),
        ]),
    ...(isCount(replicas, 1, MAX_REPLICAS)
      ? []
      : [problem('workload.replicas', `A whole number from 1 to ${MAX_REPLICAS}.`)]),
    ...(isPositive(parseMilliCpu(cpu, 'cpu'))
      ? []
      : [problem('workload.cpu', 'A quantity of CPU, such as 500m or 2.')]),
    ...(isPositive(parseUnits(memory, 'memory'))
      ? []
      : [problem('workload.memory', 'A quantity of memory, such as 512Mi or 4Gi.')]),
    ...(isCount(volumeGiB, 1, MAX_VOLUME_GIB)
      ? []
      : [problem('workload.volumeGiB', `Whole GiB from 1 to ${MAX_VOLUME_GIB}, as gp3 allows.`)]),
  ]
}

function isPositive(amount: ReturnType<typeof parseUnits>): boolean {
  return amount.kind === 'ok' && amount.value > 0
}

function isCount(value: number, least: number, most: number): boolean {
  return Number.isInteger(value) && value >= least && value <= most
}

function problem(path: string, message: string): Problem {
  return { code: 'draw/choice', path, message }
}
