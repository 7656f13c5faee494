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

/** How many parts a plan has that `measureParts` measures. */
export function countParts(shared: Plan): number {
  return listParts(shared).length
}

/**
 * What each part of a plan takes of its link, the largest first: how much shorter the link is without it (L4.3).
 * Parts speak of each other, so their sum is not the whole.
 *
 * @param shared what `shareable` gives
 * @param pause called after the whole and after each part; false stops, and undefined is given
 */
export async function measureParts(
  shared: Plan,
  view: LinkView | undefined,
  pause: () => Promise<boolean>,
): Promise<readonly LinkPart[] | undefined> {
  const whole = await measure(shared, view)
  if (!(await pause())) return undefined
  const parts: LinkPart[] = []
  for (const { name, count, drop } of listParts(shared)) {
    const designs = shared.designs.map((design) => ({
      ...design,
      clusters: design.clusters.map(drop),
    }))
    const characters = whole - (await measure({ ...shared, designs }, view))
    parts.push({ name, count, characters: Math.max(0, characters) })
    if (!(await pause())) return undefined
  }
  return parts.sort((a, b) => b.characters - a.characters)
}

/** The parts of which the plan has any. */
function listParts({ designs }: Plan) {
  const clusters = designs.flatMap((design) => design.clusters)
  return PARTS.map(({ name, count, drop }) => ({
    name,
    count: clusters.reduce((sum, cluster) => sum + count(cluster), 0),
    drop,
  })).filter(({ count }) => count > 0)
}

async function measure(shared: Plan, view: LinkView | undefined): Promise<number> {
  return (await packDocument(renderDocument(shared, view))).length
}
