/**
 * What would have to change for a pod to run: each constraint is taken away alone and the attempt made again.
 * Where none alone suffices, those that together clear a node are tried.
 */
import { attemptPod } from './attempt.ts'
import { CHANGE_FAMILIES } from './changes/registry.ts'
import { countReasons, renderFitError } from './message.ts'
import { filterNodes } from './cycle.ts'
import { isSince } from './version.ts'
import { PLUGINS } from './registry.ts'
import type { Attempt } from './attempt.ts'
import type { Change, ChangeContext } from './changes/change.ts'
import type { NodeState } from './snapshot.ts'
import type { PreparedCheck } from './cycle.ts'
import type { Situation } from './read-plan-pod.ts'

/** A change, or several together, and what the attempt came to with it. */
export interface TriedChange {
  readonly key: string
  readonly steps: readonly { readonly words: string; readonly note: string }[]
  readonly result: TriedResult
}

export type TriedResult =
  | {
      readonly kind: 'runs'
      readonly winner: TriedNode
      /** Every node that would take it, the winner and its equals among them. */
      readonly feasible: readonly TriedNode[]
    }
  /** It would wait for its victims to go, then run there. */
  | { readonly kind: 'preempts'; readonly node: TriedNode; readonly victims: readonly string[] }
  | { readonly kind: 'waits'; readonly message: string }

export interface TriedNode {
  readonly name: string
  readonly zone?: string
  /** It does not exist yet. */
  readonly isAdded: boolean
}

/** Nodes whose refusals are cleared together, at most. */
const MOST_COMBINED = 8
/** In a cluster of more nodes preemption is not dry-run for each change. */
const MOST_DRY_RUNS = 1_000
/** Constraints that are taken away together, at most. */
const MOST_TOGETHER = 3

export interface ChangeTrials {
  /** The next one tried; undefined when all were. */
  readonly next: () => TriedChange | undefined
  readonly progress: () => { readonly done: number; readonly total: number }
}

/** One trial a call, so that a worker can pause in between. */
export function startChangeTrials(context: ChangeContext): ChangeTrials {
  const singles = CHANGE_FAMILIES.flatMap(({ list }) => list(context))
  const demanded = singles.filter(({ isDemanded }) => isDemanded === true)
  const others = singles.filter((change) => !demanded.includes(change))
  let queue: readonly (readonly Change[])[] = [
    ...(demanded.length === 0 ? [] : [demanded]),
    ...others.map((change) => [...demanded, change]),
  ]
  let total = queue.length
  let done = 0
  let isCombined = false
  let helped = false
  return {
    next: () => {
      if (done >= queue.length && !isCombined && !helped) {
        isCombined = true
        const combined = combineChanges(applyAll(context, demanded), others)
        queue = [...queue, ...combined.map((changes) => [...demanded, ...changes])]
        total = queue.length
      }
      const changes = queue[done]
      if (changes === undefined) return undefined
      done += 1
      const tried = tryChanges(context, changes)
      helped = helped || tried.result.kind === 'runs'
      // What is demanded suffices, so nothing more is needed.
      if (helped && changes === demanded) {
        queue = [demanded]
        total = queue.length
      }
      return tried
    },
    progress: () => ({ done, total }),
  }
}

/** The attempt made again after these changes; each then reduced to the least that does. */
export function tryChanges(situation: Situation, changes: readonly Change[]): TriedChange {
  const added = new Set(changes.flatMap(({ addedNode }) => addedNode ?? []))
  const toNode = ({ node: { name, zone } }: NodeState): TriedNode => ({
    name,
    ...(zone === undefined ? {} : { zone }),
    isAdded: added.has(name),
  })
  const whole = attempt(situation, changes)
  const narrowed = isHelp(whole.attempt)
    ? narrowChanges(situation, changes, whole.feasible)
    : changes
  const least = narrowed === changes ? whole : attempt(situation, narrowed)
  const [taken, told] = isHelp(least.attempt) ? [least, narrowed] : [whole, changes]
  return {
    key: changes.map(({ key }) => key).join(' + '),
    steps: told.map(({ words, note }) => ({ words, note })),
    result: describe(taken, toNode),
  }
}

interface Tried {
  readonly attempt: Attempt
  readonly feasible: readonly NodeState[]
}

function attempt(situation: Situation, changes: readonly Change[]): Tried {
  const { pod, snapshot } = applyAll(situation, changes)
  // The attempt stops at enough nodes; what is told are all.
  const result = filterNodes(pod, snapshot, { kind: 'all' })
  const feasible = result.kind === 'filtered' ? result.feasibleNodes : []
  const isGated = pod.spec.schedulingGates.length > 0 || pod.isTerminating
  const triesPreemption =
    snapshot.nodes.length <= MOST_DRY_RUNS || changes.some(({ mayPreempt }) => mayPreempt === true)
  if (isGated || feasible.length > 0 || triesPreemption || result.kind !== 'filtered') {
    return { attempt: attemptPod(pod, snapshot, 0), feasible: isGated ? [] : feasible }
  }
  const reasons = result.rejectedNodes.flatMap(({ status }) => status.reasons)
  const message = renderFitError(snapshot.nodes.length, countReasons(reasons))
  return { attempt: { kind: 'unschedulable', result, message, nextIndex: 0 }, feasible }
}

function applyAll(situation: Situation, changes: readonly Change[]): Situation {
  return changes.reduce((changed, change) => change.apply(changed), situation)
}

function isHelp(made: Attempt): boolean {
  return (
    made.kind === 'scheduled' ||
    (made.kind === 'unschedulable' && made.preemption?.kind === 'nominated')
  )
}

function narrowChanges(
  situation: Situation,
  changes: readonly Change[],
  feasible: readonly NodeState[],
): readonly Change[] {
  return changes.map((change) => {
    const others = changes.filter((other) => other !== change)
    const narrower = change.narrow?.(applyAll(situation, others), feasible)
    return narrower === undefined ? change : { ...change, ...narrower }
  })
}

function describe(
  { attempt: made, feasible }: Tried,
  toNode: (nodeState: NodeState) => TriedNode,
): TriedResult {
  switch (made.kind) {
    case 'scheduled':
      return { kind: 'runs', winner: toNode(made.winner), feasible: feasible.map(toNode) }
    case 'unschedulable': {
      const { preemption, result, message } = made
      if (preemption?.kind !== 'nominated') return { kind: 'waits', message }
      const { nodeName, victims } = preemption.candidate
      const rejected = result.kind === 'filtered' ? result.rejectedNodes : []
      const holder = rejected.find(({ nodeState }) => nodeState.node.name === nodeName)
      return {
        kind: 'preempts',
        node: holder === undefined ? { name: nodeName, isAdded: false } : toNode(holder.nodeState),
        victims: victims.map(({ namespace, name }) => `${namespace}/${name}`),
      }
    }
    case 'gated':
    case 'skipped':
    case 'error':
      return { kind: 'waits', message: made.message }
  }
}

/** For the nodes that the fewest plugins refuse: changes that together lift all of their refusals. */
function combineChanges(
  situation: Situation,
  singles: readonly Change[],
): readonly (readonly Change[])[] {
  const adding = singles.filter(({ addedNode }) => addedNode !== undefined)
  const others = singles.filter(({ addedNode }) => addedNode === undefined)
  const worlds = [[], ...adding.map((change) => [change])].slice(0, 24)
  const found = worlds.flatMap((first) => {
    const changed = applyAll(situation, first)
    return listRefusals(changed, first[0]?.addedNode).map((refusal) => ({
      first,
      changed,
      refusal,
    }))
  })
  const sets = found
    .toSorted((a, b) => a.refusal.plugins.length - b.refusal.plugins.length)
    .slice(0, MOST_COMBINED)
    .flatMap(({ first, changed, refusal }) => {
      const lifting = liftRefusals(changed, refusal, others)
      const all = [...first, ...(lifting ?? [])]
      return lifting === undefined || all.length < 2 || all.length > MOST_TOGETHER ? [] : [all]
    })
  const byKey = new Map(sets.map((set) => [set.map(({ key }) => key).join(' + '), set]))
  return [...byKey.values()]
}

interface Refusal {
  readonly nodeName: string
  readonly plugins: readonly string[]
}

/** Which plugins would refuse a node if every one were asked; a node of each kind. */
function listRefusals(situation: Situation, only: string | undefined): readonly Refusal[] {
  const checks = listChecks(situation)
  const byPlugins = new Map<string, Refusal>()
  for (const nodeState of situation.snapshot.nodes) {
    const { name } = nodeState.node
    if (only !== undefined && name !== only) continue
    const plugins = checks
      .filter(({ check }) => check.filter(nodeState).code !== 'Success')
      .map(({ plugin }) => plugin)
    const key = `${plugins.join()} ${nodeState.node.zone ?? ''}`
    if (plugins.length > 0 && !byPlugins.has(key)) byPlugins.set(key, { nodeName: name, plugins })
  }
  return [...byPlugins.values()]
}

/** The tests of nodes, without asking a node; those that reject the pod on all nodes have none. */
function listChecks({ pod, snapshot }: Situation): readonly PreparedCheck[] {
  return PLUGINS.flatMap(({ name, since, preFilter }) => {
    if (since !== undefined && !isSince(snapshot.version, since)) return []
    const result = preFilter?.(pod, snapshot)
    return result?.kind === 'run' ? [{ plugin: name, check: result.check }] : []
  })
}

/** Plugin by plugin: the first change that lifts its refusal of the node, else all of its changes together. */
function liftRefusals(
  situation: Situation,
  { nodeName, plugins }: Refusal,
  changes: readonly Change[],
): readonly Change[] | undefined {
  const refuses = (plugin: string, chosen: readonly Change[]): boolean => {
    const changed = applyAll(situation, chosen)
    const nodeState = changed.snapshot.nodes.find(({ node }) => node.name === nodeName)
    const check = listChecks(changed).find((one) => one.plugin === plugin)?.check
    return nodeState !== undefined && check !== undefined
      ? check.filter(nodeState).code !== 'Success'
      : false
  }
  let chosen: readonly Change[] = []
  for (const plugin of plugins) {
    if (chosen.some((change) => change.plugins.includes(plugin)) && !refuses(plugin, chosen)) {
      continue
    }
    const own = changes.filter((change) => change.plugins.includes(plugin))
    const single = own.find((change) => !refuses(plugin, [change]))
    if (single !== undefined) {
      chosen = [...chosen, single]
      continue
    }
    if (own.length === 0 || refuses(plugin, own)) return undefined
    chosen = [...chosen, ...pruneChanges(own, (some) => !refuses(plugin, some))]
  }
  return chosen
}

/** Leaves out what is not needed. */
function pruneChanges(
  changes: readonly Change[],
  suffices: (some: readonly Change[]) => boolean,
): readonly Change[] {
  return changes.reduce((kept, change) => {
    const fewer = kept.filter((one) => one !== change)
    return suffices(fewer) ? fewer : kept
  }, changes)
}
