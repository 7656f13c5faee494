/**
 * The scheduler for many pods in a row: what the plain algorithm works out for each pod from the whole cluster is kept
 * in tables and changed where a pod came or went. Its decisions are those of `attemptPod`, which also takes the attempts that
 * are not in tables (docs/decisions/0024).
 */
import { attemptPod } from '../attempt.ts'
import { assert, getAt } from '#base/assert.ts'
import { chooseBest } from './winner.ts'
import { createAttachmentTable } from './attachment-table.ts'
import { createNodeTable } from './node-table.ts'
import { createPassingNodes } from './passing-nodes.ts'
import { createPlacementTables } from './placement-tables.ts'
import { createPodIndex } from './pod-index.ts'
import { createPortTables } from './port-tables.ts'
import { createResourceTables } from './resource-tables.ts'
import { createScoreRoom, totalScores } from './score-nodes.ts'
import { createSocialTables } from './social-tables.ts'
import { createTermIndex } from './term-index.ts'
import { createVolumeTables } from './volume-tables.ts'
import { describeFiltered, describeScores } from './describe-attempt.ts'
import { explainUnschedulable } from '../explain-pending.ts'
import { findDefaultClass } from '#kube/volume.ts'
import { interPodAffinity } from '../plugins/inter-pod-affinity.ts'
import { listBest } from '../score.ts'
import { hasTerms } from './term-index.ts'
import { nodeAffinity } from '../plugins/node-affinity.ts'
import { podTopologySpread } from '../plugins/pod-topology-spread.ts'
import { prepareChecks } from '../cycle.ts'
import { scanNodes } from './scan-nodes.ts'
import { taintToleration } from '../plugins/taint-toleration.ts'
import type { Attempt } from '../attempt.ts'
import type { FilteredNodes } from '../cycle.ts'
import type { PersistentVolume, PersistentVolumeClaim } from '#kube/volume.ts'
import type { PlacedPod } from './node-table.ts'
import type { PodPlan } from './pod-plan.ts'
import type { Scan } from './scan-nodes.ts'
import type { SchedulerPod, Snapshot } from '../snapshot.ts'

/** What came of an attempt, without the lists that say why. */
export type Decision =
  | {
      readonly kind: 'scheduled'
      /** Place of the winner in scan order. */
      readonly node: number
      /** Greatest total; 0 where there was no choice. */
      readonly total: number
      /** Nodes as good as the winner, which is one of them. */
      readonly equals: number
      readonly evaluated: number
      readonly nextIndex: number
    }
  | { readonly kind: 'other'; readonly attempt: Attempt }

export interface FastScheduler {
  /** The same as `attemptPod` in this cluster. */
  attempt(pod: SchedulerPod, startIndex: number): Attempt
  /** The same decision alone. */
  decide(pod: SchedulerPod, startIndex: number): Decision
  /** True: the tables decide about this pod. */
  isFast(pod: SchedulerPod): boolean
  /** The pod is on the node from now on (AS-1). @param order among the pods of a node; default: the last */
  place(pod: SchedulerPod, node: number, order?: number): void
  /** The pod waits: it counts nowhere but as one that was promised a node. */
  wait(pod: SchedulerPod, order: number): void
  /** The pod is gone. */
  remove(pod: PodName): void
  replaceClaim(claim: PersistentVolumeClaim): void
  replaceVolume(volume: PersistentVolume): void
  /** Place of a node in scan order; undefined: there is none of this name. */
  findNode(name: string): number | undefined
  /** The cluster as the plain algorithm sees it. */
  readSnapshot(): Snapshot
  /** The claims and volumes of now. */
  readonly storage: Pick<Snapshot, 'claims' | 'volumes' | 'storageClasses'>
}

type PodName = Pick<SchedulerPod, 'namespace' | 'name'>

export interface FastOptions {
  /** Place of a pod among the pods of its node; default: as they stand in the snapshot. */
  readonly orderOf?: (pod: SchedulerPod) => number
  /** How many tables of pods that are alike are kept up to date; default: 256. */
  readonly mostTables?: number
}

/** Starts with the cluster of the snapshot; nodes, classes and what selects pods do not change from there. */
export function createFastScheduler(start: Snapshot, options: FastOptions = {}): FastScheduler {
  const { orderOf, mostTables = 256 } = options
  const nodes = createNodeTable(start.nodes.map(({ node }) => node))
  const claims = new Map(start.claims)
  const volumes = new Map(start.volumes)
  const snapshot: Snapshot = { ...start, nodes: nodes.bareStates, claims, volumes }
  const pods = createPodIndex()
  const terms = createTermIndex()
  const attachments = createAttachmentTable(nodes, snapshot, { claims, volumes })
  const placement = createPlacementTables(nodes, snapshot)
  const resources = createResourceTables(nodes, start.version)
  const ports = createPortTables(nodes)
  const volumeTables = createVolumeTables(nodes, snapshot, attachments)
  const social = createSocialTables({ snapshot, nodes, pods, terms, mostTables })
  const passing = createPassingNodes()
  const room = createScoreRoom(nodes.nodes.length)
  const feasible = new Int32Array(nodes.nodes.length)
  const placed = new Map<string, Map<string, PlacedPod>>()
  const promised = new Map<string, { readonly pod: SchedulerPod; readonly order: number }>()
  const weights = {
    taints: taintToleration.scoring?.weight ?? 0,
    preferences: nodeAffinity.scoring?.weight ?? 0,
    spread: podTopologySpread.scoring?.weight ?? 0,
    affinity: interPodAffinity.scoring?.weight ?? 0,
  }
  const world = { nodes, attachments, snapshot }
  let lastOrder = 0
  // What was worked out for the pod that was asked about last: it is mostly the one that is placed next.
  let last: { readonly pod: SchedulerPod; readonly plan: PodPlan } | undefined
  for (const [index, state] of start.nodes.entries()) {
    for (const pod of state.pods) place(pod, index, orderOf?.(pod))
  }
  for (const [index, pod] of start.nominated.entries()) {
    promised.set(keyOf(pod), { pod, order: orderOf?.(pod) ?? index })
  }

  function place(pod: SchedulerPod, node: number, order = lastOrder + 1): void {
    const one = { pod, node, order }
    const { spec, name } = pod
    const siblings = getSiblings(pod)
    assert(!siblings.has(name), `the pod ${keyOf(pod)} is on a node already`)
    siblings.set(name, one)
    lastOrder = Math.max(lastOrder, order)
    if (promised.size > 0) promised.delete(keyOf(pod))
    const plan = last?.pod === pod ? last.plan : undefined
    nodes.addPod(one)
    pods.add(one)
    if (hasTerms(spec.podAffinity)) {
      terms.add(one, plan?.social.groups() ?? terms.findGroups(spec.podAffinity))
    }
    if (spec.claims.length + spec.inlineDisks.length > 0) {
      attachments.add(
        one,
        plan?.volumes?.isSameEverywhere === true ? plan.volumes.wanted : undefined,
      )
    }
  }

  /** The placed pods of its namespace, by name. */
  function getSiblings({ namespace }: PodName): Map<string, PlacedPod> {
    const known = placed.get(namespace)
    if (known !== undefined) return known
    const siblings = new Map<string, PlacedPod>()
    placed.set(namespace, siblings)
    return siblings
  }

  function remove(pod: PodName): void {
    promised.delete(keyOf(pod))
    const siblings = getSiblings(pod)
    const one = siblings.get(pod.name)
    if (one === undefined) return
    siblings.delete(pod.name)
    nodes.removePod(one)
    pods.remove(one)
    const { spec } = one.pod
    if (hasTerms(spec.podAffinity)) terms.remove(one, terms.findGroups(spec.podAffinity))
    if (spec.claims.length + spec.inlineDisks.length > 0) attachments.remove(one)
  }

  function readSnapshot(): Snapshot {
    const nominated = [...promised.values()].toSorted((a, b) => a.order - b.order)
    return {
      ...snapshot,
      nodes: nodes.listStates(),
      nominated: nominated.map(({ pod }) => pod),
      claimUses: attachments.countUses(),
    }
  }

  /** Undefined: this attempt is not in the tables. */
  function findPlan(pod: SchedulerPod): PodPlan | undefined {
    const { spec } = pod
    if (promised.size > 0 || pod.nominatedNodeName !== undefined) return undefined
    if (spec.schedulingGates.length > 0 || pod.isTerminating) return undefined
    if (spec.inlineDisks.length > 0 || nodes.nodes.length === 0 || !nodes.isExact())
      return undefined
    const preferences = placement.findPreferences(pod)
    const place = placement.find(pod)
    if (preferences === 'broken' || place === undefined) return undefined
    const ofVolumes = spec.claims.length === 0 ? undefined : volumeTables.find(pod)
    if (spec.claims.length > 0 && ofVolumes === undefined) return undefined
    const plan: PodPlan = {
      placement: place,
      passing: passing.find(place, ofVolumes),
      ports: spec.hostPorts.length === 0 ? undefined : ports.find(spec.hostPorts),
      resources: resources.find(pod),
      volumes: ofVolumes,
      social: social.find(pod),
      taints: placement.findTaints(pod),
      preferences,
      images: placement.findImages(pod),
    }
    last = { pod, plan }
    return plan
  }

  function describe(pod: SchedulerPod, plan: PodPlan, scan: Scan, startIndex: number): Attempt {
    const attempted = { pod, plan, scan, startIndex }
    const filtered = describeFiltered(attempted, world)
    const { feasibleNodes, nextIndex } = filtered
    const [first] = feasibleNodes
    if (first === undefined) return explain(pod, filtered)
    if (feasibleNodes.length === 1) {
      return { kind: 'scheduled', filtered, top: [first], winner: first, nextIndex }
    }
    totalScores(plan, scan, weights, room)
    const totals = Array.from(room.totals.subarray(0, scan.found))
    const { at } = chooseBest(room.totals, scan.found)
    const scoring = describeScores(attempted, totals, world, room)
    const top = listBest(feasibleNodes, totals)
    return {
      kind: 'scheduled',
      filtered,
      scoring,
      top,
      winner: getAt(feasibleNodes, at),
      nextIndex,
    }
  }

  function explain(pod: SchedulerPod, filtered: FilteredNodes): Attempt {
    const now = readSnapshot()
    // Only where preemption has somebody to take off a node are the tests themselves needed.
    const hasVictims =
      pod.preemptionPolicy !== 'Never' &&
      filtered.rejectedNodes.some(
        ({ nodeState, status }) =>
          status.code === 'Unschedulable' &&
          nodeState.pods.some(({ priority }) => priority < pod.priority),
      )
    const prepared = hasVictims ? prepareChecks(pod, now) : undefined
    const checks = prepared?.kind === 'prepared' ? prepared.checks : []
    const result = { ...filtered, checks }
    const { message, preemption } = explainUnschedulable(pod, result, now)
    const tried = preemption === undefined ? {} : { preemption }
    return { kind: 'unschedulable', result, message, ...tried, nextIndex: filtered.nextIndex }
  }

  function attempt(pod: SchedulerPod, startIndex: number): Attempt {
    const plan = findPlan(pod)
    if (plan === undefined) return attemptPod(pod, readSnapshot(), startIndex)
    return describe(pod, plan, scanNodes(plan, attachments, startIndex, feasible), startIndex)
  }

  function decide(pod: SchedulerPod, startIndex: number): Decision {
    const plan = findPlan(pod)
    if (plan === undefined)
      return { kind: 'other', attempt: attemptPod(pod, readSnapshot(), startIndex) }
    const scan = scanNodes(plan, attachments, startIndex, feasible)
    const { found, refused } = scan
    if (found === 0) return { kind: 'other', attempt: describe(pod, plan, scan, startIndex) }
    const evaluated = found + refused
    const nextIndex = (startIndex + evaluated) % nodes.nodes.length
    if (found === 1) {
      return {
        kind: 'scheduled',
        node: feasible[0] ?? 0,
        total: 0,
        equals: 1,
        evaluated,
        nextIndex,
      }
    }
    totalScores(plan, scan, weights, room)
    const { at, total, equals } = chooseBest(room.totals, found)
    return { kind: 'scheduled', node: feasible[at] ?? 0, total, equals, evaluated, nextIndex }
  }

  return {
    attempt,
    decide,
    isFast: (pod) => findPlan(pod) !== undefined,
    place,
    wait: (pod, order) => {
      if (pod.nominatedNodeName === undefined) promised.delete(keyOf(pod))
      else promised.set(keyOf(pod), { pod, order })
    },
    remove,
    replaceClaim: (claim) => {
      // IN-13.
      const className =
        claim.className ?? findDefaultClass([...start.storageClasses.values()])?.name ?? ''
      const key = `${claim.namespace}/${claim.name}`
      last = undefined
      attachments.replaceClaim(key, Object.assign({}, claim, { className }))
    },
    replaceVolume: (volume) => {
      last = undefined
      attachments.replaceVolume(volume)
    },
    findNode: (name) => nodes.indexByName.get(name),
    readSnapshot,
    storage: snapshot,
  }
}

function keyOf({ namespace, name }: PodName): string {
  return `${namespace}/${name}`
}
