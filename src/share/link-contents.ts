import { WORKLOAD_KINDS } from '#kube/workload.ts'
import type { Cluster, Plan } from '#plan/schema.ts'

/** What a link holds, counted by kind (L7.5). */
export interface LinkContents {
  readonly designs: number
  readonly clusters: number
  readonly zones: number
  readonly nodeGroups: number
  readonly autoscalers: number
  readonly workloads: number
  readonly pods: number
  readonly claims: number
  readonly volumes: number
  readonly nodes: number
  readonly acceptedFindings: number
}

export function countContents(plan: Plan): LinkContents {
  const clusters = plan.designs.flatMap((design) => design.clusters)
  const sum = (count: (cluster: Cluster) => number): number =>
    clusters.reduce((total, cluster) => total + count(cluster), 0)
  const ofKinds = (...kinds: readonly string[]) =>
    sum(({ resources }) => resources.filter(({ kind }) => kinds.includes(kind)).length)
  return {
    designs: plan.designs.length,
    clusters: clusters.length,
    zones: sum(({ zones }) => zones.length),
    nodeGroups: sum(({ nodeGroups }) => nodeGroups.length),
    autoscalers: sum(({ autoscalers }) => autoscalers.length),
    workloads: ofKinds(...WORKLOAD_KINDS),
    pods: ofKinds('Pod'),
    claims: ofKinds('PersistentVolumeClaim'),
    volumes: ofKinds('PersistentVolume'),
    nodes: ofKinds('Node'),
    acceptedFindings: plan.review?.acceptedFindings?.length ?? 0,
  }
}
