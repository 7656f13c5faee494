/** The selectors by which services and controllers name their pods, as default spreading reads them (PTS-2). */
import { hasObject, readField, readText, readTextMap } from './field.ts'
import { parseLabelSelector } from './label-selector.ts'
import { readMetadata } from './metadata.ts'
import type { KubeObject } from './object.ts'
import type { LabelSelector } from './label-selector.ts'
import type { Labels } from './labels.ts'

export interface Service {
  readonly namespace: string
  /** Absent: the service chooses no pods; empty: all of its namespace. */
  readonly selector?: Labels | undefined
}

/** A ReplicationController, ReplicaSet or StatefulSet. */
export interface PodOwner {
  readonly apiVersion: string
  readonly kind: string
  readonly namespace: string
  readonly name: string
  readonly selector:
    | { readonly kind: 'labels'; readonly labels: Labels }
    | { readonly kind: 'selector'; readonly selector: LabelSelector }
}

export function readService(object: KubeObject): Service {
  const { namespace } = readMetadata(object)
  return hasObject(object, 'spec', 'selector')
    ? { namespace, selector: readTextMap(object, 'spec', 'selector') }
    : { namespace }
}

export function readPodOwner(object: KubeObject): PodOwner {
  const { namespace, name } = readMetadata(object)
  const { kind } = object
  const raw = readField(object, 'spec', 'selector')
  return {
    apiVersion: readText(object, 'apiVersion') ?? '',
    kind,
    namespace,
    name,
    selector:
      kind === 'ReplicationController'
        ? { kind: 'labels', labels: readTextMap(raw) }
        : { kind: 'selector', selector: parseLabelSelector(raw, 'selector') },
  }
}
