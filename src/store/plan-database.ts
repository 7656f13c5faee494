import { openDB } from 'idb'
import type { DBSchema, IDBPDatabase } from 'idb'
import type { Plan } from '#plan/schema.ts'
import type { VerdictReport } from '#exploration/verdict.ts'
import type { ResourceSet } from '#worker/packed-plan.ts'
import type { OpenPlan, Origin } from './plan-store.ts'

/** A plan as this browser keeps it, and what its line in the list of recent plans says. */
export interface SavedPlan extends PlanLine {
  readonly shell: Plan
  readonly resourceSets: readonly { readonly id: string; readonly count: number }[]
}

export interface PlanLine {
  readonly id: string
  readonly name: string
  readonly origin: Origin
  readonly changedAtMs: number
  /** As last judged; absent: not judged yet. */
  readonly counts?: PlanCounts
  readonly worst?: Pick<
    VerdictReport,
    'verdict' | 'disturbances' | 'starvable' | 'zoneBack' | 'proof'
  >
}

export interface PlanCounts {
  readonly zones: number
  readonly groups: number
  readonly nodes: number
  readonly pods: number
}

interface Tables extends DBSchema {
  plans: { key: string; value: SavedPlan }
  /** Kubernetes objects by the id of their set: written once, however often their plan is edited. */
  resources: { key: string; value: Blob }
}

const MAX_PLANS = 20

let opened: Promise<IDBPDatabase<Tables>> | undefined

function open(): Promise<IDBPDatabase<Tables>> {
  opened ??= openDB<Tables>('neverpending', 1, {
    upgrade: (database) => {
      database.createObjectStore('plans', { keyPath: 'id' })
      database.createObjectStore('resources')
    },
  })
  return opened
}

/** Keeps the plan, and of the others the twenty that were changed last. */
export async function savePlan(plan: OpenPlan, line: Omit<PlanLine, 'id' | 'name' | 'origin'>) {
  const database = await open()
  const { shell, resourceSets } = plan.packed
  const change = database.transaction(['plans', 'resources'], 'readwrite')
  const plans = change.objectStore('plans')
  const resources = change.objectStore('resources')
  for (const set of resourceSets) {
    if ((await resources.getKey(set.id)) === undefined) await resources.put(set.json, set.id)
  }
  await plans.put({
    id: plan.id,
    name: shell.name,
    origin: plan.origin,
    ...line,
    shell,
    resourceSets: resourceSets.map(({ id, count }) => ({ id, count })),
  })
  const kept = sortLines(await plans.getAll())
  for (const { id } of kept.slice(MAX_PLANS)) await plans.delete(id)
  const used = new Set(
    kept.slice(0, MAX_PLANS).flatMap((each) => each.resourceSets.map((set) => set.id)),
  )
  for (const id of await resources.getAllKeys()) {
    if (!used.has(id)) await resources.delete(id)
  }
  await change.done
}

export async function listPlans(): Promise<readonly PlanLine[]> {
  const database = await open()
  return sortLines(await database.getAll('plans'))
}

export async function loadPlan(id: string): Promise<OpenPlan | undefined> {
  const database = await open()
  const saved = await database.get('plans', id)
  if (saved === undefined) return undefined
  const resourceSets: ResourceSet[] = []
  for (const set of saved.resourceSets) {
    const json = await database.get('resources', set.id)
    if (json === undefined) return undefined
    resourceSets.push({ ...set, json })
  }
  return { id, origin: saved.origin, packed: { shell: saved.shell, resourceSets } }
}

export async function deletePlan(id: string): Promise<void> {
  const database = await open()
  await database.delete('plans', id)
}

function sortLines<T extends PlanLine>(lines: readonly T[]): T[] {
  return lines.toSorted((a, b) => b.changedAtMs - a.changedAtMs || (a.id < b.id ? -1 : 1))
}
