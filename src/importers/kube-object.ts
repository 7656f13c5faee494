import { readText } from '#kube/field.ts'
import type { KubeObject } from '#kube/object.ts'
import { placeOf, report } from './import-context.ts'
import { copyByShape, type CopyTask, type ObjectShape } from './shape.ts'

/**
 * A Kubernetes object cleaned by its shape; `undefined`, and told, where it has no name to be known by
 * (import specification I1.5, I4.6).
 */
export function readKubeObject(task: CopyTask, shape: ObjectShape): KubeObject | undefined {
  const copy = copyByShape(task, shape)
  const name = readText(copy, 'metadata', 'name')
  if (name === undefined || name === '' || name.length > 253) {
    const message = `a ${task.kind} ${name === undefined || name === '' ? 'without metadata.name' : 'whose name has more than 253 characters'}; it could not be used`
    report(
      task.context,
      { code: 'no-name', severity: 'error', message },
      placeOf(task.document, 'metadata'),
    )
    return undefined
  }
  if (!NAME.test(name)) {
    const message = `"${name.slice(0, 80)}" is not a name that Kubernetes allows; it is kept as it is`
    report(
      task.context,
      { code: 'bad-name', severity: 'error', message },
      placeOf(task.document, 'metadata.name'),
    )
  }
  // The shape gave apiVersion and kind as texts, and metadata with its name was just read.
  return copy as unknown as KubeObject
}

/** Lower-case DNS names; objects of RBAC, which are not read, allow more. */
const NAME = /^[a-z0-9](?:[-a-z0-9.]*[a-z0-9])?$/
