import { sideOf } from '#exploration/trace.ts'
import type { StepSide } from '#exploration/trace.ts'
import type { TraceStep } from '#exploration/verdict.ts'
import type { Judged } from '#worker/protocol.ts'
import { nameActor } from '../../parts/actor-tag.tsx'
import { shortenZones } from '../../parts/shorten-zones.ts'

/** A moment of a trace as the player shows it. */
export interface Moment {
  /** 0 is today; undefined for what follows from the last step: shown, not counted. */
  readonly position: number | undefined
  readonly step: TraceStep | undefined
  readonly side: StepSide | undefined
  /** `Cluster Autoscaler`, where no step says it. */
  readonly actor: string | undefined
  readonly text: string
}

interface MomentInput {
  readonly judged: Judged
  /** The sentence about today. */
  readonly today: string
  /** Nodes on the board after the last step. */
  readonly nodesAtEnd: number
}

/** Today, the steps, and what the scheduler and the autoscaler answer after the last of them. */
export function listMoments({ judged, today, nodesAtEnd }: MomentInput): readonly Moment[] {
  const trace = judged.report.trace ?? []
  return [
    { position: 0, step: undefined, side: undefined, actor: undefined, text: today },
    ...trace.map((step, index) => ({
      position: index + 1,
      step,
      side: sideOf(step.step),
      actor: undefined,
      text: stripActor(step),
    })),
    ...listAnswers(judged, nodesAtEnd),
  ]
}

/** In a stuck state the pod fits no node, so the scheduler refuses it on all of them. */
function listAnswers({ report, chain }: Judged, nodesAtEnd: number): readonly Moment[] {
  const { verdict, causes, subject } = report
  if (verdict !== 'at-risk' && verdict !== 'pending-forever') return []
  const answers: Moment[] = []
  const answer = { position: undefined, step: undefined, side: undefined }
  if (causes?.includes('earlier-ordinal') !== true && nodesAtEnd > 0) {
    const nodes =
      nodesAtEnd === 1 ? 'the only node' : `all ${nodesAtEnd.toLocaleString('en-US')} nodes`
    const text = `refuses ${subject.name} on ${nodes}.`
    answers.push({ ...answer, actor: 'kube-scheduler', text })
  }
  const why = chain
    .slice(-2)
    .map(({ text, bold, tail }) =>
      [text, shortenZones(bold) ?? bold, tail].filter(Boolean).join(' '),
    )
    .join('; ')
  const text = `No step is left that runs it${why === '' ? '' : `: ${why}`}.`
  answers.push({ ...answer, actor: undefined, text })
  return answers
}

/** The actor stands in the tag above the sentence. */
function stripActor(step: TraceStep): string {
  const actor = `${nameActor(step.step)} `
  return step.text.startsWith(actor) ? step.text.slice(actor.length) : step.text
}

/** Read out when a step is shown: `After step 2 of 3. Cluster Autoscaler removes the workers node …` */
export function renderAnnouncement(moments: readonly Moment[], position: number): string {
  const last = moments.findLast((moment) => moment.position !== undefined)?.position ?? 0
  const moment = moments.find((entry) => entry.position === position)
  if (moment === undefined) return ''
  if (position === 0) return `Today’s plan. ${moment.text}`
  const kind = { disturbance: 'Disturbance. ', ends: 'A disturbance ends. ', system: '' }
  const side = moment.side === undefined ? '' : kind[moment.side]
  const end = position === last ? ' No step is left.' : ''
  return `After step ${position} of ${last}. ${side}${moment.step?.text ?? moment.text}${end}`
}
