/**
 * Lemma H (headroom): how many nodes other pods can close to one pod at the same time, and so how many
 * it takes until one of them is open. Risks specification, 2.3.6.
 */
import { countPods, isRepelled, listCompetitors } from './competitors.ts'
import type { Competitor } from './competitors.ts'
import type { Ground } from './ground.ts'
import type { ModelGroup, ModelPod } from '../model.ts'

/**
 * Nodes of one group that cannot all refuse a pod: `need` of Lemma H, to the letter.
 *
 * @param sigma largest share of a node's allocatable that the pod asks for, 0 to 1
 * @param others the same of each other pod that can land on the group, one entry a pod
 * @param conflicts pods among them that must not share a node with it
 */
export function computeNeed({ sigma, others, conflicts }: HeadroomCase): number {
  const total = others.reduce((sum, share) => sum + share, 0)
  if (sigma >= 1) return others.length + 1
  return Math.min(others.length + 1, Math.max(1, Math.ceil(total / (1 - sigma))) + conflicts)
}

export interface HeadroomCase {
  readonly sigma: number
  readonly others: readonly number[]
  readonly conflicts: number
}

/** Nodes of one group that a pod may count on. */
export interface Supply {
  readonly group: ModelGroup
  /** `Infinity` asks how many could be blocked at all. */
  readonly nodes: number
}

/**
 * Lemma H on the model form, over the nodes of one or more groups in the ground's zones: the most of
 * them that can refuse the pod in one state. With one node more, some node accepts it, if need be
 * after a preemption: pods of lower priority block nothing (XM2).
 *
 * The least of three bounds. By pods: each node that refuses holds a pod that repels it or uses what
 * it asks for. By resource: a node that refuses for a resource holds at least capacity − request + 1
 * of it, in whole numbers. By share: the lemma's own sum. Pods that repel block a node each.
 */
export function countBlockable(ground: Ground, supplies: readonly Supply[]): number {
  const groups = supplies.map((supply) => supply.group)
  const competitors = listCompetitors(ground, groups)
  const repelling = competitors.filter((one) => isRepelled(ground.pod, one.pod))
  const others = competitors.filter((one) => !isRepelled(ground.pod, one.pod))
  const asked = listAsked(ground.pod, groups)
  const using = others.filter(({ pod }) => asked.some((resource) => amountOf(pod, resource) > 0))
  const shared = Math.min(
    countBlockedByAmount(ground.pod, using, supplies, asked),
    countBlockedByShare(ground.pod, using, supplies, asked),
  )
  return countPods(repelling) + Math.min(countPods(using), shared)
}

/** `need(g, P)`: one node more than can be blocked. */
export function countNeeded(ground: Ground, group: ModelGroup): number {
  return countBlockable(ground, [{ group, nodes: Infinity }]) + 1
}

const VOLUMES = Symbol('EBS attachments')
type Resource = string | typeof VOLUMES

/** A refusal can only come of what the pod asks for (section 2, fits). */
function listAsked(pod: ModelPod, groups: readonly ModelGroup[]): readonly Resource[] {
  const resources: Resource[] = Object.keys(pod.requests).filter(
    (resource) => (pod.requests[resource] ?? 0) > 0,
  )
  const hasLimit = groups.some((group) => group.slots !== undefined)
  return hasLimit && (pod.volumes ?? 0) > 0 ? [...resources, VOLUMES] : resources
}

function amountOf(pod: ModelPod, resource: Resource): number {
  return resource === VOLUMES ? (pod.volumes ?? 0) : (pod.requests[resource] ?? 0)
}

function capacityOf(group: ModelGroup, resource: Resource): number {
  return resource === VOLUMES ? (group.slots ?? Infinity) : (group.capacity[resource] ?? 0)
}

function countBlockedByAmount(
  pod: ModelPod,
  others: readonly Competitor[],
  supplies: readonly Supply[],
  asked: readonly Resource[],
): number {
  let blocked = 0
  for (const resource of asked) {
    const users = others.filter((one) => amountOf(one.pod, resource) > 0)
    let left = users.reduce((sum, one) => sum + one.count * amountOf(one.pod, resource), 0)
    const pools = supplies
      .map(({ group, nodes }) => ({
        cost: capacityOf(group, resource) - amountOf(pod, resource) + 1,
        nodes,
      }))
      .sort((a, b) => a.cost - b.cost)
    let most = 0
    for (const { cost, nodes } of pools) {
      const taken = Math.min(nodes, Math.floor(left / cost))
      most += taken
      left -= taken === 0 ? 0 : taken * cost
    }
    blocked += Math.min(most, countPods(users))
  }
  return blocked
}

/** Keeps the bound on the safe side of what double precision loses in a sum of shares. */
const ROUNDING = 1e-9

function countBlockedByShare(
  pod: ModelPod,
  others: readonly Competitor[],
  supplies: readonly Supply[],
  asked: readonly Resource[],
): number {
  const shareOf = (one: ModelPod, group: ModelGroup) =>
    Math.max(0, ...asked.map((resource) => shareOfResource(one, group, resource)))
  let left = others.reduce(
    (sum, one) =>
      sum + one.count * Math.max(0, ...supplies.map(({ group }) => shareOf(one.pod, group))),
    0,
  )
  const pools = supplies
    .map(({ group, nodes }) => ({ cost: 1 - shareOf(pod, group), nodes }))
    .sort((a, b) => a.cost - b.cost)
  let blocked = 0
  for (const { cost, nodes } of pools) {
    if (left <= 0) return blocked
    // Refusing nodes hold more than `cost` each, so m of them need more than m · cost in all.
    const most = cost <= ROUNDING ? Infinity : Math.ceil(left / cost + ROUNDING) - 1
    const taken = Math.min(nodes, Math.max(0, most))
    if (taken === Infinity) return Infinity
    blocked += taken
    left -= taken * cost
  }
  return blocked
}

function shareOfResource(pod: ModelPod, group: ModelGroup, resource: Resource): number {
  const amount = amountOf(pod, resource)
  if (amount === 0) return 0
  const capacity = capacityOf(group, resource)
  return capacity === 0 ? Infinity : amount / capacity
}
