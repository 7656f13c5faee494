/**
 * Fixes of one finding (exploration specification, section 8): each edit is made on a copy of the plan,
 * the copy compiled and judged again, for the pod first and, where that clears it, for every other pod.
 * Offered are those that clear it, cheapest first.
 */
import type { PriceList } from '#aws/price.ts'
import { assert } from '#base/assert.ts'
import { compareText } from '#base/compare.ts'
import { compileCluster } from '#cluster/compile.ts'
import type { CompiledCluster } from '#cluster/compiled.ts'
import type { ClusterPlace } from '#plan/edit.ts'
import type { Autoscaler, Cluster, NodeGroup, Plan } from '#plan/schema.ts'
import { startTargets } from '../compile/compile-targets.ts'
import type { TargetCompiler } from '../compile/compile-targets.ts'
import { allowsGroup, getPod } from '../fits.ts'
import type { Sliced } from '../judge-variant.ts'
import { startJudgement } from '../judge.ts'
import type { JudgeResult } from '../judge.ts'
import type { JudgementCache } from '../judgement-cache.ts'
import type { Model } from '../model.ts'
import { listOwnZones } from '../theorems/ground.ts'
import { VERDICTS } from '../verdict.ts'
import type { Subject, VerdictReport, VerdictWord } from '../verdict.ts'
import type { FixCandidate, FixCase, Host } from './candidate.ts'
import { diffEdit } from './diff-edit.ts'
import type { DiffLine } from './diff-edit.ts'
import { priceChange } from './price-change.ts'
import type { PriceChange } from './price-change.ts'
import { FIX_RECIPES } from './registry.ts'
import { writeRunbook } from './runbook.ts'
import type { Runbook } from './runbook.ts'

export interface FixQuestion {
  readonly plan: Plan
  readonly place: ClusterPlace
  readonly subject: Subject
  /** XS4: states of one question. */
  readonly bound: number
  readonly cache: JudgementCache
  readonly prices: PriceList
}

/** An edit that clears the finding: as data, so that it can be applied to the plan it was found for. */
export interface Fix {
  readonly title: string
  readonly note?: string
  readonly nodeGroups: readonly NodeGroup[]
  readonly autoscalers: readonly Autoscaler[]
  readonly diff: readonly DiffLine[]
  readonly price: PriceChange
  readonly report: VerdictReport
  /** Other pods that could stay pending and then cannot. */
  readonly cleared: readonly ChangedVerdict[]
  /** Pods, the one asked about aside, whose verdict gets worse. */
  readonly raised: readonly ChangedVerdict[]
}

export interface ChangedVerdict {
  readonly subject: Subject
  readonly before?: VerdictReport
  readonly after: VerdictReport
}

export interface FixAnswer {
  /** Cheapest at desired first; those whose price is not known last. */
  readonly fixes: readonly Fix[]
  /** Edits that were tried and do not clear it. */
  readonly refused: readonly { readonly title: string; readonly verdict: VerdictWord }[]
  readonly runbook?: Runbook
}

export interface FixProgress {
  /** Edits tried and in all; 0 of 0 while the plan as it is is judged. */
  readonly done: number
  readonly total: number
}

/** A search for fixes that is advanced in slices. */
export interface FixSearch {
  /** Looks at up to about so many states more; true when the answer is there. */
  readonly advance: (states: number) => boolean
  readonly progress: () => FixProgress
  readonly answer: () => FixAnswer
}

/** How many edits are tried for one finding. */
const MAX_CANDIDATES = 16

export function startFixes(question: FixQuestion): FixSearch {
  const meter: FixMeter = { states: 0, done: 0, total: 0 }
  const run = findFixes(question, meter)
  let answer: FixAnswer | undefined
  return {
    advance: (states) => {
      if (answer !== undefined) return true
      meter.states = states
      const next = run.next()
      if (next.done === true) answer = next.value
      return answer !== undefined
    },
    progress: () => ({ done: meter.done, total: meter.total }),
    answer: () => {
      assert(answer !== undefined, 'the search for fixes has not ended')
      return answer
    },
  }
}

interface FixMeter {
  states: number
  done: number
  total: number
}

function* findFixes(question: FixQuestion, meter: FixMeter): Sliced<FixAnswer> {
  const { plan, place, subject, prices } = question
  const cluster = clusterOf(plan, place)
  const compiled = compileCluster(cluster, pathOf(place))
  const compiler = startTargets(compiled)
  const before = yield* judgeAll(question, compiler, meter)
  const at = readCase(question, cluster, compiled, compiler)
  const candidates = at === undefined ? [] : listCandidates(at)
  meter.total = candidates.length
  const fixes: Fix[] = []
  const refused: { title: string; verdict: VerdictWord }[] = []
  for (const candidate of candidates) {
    const edited = clusterOf(candidate.plan, place)
    const again = startTargets(compileCluster(edited, pathOf(place)))
    const report = (yield* judgeOne(question, again, subject, meter))?.report
    if (report === undefined || !isClear(report.verdict)) {
      refused.push({ title: candidate.title, verdict: report?.verdict ?? 'unknown' })
    } else {
      const after = yield* judgeAll(question, again, meter)
      fixes.push({
        title: candidate.title,
        ...(candidate.note === undefined ? {} : { note: candidate.note }),
        nodeGroups: edited.nodeGroups,
        autoscalers: edited.autoscalers,
        diff: diffEdit(cluster, edited),
        price: priceChange(cluster, edited, prices),
        report,
        ...compareVerdicts(before, after, keyOf(subject)),
      })
    }
    meter.done++
    yield
  }
  const runbook = writeRunbook(cluster, compiled, subject, at === undefined ? [] : listCovered(at))
  return {
    fixes: fixes.sort(compareFixes),
    refused,
    ...(runbook === undefined ? {} : { runbook }),
  }
}

/** What the recipes read; undefined where compilation settled the verdict and no group matters (AT1, V1). */
function readCase(
  { plan, place, subject }: FixQuestion,
  cluster: Cluster,
  compiled: CompiledCluster,
  compiler: TargetCompiler,
): FixCase | undefined {
  const model = compiler.compile(subject)?.variants[0]?.model
  if (model === undefined) return undefined
  const pod = getPod(model, model.target)
  const zones = pod.zone !== undefined ? [pod.zone] : (pod.binds ?? listOwnZones(model, pod))
  const hosts = listHosts(cluster, compiled, model, zones)
  return { plan, place, cluster, compiled, model, pod, zones, hosts }
}

function listHosts(
  cluster: Cluster,
  compiled: CompiledCluster,
  model: Model,
  zones: readonly string[],
): readonly Host[] {
  const pod = getPod(model, model.target)
  const reach = ({ model: { zones: own } }: Host) => (own.some((z) => zones.includes(z)) ? 0 : 1)
  return cluster.nodeGroups
    .flatMap((group): Host[] => {
      const understood = compiled.groups.find(({ name }) => name === group.name)
      const inModel = model.groups.find(({ name }) => name === group.name)
      if (understood === undefined || inModel === undefined || group.kind === 'fargate') return []
      if (!allowsGroup(pod, inModel)) return []
      return [{ group, compiled: understood, model: inModel }]
    })
    .sort((a, b) => reach(a) - reach(b) || compareText(a.group.name, b.group.name))
}

/** No edit twice, and none that changes nothing. */
function listCandidates(at: FixCase): readonly FixCandidate[] {
  const seen = new Set([JSON.stringify([at.cluster.nodeGroups, at.cluster.autoscalers])])
  return FIX_RECIPES.flatMap((recipe) => recipe.list(at))
    .filter(({ plan }) => {
      const { nodeGroups, autoscalers } = clusterOf(plan, at.place)
      const key = JSON.stringify([nodeGroups, autoscalers])
      if (seen.has(key)) return false
      seen.add(key)
      return true
    })
    .slice(0, MAX_CANDIDATES)
}

function listCovered({ hosts, model }: FixCase): readonly string[] {
  const names = new Set(hosts.map(({ group }) => group.name))
  const nodes = model.nodes.filter(({ group }) => names.has(group)).map(({ zone }) => zone)
  return [...new Set([...nodes.sort(compareText), ...hosts.flatMap((host) => host.model.zones)])]
}

type Verdicts = ReadonlyMap<string, VerdictReport>

function* judgeAll(
  question: FixQuestion,
  compiler: TargetCompiler,
  meter: FixMeter,
): Sliced<Verdicts> {
  const verdicts = new Map<string, VerdictReport>()
  for (const subject of compiler.subjects) {
    const result = yield* judgeOne(question, compiler, subject, meter)
    if (result !== undefined) verdicts.set(keyOf(subject), result.report)
    yield
  }
  return verdicts
}

function* judgeOne(
  { bound, cache }: FixQuestion,
  compiler: TargetCompiler,
  subject: Subject,
  meter: FixMeter,
): Sliced<JudgeResult | undefined> {
  const target = compiler.compile(subject)
  if (target === undefined) return undefined
  const known = cache.find(target, { bound })
  if (known !== undefined) return known
  const judgement = startJudgement(target, { bound })
  while (!judgement.advance(meter.states)) yield
  const result = judgement.result()
  cache.keep(target, { bound }, result)
  return result
}

function compareVerdicts(
  before: Verdicts,
  after: Verdicts,
  own: string,
): Pick<Fix, 'cleared' | 'raised'> {
  const changes = [...after]
    .filter(([key]) => key !== own)
    .map(([key, report]): ChangedVerdict => {
      const old = before.get(key)
      return { subject: report.subject, ...(old && { before: old }), after: report }
    })
  return {
    cleared: changes.filter(
      (one) => one.before && canStay(one.before.verdict) && isClear(one.after.verdict),
    ),
    raised: changes.filter((one) => rank(one.after) < rank(one.before)),
  }
}

function rank(report: VerdictReport | undefined): number {
  return VERDICTS.indexOf(report?.verdict ?? 'ok')
}

function isClear(verdict: VerdictWord): boolean {
  return verdict === 'ok' || verdict === 'waits-for-zone'
}

function canStay(verdict: VerdictWord): boolean {
  return verdict === 'pending-forever' || verdict === 'at-risk'
}

/** Of one price: what makes nothing worse, then what clears more; then the order of the recipes stands. */
function compareFixes(a: Fix, b: Fix): number {
  const cost = ({ price }: Fix) => (price.kind === 'known' ? price.desired : Infinity)
  const floor = ({ price }: Fix) => (price.kind === 'known' ? price.min : Infinity)
  if (cost(a) !== cost(b)) return cost(a) - cost(b)
  if (floor(a) !== floor(b)) return floor(a) - floor(b)
  return a.raised.length - b.raised.length || b.cleared.length - a.cleared.length
}

function keyOf({ namespace, name }: Subject): string {
  return `${namespace}/${name}`
}

function pathOf({ design, cluster }: ClusterPlace): string {
  return `designs[${design}].clusters[${cluster}]`
}

function clusterOf(plan: Plan, place: ClusterPlace): Cluster {
  const cluster = plan.designs[place.design]?.clusters[place.cluster]
  assert(cluster !== undefined, 'the plan has no such cluster')
  return cluster
}
