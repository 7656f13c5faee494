import { WORKLOAD_KINDS } from '#kube/workload.ts'
import type { Cluster, Plan } from '#plan/schema.ts'
import { renderDocument } from './document.ts'
import { packDocument } from './link.ts'
import type { LinkView } from './link-view.ts'

/** One part of a plan and the characters of the link that it takes (L4.3). */
export interface LinkPart {
  /** As it is called in a sentence: `workloads`. */
  readonly name: string
  /** How many of them there are. */
  readonly count: number
  readonly characters: number
}

interface PartOfPlan {
  readonly name: string
  readonly count: (cluster: Cluster) => number
  readonly drop: (cluster: Cluster) => Cluster
}

const PARTS: readonly PartOfPlan[] = [
  ofObjects('workloads', WORKLOAD_KINDS),
  ofObjects('pods', ['Pod']),
  ofObjects('claims', ['PersistentVolumeClaim']),
  ofObjects('volumes', ['PersistentVolume']),
  ofObjects('nodes', ['Node', 'CSINode', 'VolumeAttachment']),
  ofObjects('disruption budgets', ['PodDisruptionBudget']),
  ofObjects('namespaces', ['Namespace']),
  ofObjects('storage classes', ['StorageClass', 'CSIDriver', 'CSIStorageCapacity']),
  {
    name: 'node groups',
    count: ({ nodeGroups }) => nodeGroups.length,
    drop: (cluster) => ({ ...cluster, nodeGroups: [] }),
  },
]

function ofObjects(name: string, kinds: readonly string[]): PartOfPlan {
  return {
    name,
    count: ({ resources }) => resources.filter(({ kind }) => kinds.includes(kind)).length,
    drop: (cluster) => ({
      ...cluster,
      resources: cluster.resources.filter(({ kind }) => !kinds.includes(kind)),
    }),
  }
}

/**
 * What each part of a plan takes of its link, the largest first: how much shorter the link is without it.
 * Parts speak of each other, so their sum is not the whole.
 *
 * @param shared what `shareable` gives
 */
export async function measureParts(
  shared: Plan,
  view: LinkView | undefined,
): Promise<readonly LinkPart[]> {
  const whole = await measure(shared, view)
  const parts: LinkPart[] = []
  for (const { name, count, drop } of PARTS) {
    const clusters = shared.designs.flatMap((design) => design.clusters)
    const found = clusters.reduce((sum, cluster) => sum + count(cluster), 0)
    if (found === 0) continue
    const designs = shared.designs.map((design) => ({
      ...design,
      clusters: design.clusters.map(drop),
    }))
    const characters = whole - (await measure({ ...shared, designs }, view))
    parts.push({ name, count: found, characters: Math.max(0, characters) })
  }
  return parts.sort((a, b) => b.characters - a.characters)
}

async function measure(shared: Plan, view: LinkView | undefined): Promise<number> {
  return (await packDocument(renderDocument(shared, view))).length
}
