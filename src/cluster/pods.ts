import { compareText } from '#base/compare.ts'
import { readField, readList, readText } from '#kube/field.ts'
import type { Labels } from '#kube/labels.ts'
import { readMetadata, type Metadata } from '#kube/metadata.ts'
import type { KubeObject } from '#kube/object.ts'
import { readPod } from '#kube/pod.ts'
import { readPodSpec, type PodSpec } from '#kube/pod-spec.ts'
import type { PodClaim } from '#kube/pod-volumes.ts'
import type { ClaimTemplate, Workload } from '#kube/workload.ts'
import { readClaimState, type ClaimContext } from './claims.ts'
import type {
  CompiledClaim,
  CompiledDaemonPod,
  CompiledPod,
  PodOwner,
  PodRules,
} from './compiled.ts'
import { isEvictable, type EvictionContext } from './evictable.ts'
import { pathOf } from './objects.ts'
import { readPodRules, withoutOwnLabels, type RulesContext } from './pod-rules.ts'

/** What pods are compiled against. */
export interface PodsContext {
  readonly rules: RulesContext
  readonly claims: ClaimContext
  readonly eviction: EvictionContext
  readonly nodeIndex: ReadonlyMap<string, number>
}

export interface CompiledPods {
  readonly pods: readonly CompiledPod[]
  readonly daemonPods: readonly CompiledDaemonPod[]
  /** Names of nodes that pods run on and that are not among the files. */
  readonly missingNodes: readonly string[]
}

/**
 * All pods that are or should be: Pod objects with their top owner's specification (XC3, I10.3), and a
 * pending pod for every replica that is wanted and has no object (XC4).
 */
export function compilePods(context: PodsContext): CompiledPods {
  const owners = indexOwners(context)
  const templates = new Map<string, Template>()
  const templateOf = (owner: Owner) => {
    const key = `${owner.kind} ${owner.namespace}/${owner.name}`
    const known = templates.get(key)
    if (known !== undefined) return known
    const made = makeTemplate(context, owner)
    templates.set(key, made)
    return made
  }
  const observed: CompiledPod[] = []
  const daemonPods: CompiledDaemonPod[] = []
  const missingNodes = new Set<string>()
  const names = new Map<string, Set<string>>()
  for (const object of context.rules.objects.pods) {
    const metadata = readMetadata(object)
    const phase = readText(object, 'status', 'phase')
    if (phase === 'Succeeded' || phase === 'Failed') continue
    const owner = findTopOwner(owners, object, metadata)
    const nodeName = readText(object, 'spec', 'nodeName')
    const node = nodeName === undefined ? undefined : context.nodeIndex.get(nodeName)
    if (nodeName !== undefined && nodeName !== '' && node === undefined) missingNodes.add(nodeName)
    if (isDaemon(owner, metadata)) {
      if (node !== undefined) daemonPods.push(toDaemonPod(metadata, object, owner, node))
      continue
    }
    const template = templateOf(owner)
    remember(names, owner, metadata.name, metadata.isTerminating)
    observed.push(compileObserved(context, object, metadata, owner, template, node))
  }
  const wanted = context.rules.objects.workloads.flatMap((workload) =>
    compileWanted(context, owners, workload, templateOf, names),
  )
  return {
    pods: [...observed, ...wanted].sort(
      (a, b) => compareText(a.namespace, b.namespace) || compareText(a.name, b.name),
    ),
    daemonPods: daemonPods.sort(
      (a, b) => compareText(a.namespace, b.namespace) || compareText(a.name, b.name),
    ),
    missingNodes: [...missingNodes].sort(compareText),
  }
}

/** A pod's top owner: a workload of the plan, an owner that is only named, or the pod itself. */
interface Owner extends PodOwner {
  readonly workload?: Workload
  /** The pod's own object, where nothing above it has a template. */
  readonly object?: KubeObject
}

/** What all pods of an owner share. */
interface Template {
  readonly rules: PodRules
  readonly spec: PodSpec
  readonly annotations: Readonly<Record<string, string>>
  readonly claimTemplates: readonly ClaimTemplate[]
  readonly specKey: string
}

interface OwnerIndex {
  readonly clusterPath: string
  readonly workloads: ReadonlyMap<string, Workload>
}

function indexOwners(context: PodsContext): OwnerIndex {
  return {
    clusterPath: context.claims.clusterPath,
    workloads: new Map(
      context.rules.objects.workloads.map((one) => [
        `${one.kind} ${one.namespace}/${one.name}`,
        one,
      ]),
    ),
  }
}

function findTopOwner(owners: OwnerIndex, object: KubeObject, metadata: Metadata): Owner {
  const { controller, namespace } = metadata
  if (controller === undefined) {
    return {
      kind: 'Pod',
      namespace,
      name: metadata.name,
      path: pathOf(owners.clusterPath, { kind: 'Pod', namespace, name: metadata.name }),
      object,
    }
  }
  return climb(owners, namespace, controller.kind, controller.name, object)
}

/** Pod → ReplicaSet → Deployment, Pod → Job → CronJob; where the middle is missing, by its name. */
function climb(
  owners: OwnerIndex,
  namespace: string,
  kind: string,
  name: string,
  object: KubeObject,
): Owner {
  const workload = owners.workloads.get(`${kind} ${namespace}/${name}`)
  const above = workload?.controller ?? guessAbove(owners, namespace, kind, name, workload)
  if (above !== undefined && owners.workloads.has(`${above.kind} ${namespace}/${above.name}`)) {
    return climb(owners, namespace, above.kind, above.name, object)
  }
  return {
    kind,
    namespace,
    name,
    path: pathOf(owners.clusterPath, { kind, namespace, name }),
    ...(workload === undefined ? { object } : { workload }),
  }
}

/** A ReplicaSet is named after its Deployment and a hash, a Job after its CronJob and a time. */
function guessAbove(
  owners: OwnerIndex,
  namespace: string,
  kind: string,
  name: string,
  workload: Workload | undefined,
): { readonly kind: string; readonly name: string } | undefined {
  if (workload !== undefined) return undefined
  const stem = name.slice(0, Math.max(0, name.lastIndexOf('-')))
  const above = kind === 'ReplicaSet' ? 'Deployment' : kind === 'Job' ? 'CronJob' : undefined
  if (above === undefined || !owners.workloads.has(`${above} ${namespace}/${stem}`))
    return undefined
  return { kind: above, name: stem }
}

function isDaemon(owner: Owner, metadata: Metadata): boolean {
  return (
    owner.kind === 'DaemonSet' ||
    owner.kind === 'Node' ||
    Object.hasOwn(metadata.annotations, 'kubernetes.io/config.mirror')
  )
}

function toDaemonPod(
  metadata: Metadata,
  object: KubeObject,
  owner: Owner,
  node: number,
): CompiledDaemonPod {
  const spec = owner.workload?.template.spec ?? readPodSpec(object['spec'], metadata)
  return {
    namespace: metadata.namespace,
    name: metadata.name,
    node,
    owner: toPodOwner(owner),
    requests: spec.requests,
  }
}

function toPodOwner(owner: Owner): PodOwner {
  return { kind: owner.kind, namespace: owner.namespace, name: owner.name, path: owner.path }
}

function makeTemplate(context: PodsContext, owner: Owner): Template {
  if (owner.workload !== undefined) {
    const { template, claimTemplates } = owner.workload
    const path = `${owner.path}.spec.template.spec`
    return {
      rules: readPodRules(context.rules, {
        namespace: owner.namespace,
        labels: template.labels,
        spec: template.spec,
        path,
      }),
      spec: template.spec,
      annotations: template.annotations,
      claimTemplates,
      specKey: 'template',
    }
  }
  const pod = owner.object === undefined ? undefined : readPod(owner.object)
  const spec =
    pod?.spec ?? readPodSpec({}, { name: owner.name, namespace: owner.namespace, labels: {} })
  const labels: Labels = withoutOwnLabels(pod?.labels ?? {})
  return {
    rules: readPodRules(context.rules, {
      namespace: owner.namespace,
      labels,
      spec,
      path: `${owner.path}.spec`,
    }),
    spec,
    annotations: pod?.annotations ?? {},
    claimTemplates: [],
    specKey: JSON.stringify([
      labels,
      spec.requests,
      spec.nodeAffinity,
      spec.tolerations,
      spec.podAffinity,
      spec.topologySpread,
      spec.priority,
      spec.hostPorts,
    ]),
  }
}

function remember(
  names: Map<string, Set<string>>,
  owner: Owner,
  name: string,
  isTerminating: boolean,
): void {
  // A StatefulSet makes the next pod of a name only when the last one is gone; others replace at once.
  if (isTerminating && owner.kind !== 'StatefulSet') return
  const key = `${owner.kind} ${owner.namespace}/${owner.name}`
  const known = names.get(key)
  if (known === undefined) names.set(key, new Set([name]))
  else known.add(name)
}

function compileObserved(
  context: PodsContext,
  object: KubeObject,
  metadata: Metadata,
  owner: Owner,
  template: Template,
  node: number | undefined,
): CompiledPod {
  const annotations = { ...template.annotations, ...metadata.annotations }
  const message = node === undefined ? readPod(object).schedulingMessage : undefined
  // An owned pod without a template of its owner's in the plan is read by itself.
  const own =
    owner.workload === undefined && owner.object !== object
      ? makeTemplate(context, { ...owner, object })
      : template
  return {
    namespace: metadata.namespace,
    name: metadata.name,
    path: pathOf(context.claims.clusterPath, {
      kind: 'Pod',
      namespace: metadata.namespace,
      name: metadata.name,
    }),
    owner: toPodOwner(owner),
    isObserved: true,
    isTerminating: metadata.isTerminating,
    ...(node === undefined ? {} : { node }),
    specKey: own.specKey,
    rules: own.rules,
    claims: compileClaims(context, owner, own, {
      name: metadata.name,
      hasNode: node !== undefined,
      isObserved: true,
    }),
    losesClaims: owner.workload?.deletesClaimsWhenScaled ?? false,
    isEvictable: isEvictable(context.eviction, {
      namespace: metadata.namespace,
      labels: { ...own.rules.labels, ...metadata.labels },
      annotations,
      ownerKind: owner.kind === 'Pod' ? undefined : owner.kind,
      hasLocalStorage: own.spec.hasLocalStorage,
      localVolumes: listLocalVolumes(object['spec']),
    }),
    finishes: owner.kind === 'Job' || owner.kind === 'CronJob',
    ...(message === undefined ? {} : { observedMessage: message }),
  }
}

/** XC4: every replica that is wanted and has no Pod object starts pending. */
function compileWanted(
  context: PodsContext,
  owners: OwnerIndex,
  workload: Workload,
  templateOf: (owner: Owner) => Template,
  names: ReadonlyMap<string, Set<string>>,
): CompiledPod[] {
  const isTop =
    workload.controller === undefined ||
    !owners.workloads.has(
      `${workload.controller.kind} ${workload.namespace}/${workload.controller.name}`,
    )
  if (!isTop || workload.kind === 'DaemonSet' || workload.kind === 'CronJob') return []
  const owner: Owner = {
    kind: workload.kind,
    namespace: workload.namespace,
    name: workload.name,
    path: pathOf(owners.clusterPath, workload),
    workload,
  }
  const present = names.get(`${workload.kind} ${workload.namespace}/${workload.name}`) ?? new Set()
  const missing =
    workload.kind === 'StatefulSet'
      ? listOrdinals(workload).filter((name) => !present.has(name))
      : nameReplicas(workload, present)
  if (missing.length === 0) return []
  const template = templateOf(owner)
  return missing.map((name): CompiledPod => {
    const after = findEarlierOrdinal(workload, name)
    return {
      namespace: workload.namespace,
      name,
      path: owner.path,
      owner: toPodOwner(owner),
      isObserved: false,
      isTerminating: false,
      specKey: template.specKey,
      rules: template.rules,
      claims: compileClaims(context, owner, template, { name, hasNode: false, isObserved: false }),
      ...(after === undefined ? {} : { after }),
      losesClaims: workload.deletesClaimsWhenScaled,
      isEvictable: isEvictable(context.eviction, {
        namespace: workload.namespace,
        labels: template.rules.labels,
        annotations: template.annotations,
        ownerKind: workload.kind,
        hasLocalStorage: template.spec.hasLocalStorage,
        localVolumes: listLocalVolumes(workload.template.rawSpec),
      }),
      finishes: workload.kind === 'Job',
    }
  })
}

function listOrdinals(workload: Workload): string[] {
  return Array.from(
    { length: workload.replicas },
    (_, index) => `${workload.name}-${workload.firstOrdinal + index}`,
  )
}

/** Pods that nothing has named yet: the workload's name and a number that none of its pods bears. */
function nameReplicas(workload: Workload, present: ReadonlySet<string>): string[] {
  const names: string[] = []
  const wanted = workload.replicas - present.size
  for (let number = 1; names.length < wanted; number++) {
    const name = `${workload.name}-${number}`
    if (!present.has(name)) names.push(name)
  }
  return names
}

/** OrderedReady: an ordinal that does not exist waits for the one before it (XC3). */
function findEarlierOrdinal(workload: Workload, name: string): string | undefined {
  if (workload.kind !== 'StatefulSet' || !workload.isOrdered) return undefined
  const ordinal = Number(name.slice(workload.name.length + 1))
  return ordinal > workload.firstOrdinal ? `${workload.name}-${ordinal - 1}` : undefined
}

function compileClaims(
  context: PodsContext,
  owner: Owner,
  template: Template,
  pod: { readonly name: string; readonly hasNode: boolean; readonly isObserved: boolean },
): CompiledClaim[] {
  // A template's own claims are those of its pods; an ephemeral one bears the pod's name.
  const named = template.spec.claims.map((claim) =>
    claim.kind === 'ephemeral' ? { ...claim, claimName: `${pod.name}-${claim.volume}` } : claim,
  )
  const made = template.claimTemplates
    .filter((one) => !named.some((claim) => claim.volume === one.name))
    .map((one) => ({
      volume: one.name,
      claimName: `${one.name}-${pod.name}`,
      kind: 'claim' as const,
    }))
  const claims = [...named, ...made]
  return claims.map((claim) => ({
    name: claim.claimName,
    path: pathOf(context.claims.clusterPath, {
      kind: 'PersistentVolumeClaim',
      namespace: owner.namespace,
      name: claim.claimName,
    }),
    state: readClaimState(
      context.claims,
      { namespace: owner.namespace, ...pod },
      claim,
      template.claimTemplates.find((one) => one.name === claim.volume),
    ),
    isExclusive: readAccessModes(context, owner, template, claim).includes('ReadWriteOncePod'),
  }))
}

function readAccessModes(
  context: PodsContext,
  owner: Owner,
  template: Template,
  claim: PodClaim,
): readonly string[] {
  const found = context.rules.objects.claims.get(`${owner.namespace}/${claim.claimName}`)
  const made = template.claimTemplates.find((one) => one.name === claim.volume)
  return found?.accessModes ?? made?.accessModes ?? []
}

/** Names of volumes that keep data on the node (A16.11). */
function listLocalVolumes(podSpec: unknown): readonly string[] {
  return readList(podSpec, 'volumes').flatMap((raw) => {
    const name = readText(raw, 'name')
    const isHostPath = readField(raw, 'hostPath') !== undefined
    const isDisk =
      readField(raw, 'emptyDir') !== undefined && readText(raw, 'emptyDir', 'medium') !== 'Memory'
    return name !== undefined && (isHostPath || isDisk) ? [name] : []
  })
}
