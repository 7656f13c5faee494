import { openDB } from 'idb'
import type { DBSchema, IDBPDatabase } from 'idb'
import type { Plan } from '#plan/schema.ts'
import type { VerdictReport } from '#exploration/verdict.ts'
import type { ResourceSet } from '#worker/packed-plan.ts'
import { listSurplus } from './list-surplus.ts'
import type { OpenPlan, Origin } from './plan-store.ts'

/** A plan as this browser keeps it, and what its line in the list of plans says. */
export interface SavedPlan extends PlanLine {
  readonly shell: Plan
  readonly resourceSets: readonly { readonly id: string; readonly count: number }[]
}

export interface PlanLine extends LineNews {
  readonly id: string
  readonly name: string
  readonly origin: Origin
  readonly changedAtMs: number
  /** One more with every change; absent: kept before changes were counted. */
  readonly revision?: number
  /** False: an incident as the library has it. */
  readonly isEdited?: boolean
}

/** As last judged; absent: not judged yet. */
export interface LineNews {
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

/** A plan that was taken out of the browser, whole, so that it can be put back. */
export interface KeptPlan {
  readonly saved: SavedPlan
  readonly resourceSets: readonly ResourceSet[]
}

export type SaveOutcome =
  | { readonly kind: 'saved'; readonly revision: number }
  /** Another window has changed it since: nothing was written. */
  | { readonly kind: 'conflict' }

interface Tables extends DBSchema {
  plans: { key: string; value: SavedPlan }
  /** Kubernetes objects by the id of their set: written once, however often their plan is edited. */
  resources: { key: string; value: Blob }
}

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

function change(database: IDBPDatabase<Tables>) {
  return database.transaction(['plans', 'resources'], 'readwrite')
}

type Change = ReturnType<typeof change>

/**
 * Keeps the plan, unless it was changed since this window read it at the expected revision; then takes
 * away the incidents that are too many and that nobody edited.
 */
export async function savePlan(
  plan: OpenPlan,
  { expected, changedAtMs, news }: SaveOptions,
): Promise<SaveOutcome> {
  const transaction = change(await open())
  const { shell, resourceSets } = plan.packed
  const plans = transaction.objectStore('plans')
  const before = await plans.get(plan.id)
  if (before !== undefined && isConflict(before, expected)) {
    await transaction.done
    return { kind: 'conflict' }
  }
  const revision = (before?.revision ?? 0) + 1
  await putResources(transaction, resourceSets)
  await plans.put({
    id: plan.id,
    name: shell.name,
    origin: plan.origin,
    changedAtMs,
    revision,
    isEdited: plan.origin.kind !== 'incident' || plan.isEdited === true,
    ...news,
    shell,
    resourceSets: resourceSets.map(({ id, count }) => ({ id, count })),
  })
  for (const id of listSurplus(await plans.getAll(), plan.id)) await plans.delete(id)
  await dropUnusedResources(transaction)
  await transaction.done
  return { kind: 'saved', revision }
}

interface SaveOptions {
  /** The revision that this window has read or written last; absent: none. */
  readonly expected: number | undefined
  readonly changedAtMs: number
  readonly news: LineNews
}

/** An incident that nobody edited is the same wherever it was opened. */
function isConflict(before: SavedPlan, expected: number | undefined): boolean {
  return expected === undefined ? before.isEdited !== false : (before.revision ?? 0) !== expected
}

/** Keeps what was judged of a plan, if it is still the one that was judged. */
export async function saveNews(id: string, revision: number, news: LineNews): Promise<void> {
  const transaction = change(await open())
  const plans = transaction.objectStore('plans')
  const saved = await plans.get(id)
  if (saved !== undefined && (saved.revision ?? 0) === revision) {
    const { counts: _counts, worst: _worst, ...rest } = saved
    await plans.put({ ...rest, ...news })
  }
  await transaction.done
}

export async function listPlans(): Promise<readonly PlanLine[]> {
  const database = await open()
  const plans = await database.getAll('plans')
  return plans
    .toSorted((a, b) => b.changedAtMs - a.changedAtMs || (a.id < b.id ? -1 : 1))
    .map(({ shell: _shell, resourceSets: _sets, ...line }) => line)
}

export async function loadPlan(
  id: string,
): Promise<{ readonly plan: OpenPlan; readonly revision: number } | undefined> {
  const kept = await readKept(id)
  if (kept === undefined) return undefined
  const { saved, resourceSets } = kept
  return {
    revision: saved.revision ?? 0,
    plan: {
      id,
      origin: saved.origin,
      packed: { shell: saved.shell, resourceSets },
      ...(saved.isEdited === false ? {} : { isEdited: true as const }),
    },
  }
}

/** Takes a plan out of the browser and hands it over. */
export async function deletePlan(id: string): Promise<KeptPlan | undefined> {
  const kept = await readKept(id)
  const database = await open()
  await database.delete('plans', id)
  return kept
}

/** Puts back what was taken out; the plan is as it was. */
export async function putBackPlan({ saved, resourceSets }: KeptPlan): Promise<void> {
  const transaction = change(await open())
  await putResources(transaction, resourceSets)
  await transaction.objectStore('plans').put(saved)
  await transaction.done
}

/** Gives a plan that is not open another name; the name it had, or `undefined` where it is gone. */
export async function renameSavedPlan(
  id: string,
  name: string,
  changedAtMs: number,
): Promise<string | undefined> {
  const transaction = change(await open())
  const plans = transaction.objectStore('plans')
  const saved = await plans.get(id)
  if (saved !== undefined) {
    await plans.put({
      ...saved,
      name,
      changedAtMs,
      revision: (saved.revision ?? 0) + 1,
      isEdited: true,
      shell: { ...saved.shell, name },
    })
  }
  await transaction.done
  return saved?.name
}

/** Keeps a copy under another id and name. False: the plan is gone. */
export async function duplicateSavedPlan(
  id: string,
  copy: { readonly id: string; readonly name: string; readonly changedAtMs: number },
): Promise<boolean> {
  const transaction = change(await open())
  const plans = transaction.objectStore('plans')
  const saved = await plans.get(id)
  if (saved !== undefined) {
    await plans.put({
      ...saved,
      ...copy,
      revision: 1,
      isEdited: true,
      shell: { ...saved.shell, name: copy.name },
    })
  }
  await transaction.done
  return saved !== undefined
}

async function readKept(id: string): Promise<KeptPlan | undefined> {
  const database = await open()
  const saved = await database.get('plans', id)
  if (saved === undefined) return undefined
  const resourceSets: ResourceSet[] = []
  for (const set of saved.resourceSets) {
    const json = await database.get('resources', set.id)
    if (json === undefined) return undefined
    resourceSets.push({ ...set, json })
  }
  return { saved, resourceSets }
}

async function putResources(
  transaction: Change,
  resourceSets: readonly ResourceSet[],
): Promise<void> {
  const resources = transaction.objectStore('resources')
  for (const set of resourceSets) {
    if ((await resources.getKey(set.id)) === undefined) await resources.put(set.json, set.id)
  }
}

async function dropUnusedResources(transaction: Change): Promise<void> {
  const resources = transaction.objectStore('resources')
  const plans = await transaction.objectStore('plans').getAll()
  const used = new Set(plans.flatMap((each) => each.resourceSets.map((set) => set.id)))
  for (const id of await resources.getAllKeys()) {
    if (!used.has(id)) await resources.delete(id)
  }
}
