/**
 * Steps and verdicts in words: active voice, the plan's names, the actor named. A step's sentence has at
 * most 25 words, a headline at most 12.
 */
import type { Facts } from './theorems/prove-ok.ts'
import { unreachable } from '#base/assert.ts'
import type { AskedEvent } from './event.ts'
import { countOf, getPod, workloadOf } from './fits.ts'
import type { Model } from './model.ts'
import { replayTrace } from './replay.ts'
import type { Frame } from './replay.ts'
import type { TargetVariant } from './target.ts'
import type { Step } from './trace.ts'
import type { DisturbanceKind, Proof, TraceStep, VerdictReport } from './verdict.ts'

/** The trace with a sentence for each step (section 9, `text`). */
export function addSentences(variant: TargetVariant, trace: readonly Step[]): readonly TraceStep[] {
  const frames = replayTrace(variant, trace)
  return trace.map((step, index) => {
    const before = frames[index]
    const after = frames[index + 1]
    return { ...step, text: before && after ? renderStep(variant, step, { before, after }) : '' }
  })
}

/** One step (section 9) as a sentence or two: who does what to what, and the number that changes. */
export function renderStep(
  variant: TargetVariant,
  step: Step,
  { before, after }: { readonly before: Frame; readonly after: Frame },
): string {
  const desired = (group: string) =>
    `Desired ${before.desired[group] ?? 0} → ${after.desired[group] ?? 0}.`
  switch (step.step) {
    case 'schedule':
      return `kube-scheduler places ${namePod(variant, step.pod)} on the ${step.group} node in ${step.zone}.${sayBinding(step.pod, before, after)}`
    case 'preempt':
      return `kube-scheduler evicts ${namePods(variant, step.evicts)} from the ${step.group} node in ${step.zone} and places ${namePod(variant, step.pod)} there.`
    case 'launch': {
      const running = after.nodes.filter((node) => node.group === step.group).length
      return `${step.group} launches a node in ${step.zone}. Nodes ${running - 1} → ${running}.`
    }
    case 'karpenterLaunches':
      return `Karpenter launches a ${step.group} node in ${step.zone} for ${namePod(variant, step.pod)}.`
    case 'rebalance':
      return `AZRebalance of ${step.group} ends a node in ${step.zone} and launches one in ${step.to}.${sayDisplaced(variant, step.holds)}`
    case 'caRaises':
      return `Cluster Autoscaler raises ${step.group} for ${namePod(variant, step.pod)} and expects the node in ${step.zone}. ${desired(step.group)}`
    case 'caGivesUp':
      return `Cluster Autoscaler gives up a launch of ${step.group}. ${desired(step.group)}`
    case 'caRemoves':
      return `Cluster Autoscaler removes the ${step.group} node in ${step.zone}. ${desired(step.group)}${sayDisplaced(variant, step.holds)}`
    case 'karpenterRemoves':
      return `Karpenter removes the empty ${step.group} node in ${step.zone}.`
    case 'finishes':
      return `${capitalize(namePod(variant, step.pod))} finishes and leaves the ${step.group} node in ${step.zone}.`
    case 'nodeLoss':
      return `The ${step.group} node in ${step.zone} is lost.${sayDisplaced(variant, step.holds)}`
    case 'zoneOutage': {
      const gone = before.nodes.length - after.nodes.length
      return `${step.zone} goes down${gone === 0 ? '' : ` with ${count(gone, 'node')}`}.`
    }
    case 'zoneReturns':
      return `${step.zone} is up again.`
    case 'scaleToZero':
      return `${nameWorkload(variant, step.workload)} is scaled to 0.${sayVolumes(variant, step.workload, before)}`
    case 'scaleBack': {
      const pods = listClasses(variant.model, step.workload).map((pod) => countOf(pod))
      const total = pods.reduce((sum, one) => sum + one, 0)
      return `${nameWorkload(variant, step.workload)} is scaled back to ${total}.${sayOnlyZone(variant, step.workload, before)}`
    }
    case 'autoscalerRestart':
      return 'Cluster Autoscaler restarts and forgets the nodes that it remembered.'
    default:
      return unreachable(step)
  }
}

/**
 * "prometheus-0 is pending for ever after one scale to zero": object, verdict, condition.
 *
 * @param down the zone that is down where the trace ends, if any
 */
export function renderHeadline(report: VerdictReport, down?: string): string {
  const { name } = report.subject
  switch (report.verdict) {
    case 'pending-forever':
      return `${name} is pending for ever`
    case 'at-risk':
      return `${name} is pending for ever ${renderCondition(report.disturbances?.kinds ?? [])}`
    case 'waits-for-zone':
      return `${name} waits for zone${down === undefined ? '' : ` ${down}`}`
    case 'ok':
      return `${name} cannot be pending for ever`
    case 'unknown':
      return `Can ${name} be pending for ever?`
    default:
      return unreachable(report.verdict)
  }
}

/** `ok` always says how, and every other verdict what was seen. */
export function renderProof({ proof, verdict }: VerdictReport, event?: AskedEvent): string {
  if (proof.kind === 'theorem') return `proven by ${proof.id}${sayFacts(proof)}`
  const states = proof.states.toLocaleString('en-US')
  if (verdict === 'unknown' && proof.states === 0) return 'no search: what is missing decides it'
  if (!proof.complete) {
    return `search stopped at its bound of ${proof.bound.toLocaleString('en-US')} states`
  }
  return verdict === 'ok'
    ? `search ended, ${states} states, within ${event === undefined ? SEARCHED : nameEvent(event)}`
    : `search ended, ${proof.states === 1 ? 'its only state' : `all ${states} states`} seen`
}

const SEARCHED = '2 node losses, 1 scale to zero, 1 autoscaler restart or 1 zone outage'

/** "one outage of eu-west-1c" (XD1 to XD3). */
export function nameEvent(event: AskedEvent): string {
  switch (event.kind) {
    case 'zoneOutage':
      return `one outage of ${event.zone}`
    case 'nodeLoss':
      return 'one node loss'
    case 'scaleToZero':
      return 'one scale to zero'
    case 'nothing':
      return 'moves of the system alone'
    default:
      return unreachable(event)
  }
}

const DISTURBANCES: Readonly<Record<DisturbanceKind, readonly [string, string]>> = {
  nodeLoss: ['node loss', 'node losses'],
  zoneOutage: ['zone outage', 'zone outages'],
  scaleToZero: ['scale to zero', 'scales to zero'],
  autoscalerRestart: ['autoscaler restart', 'autoscaler restarts'],
}
const NUMBERS = ['no', 'one', 'two', 'three', 'four', 'five', 'six']

function renderCondition(kinds: readonly DisturbanceKind[]): string {
  const parts = [...new Set(kinds)].map((kind) => {
    const times = kinds.filter((one) => one === kind).length
    const [one, many] = DISTURBANCES[kind]
    return { times, words: times === 1 ? one : many }
  })
  if (parts.length === 0) return 'after moves of the system alone'
  // Two kinds, once each, go without their number: at most 12 words.
  const isTerse = parts.length > 1 && parts.every((part) => part.times === 1)
  const words = parts.map((part) =>
    isTerse ? part.words : `${NUMBERS[part.times] ?? part.times} ${part.words}`,
  )
  return `after ${words.join(' and ')}`
}

function sayFacts({ id, facts }: Proof & { readonly kind: 'theorem' }): string {
  if (id === 'RT4') return `: ${sayNoCover(facts)}`
  if (id === 'V1') return `: ${facts['reason']}`
  if (id === 'AT1') return `: volumes in ${facts['zone']} and in ${facts['otherZone']}`
  const { group, groups, max, min, nodes, need } = facts
  const name = group ?? groups
  const figure =
    nodes !== undefined
      ? `${nodes} nodes`
      : max !== undefined
        ? `max ${max}`
        : min !== undefined
          ? `min ${min}`
          : undefined
  if (name === undefined) return ''
  const room = figure === undefined || need === undefined ? '' : `, ${figure}, need ${need}`
  return `: ${name}${room}`
}

function sayNoCover(facts: Facts): string {
  if (facts['known'] === 0) return 'the plan has no group'
  if (facts['selected'] === 0) return 'no group whose nodes it selects and tolerates'
  return facts['inZone'] === 0
    ? `no group that it selects reaches ${facts['zones']}`
    : 'no group brings a node that holds it'
}

/** A pod by its own name; one of several by its workload's. */
export function namePod({ pointers }: TargetVariant, className: string): string {
  const pointer = pointers.classes[className]
  if (pointer === undefined) return className
  return pointer.pods.length === 1 ? (pointer.pods[0] ?? className) : `a ${pointer.workload} pod`
}

function namePods(variant: TargetVariant, classes: readonly string[]): string {
  const [only] = classes
  return classes.length === 1 && only !== undefined
    ? namePod(variant, only)
    : count(classes.length, 'pod')
}

function nameWorkload({ model, pointers }: TargetVariant, workload: string): string {
  const [first] = listClasses(model, workload)
  return (first && pointers.classes[first.name]?.workload) ?? workload
}

function listClasses(model: Model, workload: string) {
  return model.pods.filter((pod) => workloadOf(pod) === workload)
}

function sayBinding(pod: string, before: Frame, after: Frame): string {
  const zone = after.bound[pod]
  return zone === undefined || before.bound[pod] !== undefined
    ? ''
    : ` Its volume is created in ${zone}.`
}

function sayDisplaced(variant: TargetVariant, holds: readonly string[] = []): string {
  if (holds.length === 0) return ''
  return holds.length === 1
    ? ` ${capitalize(namePods(variant, holds))} is pending.`
    : ` ${capitalize(namePods(variant, holds))} are pending.`
}

function sayVolumes(variant: TargetVariant, workload: string, frame: Frame): string {
  const zones = listVolumeZones(variant.model, workload, frame)
  if (zones.length === 0) return ''
  return zones.length === 1
    ? ` Its volume stays in ${zones[0]}.`
    : ' Its volumes stay where they are.'
}

function sayOnlyZone(variant: TargetVariant, workload: string, frame: Frame): string {
  const zones = new Set(listVolumeZones(variant.model, workload, frame))
  const classes = listClasses(variant.model, workload)
  return zones.size === 1 &&
    classes.length === 1 &&
    countOf(getPod(variant.model, classes[0]?.name ?? '')) === 1
    ? ` Its pod can run only in ${[...zones][0]}.`
    : ''
}

function listVolumeZones(model: Model, workload: string, frame: Frame): readonly string[] {
  return listClasses(model, workload).flatMap((pod) => {
    const zone = pod.zone ?? frame.bound[pod.name]
    return (pod.volumes ?? 0) > 0 && zone !== undefined ? [zone] : []
  })
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}

function capitalize(text: string): string {
  return text.startsWith('a ') ? `A ${text.slice(2)}` : text
}
