import { compareText } from '#base/compare.ts'
import type { CompiledCluster, CompiledPod } from '#cluster/compiled.ts'
import type { Target, TargetVariant } from '../target.ts'
import type { Subject } from '../verdict.ts'
import { combineShapes, startModels, type ModelBuilder, type Reading } from './build-model.ts'
import { compileClasses, type PodClass, type PodClasses } from './classes.ts'
import { findCone, findWideCone, indexCones, type Cone, type ConeIndex } from './cone.ts'
import { collectConeDoubts, doubtTarget } from './doubts.ts'
import { findEqualPods } from './equal-pods.ts'
import type { Doubt } from '../target.ts'

/**
 * From the compiled cluster to one model per target (exploration specification, section 7). The result
 * depends on the plan alone: not on the order of documents, nor on the names of zones.
 */
export interface TargetCompiler {
  /** Every pod with a zonal claim and every pod without a node, in order of namespace and name (XC1). */
  readonly subjects: readonly Subject[]
  /** Compiles one of them, or any other pod of the cluster on demand; `undefined` where there is no such pod. */
  readonly compile: (subject: Subject) => Target | undefined
}

export function startTargets(cluster: CompiledCluster): TargetCompiler {
  const classes = compileClasses(cluster)
  const index = indexCones(cluster, classes)
  const equals = findEqualPods(classes.list)
  const context: CompilerContext = {
    cluster,
    classes,
    index,
    equals,
    build: startModels(cluster, classes),
    cones: new Map(),
    coneDoubts: new Map(),
  }
  const classOfPod = new Map(
    cluster.pods.map((pod, position) => [
      `${pod.namespace}/${pod.name}`,
      classes.ofPod[position] ?? -1,
    ]),
  )
  return {
    subjects: listSubjects(classes, equals),
    compile: (subject) => {
      const target = classOfPod.get(`${subject.namespace}/${subject.name}`)
      if (target === undefined || target < 0) return undefined
      return compileTarget(context, target, subject)
    },
  }
}

/**
 * A class with claims is one pod, and the first of those that are equal stands for all; of a class without,
 * its first pending pod stands for all that wait.
 */
function listSubjects(classes: PodClasses, equals: EqualPods): Subject[] {
  return classes.list
    .flatMap((one) => {
      if ((equals.get(one)?.[0] ?? one) !== one) return []
      const pod = hasZonalClaim(one.sample)
        ? one.sample
        : one.pods.find((each) => each.node === undefined)
      return pod === undefined ? [] : [toSubject(pod)]
    })
    .sort((a, b) => compareText(a.namespace, b.namespace) || compareText(a.name, b.name))
}

export function toSubject(pod: { readonly namespace: string; readonly name: string }): Subject {
  return { kind: 'Pod', namespace: pod.namespace, name: pod.name }
}

function hasZonalClaim(pod: CompiledPod): boolean {
  return pod.claims.some(({ state }) => state.kind !== 'anywhere')
}

type EqualPods = ReturnType<typeof findEqualPods>

/** What the targets of one cluster share. */
interface CompilerContext {
  readonly equals: EqualPods
  readonly cluster: CompiledCluster
  readonly classes: PodClasses
  readonly index: ConeIndex
  readonly build: ModelBuilder
  readonly cones: Map<number, Cone>
  readonly coneDoubts: Map<string, readonly Doubt[]>
}

function compileTarget(
  context: CompilerContext,
  target: number,
  subject: Subject,
): Target | undefined {
  const { cluster, classes } = context
  const one = classes.list[target]
  if (one === undefined) return undefined
  const alsoFor = listOthers(context.equals, one, subject)
  const settled = settle(one)
  if (settled !== undefined) {
    return { subject, variants: [], combine: 'only', settled, doubts: [], alsoFor }
  }
  const cone = context.cones.get(target) ?? findCone(context.index, classes, target)
  context.cones.set(target, cone)
  const coneDoubts = context.coneDoubts.get(cone.key) ?? collectConeDoubts(cluster, classes, cone)
  context.coneDoubts.set(cone.key, coneDoubts)
  const stage = cone.groups.length > 0 ? cone : widen(context, target)
  const { readings, combine } = chooseReadings(cluster, stage, one)
  const variants = readings.map(({ reading, label }): TargetVariant => ({
    label,
    ...context.build(stage, target, reading),
  }))
  const doubts = [...coneDoubts, ...doubtTarget(cluster, one, cone)]
  return { subject, variants, combine, doubts, alsoFor }
}

function widen({ cluster, classes, index }: CompilerContext, target: number): Cone {
  const groups = cluster.groups.flatMap((group, position) =>
    group.kind === 'fargate' || group.zones.length === 0 ? [] : [position],
  )
  return findWideCone(index, classes, target, groups)
}

/** Equal pods with claims, and pods of the same class that wait as well: what holds for one holds for each (XC1). */
function listOthers(equals: EqualPods, one: PodClass, subject: Subject): Subject[] {
  const alike = equals.get(one)
  if (alike !== undefined) {
    return alike.flatMap((other) => (other === one ? [] : [toSubject(other.sample)]))
  }
  return one.pods
    .filter((pod) => pod.name !== subject.name && pod.node === undefined)
    .map(toSubject)
}

/**
 * What no search is needed for: claims that no zone serves together (AT1: volumes in two zones, or one in a
 * zone where another's class makes none), a claim that is missing or lost (V1).
 */
function settle(one: PodClass): NonNullable<Target['settled']> | undefined {
  if (one.sample.node !== undefined) return undefined
  const { claims } = one.sample
  const never = claims.find(({ state }) => state.kind === 'never')
  if (never?.state.kind === 'never') {
    return {
      verdict: 'pending-forever',
      id: 'V1',
      facts: { claim: never.name, reason: never.state.reason },
    }
  }
  const zonal = claims.flatMap(({ name, state }) =>
    'zones' in state && state.zones !== undefined ? [{ name, zones: state.zones }] : [],
  )
  const [first] = zonal
  const other = zonal.find(
    ({ zones }) => first !== undefined && !zones.some((zone) => first.zones.includes(zone)),
  )
  if (first === undefined || other === undefined) return undefined
  return {
    verdict: 'pending-forever',
    id: 'AT1',
    facts: {
      claim: first.name,
      zone: first.zones.join(', '),
      other: other.name,
      otherZone: other.zones.join(', '),
    },
  }
}

interface Readings {
  readonly readings: readonly { readonly label: string; readonly reading: Reading }[]
  readonly combine: Target['combine']
}

function chooseReadings(cluster: CompiledCluster, cone: Cone, one: PodClass): Readings {
  const immediate = one.sample.claims.find(({ state }) => state.kind === 'immediate')
  const zones = immediate?.state.kind === 'immediate' ? immediate.state.zones : []
  if (zones.length > 1) {
    return {
      combine: 'worst',
      readings: zones.map((zone) => ({
        label: `the volume in ${zone}`,
        reading: { shape: 'smallest', zone },
      })),
    }
  }
  const mixed = cone.groups
    .flatMap((index) => cluster.groups[index] ?? [])
    .filter((group) => group.scaler !== 'karpenter' && hasUnequalShapes(group.shapes))
  if (mixed.length === 0)
    return { combine: 'only', readings: [{ label: '', reading: { shape: 'smallest' } }] }
  const types = [
    ...new Set(mixed.flatMap((group) => group.shapes.map((shape) => shape.label))),
  ].sort(compareText)
  return {
    combine: 'all-equal',
    readings: [
      { label: `the smallest of ${types.join(', ')}`, reading: { shape: 'smallest' } },
      { label: `the largest of ${types.join(', ')}`, reading: { shape: 'largest' } },
    ],
  }
}

function hasUnequalShapes(shapes: Parameters<typeof combineShapes>[0]): boolean {
  const smallest = combineShapes(shapes, 'smallest')
  const largest = combineShapes(shapes, 'largest')
  if (smallest === undefined || largest === undefined) return false
  const names = Object.keys(smallest.capacity)
  return (
    smallest.slots !== largest.slots ||
    names.some((name) => smallest.capacity[name] !== largest.capacity[name])
  )
}
