import type { ClusterPlace } from '#plan/edit.ts'
import type { Cluster, Plan } from '#plan/schema.ts'
import { useOpenPlan } from '#store/plan-store.ts'
import { useView } from '#store/view-store.ts'

/** The cluster that is shown, without its Kubernetes objects (`worker/packed-plan.ts`). */
export interface ShownCluster {
  readonly plan: Plan
  readonly place: ClusterPlace
  readonly cluster: Cluster
}

export function useCluster(): ShownCluster | undefined {
  const plan = useOpenPlan()?.packed.shell
  const place = useView((view) => view.place)
  const cluster = plan?.designs[place.design]?.clusters[place.cluster]
  return plan === undefined || cluster === undefined ? undefined : { plan, place, cluster }
}
