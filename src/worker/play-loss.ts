import { compileCluster } from '#cluster/compile.ts'
import { startTargets } from '#exploration/compile/compile-targets.ts'
import { parseEvent } from '#exploration/event.ts'
import type { LossEvent } from '#exploration/event.ts'
import { explainVerdict } from '#exploration/explain.ts'
import { workloadOf } from '#exploration/fits.ts'
import { startJudgement } from '#exploration/judge.ts'
import type { JudgeOptions, JudgeResult } from '#exploration/judge.ts'
import { addSentences } from '#exploration/sentences.ts'
import type { Target, TargetVariant } from '#exploration/target.ts'
import { settleBindings } from '#exploration/theorems/ground.ts'
import type { Step } from '#exploration/trace.ts'
import type { VerdictReport } from '#exploration/verdict.ts'
import type { Desk } from './desk.ts'
import { explainEnd } from './explain-end.ts'
import { parseKey } from './judge-cluster.ts'
import { makeReplay } from './make-replay.ts'
import type { LossPlay, LossPlayQuery } from './loss-play.ts'

const SLICE_STATES = 1_000
const NODE_PREFIX = 'node/'

export async function playLoss(
  { packed, place, bound, event: eventKey, key }: LossPlayQuery,
  desk: Pick<Desk<never>, 'resources' | 'cache' | 'pause'>,
): Promise<LossPlay | undefined> {
  const plan = await desk.resources.unpack(packed)
  const cluster = plan.designs[place.design]?.clusters[place.cluster]
  if (cluster === undefined) return undefined
  const path = `designs[${place.design}].clusters[${place.cluster}]`
  const compiled = compileCluster(cluster, path)
  const nodeName = eventKey.startsWith(NODE_PREFIX) ? eventKey.slice(NODE_PREFIX.length) : undefined
  const event = parseEvent(eventKey)
  const target = startTargets(compiled).compile(parseKey(key))
  if (target === undefined) return undefined
  const judge = (one: Target, options: JudgeOptions) => judgeInSlices(one, options, desk)
  const result =
    nodeName !== undefined
      ? await judgeWithout(target, nodeName, bound, judge)
      : event && withPicture(target, event, await judge(target, { bound, event }))
  if (result === undefined) return undefined
  const replay = makeReplay(key, { target, result })
  if (replay === undefined) return undefined
  const end = explainEnd(cluster, path, replay)
  const { report, words } = result
  return { report, words, frames: replay.frames, ...(end === undefined ? {} : { end }) }
}

async function judgeInSlices(
  target: Target,
  options: JudgeOptions,
  { cache, pause }: Pick<Desk<never>, 'cache' | 'pause'>,
): Promise<JudgeResult | undefined> {
  const known = cache.find(target, options)
  if (known !== undefined) return known
  const judgement = startJudgement(target, options)
  while (!judgement.advance(SLICE_STATES)) if (!(await pause())) return undefined
  cache.keep(target, options, judgement.result())
  return judgement.result()
}

type Judge = (target: Target, options: JudgeOptions) => Promise<JudgeResult | undefined>

/** A verdict without a trace plays the event itself, and its end where it has one. */
function withPicture(
  target: Target,
  event: LossEvent,
  result: JudgeResult | undefined,
): JudgeResult | undefined {
  const variant = target.variants[result?.variantIndex ?? 0]
  if (result === undefined || variant === undefined) return undefined
  if ((result.report.trace?.length ?? 0) > 0) return result
  const steps = listEventSteps(variant, event)
  return steps.length === 0 ? undefined : withTrace(variant, result, steps)
}

function listEventSteps({ model }: TargetVariant, event: LossEvent): readonly Step[] {
  const pod = model.pods.find(({ name }) => name === model.target)
  switch (event.kind) {
    case 'zoneOutage':
      return model.down === undefined ? [{ step: 'zoneOutage', zone: event.zone }] : []
    case 'nodeLoss': {
      const node = model.nodes.find(({ pods }) => pods.includes(model.target)) ?? model.nodes[0]
      if (node === undefined) return []
      return [{ step: 'nodeLoss', group: node.group, zone: node.zone, holds: node.pods }]
    }
    case 'scaleToZero': {
      if (pod === undefined) return []
      const workload = workloadOf(pod)
      return [
        { step: 'scaleToZero', workload },
        { step: 'scaleBack', workload },
      ]
    }
  }
}

function withTrace(
  variant: TargetVariant,
  result: JudgeResult,
  steps: readonly Step[],
): JudgeResult {
  const trace = addSentences(variant, steps)
  const total = steps.filter(({ step }) => step !== 'scaleBack').length
  const report: VerdictReport = { ...result.report, trace, steps: steps.length, minimal: true }
  const { disturbances = { total, kinds: [] } } = result.report
  return { ...result, variantIndex: 0, report: { ...report, disturbances } }
}

/** That very node, lost now: the verdict of what is left, with no other event, and the way there. */
async function judgeWithout(
  target: Target,
  nodeName: string,
  bound: number,
  judge: Judge,
): Promise<JudgeResult | undefined> {
  const [variant] = target.variants
  const at = variant?.pointers.nodes.indexOf(nodeName) ?? -1
  const node = variant?.model.nodes[at]
  if (variant === undefined || node === undefined) return undefined
  const left = loseNode(variant, at)
  const after = await judge(
    { ...target, variants: [left], combine: 'only' },
    { bound, event: { kind: 'nothing' } },
  )
  if (after === undefined) return undefined
  const lost: Step = { step: 'nodeLoss', group: node.group, zone: node.zone, holds: node.pods }
  const trace = addSentences(variant, [lost, ...(after.report.trace ?? [])])
  const { verdict } = after.report
  const report: VerdictReport = {
    ...after.report,
    verdict: verdict === 'pending-forever' ? 'at-risk' : verdict,
    disturbances: { total: 1, kinds: ['nodeLoss'] },
    steps: trace.length,
    trace,
  }
  const scene = { variant, stuckState: after.stuckState }
  return { ...after, report, words: explainVerdict(report, scene), variantIndex: 0 }
}

function loseNode({ model: today, pointers, label }: TargetVariant, at: number): TargetVariant {
  const model = settleBindings(today)
  const lost = model.nodes[at]
  const nodes = model.nodes.filter((_, index) => index !== at)
  const groups = model.groups.map((group) =>
    group.scaler === 'cluster-autoscaler' &&
    group.name === lost?.group &&
    nodes.every((node) => node.group !== group.name)
      ? { ...group, memory: [lost.zone] }
      : group,
  )
  return {
    label,
    model: { ...model, nodes, groups },
    pointers: { ...pointers, nodes: pointers.nodes.filter((_, index) => index !== at) },
  }
}
