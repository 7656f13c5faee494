import { BETA_ZONE_LABEL, HOSTNAME_LABEL, ZONE_LABEL, type Labels } from '#kube/labels.ts'
import { isEmptySelector, matchesSelector } from '#kube/label-selector.ts'
import type { PodAffinityTerm } from '#kube/pod-affinity.ts'
import type { PodSpec } from '#kube/pod-spec.ts'
import { findPodPriority } from '#kube/priority.ts'
import type { GroupDoubt, PodRules, PodTerm, ZoneSpread } from './compiled.ts'
import type { ClusterObjects } from './objects.ts'
import { placeRules, type PlaceableGroup } from './place-rules.ts'

/** What a pod specification is read against. */
export interface RulesContext {
  readonly objects: ClusterObjects
  readonly groups: readonly PlaceableGroup[]
  readonly zones: readonly string[]
}

/** A pod's namespace, labels and specification, and where they stand in the plan. */
export interface PodTemplateLike {
  readonly namespace: string
  readonly labels: Labels
  readonly spec: PodSpec
  readonly path: string
}

/** Everything of a pod's specification that decides where it may run (XC8). */
export function readPodRules(context: RulesContext, template: PodTemplateLike): PodRules {
  const { spec, path } = template
  const demand = { ...spec, launches: countPods(context.objects) + 1 }
  const place = placeRules(demand, context.groups, context.zones, path)
  // A pod of a Fargate profile comes to a node of its own and takes no place on others.
  const isOnFargate = spec.schedulerName === 'fargate-scheduler'
  const mayUse = (index: number) =>
    !isOnFargate || context.groups[index]?.labels['eks.amazonaws.com/compute-type'] === 'fargate'
  const priority = findPodPriority(spec, context.objects.priorityClasses)
  const terms = (list: readonly PodAffinityTerm[], isKind: (key: string) => boolean) =>
    list.filter((term) => isKind(term.topologyKey)).map((term) => toPodTerm(context, term))
  const { required, requiredAnti } = spec.podAffinity
  const hardSpreads = spec.topologySpread.filter((one) => one.whenUnsatisfiable === 'DoNotSchedule')
  return {
    labels: template.labels,
    requests: spec.requests,
    priority: priority?.priority ?? 0,
    preempts: priority?.preemptionPolicy !== 'Never',
    ...(place.zones === undefined ? {} : { zones: place.zones }),
    groups: place.groups.filter(mayUse),
    selectedGroups: place.selectedGroups.filter(mayUse),
    strangersFromZero: place.strangersFromZero,
    hostApart: terms(requiredAnti, isHostKey),
    zoneApart: terms(requiredAnti, isZoneKey),
    zoneWith: terms(required, isZoneKey),
    zoneSpread: hardSpreads
      .filter((one) => isZoneKey(one.topologyKey))
      .map((one): ZoneSpread => ({
        maxSkew: one.maxSkew,
        term: { namespaces: [template.namespace], selector: one.selector },
        honoursTaints: one.nodeTaintsPolicy === 'Honor',
      })),
    hostPorts: spec.hostPorts.map((port) => `${port.protocol}/${port.port}`),
    doubts: [
      ...place.doubts,
      ...doubtPriority(template, priority === undefined),
      ...doubtAffinity(required, requiredAnti, path),
      ...doubtSpread(hardSpreads, path),
      ...doubtDaemonPorts(context, spec, path),
      ...doubtOthers(spec, path),
    ],
  }
}

function countPods({ pods, workloads }: ClusterObjects): number {
  return pods.length + workloads.reduce((sum, one) => sum + one.replicas, 0)
}

function isHostKey(key: string): boolean {
  return key === HOSTNAME_LABEL
}

function isZoneKey(key: string): boolean {
  return key === ZONE_LABEL || key === BETA_ZONE_LABEL
}

/** Namespaces by name and by label together. */
function toPodTerm(context: RulesContext, term: PodAffinityTerm): PodTerm {
  if (isEmptySelector(term.namespaceSelector)) return { namespaces: 'all', selector: term.selector }
  const byLabel = [...context.objects.namespaces]
    .filter(([, labels]) => matchesSelector(term.namespaceSelector, labels))
    .map(([name]) => name)
  return { namespaces: [...term.namespaces, ...byLabel], selector: term.selector }
}

/** XC8: what only narrows further where the pod may go; that nothing holds it (RT4) stands without it. */
const NARROWING: GroupDoubt['harmlessFor'] = ['RT4']

function doubtPriority(template: PodTemplateLike, isMissing: boolean): GroupDoubt[] {
  return isMissing
    ? [
        {
          reason: `the priority class ${template.spec.priorityClassName ?? ''} is not among the files`,
          path: `${template.path}.priorityClassName`,
          harmlessFor: NARROWING,
        },
      ]
    : []
}

function doubtAffinity(
  required: readonly PodAffinityTerm[],
  requiredAnti: readonly PodAffinityTerm[],
  path: string,
): GroupDoubt[] {
  const doubts: GroupDoubt[] = []
  const otherAffinity = required.find((term) => !isZoneKey(term.topologyKey))
  if (otherAffinity !== undefined) {
    doubts.push({
      reason: `a required pod affinity by ${otherAffinity.topologyKey} is outside the model`,
      path: `${path}.affinity.podAffinity`,
      harmlessFor: NARROWING,
    })
  }
  const otherAnti = requiredAnti.find(
    (term) => !isZoneKey(term.topologyKey) && !isHostKey(term.topologyKey),
  )
  if (otherAnti !== undefined) {
    doubts.push({
      reason: `a required pod anti-affinity by ${otherAnti.topologyKey} is outside the model`,
      path: `${path}.affinity.podAntiAffinity`,
      harmlessFor: NARROWING,
    })
  }
  return doubts
}

function doubtSpread(hard: PodSpec['topologySpread'], path: string): GroupDoubt[] {
  return hard.flatMap((one): GroupDoubt[] => {
    const reason = !isZoneKey(one.topologyKey)
      ? `a hard spread over ${one.topologyKey} is outside the model`
      : one.minDomains > 1
        ? `minDomains ${one.minDomains} is outside the model`
        : one.nodeAffinityPolicy === 'Ignore'
          ? 'nodeAffinityPolicy Ignore is outside the model'
          : undefined
    return reason === undefined
      ? []
      : [{ reason, path: `${path}.topologySpreadConstraints`, harmlessFor: NARROWING }]
  })
}

/** XC8: a DaemonSet is no class of the model, and holds its ports on every node it runs on. */
function doubtDaemonPorts({ objects }: RulesContext, spec: PodSpec, path: string): GroupDoubt[] {
  const wanted = new Set(spec.hostPorts.map(({ port, protocol }) => `${protocol}/${port}`))
  if (wanted.size === 0) return []
  const taker = objects.workloads.find(
    ({ kind, template }) =>
      kind === 'DaemonSet' &&
      template.spec.hostPorts.some(({ port, protocol }) => wanted.has(`${protocol}/${port}`)),
  )
  return taker === undefined
    ? []
    : [
        {
          reason: `the DaemonSet ${taker.name} takes a port of the host that it wants`,
          path: `${path}.containers`,
          harmlessFor: NARROWING,
        },
      ]
}

function doubtOthers(spec: PodSpec, path: string): GroupDoubt[] {
  const doubts: GroupDoubt[] = []
  if (spec.resourceClaims.length > 0) {
    doubts.push({
      reason: 'its device claims are outside the model',
      path: `${path}.resourceClaims`,
      harmlessFor: NARROWING,
    })
  }
  if (spec.schedulerName !== 'default-scheduler') {
    doubts.push({
      reason: `the scheduler ${spec.schedulerName} is not kube-scheduler`,
      path: `${path}.schedulerName`,
      harmlessFor: [],
    })
  }
  if (spec.schedulingGates.length > 0) {
    doubts.push({
      reason: `the gate ${spec.schedulingGates[0] ?? ''} keeps it from being scheduled until somebody takes it away`,
      path: `${path}.schedulingGates`,
      harmlessFor: NARROWING,
    })
  }
  return doubts
}

/** A label that tells a pod of a set from the others; never part of what a class shares. */
export function withoutOwnLabels(labels: Labels): Labels {
  const own = [
    'statefulset.kubernetes.io/pod-name',
    'apps.kubernetes.io/pod-index',
    'pod-template-hash',
    'controller-revision-hash',
    'pod-template-generation',
    'batch.kubernetes.io/job-completion-index',
  ]
  return Object.fromEntries(Object.entries(labels).filter(([key]) => !own.includes(key)))
}
