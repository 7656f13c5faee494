import { readBoolean, readList, readText, readTextMap } from './field.ts'
import type { KubeObject } from './object.ts'
import type { Labels } from './labels.ts'

/**
 * The metadata that rules look at. Where it becomes part of a larger object it is spread last: engines
 * build such an object many times faster than one that goes on after the spread.
 */
export interface Metadata {
  readonly name: string
  /** `default` where absent; cluster-wide kinds ignore it. */
  readonly namespace: string
  readonly uid?: string | undefined
  readonly labels: Labels
  readonly annotations: Readonly<Record<string, string>>
  /** The owner reference with `controller: true`. */
  readonly controller?: ControllerReference | undefined
  /** True once a deletion timestamp is set. */
  readonly isTerminating: boolean
  readonly createdAt?: string | undefined
}

export interface ControllerReference {
  readonly apiVersion: string
  readonly kind: string
  readonly name: string
  readonly uid?: string | undefined
}

export function readMetadata(object: KubeObject): Metadata {
  return {
    name: readText(object, 'metadata', 'name') ?? '',
    namespace: readText(object, 'metadata', 'namespace') ?? 'default',
    uid: readText(object, 'metadata', 'uid'),
    labels: readTextMap(object, 'metadata', 'labels'),
    annotations: readTextMap(object, 'metadata', 'annotations'),
    controller: findController(object),
    isTerminating: readText(object, 'metadata', 'deletionTimestamp') !== undefined,
    createdAt: readText(object, 'metadata', 'creationTimestamp'),
  }
}

function findController(object: KubeObject): ControllerReference | undefined {
  const owners = readList(object, 'metadata', 'ownerReferences')
  const raw = owners.find((owner) => readBoolean(owner, 'controller') === true)
  const kind = readText(raw, 'kind')
  const name = readText(raw, 'name')
  if (kind === undefined || name === undefined) return undefined
  return { apiVersion: readText(raw, 'apiVersion') ?? '', kind, name, uid: readText(raw, 'uid') }
}
