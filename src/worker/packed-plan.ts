import type { Cluster, Plan } from '#plan/schema.ts'

/**
 * A plan as the page holds it. The Kubernetes objects of its clusters, tens of thousands of them, are
 * kept as JSON text that only a worker reads: the page never copies them, saves them as they are, and an
 * edit of a group sends none of them again.
 */
export interface PackedPlan {
  /** The plan with the `resources` of every cluster empty. Edits of `plan/edit.ts` work on it. */
  readonly shell: Plan
  /** One for each cluster, in order of designs and clusters. */
  readonly resourceSets: readonly ResourceSet[]
}

/** Equal ids mean equal bytes. */
export interface ResourceSet {
  readonly id: string
  readonly count: number
  readonly json: Blob
}

type Resources = Cluster['resources']

export function packPlan(plan: Plan): PackedPlan {
  const resourceSets: ResourceSet[] = []
  const shell = mapClusters(plan, (cluster) => {
    resourceSets.push(packResources(cluster.resources))
    return { ...cluster, resources: [] }
  })
  return { shell, resourceSets }
}

/** The whole plan; `resources` holds the objects of each of its sets, by id. */
export function unpackPlan(packed: PackedPlan, resources: ReadonlyMap<string, Resources>): Plan {
  return mapClusters(packed.shell, (cluster, index) => {
    const id = packed.resourceSets[index]?.id ?? ''
    return { ...cluster, resources: resources.get(id) ?? [] }
  })
}

/** The objects of a set: bytes that `packResources` wrote. */
export async function readResources(set: ResourceSet): Promise<Resources> {
  // Text made by this program from a plan that was checked; a browser's store hands it back unchanged.
  return JSON.parse(await set.json.text()) as Resources
}

export function packResources(resources: Resources): ResourceSet {
  const bytes = new TextEncoder().encode(JSON.stringify(resources))
  return { id: digestBytes(bytes), count: resources.length, json: new Blob([bytes]) }
}

function mapClusters(plan: Plan, change: (cluster: Cluster, index: number) => Cluster): Plan {
  let index = 0
  return {
    ...plan,
    designs: plan.designs.map((design) => ({
      ...design,
      clusters: design.clusters.map((cluster) => change(cluster, index++)),
    })),
  }
}

/** Two running mixes over words of 32 bits, and the length: names bytes in one browser, and protects nothing. */
function digestBytes(bytes: Uint8Array): string {
  const words = new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length >> 2)
  let a = 0x811c9dc5
  let b = 0x01000193
  const mix = (word: number) => {
    a = Math.imul(a ^ word, 0x01000193)
    a ^= a >>> 15
    b = Math.imul(b ^ word, 0x85ebca6b) + 1
    b ^= b >>> 13
  }
  for (const word of words) mix(word)
  for (const byte of bytes.subarray(words.length * 4)) mix(byte)
  const hex = (value: number) => (value >>> 0).toString(16).padStart(8, '0')
  return `${hex(a)}${hex(b)}${bytes.length.toString(16)}`
}
