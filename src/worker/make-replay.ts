import type { JudgeResult } from '#exploration/judge.ts'
import { actualZones, believedZones, replayTrace } from '#exploration/replay.ts'
import type { Target } from '#exploration/target.ts'
import type { Replay } from './protocol.ts'

/** The frames of a verdict's trace in the plan's own names; `undefined` for a verdict without one. */
export function makeReplay(
  key: string,
  { target, result }: { readonly target: Target; readonly result: JudgeResult },
): Replay | undefined {
  const variant = target.variants[result.variantIndex ?? -1]
  const { trace } = result.report
  if (variant === undefined || trace === undefined) return undefined
  const { model, pointers } = variant
  const podsOfClass = Object.fromEntries(
    Object.entries(pointers.classes).map(([name, { namespace, pods }]) => [
      name,
      pods.map((pod) => `${namespace}/${pod}`),
    ]),
  )
  const frames = replayTrace(variant, trace).map((frame) => ({
    frame,
    groups: model.groups.map(({ name }) => ({
      name,
      ...(frame.desired[name] === undefined ? {} : { desired: frame.desired[name] }),
      believedZones: believedZones(model, frame, name),
      actualZones: actualZones(model, frame, name),
    })),
    podsOfClass,
  }))
  return { key, frames }
}
