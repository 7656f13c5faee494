import { countOf, workloadOf } from '../fits.ts'
import type { Model, ModelPod } from '../model.ts'
import { podRulesOf, roleOf } from './automorphisms.ts'
import type { Twins } from './twins.ts'

/**
 * Classes of one pod of which any two may change places under all rules of the model: replicas whose volumes
 * are in the same zone, pods of other workloads that ask for the same. Pods that finish are left out, and those that are stored
 * in different ways (`isAlike`).
 */
export function findTwins(model: Model, isAlike: (one: number, other: number) => boolean): Twins {
  const { pods } = model
  const rules = podRulesOf(model)
  const sets = new Map<string, number[][]>()
  pods.forEach((pod, at) => {
    if (countOf(pod) !== 1 || pod.finishes === true) return
    const workload = roleOf(model, pod) === 'absent' ? workloadOf(pod) : ''
    const key = JSON.stringify([workload, rules[at]])
    const alike = sets.get(key) ?? []
    sets.set(key, alike)
    const set = alike.find(([first = -1]) => {
      const other = pods[first]
      return other !== undefined && isAlike(first, at) && mayChangePlaces(pods, other, pod)
    })
    if (set === undefined) alike.push([at])
    else set.push(at)
  })
  return [...sets.values()].flat().filter((set) => set.length > 1)
}

/** What classes say of each other holds when the two change names; all else about them is equal. */
function mayChangePlaces(pods: readonly ModelPod[], a: ModelPod, b: ModelPod): boolean {
  const swap = (name: string) => (name === a.name ? b.name : name === b.name ? a.name : name)
  return pods.every((pod) => {
    const image = pod === a ? b : pod === b ? a : pod
    return (
      isRenamed(pod.zoneWith, image.zoneWith, swap) &&
      isRenamed(pod.spread?.with, image.spread?.with, swap) &&
      (pod.after === undefined ? undefined : swap(pod.after)) === image.after &&
      (['apartFrom', 'zoneApart'] as const).every(
        (field) =>
          repels(pod, a, field) === repels(image, b, field) &&
          repels(pod, b, field) === repels(image, a, field),
      )
    )
  })
}

function isRenamed(
  old: readonly string[] | undefined,
  now: readonly string[] | undefined,
  swap: (name: string) => string,
): boolean {
  if (old === undefined || now === undefined) return old === now
  const renamed = new Set(old.map(swap))
  const wanted = new Set(now)
  return renamed.size === wanted.size && [...renamed].every((name) => wanted.has(name))
}

/** Read both ways (section 2). */
function repels(one: ModelPod, other: ModelPod, field: 'apartFrom' | 'zoneApart'): boolean {
  return one[field]?.includes(other.name) === true || other[field]?.includes(one.name) === true
}
