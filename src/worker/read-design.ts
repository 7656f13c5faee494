import { identifyObject } from '#differences/identify.ts'
import type { AbsentThings } from '#importers/importer.ts'
import type { Cluster, Design, Plan } from '#plan/schema.ts'
import type { Desk } from './desk.ts'
import type { DesignSource } from './design-questions.ts'

/** The design with its Kubernetes objects; `undefined` where the plan has no such design. */
export async function readDesign(
  { packed, design, absent = [] }: DesignSource,
  { resources }: Pick<Desk<never>, 'resources'>,
): Promise<{ readonly plan: Plan; readonly design: Design } | undefined> {
  const plan = await resources.unpack(packed)
  const found = plan.designs[design]
  if (found === undefined) return undefined
  if (absent.length === 0) return { plan, design: found }
  const clusters = found.clusters.map((cluster) => dropAbsent(cluster, absent))
  return { plan, design: { ...found, clusters } }
}

function dropAbsent(cluster: Cluster, absent: readonly AbsentThings[]): Cluster {
  const gone = absent.find((one) => one.cluster === cluster.name)
  if (gone === undefined) return cluster
  const objects = new Set(gone.objects)
  return {
    ...cluster,
    zones: cluster.zones.filter(({ name }) => !gone.zones.includes(name)),
    nodeGroups: cluster.nodeGroups.filter(({ name }) => !gone.groups.includes(name)),
    autoscalers: cluster.autoscalers.filter(({ kind }) => !gone.autoscalers.includes(kind)),
    resources: cluster.resources.filter((object) => !objects.has(identifyObject(object))),
  }
}
