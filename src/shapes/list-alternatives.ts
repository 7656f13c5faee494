import { chooseControlPlane, chooseLayout, chooseSize } from './change-choices.ts'
import { GROUP_LAYOUTS } from './plan-choices.ts'
import type { PlanChoices, WorkloadChoices } from './plan-choices.ts'

/** One answer to one of the form's questions, and the plan's choices with it. */
export interface Alternative {
  /** `layout one-group`. */
  readonly key: string
  readonly choices: PlanChoices
}

/** Numbers of members that are offered. */
export const MEMBER_COUNTS = [1, 3, 5] as const

/** Every answer that decides a verdict, the present ones included. */
export function listAlternatives(choices: PlanChoices): readonly Alternative[] {
  const { groups, controlPlane, workload, zones } = choices
  const hasGroups = groups.layout !== 'none'
  const isSized = hasGroups && groups.layout !== 'karpenter'
  return [
    ...GROUP_LAYOUTS.map((layout) => ({
      key: `layout ${layout}`,
      choices: chooseLayout(choices, layout),
    })),
    ...(isSized
      ? [true, false].map((isAutoscaled) => ({
          key: `autoscaler ${isAutoscaled}`,
          choices: { ...choices, groups: { ...groups, isAutoscaled } },
        }))
      : []),
    ...(isSized
      ? listMinimums(choices).map((min) => ({
          key: `min ${min}`,
          choices: chooseSize(choices, 'min', min),
        }))
      : []),
    ...(['managed', ...MEMBER_COUNTS] as const).map((count) => ({
      key: `members ${count}`,
      choices: chooseControlPlane(choices, count),
    })),
    ...(controlPlane.kind === 'managed'
      ? []
      : (['stacked', 'external'] as const).map((etcd) => ({
          key: `etcd ${etcd}`,
          choices: { ...choices, controlPlane: { ...controlPlane, etcd } },
        }))),
    ...(workload === undefined ? [] : listWorkloads(choices, workload, zones)),
  ]
}

/** Smallest sizes worth comparing: none, one, and enough for each zone of a group that spans them. */
export function listMinimums({ groups, zones }: PlanChoices): readonly number[] {
  const enough = groups.layout === 'one-group' ? [2, zones.length] : []
  return [...new Set([0, 1, ...enough, groups.min])].sort((a, b) => a - b)
}

function listWorkloads(
  choices: PlanChoices,
  workload: WorkloadChoices,
  zones: readonly string[],
): readonly Alternative[] {
  const { volumeZone: _zone, ...anywhere } = workload
  const place = (key: string, changed: WorkloadChoices) => ({
    key,
    choices: { ...choices, workload: changed },
  })
  return [
    ...(['WaitForFirstConsumer', 'Immediate'] as const).map((binding) =>
      place(`binding ${binding}`, { ...workload, binding }),
    ),
    place('volume anywhere', anywhere),
    ...zones.map((volumeZone) => place(`volume ${volumeZone}`, { ...workload, volumeZone })),
    ...(['none', 'zones'] as const).map((spread) =>
      place(`spread ${spread}`, { ...workload, spread }),
    ),
  ]
}
