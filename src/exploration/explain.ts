/**
 * A verdict in words for people: the headline, the chain of at most four facts, and how it is known. The
 * facts are read off the state in which the target is stuck.
 */
import type { AskedEvent } from './event.ts'
import { allowsGroup, getPod } from './fits.ts'
import type { Model, ModelGroup, ModelPod } from './model.ts'
import { believedZones, startFrame } from './replay.ts'
import { namePod, renderHeadline, renderProof } from './sentences.ts'
import type { TargetVariant } from './target.ts'
import { listOwnZones } from './theorems/ground.ts'
import type { Cause, VerdictReport } from './verdict.ts'

/** One fact of the chain, with its one bold part: "workers has **no node** there". */
export interface Fact {
  readonly text: string
  readonly bold: string
  readonly tail?: string
}

export interface VerdictWords {
  /** At most 12 words, no full stop. */
  readonly headline: string
  /** At most four facts. */
  readonly chain: readonly Fact[]
  /** "proven by RT1: workers-c, max 5, need 2". */
  readonly proofSentence: string
}

export interface Scene {
  readonly variant: TargetVariant
  /** The state in which the target is stuck, where it is. */
  readonly stuckState: Model | undefined
  /** The only event that might happen; absent: the questions of XS5. */
  readonly event?: AskedEvent | undefined
}

/** The words of a report (section 9) for people. */
export function explainVerdict(report: VerdictReport, scene: Scene | undefined): VerdictWords {
  return {
    headline: renderHeadline(report, scene?.stuckState?.down),
    chain: listFacts(report, scene).slice(0, 4),
    proofSentence: renderProof(report, scene?.event),
  }
}

function listFacts(report: VerdictReport, scene: Scene | undefined): readonly Fact[] {
  if (report.verdict === 'unknown') {
    return [{ text: '', bold: 'unknown', tail: `: ${report.unknown?.reason ?? ''}` }]
  }
  if (scene === undefined) return listProofFacts(report)
  const model = scene.stuckState ?? scene.variant.model
  const stuck: Stuck = { ...scene, model, target: getPod(model, model.target) }
  if (report.verdict === 'ok') return [...sayPlace(stuck), ...listProofFacts(report)]
  if (report.verdict === 'waits-for-zone') {
    return [...sayPlace(stuck), { text: '', bold: `${model.down ?? 'a zone'} is down` }]
  }
  const cause = chooseCause(report)
  const isShutOut = isProvenShutOut(report)
  return [...sayPlace(stuck), ...(cause === undefined ? [] : sayCause(stuck, cause, isShutOut))]
}

/**
 * The cause that the chain tells. Of a pair the one that shuts the pod out of every node there is: which
 * zone the autoscaler believes in matters only to a pod that a node of the group could hold.
 */
function chooseCause(report: VerdictReport): Cause | undefined {
  const { causes = [] } = report
  return (
    (isProvenShutOut(report) ? causes.find((cause) => cause !== 'template-zone') : undefined) ??
    causes[0]
  )
}

/** RT4: no group could hold it, whatever nodes there are; how many there are is not what was proven. */
function isProvenShutOut({ proof }: VerdictReport): boolean {
  return proof.kind === 'theorem' && proof.id === 'RT4'
}

interface Stuck {
  readonly variant: TargetVariant
  readonly model: Model
  readonly target: ModelPod
}

function listProofFacts({ proof, waitsFor }: VerdictReport): readonly Fact[] {
  const waits =
    waitsFor === undefined
      ? []
      : [{ text: 'it waits only while ', bold: waitsFor, tail: ' is down' }]
  if (proof.kind === 'search') {
    return [{ text: 'no sequence of moves leaves it ', bold: 'stuck' }, ...waits]
  }
  const { group, groups, max, min, need, claim, zone, other, otherZone, reason } = proof.facts
  if (reason !== undefined) return [{ text: 'kube-scheduler refuses it: ', bold: String(reason) }]
  if (otherZone !== undefined) {
    return [
      { text: `the volume of ${claim} is in `, bold: String(zone) },
      { text: `that of ${other} is in `, bold: String(otherZone) },
      { text: '', bold: 'no node', tail: ' is in both' },
    ]
  }
  const name = group ?? groups
  if (name === undefined) return waits
  const size = max !== undefined ? `max ${max}` : min !== undefined ? `min ${min}` : undefined
  const room = size === undefined || need === undefined ? [] : [sayRoom(size, Number(need))]
  return [{ text: '', bold: String(name), tail: ' brings a node there' }, ...room, ...waits]
}

function sayRoom(size: string, need: number): Fact {
  return { text: 'other pods can close ', bold: `${need - 1}`, tail: ` of its nodes, ${size}` }
}

/** Where the pod can run, and by what. */
function sayPlace({ model, target }: Stuck): readonly Fact[] {
  if (target.zone !== undefined) {
    return (target.volumes ?? 0) > 0
      ? [{ text: 'its volume is in ', bold: target.zone }]
      : [{ text: 'it can run only in ', bold: target.zone }]
  }
  const own = listOwnZones(model, target)
  if (own.length === 0 || own.length === model.zones.length) return []
  return [{ text: 'it can run only in ', bold: joinZones(own) }]
}

function sayCause(stuck: Stuck, cause: Cause, isShutOut: boolean): readonly Fact[] {
  const { model, target, variant } = stuck
  const groups = model.groups.filter((group) => allowsGroup(target, group))
  const own = listOwnZones(model, target)
  const covering = groups.filter((group) => group.zones.some((zone) => own.includes(zone)))
  const group = covering.find((one) => one.scaler !== 'karpenter') ?? covering[0] ?? groups[0]
  const name = group?.name ?? 'its group'
  const noNode = group === undefined || isShutOut ? [] : sayNodes(stuck, group)
  switch (cause) {
    case 'template-zone':
      return [
        ...noNode,
        {
          text: 'the autoscaler expects the next one in ',
          bold: joinZones(believedZones(model, startFrame({ ...variant, model }), name)),
        },
        { text: 'it ', bold: 'never asks' },
      ]
    case 'zone-coverage':
      return [
        { text: '', bold: 'no group', tail: ' that holds it reaches there' },
        { text: 'nothing ', bold: 'launches', tail: ' a node for it' },
      ]
    case 'maximum-reached': {
      const isFixed = group?.scaler === 'none'
      const size = isFixed ? `fixed at ${group.desired}` : `at its maximum ${group?.max ?? ''}`
      return [...noNode, { text: `${name} is `, bold: size }, { text: 'it ', bold: 'adds none' }]
    }
    case 'not-offered':
      return [...noNode, { text: `${name} finds `, bold: 'no capacity', tail: ' there' }]
    case 'attach-limit':
      return [
        {
          text: `a ${name} node attaches `,
          bold: `${group?.slots ?? 0} volumes`,
          tail: ' at most',
        },
        { text: 'they leave it ', bold: 'no place' },
      ]
    case 'resources':
      return isShutOut
        ? [{ text: 'it asks for ', bold: 'more', tail: ` than any node of ${name} has` }]
        : [...noNode, { text: 'no node has ', bold: 'room', tail: ' for what it asks' }]
    case 'node-rules':
      return [
        {
          text: 'it selects and tolerates ',
          bold: isShutOut ? 'no group' : 'no node',
          tail: ' there',
        },
      ]
    case 'pod-rules':
      return [{ text: 'pods it must keep apart from or join ', bold: 'shut it out' }]
    case 'spread':
      return [{ text: 'its zone spread allows ', bold: 'no more', tail: ' pods there' }]
    case 'earlier-ordinal':
      return [
        { text: `${namePod(variant, target.after ?? '')} has to run `, bold: 'first' },
        { text: 'it is ', bold: 'pending', tail: ' too' },
      ]
    case 'eviction-refused':
      return [
        { text: 'nodes elsewhere hold pods that ', bold: 'refuse eviction' },
        { text: 'their group has ', bold: 'no room', tail: ' left' },
      ]
  }
}

function sayNodes({ model, target }: Stuck, group: ModelGroup): readonly Fact[] {
  const own = listOwnZones(model, target)
  // Where no fact before this one says where, nothing is "there".
  const place = own.length === 0 || own.length === model.zones.length ? '' : ' there'
  const there = model.nodes.filter(
    (node) => node.group === group.name && own.includes(node.zone),
  ).length
  return there === 0
    ? [{ text: `${group.name} has `, bold: 'no node', tail: place }]
    : [
        {
          text: `${group.name} has `,
          bold: there === 1 ? 'one node' : `${there} nodes`,
          tail: `${place}, closed to it`,
        },
      ]
}

/** "a or b", "a, b or c". */
function joinZones(zones: readonly string[]): string {
  const last = zones[zones.length - 1] ?? 'no zone'
  return zones.length < 2 ? last : `${zones.slice(0, -1).join(', ')} or ${last}`
}
