import { readText } from '#kube/field.ts'
import type { FixRecipe } from '../candidate.ts'
import { changeField, putObjects } from '../edit-objects.ts'
import { findClasses } from '../find-classes.ts'

/** A class whose volumes are made where their pod can run, not before (V5 instead of Z2). */
export const bindOnFirstConsumer: FixRecipe = {
  id: 'bind-on-first-consumer',
  frees: ['zone-coverage', 'template-zone', 'not-offered', 'pod-rules', 'spread'],
  list: (at) =>
    findClasses(at)
      .filter((one) => readText(one, 'volumeBindingMode') !== 'WaitForFirstConsumer')
      .map((one) => ({
        title: `${one.metadata.name} binds on first consumer`,
        note: 'a class that exists keeps its binding mode: delete it and make it again under its name; volumes that are there stay as they are',
        plan: putObjects(at.plan, at.place, [
          changeField(one, ['volumeBindingMode'], () => 'WaitForFirstConsumer'),
        ]),
      })),
}
