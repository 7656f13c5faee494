/** The plain search of exploration specification, section 5: a Map of texts, nothing clever. */
import { getPod } from '#exploration/fits.ts'
import type { Model } from '#exploration/model.ts'
import { otherSteps, systemMoves } from '#exploration/plain/plain-moves.ts'
import {
  isCreated,
  isServed,
  isTargetPending,
  renderState,
  startState,
  sumOf,
} from '#exploration/plain/plain-state.ts'
import type { PlainState } from '#exploration/plain/plain-state.ts'
import { sideOf } from '#exploration/trace.ts'

export interface PlainAnswer {
  readonly verdict: string
  readonly disturbances?: number
  readonly steps?: number
  readonly starvable: boolean
  readonly states: number
  readonly systemEdges: number
  readonly stuckStates: number
  readonly stuckStatesAllZonesUp: number
  /** stuck(S₀), whatever is down. */
  readonly isStuckAtStart: boolean
}

interface Seen {
  readonly state: PlainState
  readonly disturbances: number
  steps: number
  readonly system: Set<string>
  canServe: boolean
}

/** The plain search; undefined when there are more states than the bound. */
export function explorePlainly(model: Model, bound: number): PlainAnswer | undefined {
  const start = startState(model)
  const first = renderState(start)
  const seen = new Map<string, Seen>()
  seen.set(first, newlySeen(start, 0, 0))
  const layers: string[][] = [[first]]
  for (let layer = 0; layer < layers.length; layer++) {
    const buckets: string[][] = []
    for (const text of layers[layer] ?? []) (buckets[seen.get(text)?.steps ?? 0] ??= []).push(text)
    const done = new Set<string>()
    for (let steps = 0; steps < buckets.length; steps++) {
      for (const text of buckets[steps] ?? []) {
        const from = seen.get(text)
        if (from === undefined || done.has(text) || from.steps !== steps) continue
        done.add(text)
        const moves = [
          ...systemMoves(model, from.state).map((move) => ({ ...move, isSystem: true })),
          ...otherSteps(model, from.state).map((move) => ({ ...move, isSystem: false })),
        ]
        for (const { step, next, isSystem } of moves) {
          const to = renderState(next)
          if (isSystem) from.system.add(to)
          const costs = sideOf(step.step) === 'disturbance' ? 1 : 0
          const old = seen.get(to)
          if (old === undefined || (old.disturbances === layer + costs && old.steps > steps + 1)) {
            if (old === undefined) {
              if (seen.size >= bound) return undefined
              seen.set(to, newlySeen(next, layer + costs, steps + 1))
              if (costs === 1) (layers[layer + 1] ??= []).push(to)
            } else old.steps = steps + 1
            if (costs === 0) (buckets[steps + 1] ??= []).push(to)
          }
        }
      }
    }
  }
  return judge(model, first, seen)
}

function newlySeen(state: PlainState, disturbances: number, steps: number): Seen {
  return { state, disturbances, steps, system: new Set(), canServe: false }
}

function judge(model: Model, first: string, seen: ReadonlyMap<string, Seen>): PlainAnswer {
  const all = [...seen.values()]
  const before = new Map<string, Seen[]>()
  for (const one of all) {
    for (const to of one.system) before.set(to, [...(before.get(to) ?? []), one])
  }
  const textOf = new Map([...seen].map(([text, one]) => [one, text]))
  const queue = all.filter((one) => isServed(model, one.state))
  for (const one of queue) one.canServe = true
  for (const one of queue) {
    for (const earlier of before.get(textOf.get(one) ?? '') ?? []) {
      if (earlier.canServe) continue
      earlier.canServe = true
      queue.push(earlier)
    }
  }
  const stuck = all.filter((one) => !one.canServe && isTargetPending(model, one.state))
  const allUp = stuck.filter((one) => one.state.down === null)
  const counts = {
    states: all.length,
    systemEdges: sumOf(all.map((one) => one.system.size)),
    stuckStates: stuck.length,
    stuckStatesAllZonesUp: allUp.length,
    isStuckAtStart: stuck.some((one) => one === seen.get(first)),
  }
  const candidates = allUp.length > 0 ? allUp : stuck
  const least = [...candidates].sort(
    (a, b) => a.disturbances - b.disturbances || a.steps - b.steps,
  )[0]
  if (least === undefined) {
    return { verdict: 'ok', starvable: hasIdleCycle(model, seen), ...counts }
  }
  const isNow = least.state.down === null && least === seen.get(first)
  const verdict = isNow ? 'pending-forever' : allUp.length > 0 ? 'at-risk' : 'waits-for-zone'
  return {
    verdict,
    disturbances: least.disturbances,
    steps: least.steps,
    starvable: false,
    ...counts,
  }
}

function hasIdleCycle(model: Model, seen: ReadonlyMap<string, Seen>): boolean {
  const target = getPod(model, model.target)
  const idle = new Map(
    [...seen].filter(
      ([, one]) => isTargetPending(model, one.state) && isCreated(model, one.state, target),
    ),
  )
  for (let size = -1; size !== idle.size;) {
    size = idle.size
    for (const [text, one] of idle) {
      if (![...one.system].some((to) => idle.has(to))) idle.delete(text)
    }
  }
  return idle.size > 0
}
