import type { Plan } from '#plan/schema.ts'
import { readResources, unpackPlan } from './packed-plan.ts'
import type { PackedPlan } from './packed-plan.ts'

/** Kubernetes objects that were read before, so that an edit reads none of them again. */
export interface ResourceCache {
  readonly unpack: (packed: PackedPlan) => Promise<Plan>
  /** Keeps the objects of a plan that was just made here. */
  readonly keep: (packed: PackedPlan, plan: Plan) => void
}

type Resources = Awaited<ReturnType<typeof readResources>>

/** Keeps the sets of the last two plans: the open one, and the one that undo brings back. */
export function createResourceCache(): ResourceCache {
  let recent: readonly ReadonlyMap<string, Resources>[] = []
  const remember = (sets: ReadonlyMap<string, Resources>) => {
    recent = [sets, ...recent.filter((each) => !isSame(each, sets))].slice(0, 2)
  }
  const find = (id: string) => recent.find((sets) => sets.has(id))?.get(id)
  return {
    unpack: async (packed) => {
      const sets = new Map<string, Resources>()
      for (const set of packed.resourceSets) {
        sets.set(set.id, find(set.id) ?? (await readResources(set)))
      }
      remember(sets)
      return unpackPlan(packed, sets)
    },
    keep: (packed, plan) => {
      const clusters = plan.designs.flatMap((design) => design.clusters)
      const entries = packed.resourceSets.map(
        (set, index) => [set.id, clusters[index]?.resources ?? []] as const,
      )
      remember(new Map(entries))
    },
  }
}

function isSame(a: ReadonlyMap<string, Resources>, b: ReadonlyMap<string, Resources>): boolean {
  return a.size === b.size && [...a.keys()].every((id) => b.has(id))
}
