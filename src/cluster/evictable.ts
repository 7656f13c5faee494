import { countAllowedDisruptions, type DisruptionBudget } from '#kube/disruption-budget.ts'
import { matchesSelector } from '#kube/label-selector.ts'
import { findLabel, type Labels } from '#kube/labels.ts'

/** What says whether Cluster Autoscaler may move a pod (XC11, A16). */
export interface EvictionContext {
  readonly budgets: readonly DisruptionBudget[]
  /** How many pods are wanted of those that a budget covers, when all are healthy. */
  readonly countCovered: (budget: DisruptionBudget) => number
  readonly skipNodesWithLocalStorage: boolean
  readonly skipNodesWithSystemPods: boolean
  /** Before 1.33 a pod of kube-system without a budget blocks for ever; later for an hour. */
  readonly doSystemPodsBlockForEver: boolean
}

export interface EvictionSubject {
  readonly namespace: string
  readonly labels: Labels
  readonly annotations: Readonly<Record<string, string>>
  /** Absent: a bare pod. */
  readonly ownerKind?: string | undefined
  readonly hasLocalStorage: boolean
  readonly localVolumes: readonly string[]
}

const SAFE_TO_EVICT = 'cluster-autoscaler.kubernetes.io/safe-to-evict'
const SAFE_VOLUMES = 'cluster-autoscaler.kubernetes.io/safe-to-evict-local-volumes'
const REPLACED_BY: readonly string[] = [
  'ReplicationController',
  'ReplicaSet',
  'Deployment',
  'Job',
  'CronJob',
  'StatefulSet',
]

/** The rules of A16 in their order: the first with an opinion decides. */
export function isEvictable(context: EvictionContext, pod: EvictionSubject): boolean {
  const budgets = context.budgets.filter(
    (budget) => budget.namespace === pod.namespace && matchesSelector(budget.selector, pod.labels),
  )
  const hasRoom = leavesRoom(context, budgets)
  const safe = findLabel(pod.annotations, SAFE_TO_EVICT)
  // A16.5: the budget is not looked at here; the eviction call still meets it.
  if (safe === 'true') return hasRoom
  if (safe === 'on-completion') return false
  if (pod.ownerKind === undefined || !REPLACED_BY.includes(pod.ownerKind)) return false
  if (pod.namespace === 'kube-system' && budgets.length === 0 && context.skipNodesWithSystemPods) {
    return !context.doSystemPodsBlockForEver
  }
  if (safe === 'false') return false
  if (context.skipNodesWithLocalStorage && pod.hasLocalStorage && !areLocalVolumesSafe(pod))
    return false
  return hasRoom
}

function areLocalVolumesSafe(pod: EvictionSubject): boolean {
  const safe = (findLabel(pod.annotations, SAFE_VOLUMES) ?? '')
    .split(',')
    .map((name) => name.trim())
  return pod.localVolumes.every((name) => safe.includes(name))
}

/** The eviction API refuses a pod that several budgets cover. */
function leavesRoom(context: EvictionContext, budgets: readonly DisruptionBudget[]): boolean {
  const [only, ...others] = budgets
  if (only === undefined) return true
  if (others.length > 0) return false
  const covered = context.countCovered(only)
  return countAllowedDisruptions(only, { expected: covered, healthy: covered }) > 0
}
