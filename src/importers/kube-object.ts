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
  const wrong = findWrongIdentity(copy)
  if (wrong !== undefined) {
    const message = `${wrong} of the ${task.kind} ${name.slice(0, 80)} is missing or too long; it could not be used`
    report(
      task.context,
      { code: 'bad-identity', severity: 'error', message },
      placeOf(task.document, wrong),
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

/** What an object is known by, beside its name (I1.5). */
function findWrongIdentity(copy: unknown): string | undefined {
  const isText = (text: string | undefined, most: number): boolean =>
    text !== undefined && text !== '' && text.length <= most
  if (!isText(readText(copy, 'apiVersion'), 253)) return 'apiVersion'
  if (!isText(readText(copy, 'kind'), 63)) return 'kind'
  const namespace = readText(copy, 'metadata', 'namespace')
  return namespace === undefined || namespace.length <= 63 ? undefined : 'metadata.namespace'
}

/** Lower-case DNS names; objects of RBAC, which are not read, allow more. */
const NAME = /^[a-z0-9](?:[-a-z0-9.]*[a-z0-9])?$/
