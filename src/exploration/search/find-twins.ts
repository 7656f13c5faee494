import { countOf, workloadOf } from '../fits.ts'
import type { Model } from '../model.ts'
import { keepsReferences, podRulesOf } from './automorphisms.ts'
import type { Twins } from './twins.ts'

/**
 * Classes of one pod and one workload of which any two may change places under all rules of the model:
 * replicas whose volumes are in the same zone. Pods that finish are left out, and those that are stored
 * in different ways (`isAlike`).
 */
export function findTwins(model: Model, isAlike: (one: number, other: number) => boolean): Twins {
  const { pods } = model
  const rules = podRulesOf(model)
  const sets: number[][] = []
  pods.forEach((pod, at) => {
    if (countOf(pod) !== 1 || pod.finishes === true) return
    const set = sets.find(([first = -1]) => {
      const other = pods[first]
      return (
        other !== undefined &&
        rules[first] === rules[at] &&
        workloadOf(other) === workloadOf(pod) &&
        isAlike(first, at) &&
        keepsReferences(model, swap(pods.length, first, at))
      )
    })
    if (set === undefined) sets.push([at])
    else set.push(at)
  })
  return sets.filter((set) => set.length > 1)
}

function swap(size: number, one: number, other: number): readonly number[] {
  return Array.from({ length: size }, (_, at) => (at === one ? other : at === other ? one : at))
}
