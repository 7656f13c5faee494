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
import type { KubeResource } from '#plan/edit.ts'
import type { Autoscaler, Cluster, NodeGroup, Plan } from '#plan/schema.ts'
import { startTargets } from '../compile/compile-targets.ts'
import type { TargetCompiler } from '../compile/compile-targets.ts'
import { allowsGroup, getPod } from '../fits.ts'
import { LARGE, weighState } from '../judge-variant.ts'
import type { Sliced } from '../judge-variant.ts'
import { startJudgement } from '../judge.ts'
import type { JudgeResult } from '../judge.ts'
import type { JudgementCache } from '../judgement-cache.ts'
import type { Model } from '../model.ts'
import { listOwnZones } from '../theorems/ground.ts'
import { proveOk } from '../theorems/prove-ok.ts'
import { VERDICTS } from '../verdict.ts'
import type { Cause, Subject, VerdictReport, VerdictWord } from '../verdict.ts'
import type { FixCandidate, FixCase, Host, Stranger } from './candidate.ts'
import { diffEdit } from './diff-edit.ts'
import type { DiffLine } from './diff-line.ts'
import { listChangedObjects } from './edit-objects.ts'
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
  /** Kubernetes objects as the edit leaves them: each takes the place of its namesake. */
  readonly put: readonly KubeResource[]
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
  const causes = before.get(keyOf(subject))?.causes ?? []
  const candidates = at === undefined ? [] : listCandidates(at, causes)
  meter.total = candidates.length
  const fixes: Fix[] = []
  const refused: { title: string; verdict: VerdictWord }[] = []
  for (const candidate of candidates) {
    const edited = clusterOf(candidate.plan, place)
    const again = startTargets(compileCluster(edited, pathOf(place)))
    const report = isOutOfReach(again, subject, at)
      ? undefined
      : (yield* judgeOne(question, again, subject, meter))?.report
    if (report === undefined || !isClear(report.verdict)) {
      refused.push({ title: candidate.title, verdict: report?.verdict ?? 'unknown' })
    } else {
      const after = yield* judgeAll(question, again, meter)
      fixes.push({
        title: candidate.title,
        ...(candidate.note === undefined ? {} : { note: candidate.note }),
        nodeGroups: edited.nodeGroups,
        autoscalers: edited.autoscalers,
        put: listChangedObjects(cluster, edited).map(({ after: object }) => object),
        diff: diffEdit(cluster, edited),
        price: priceChange(cluster, edited, prices),
        report,
        ...compareVerdicts(before, after, keyOf(subject)),
      })
    }
    meter.done++
    yield
  }
  const runbook = writeRunbook(cluster, compiled, subject, listCovered(compiled, subject))
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
  const asked = compiled.pods.find(
    ({ namespace, name }) => namespace === subject.namespace && name === subject.name,
  )
  if (asked === undefined) return undefined
  const pod = getPod(model, model.target)
  const zones = pod.zone !== undefined ? [pod.zone] : (pod.binds ?? listOwnZones(model, pod))
  const hosts = listHosts(cluster, compiled, model, zones)
  const strangers = listStrangers(cluster, compiled, hosts, zones)
  return { plan, place, cluster, compiled, asked, model, pod, zones, hosts, strangers }
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

/** Groups that reach its zones, and that its selector or a taint keeps from it. */
function listStrangers(
  cluster: Cluster,
  compiled: CompiledCluster,
  hosts: readonly Host[],
  zones: readonly string[],
): readonly Stranger[] {
  return cluster.nodeGroups
    .flatMap((group): Stranger[] => {
      const understood = compiled.groups.find(({ name }) => name === group.name)
      const isHost = hosts.some((host) => host.group === group)
      if (understood === undefined || isHost || group.kind === 'fargate') return []
      if (group.role === 'control-plane') return []
      const isNear = zones.length === 0 || understood.zones.some((zone) => zones.includes(zone))
      return isNear ? [{ group, compiled: understood }] : []
    })
    .sort((a, b) => compareText(a.group.name, b.group.name))
}

/** No edit twice, and none that changes nothing; those first that can take a cause away. */
function listCandidates(at: FixCase, causes: readonly Cause[]): readonly FixCandidate[] {
  const seen = new Set([renderCandidate(at, at.plan)])
  const all = FIX_RECIPES.flatMap((recipe) => {
    const isLikely = recipe.frees.some((cause) => causes.includes(cause))
    return recipe.list(at).map((candidate) => ({ candidate, isLikely }))
  }).filter(({ candidate: { plan } }) => {
    const key = renderCandidate(at, plan)
    if (seen.has(key)) return false
    seen.add(key)
    return true
  })
  const tried = new Set(
    [...all.filter((one) => one.isLikely), ...all.filter((one) => !one.isLikely)].slice(
      0,
      MAX_CANDIDATES,
    ),
  )
  return all.filter((one) => tried.has(one)).map(({ candidate }) => candidate)
}

function renderCandidate({ cluster, place }: FixCase, plan: Plan): string {
  const edited = clusterOf(plan, place)
  const objects = listChangedObjects(cluster, edited).map(({ after }) => after)
  return JSON.stringify([edited.nodeGroups, edited.autoscalers, objects])
}

/** Zones that the pod's groups launch in, those with a node of them first. */
function listCovered(
  { groups, nodes, pods }: CompiledCluster,
  subject: Subject,
): readonly string[] {
  const pod = pods.find(
    ({ namespace, name }) => namespace === subject.namespace && name === subject.name,
  )
  const own = pod?.rules.groups.flatMap((index) => groups[index] ?? []) ?? []
  const seen = own.flatMap((group) => group.nodes.flatMap((index) => nodes[index]?.zone ?? []))
  const covered = [...seen.sort(compareText), ...own.flatMap(({ zones }) => zones)]
  return [...new Set(covered)]
}

/**
 * An edit that lets the pod onto many more nodes, with no theorem to judge it by: the search would hold up
 * all other edits, and is not likely to end.
 */
function isOutOfReach(
  compiler: TargetCompiler,
  subject: Subject,
  at: FixCase | undefined,
): boolean {
  const most = Math.max(LARGE, 2 * (at === undefined ? 0 : weighState(at.model)))
  const variants = compiler.compile(subject)?.variants ?? []
  return variants.some(
    ({ model }) => weighState(model) > most && proveOk(model)?.coversOutages !== true,
  )
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

/** Of one price: the better verdict, what makes nothing worse, what clears more; then the order of the recipes. */
function compareFixes(a: Fix, b: Fix): number {
  const cost = ({ price }: Fix) => (price.kind === 'known' ? price.desired : Infinity)
  const floor = ({ price }: Fix) => (price.kind === 'known' ? price.min : Infinity)
  if (cost(a) !== cost(b)) return cost(a) - cost(b)
  if (floor(a) !== floor(b)) return floor(a) - floor(b)
  const worse = rank(b.report) - rank(a.report)
  if (worse !== 0) return worse
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
