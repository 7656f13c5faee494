import type { KubeObject } from '#kube/object.ts'
import type { PlayerFrame } from './player-frame.ts'

/**
 * The Kubernetes objects of a cluster as they would be after a trace: nodes that went are gone, nodes that
 * came are like another of their group, and the pods of the model are where the frame has them.
 *
 * `undefined` where the objects cannot tell: a node that came to a group of which no Node is known, a
 * placed replica that has no Pod object, a claim that was bound on the way.
 */
export function moveObjects(
  objects: readonly KubeObject[],
  first: PlayerFrame,
  last: PlayerFrame,
): readonly KubeObject[] | undefined {
  if (Object.keys(last.frame.bound).length > Object.keys(first.frame.bound).length) return undefined
  const here = new Set(last.frame.nodes.map((node) => node.id))
  const gone = new Set(first.frame.nodes.map((node) => node.id).filter((id) => !here.has(id)))
  const nodes = new Map(
    objects.flatMap((object) => (object.kind === 'Node' ? [[object.metadata.name, object]] : [])),
  )
  const arrivals = last.frame.nodes.filter((node) => !nodes.has(node.id))
  const likenesses = new Map<string, string>()
  for (const node of arrivals) {
    const like = first.frame.nodes.find((one) => one.group === node.group && nodes.has(one.id))
    if (like === undefined) return undefined
    likenesses.set(node.id, like.id)
  }
  const places = placePods(objects, last)
  if (places === undefined) return undefined

  const moved = objects.flatMap((object): readonly KubeObject[] => {
    if (object.kind === 'Pod') return movePod(object, places, gone)
    const node = nodeOf(object)
    return node !== undefined && gone.has(node) ? [] : [object]
  })
  const made = arrivals.flatMap((node) =>
    copyNode(objects, places, {
      from: likenesses.get(node.id) ?? '',
      to: node.id,
      zone: node.zone,
    }),
  )
  return [...moved, ...made]
}

/** Pod key to its node; `null` a pod that waits, `undefined` one that is gone. Other pods have no entry. */
type Places = ReadonlyMap<string, string | null | undefined>

function placePods(
  objects: readonly KubeObject[],
  { frame, podsOfClass }: PlayerFrame,
): Places | undefined {
  const nodeOfPod = new Map(
    objects.flatMap((object) =>
      object.kind === 'Pod' ? [[keyOf(object), readNodeName(object)]] : [],
    ),
  )
  const places = new Map<string, string | null | undefined>()
  for (const [name, keys] of Object.entries(podsOfClass)) {
    const wanted = frame.nodes.flatMap((node) =>
      node.pods.flatMap((pod) => (pod === name ? [node.id] : [])),
    )
    const left = new Set(keys)
    const others: string[] = []
    for (const node of wanted) {
      const staying = keys.find((key) => left.has(key) && nodeOfPod.get(key) === node)
      if (staying === undefined) others.push(node)
      else {
        left.delete(staying)
        places.set(staying, node)
      }
    }
    const free = [...left]
    for (const node of others) {
      const key = free.shift()
      if (key === undefined || !nodeOfPod.has(key)) return undefined
      places.set(key, node)
    }
    const waiting = frame.pending.filter((pod) => pod === name).length
    for (const [index, key] of free.entries()) places.set(key, index < waiting ? null : undefined)
  }
  return places
}

function movePod(
  pod: KubeObject,
  places: Places,
  gone: ReadonlySet<string>,
): readonly KubeObject[] {
  const key = keyOf(pod)
  if (!places.has(key)) return gone.has(readNodeName(pod) ?? '') ? [] : [pod]
  const place = places.get(key)
  if (place === undefined) return []
  if (place === readNodeName(pod)) return [pod]
  const { nodeName: _, ...spec } = readRecord(pod['spec'])
  return [
    {
      ...pod,
      spec: place === null ? spec : { ...spec, nodeName: place },
      status: { phase: place === null ? 'Pending' : 'Running' },
    },
  ]
}

/** A new node with the DaemonSet pods and the CSINode of the one it is like. */
function copyNode(
  objects: readonly KubeObject[],
  places: Places,
  { from, to, zone }: { readonly from: string; readonly to: string; readonly zone: string },
): readonly KubeObject[] {
  return objects.flatMap((object): readonly KubeObject[] => {
    const { kind, metadata } = object
    if (kind === 'Node' && metadata.name === from) {
      const labels = Object.fromEntries(
        Object.entries(metadata.labels ?? {}).map(([key, value]) => {
          if (key === 'kubernetes.io/hostname') return [key, to]
          return [key, /(^|\/)zone$/.test(key) ? zone : value]
        }),
      )
      return [{ ...object, metadata: { ...metadata, name: to, labels } }]
    }
    if (kind === 'CSINode' && metadata.name === from) {
      return [{ ...object, metadata: { ...metadata, name: to } }]
    }
    if (kind !== 'Pod' || readNodeName(object) !== from || places.has(keyOf(object))) return []
    const spec = { ...readRecord(object['spec']), nodeName: to }
    return [{ ...object, metadata: { ...metadata, name: `${metadata.name}-${to}` }, spec }]
  })
}

/** The node that an object stands or falls with. */
function nodeOf(object: KubeObject): string | undefined {
  switch (object.kind) {
    case 'Node':
    case 'CSINode':
      return object.metadata.name
    case 'VolumeAttachment': {
      const { nodeName } = readRecord(object['spec'])
      return typeof nodeName === 'string' ? nodeName : undefined
    }
    default:
      return undefined
  }
}

function keyOf({ metadata }: KubeObject): string {
  return `${metadata.namespace ?? 'default'}/${metadata.name}`
}

function readNodeName(pod: KubeObject): string | undefined {
  const { nodeName } = readRecord(pod['spec'])
  return typeof nodeName === 'string' ? nodeName : undefined
}

function readRecord(value: unknown): Readonly<Record<string, unknown>> {
  // An object of YAML or JSON: its fields are read one by one, each with its own check.
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}
