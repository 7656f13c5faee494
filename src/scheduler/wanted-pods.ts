/**
 * Pods of a cluster as the scheduler would be told of them: those that exist, and those that a workload wants and
 * that have no object yet, with the claims that are made before them.
 */
import { readField, readList, readText, readTextMap } from '#kube/field.ts'
import type { CompiledPod } from '#cluster/compiled.ts'
import type { KubeObject } from '#kube/object.ts'

/** Objects by kind, namespace and name. */
export type ObjectIndex = ReadonlyMap<string, KubeObject>

export function indexByIdentity(resources: readonly KubeObject[]): ObjectIndex {
  return new Map(
    resources.map((object) => [
      keyOf(object.kind, object.metadata.namespace ?? 'default', object.metadata.name),
      object,
    ]),
  )
}

function keyOf(kind: string, namespace: string, name: string): string {
  return `${kind} ${namespace}/${name}`
}

/** The pod's own object, or the one that its workload would make; undefined where there is no template. */
export function findPodObject(
  objects: ObjectIndex,
  pod: Pick<CompiledPod, 'namespace' | 'name' | 'owner'>,
): KubeObject | undefined {
  return objects.get(keyOf('Pod', pod.namespace, pod.name)) ?? makeReplica(objects, pod)
}

/** The Pod that a workload would make for a replica that has none. */
function makeReplica(
  objects: ObjectIndex,
  pod: Pick<CompiledPod, 'namespace' | 'name' | 'owner'>,
): KubeObject | undefined {
  const owner = objects.get(keyOf(pod.owner.kind, pod.owner.namespace, pod.owner.name))
  if (owner === undefined) return undefined
  const template = readField(owner, 'spec', 'template')
  const spec = readField(template, 'spec')
  if (typeof spec !== 'object' || spec === null) return undefined
  const made = listClaimTemplates(owner).map(({ name }) => ({
    name,
    persistentVolumeClaim: { claimName: `${name}-${pod.name}` },
  }))
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: pod.name,
      namespace: pod.namespace,
      labels: readTextMap(template, 'metadata', 'labels'),
      ownerReferences: [
        {
          apiVersion: readText(owner, 'apiVersion') ?? '',
          kind: owner.kind,
          name: pod.owner.name,
          uid: '',
          controller: true,
        },
      ],
    },
    spec: { ...spec, volumes: [...readList(spec, 'volumes'), ...made] },
    status: { phase: 'Pending' },
  }
}

/** The claims that StatefulSets make before their pods, as far as they do not exist yet. */
export function makeMissingClaims(
  objects: ObjectIndex,
  pods: readonly CompiledPod[],
): readonly KubeObject[] {
  return pods.flatMap((pod) =>
    pod.isObserved || pod.node !== undefined ? [] : makeClaims(objects, pod),
  )
}

function makeClaims(objects: ObjectIndex, pod: CompiledPod): KubeObject[] {
  const owner = objects.get(keyOf(pod.owner.kind, pod.owner.namespace, pod.owner.name))
  if (owner === undefined || pod.owner.kind !== 'StatefulSet') return []
  return listClaimTemplates(owner).flatMap(({ name, spec }): KubeObject[] => {
    const claimName = `${name}-${pod.name}`
    if (objects.has(keyOf('PersistentVolumeClaim', pod.namespace, claimName))) return []
    return [
      {
        apiVersion: 'v1',
        kind: 'PersistentVolumeClaim',
        metadata: { name: claimName, namespace: pod.namespace },
        spec,
        status: { phase: 'Pending' },
      },
    ]
  })
}

function listClaimTemplates(
  owner: KubeObject,
): { readonly name: string; readonly spec: unknown }[] {
  return readList(owner, 'spec', 'volumeClaimTemplates').flatMap((raw) => {
    const name = readText(raw, 'metadata', 'name')
    return name === undefined ? [] : [{ name, spec: readField(raw, 'spec') }]
  })
}
