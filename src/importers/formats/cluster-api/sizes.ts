import type { NodeGroup } from '#plan/schema.ts'
import { placeOf, report } from '../../import-context.ts'
import type { Draft, GroupPart } from './draft.ts'

/** Bounds that the object which makes the machines sets. */
export interface Bounds {
  readonly min: number
  readonly max: number
  readonly isMinSaid: boolean
  readonly isMaxSaid: boolean
}

/**
 * Sizes of a group: bounds of its pool, else those of the autoscaler's annotations, else as many
 * machines as it has replicas; without replicas one, Cluster API's default (section 9).
 */
export function mapSizes(
  draft: Draft,
  group: GroupPart,
  ofPool: Bounds | undefined,
): Pick<NodeGroup, 'min' | 'desired' | 'max'> {
  const bounds = ofPool ?? readAnnotations(draft, group)
  const replicas = group.replicas ?? Math.min(Math.max(1, bounds?.min ?? 1), bounds?.max ?? 1)
  const min = bounds?.min ?? replicas
  const max = bounds?.max ?? replicas
  if (min > max || replicas < min || replicas > max || min < 0) {
    const message = `sizes of ${group.name} cannot be: min ${min}, replicas ${replicas}, max ${max}; they count as not known`
    report(
      draft.task.context,
      { code: 'capi-sizes', severity: 'error', message },
      placeOf(group.document, group.path),
    )
    return {}
  }
  tellDefaults(draft, group, bounds)
  return { min, desired: replicas, max }
}

function tellDefaults(draft: Draft, group: GroupPart, bounds: Bounds | undefined): void {
  const path = `nodeGroups/${group.name}`
  const missing = [
    ...(group.replicas === undefined ? ['replicas'] : []),
    ...(bounds?.isMinSaid === false ? ['minSize'] : []),
    ...(bounds?.isMaxSaid === false ? ['maxSize'] : []),
  ]
  if (missing.length === 0) return
  if (group.replicas === undefined) draft.strengths.set(`${path}/desired`, 'default')
  if (bounds?.isMinSaid !== true) draft.strengths.set(`${path}/min`, 'default')
  if (bounds?.isMaxSaid !== true) draft.strengths.set(`${path}/max`, 'default')
  draft.guesses.set(`${path}/sizes`, {
    code: 'capi-default-size',
    message: `no ${missing.join(', ')}: Cluster API’s default`,
    place: placeOf(group.document, group.path),
  })
}

function readAnnotations(draft: Draft, group: GroupPart): Bounds | undefined {
  const { minSize, maxSize } = group
  if (minSize === undefined && maxSize === undefined) return undefined
  const sizes = [minSize, maxSize].map((text) =>
    text !== undefined && /^\d{1,6}$/.test(text) ? Number(text) : undefined,
  )
  const [min, max] = sizes
  if (min !== undefined && max !== undefined) {
    return { min, max, isMinSaid: true, isMaxSaid: true }
  }
  const message = `the autoscaler needs both of its annotations, whole numbers; ${group.name} has min ${minSize ?? 'none'} and max ${maxSize ?? 'none'}, and they are left out`
  report(
    draft.task.context,
    { code: 'capi-annotations', severity: 'error', message },
    placeOf(group.document, 'metadata.annotations'),
  )
  return undefined
}
