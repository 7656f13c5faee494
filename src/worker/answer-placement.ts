import { compileCluster } from '#cluster/compile.ts'
import { explainPlacement } from '#scheduler/explain-placement.ts'
import { listUnknowns } from '#scheduler/list-unknowns.ts'
import { findPlanPod, readPlanSnapshot } from '#scheduler/read-plan-pod.ts'
import type { PlanPod, PlanSnapshot } from '#scheduler/read-plan-pod.ts'
import { renderAmount } from '#scheduler/render-amount.ts'
import { amountOf } from '#scheduler/snapshot.ts'
import { startChangeTrials } from '#scheduler/try-changes.ts'
import type { Desk } from './desk.ts'
import type {
  ChangesProgress,
  PlacementAnswer,
  PlacementFacts,
  PlacementQuery,
} from './placement-query.ts'

const SLICE_MS = 24
const REPORT_MS = 80

/** The snapshot of the last question: pods are asked about one after the other. */
let last: { readonly key: string; readonly plan: PlanSnapshot } | undefined

/** One attempt at a pod of the plan; undefined where the plan has no such pod, or the question was withdrawn. */
export async function answerPlacement(
  query: PlacementQuery,
  desk: Desk<never>,
): Promise<PlacementAnswer | undefined> {
  const plan = await readPlan(query, desk)
  const planPod = plan === undefined ? undefined : findPlanPod(plan, query.key)
  if (plan === undefined || planPod === undefined) return undefined
  const startedAtMs = desk.nowMs()
  const placement = explainPlacement(planPod, query.startIndex)
  const attemptMs = desk.nowMs() - startedAtMs
  return {
    placement,
    facts: describePod(plan, planPod, query.key),
    unknowns: listUnknowns(planPod),
    attemptMs,
  }
}

/** Tries what would have to change for the pod to run; tells of each change as it is tried. */
export async function answerChanges(
  query: PlacementQuery,
  desk: Desk<ChangesProgress>,
): Promise<boolean> {
  const plan = await readPlan(query, desk)
  const planPod = plan === undefined ? undefined : findPlanPod(plan, query.key)
  if (plan === undefined || planPod === undefined) return false
  const { pod, snapshot } = planPod
  const trials = startChangeTrials({ pod, snapshot, compiled: plan.compiled })
  let tried: ChangesProgress['tried'] = []
  let sliceAtMs = desk.nowMs()
  let reportedAtMs = sliceAtMs
  for (let one = trials.next(); one !== undefined; one = trials.next()) {
    tried = [...tried, one]
    const now = desk.nowMs()
    if (now - sliceAtMs < SLICE_MS) continue
    if (now - reportedAtMs >= REPORT_MS) {
      desk.report({ tried, ...trials.progress() })
      tried = []
      reportedAtMs = now
    }
    if (!(await desk.pause())) return false
    sliceAtMs = desk.nowMs()
  }
  desk.report({ tried, ...trials.progress() })
  return true
}

async function readPlan(
  { packed, place, version }: PlacementQuery,
  { resources, pause }: Pick<Desk<never>, 'resources' | 'pause'>,
): Promise<PlanSnapshot | undefined> {
  const shell = packed.shell.designs[place.design]?.clusters[place.cluster]
  const key = JSON.stringify([packed.resourceSets.map(({ id }) => id), place, version, shell])
  if (last?.key === key) return last.plan
  const unpacked = await resources.unpack(packed)
  const cluster = unpacked.designs[place.design]?.clusters[place.cluster]
  if (cluster === undefined || !(await pause())) return undefined
  const path = `designs[${place.design}].clusters[${place.cluster}]`
  const compiled = compileCluster(cluster, path)
  if (!(await pause())) return undefined
  const plan = readPlanSnapshot(cluster, compiled, version)
  last = { key, plan }
  return plan
}

function describePod(
  { compiled }: PlanSnapshot,
  { pod, snapshot }: PlanPod,
  key: string,
): PlacementFacts {
  const isIt = (one: { readonly namespace: string; readonly name: string }): boolean =>
    `${one.namespace}/${one.name}` === key
  const found = compiled.pods.find(isIt) ?? compiled.daemonPods.find(isIt)
  const { requests } = pod.spec
  return {
    owner: found === undefined ? '' : `${found.owner.kind} ${found.owner.name}`,
    milliCpu: amountOf(requests, 'cpu'),
    memoryBytes: amountOf(requests, 'memory'),
    others: Object.entries(requests).flatMap(([name, amount]) =>
      name === 'cpu' || name === 'memory' || amount === 0
        ? []
        : [`${name} ${renderAmount(name, amount)}`],
    ),
    claims: pod.spec.claims.map(({ claimName }) => claimName),
    priority: pod.priority,
    unrequested: snapshot.nodes.map(({ node, requested }) => ({
      milliCpu: amountOf(node.allocatable, 'cpu') - amountOf(requested, 'cpu'),
      memoryBytes: amountOf(node.allocatable, 'memory') - amountOf(requested, 'memory'),
    })),
  }
}
