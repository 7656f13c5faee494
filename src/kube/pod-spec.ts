import { hasObject, mapList, readBoolean, readList, readText, readWhole } from './field.ts'
import { isSidecar } from './container-requests.ts'
import { readPodRequests } from './resources.ts'
import { hasLocalStorage, readInlineDisks, readPodClaims } from './pod-volumes.ts'
import { readNodeAffinity, readPreferredNodeTerms } from './node-affinity.ts'
import { readPodAffinity } from './pod-affinity.ts'
import { readScoredRequests } from './scored-requests.ts'
import { readTolerations } from './taint.ts'
import { readTopologySpread } from './topology-spread.ts'
import type { Labels } from './labels.ts'
import type { NodeAffinity, PreferredNodeTerm } from './node-affinity.ts'
import type { PodAffinity } from './pod-affinity.ts'
import type { InlineDisk, PodClaim } from './pod-volumes.ts'
import type { Resources } from './resources.ts'
import type { ScoredRequests } from './scored-requests.ts'
import type { Toleration } from './taint.ts'
import type { TopologySpreadConstraint } from './topology-spread.ts'

/** What decides where a pod may run: the specification of a pod or of a workload's template. */
export interface PodSpec {
  readonly requests: Resources
  readonly scoredRequests: ScoredRequests
  readonly images: PodImages
  readonly nodeAffinity: NodeAffinity
  readonly preferredNodes: readonly PreferredNodeTerm[]
  readonly tolerations: readonly Toleration[]
  readonly podAffinity: PodAffinity
  readonly topologySpread: readonly TopologySpreadConstraint[]
  readonly claims: readonly PodClaim[]
  readonly inlineDisks: readonly InlineDisk[]
  readonly hostPorts: readonly HostPort[]
  readonly schedulingGates: readonly string[]
  /** Names of the pod's device claims. */
  readonly resourceClaims: readonly string[]
  readonly schedulerName: string
  readonly nodeName?: string | undefined
  readonly priorityClassName?: string | undefined
  /** Set by admission on pods that exist; templates name a class. */
  readonly priority?: number | undefined
  readonly preemptionPolicy?: string | undefined
  readonly runtimeClassName?: string | undefined
  readonly terminationGracePeriodSeconds?: number | undefined
  readonly restartPolicy: string
  readonly isHostNetwork: boolean
  /** Features a node must declare (NF-1). */
  readonly requiredFeatures: readonly string[]
  readonly hasLocalStorage: boolean
}

/** Images a pod needs, as written. */
export interface PodImages {
  /** Of containers and init containers, each occurrence. */
  readonly containers: readonly string[]
  /** Of volumes. */
  readonly volumes: readonly string[]
}

/** A port on the node itself (NP-1). */
export interface HostPort {
  readonly protocol: string
  readonly port: number
  /** `0.0.0.0`: all addresses. */
  readonly hostIp: string
}

/** Reads the `spec` of a pod, or of a template with the name, namespace and labels its pods will have. */
export function readPodSpec(
  podSpec: unknown,
  pod: { readonly name: string; readonly namespace: string; readonly labels: Labels },
): PodSpec {
  const isHostNetwork = readBoolean(podSpec, 'hostNetwork') ?? false
  const requests = readPodRequests(podSpec)
  return {
    requests,
    scoredRequests: readScoredRequests(podSpec, requests),
    images: readImages(podSpec),
    nodeAffinity: readNodeAffinity(podSpec),
    preferredNodes: readPreferredNodeTerms(podSpec),
    tolerations: readTolerations(podSpec),
    podAffinity: readPodAffinity(podSpec, pod),
    topologySpread: readTopologySpread(podSpec, pod.labels),
    claims: readPodClaims(podSpec, pod.name),
    inlineDisks: readInlineDisks(podSpec),
    hostPorts: readHostPorts(podSpec, isHostNetwork),
    schedulingGates: mapList(readList(podSpec, 'schedulingGates'), (gate) =>
      readText(gate, 'name'),
    ),
    resourceClaims: mapList(readList(podSpec, 'resourceClaims'), (claim) =>
      readText(claim, 'name'),
    ),
    schedulerName: readText(podSpec, 'schedulerName') ?? 'default-scheduler',
    nodeName: readText(podSpec, 'nodeName') || undefined,
    priorityClassName: readText(podSpec, 'priorityClassName') || undefined,
    priority: readWhole(podSpec, 'priority'),
    preemptionPolicy: readText(podSpec, 'preemptionPolicy'),
    runtimeClassName: readText(podSpec, 'runtimeClassName') || undefined,
    terminationGracePeriodSeconds: readWhole(podSpec, 'terminationGracePeriodSeconds'),
    restartPolicy: readText(podSpec, 'restartPolicy') ?? 'Always',
    isHostNetwork,
    requiredFeatures: listRequiredFeatures(podSpec, isHostNetwork),
    hasLocalStorage: hasLocalStorage(podSpec),
  }
}

/** NP-1 with IN-3 and IN-4: ports of containers and sidecars; ordinary init containers don't count. */
function readHostPorts(podSpec: unknown, isHostNetwork: boolean): readonly HostPort[] {
  const containers = [
    ...readList(podSpec, 'containers'),
    ...readList(podSpec, 'initContainers').filter(isSidecar),
  ]
  return containers.flatMap((container) =>
    readList(container, 'ports').flatMap((raw) => {
      const listed = readWhole(raw, 'hostPort') ?? 0
      const port = listed === 0 && isHostNetwork ? (readWhole(raw, 'containerPort') ?? 0) : listed
      if (port <= 0) return []
      return [
        {
          protocol: readText(raw, 'protocol') || 'TCP',
          port,
          hostIp: readText(raw, 'hostIP') || '0.0.0.0',
        },
      ]
    }),
  )
}

function readImages(podSpec: unknown): PodImages {
  const containers = [...readList(podSpec, 'initContainers'), ...readList(podSpec, 'containers')]
  return {
    containers: containers.map((container) => readText(container, 'image') ?? ''),
    volumes: mapList(readList(podSpec, 'volumes'), (volume) =>
      hasObject(volume, 'image') ? (readText(volume, 'image', 'reference') ?? '') : undefined,
    ),
  }
}

/** NF-1: the only two rules that infer a feature for scheduling. */
function listRequiredFeatures(podSpec: unknown, isHostNetwork: boolean): readonly string[] {
  const containers = [...readList(podSpec, 'containers'), ...readList(podSpec, 'initContainers')]
  const restartsAll = containers.some((container) =>
    readList(container, 'restartPolicyRules').some(
      (rule) => readText(rule, 'action') === 'RestartAllContainers',
    ),
  )
  const hasOwnUsers = isHostNetwork && readBoolean(podSpec, 'hostUsers') === false
  return [
    ...(restartsAll ? ['RestartAllContainersOnContainerExits'] : []),
    ...(hasOwnUsers ? ['UserNamespacesHostNetworkSupport'] : []),
  ]
}
