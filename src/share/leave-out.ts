import { getAt } from '#base/assert.ts'
import { readList, readText } from '#kube/field.ts'
import type { Cluster, Plan } from '#plan/schema.ts'
import type { LinkView } from './link-view.ts'

/**
 * What a link may do without (L4.4). `nodes`: what was observed of a cluster that runs, which is its Node
 * objects and the pods on them; the design stays, and its reader sees the pods that the workloads make.
 */
export const LEAVE_OUTS = ['view', 'nodes', 'other-designs', 'other-clusters'] as const
export type LeaveOut = (typeof LEAVE_OUTS)[number]

export interface Shared {
  readonly plan: Plan
  readonly view: LinkView | undefined
}

/** The plan and the view without these; the others of `other-…` are those beside the view's place. */
export function leaveOut(
  { plan, view }: Shared,
  place: LinkView['place'],
  leftOut: readonly LeaveOut[],
): Shared {
  const isLeftOut = (one: LeaveOut) => leftOut.includes(one)
  const designs = isLeftOut('other-designs') ? [getAt(plan.designs, place.design)] : plan.designs
  const kept = designs.map((design) => {
    const only = isLeftOut('other-clusters') ? design.clusters[place.cluster] : undefined
    const clusters = only === undefined ? design.clusters : [only]
    return { ...design, clusters: isLeftOut('nodes') ? clusters.map(dropNodes) : clusters }
  })
  const next = {
    design: isLeftOut('other-designs') ? 0 : place.design,
    cluster: isLeftOut('other-clusters') ? 0 : place.cluster,
  }
  return {
    plan: { ...plan, designs: kept },
    view: view === undefined || isLeftOut('view') ? undefined : { ...view, place: next },
  }
}

/** Whether leaving it out changes anything. */
export function canLeaveOut({ plan, view }: Shared, one: LeaveOut): boolean {
  switch (one) {
    case 'view':
      return view !== undefined
    case 'nodes':
      return plan.designs.some(({ clusters }) => clusters.some(hasNodes))
    case 'other-designs':
      return plan.designs.length > 1
    case 'other-clusters':
      return plan.designs.some(({ clusters }) => clusters.length > 1)
  }
}

type KubeResource = Cluster['resources'][number]

const OF_NODES: readonly string[] = ['Node', 'CSINode', 'VolumeAttachment']

function hasNodes({ resources }: Cluster): boolean {
  return resources.some(({ kind }) => OF_NODES.includes(kind))
}

function dropNodes(cluster: Cluster): Cluster {
  const makers = new Set(cluster.resources.map(keyOf))
  const resources = cluster.resources.filter(
    (object) => !OF_NODES.includes(object.kind) && !isMadeByOther(object, makers),
  )
  return { ...cluster, resources: resources.map(dropNodeName) }
}

/** Pods that a workload of the plan makes anew, and static pods, which their node makes. */
function isMadeByOther(object: KubeResource, makers: ReadonlySet<string>): boolean {
  if (object.kind !== 'Pod') return false
  return readList(object.metadata, 'ownerReferences').some((owner) => {
    const kind = readText(owner, 'kind') ?? ''
    const name = readText(owner, 'name') ?? ''
    const { namespace } = object.metadata
    const metadata = namespace === undefined ? { name } : { name, namespace }
    return kind === 'Node' || makers.has(keyOf({ apiVersion: '', kind, metadata }))
  })
}

function keyOf({ kind, metadata }: KubeResource): string {
  return `${kind} ${metadata.namespace ?? 'default'}/${metadata.name}`
}

function dropNodeName(object: KubeResource): KubeResource {
  const spec = object['spec']
  if (object.kind !== 'Pod' || typeof spec !== 'object' || spec === null) return object
  const { nodeName: _nodeName, ...rest } = spec as Readonly<Record<string, unknown>>
  return { ...object, spec: rest }
}
