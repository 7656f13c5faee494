import { isSince } from '../version.ts'
import type { NodeState, SchedulerPod, Snapshot } from '../snapshot.ts'
import type { Plugin } from '../framework.ts'

const MEBIBYTE = 1024 ** 2
const LEAST_BYTES = 23 * MEBIBYTE
const MOST_BYTES_EACH = 1000 * MEBIBYTE

/** IL-1 to IL-3: nodes that have the pod's images already. */
export const imageLocality: Plugin = {
  name: 'ImageLocality',
  scoring: {
    weight: 1,
    preScore: (pod, _feasibleNodes, snapshot) => ({
      kind: 'run',
      score: (nodeState) => scoreImages(pod, nodeState, snapshot),
    }),
  },
}

/** V-4: images of volumes count since 1.36, and since 1.37 also in the size that is the most. */
function scoreImages(pod: SchedulerPod, { node }: NodeState, snapshot: Snapshot): number {
  const { containers, volumes } = pod.spec.images
  const wanted = isSince(snapshot.version, '1.36') ? [...containers, ...volumes] : containers
  const count = containers.length + (isSince(snapshot.version, '1.37') ? volumes.length : 0)
  let bytes = 0
  for (const reference of wanted) {
    const image = snapshot.images.get(normalizeName(reference))
    if (image?.nodeNames.has(node.name) !== true) continue
    // The share first: an image that few nodes have must not draw all pods to them.
    const share = image.nodeNames.size / snapshot.nodes.length
    bytes += Math.trunc(image.sizeBytes * share)
  }
  const most = MOST_BYTES_EACH * count
  const clamped = Math.min(Math.max(bytes, LEAST_BYTES), most)
  return Math.trunc((100 * (clamped - LEAST_BYTES)) / (most - LEAST_BYTES))
}

/** IL-1: a name without a tag means the latest one. */
function normalizeName(reference: string): string {
  return reference.lastIndexOf(':') > reference.lastIndexOf('/') ? reference : `${reference}:latest`
}
