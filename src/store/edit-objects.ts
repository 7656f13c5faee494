import type { KubeResource, ResourceId } from '#plan/edit.ts'
import type { Plan } from '#plan/schema.ts'
import type { Place } from '#worker/protocol.ts'
import { planStore, replacePlan } from './plan-store.ts'
import { getSession } from './run-store.ts'

export interface ObjectChange {
  readonly place: Place
  readonly put?: readonly KubeResource[]
  readonly remove?: readonly ResourceId[]
  /** A node group's new name, for the labels of its nodes. */
  readonly renamed?: { readonly from: string; readonly to: string }
  /** A change of the rest of the plan that belongs to the same step. */
  readonly change?: (plan: Plan) => Plan
}

let last: Promise<unknown> = Promise.resolve()

/**
 * One step of undo that changes Kubernetes objects, which only the worker reads; changes are made in the
 * order in which they were asked for. Resolves when the plan has it.
 */
export function editObjects(change: ObjectChange, label: string): Promise<void> {
  const done = last.then(() => makeChange(change, label))
  last = done.catch(() => undefined)
  return done
}

async function makeChange(asked: ObjectChange, label: string): Promise<void> {
  const { place, put = [], remove = [], renamed, change = (plan: Plan) => plan } = asked
  for (;;) {
    const before = planStore.getState().current
    if (before === undefined) return
    const { packed } = before
    const edited = await getSession().engine.ask('edit-objects', {
      packed,
      place,
      put,
      remove,
      ...(renamed === undefined ? {} : { renamed }),
    })
    // An edit that came between the question and its answer is not lost: it is asked again.
    if (planStore.getState().current !== before) continue
    const shell = change(edited.shell)
    // What changes nothing is no step.
    if (edited !== packed || shell !== packed.shell) replacePlan({ ...edited, shell }, label)
    return
  }
}
