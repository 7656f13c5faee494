import { compareText } from '#base/compare.ts'
import { EBS_DRIVER } from '#kube/csi-node.ts'
import {
  BETA_REGION_LABEL,
  EBS_ZONE_LABEL,
  findLabel,
  REGION_LABEL,
  ZONE_KEYS,
  type Labels,
} from '#kube/labels.ts'
import type { PodClaim } from '#kube/pod-volumes.ts'
import {
  allowsTopology,
  driverOfProvisioner,
  findDefaultClass,
  findVolumeZones,
  reachOfDriver,
  reachOfVolume,
  type PersistentVolume,
  type PersistentVolumeClaim,
  type StorageClass,
} from '#kube/volume.ts'
import { readText } from '#kube/field.ts'
import type { ClaimTemplate } from '#kube/workload.ts'
import type { ClaimState, ClusterDoubt } from './compiled.ts'
import { pathOf, type ClusterObjects } from './objects.ts'

/** Drivers whose volumes are EBS volumes: the open one, and that of EKS Auto Mode (C13). */
const EBS_DRIVERS: readonly string[] = [EBS_DRIVER, 'ebs.csi.eks.amazonaws.com']

/** Keys whose demands are zones, or one region. */
const PLACE_KEYS: readonly string[] = [...ZONE_KEYS, REGION_LABEL, BETA_REGION_LABEL]

interface AskedLabel {
  readonly key: string
  readonly values: readonly string[]
}

/** What a claim is read against. */
export interface ClaimContext {
  readonly objects: ClusterObjects
  readonly clusterPath: string
  readonly zones: readonly string[]
  /** Zones of the nodes seen, in order: the requisite topology of an Immediate claim (Z2). */
  readonly nodeZones: readonly string[]
  /** Labels of the nodes that pods may come to, group by group. */
  readonly groupLabels: readonly Labels[]
}

/** A pod as far as its claims go. */
interface ClaimingPod {
  readonly namespace: string
  readonly hasNode: boolean
  readonly isObserved: boolean
}

/** XC7: where a pod's claim lets it run. `template` is the StatefulSet's, for a claim that it will make. */
export function readClaimState(
  context: ClaimContext,
  pod: ClaimingPod,
  claim: PodClaim,
  template: ClaimTemplate | undefined,
): ClaimState {
  const state = findClaimState(context, pod, claim, template)
  // V1 keeps a pod from a new node, not from the one it runs on: it stands there on a volume not shown.
  return state.kind === 'never' && pod.hasNode
    ? doubt(
        `${state.reason}, though its pod runs`,
        claimPath(context, pod.namespace, claim.claimName),
      )
    : state
}

function findClaimState(
  context: ClaimContext,
  pod: ClaimingPod,
  claim: PodClaim,
  template: ClaimTemplate | undefined,
): ClaimState {
  const found = context.objects.claims.get(`${pod.namespace}/${claim.claimName}`)
  if (claim.kind === 'ephemeral' && (pod.hasNode || found === undefined || !found.isBound)) {
    return readEphemeral(context, pod.namespace, claim)
  }
  if (found !== undefined) return readExisting(context, found)
  const claimed = findClaimedVolume(context, pod.namespace, claim.claimName)
  if (claimed !== undefined) return readVolume(context, claim.claimName, claimed)
  // A StatefulSet makes the claim before the pod: where the pod exists the claim does, and is not here.
  if (template !== undefined && !pod.isObserved) {
    return readUnbound(context, pod.namespace, claim.claimName, template.className)
  }
  if (context.objects.claims.size === 0 || template !== undefined) {
    return doubt(
      `the claim ${claim.claimName} is not among the files`,
      claimPath(context, pod.namespace, claim.claimName),
    )
  }
  return { kind: 'never', reason: `persistentvolumeclaim "${claim.claimName}" not found` }
}

function readExisting(context: ClaimContext, claim: PersistentVolumeClaim): ClaimState {
  const path = claimPath(context, claim.namespace, claim.name)
  if (claim.phase === 'Lost') {
    return {
      kind: 'never',
      reason: `persistentvolumeclaim "${claim.name}" bound to non-existent persistentvolume "${claim.volumeName ?? ''}"`,
    }
  }
  if (claim.isTerminating) {
    return { kind: 'never', reason: `persistentvolumeclaim "${claim.name}" is being deleted` }
  }
  if (claim.volumeName !== undefined) return readBound(context, claim, claim.volumeName)
  if (
    claim.selectedNode !== undefined &&
    !context.objects.nodes.some((node) => node.name === claim.selectedNode)
  ) {
    return doubt(
      `the claim ${claim.name} waits for node ${claim.selectedNode}, which is not there, until the provisioner lets go of it`,
      `${path}.metadata.annotations`,
    )
  }
  return readUnbound(context, claim.namespace, claim.name, claim.className)
}

function readBound(
  context: ClaimContext,
  claim: PersistentVolumeClaim,
  volumeName: string,
): ClaimState {
  const volume = context.objects.volumes.get(volumeName)
  if (volume !== undefined) return readVolume(context, claim.name, volume)
  const path = pathOf(context.clusterPath, { kind: 'PersistentVolume', name: volumeName })
  return context.objects.volumes.size === 0
    ? doubt(`the volume ${volumeName} of claim ${claim.name} is not among the files`, path)
    : { kind: 'never', reason: `persistentvolume "${volumeName}" not found` }
}

/** The volume that says it belongs to the claim, where the claim itself is not among the files. */
function findClaimedVolume(
  context: ClaimContext,
  namespace: string,
  name: string,
): PersistentVolume | undefined {
  return [...context.objects.volumes.values()].find(
    ({ claimRef }) => claimRef?.namespace === namespace && claimRef.name === name,
  )
}

function readVolume(
  context: ClaimContext,
  claimName: string,
  volume: PersistentVolume,
): ClaimState {
  const path = pathOf(context.clusterPath, { kind: 'PersistentVolume', name: volume.name })
  const zones = findVolumeZones(volume)
  switch (reachOfVolumeHere(volume)) {
    case 'zonal':
      return zones === undefined
        ? doubt(`the zone of volume ${volume.name} is not given`, `${path}.spec.nodeAffinity`)
        : (doubtLabel(context, listAffinityLabels(volume), `${path}.spec.nodeAffinity`) ??
            toZonal(volume, zones, true))
    case 'everywhere':
      return zones === undefined
        ? { kind: 'anywhere', isEbs: false }
        : toZonal(volume, zones, false)
    case 'one-node':
      return doubt(
        `the volume ${volume.name} of claim ${claimName} lies on one node, and the model knows nodes by group and zone`,
        `${path}.spec.nodeAffinity`,
      )
    case 'unknown':
      if (zones !== undefined) return toZonal(volume, zones, false)
      return volume.requiredTerms === undefined
        ? { kind: 'anywhere', isEbs: false }
        : doubt(
            `the volume ${volume.name} asks for nodes by something other than a zone`,
            `${path}.spec.nodeAffinity`,
          )
  }
}

function reachOfVolumeHere(volume: PersistentVolume): ReturnType<typeof reachOfVolume> {
  const isEbs = volume.source.kind === 'csi' && EBS_DRIVERS.includes(volume.source.driver)
  return isEbs ? 'zonal' : reachOfVolume(volume)
}

function toZonal(volume: PersistentVolume, zones: readonly string[], isEbs: boolean): ClaimState {
  if (zones.length === 0) {
    return { kind: 'never', reason: `volume "${volume.name}" allows no zone` }
  }
  const usesEbsKey = (volume.requiredTerms ?? []).some((term) =>
    term.expressions.some(({ key }) => key === EBS_ZONE_LABEL),
  )
  return { kind: 'zonal', zones: [...zones].sort(compareText), isEbs, usesEbsKey }
}

/** A claim without a volume: its class says when and where one is made. */
function readUnbound(
  context: ClaimContext,
  namespace: string,
  name: string,
  className: string | undefined,
): ClaimState {
  const path = `${claimPath(context, namespace, name)}.spec.storageClassName`
  const { storageClasses } = context.objects
  if (className === '') {
    return doubt(
      `the claim ${name} has no class and waits for a volume that is there already`,
      path,
    )
  }
  const found =
    className === undefined
      ? findDefaultClass(storageClasses)
      : storageClasses.find((one) => one.name === className)
  if (found === undefined) {
    const what = className === undefined ? 'default storage class' : `storage class ${className}`
    return doubt(`no ${what} is among the files, and claim ${name} has no volume yet`, path)
  }
  const spare = [...context.objects.volumes.values()].find(
    (volume) => volume.className === found.name && volume.claimRef === undefined,
  )
  if (spare !== undefined) {
    return doubt(
      `the claim ${name} may bind to the volume ${spare.name}, which is there and free`,
      path,
    )
  }
  return readProvisioning(context, name, found)
}

function readProvisioning(context: ClaimContext, name: string, found: StorageClass): ClaimState {
  const driver = driverOfProvisioner(found.provisioner)
  const isEbs = EBS_DRIVERS.includes(driver)
  if (!isEbs && reachOfDriver(found.provisioner) === 'everywhere')
    return { kind: 'anywhere', isEbs: false }
  const classPath = pathOf(context.clusterPath, { kind: 'StorageClass', name: found.name })
  if (!isEbs) {
    return doubt(
      `where volumes of ${found.provisioner} can be used is not known`,
      `${classPath}.provisioner`,
    )
  }
  const asked = found.allowedTopologies.flatMap((term) => term.expressions)
  const others = asked.filter(({ key }) => !PLACE_KEYS.includes(key))
  const unmet = doubtLabel(context, others, `${classPath}.allowedTopologies`)
  if (unmet !== undefined) return unmet
  const labels = Object.fromEntries(
    asked.flatMap(({ key, values: [value] }) => (value === undefined ? [] : [[key, value]])),
  )
  const allowed = context.zones.filter((zone) =>
    allowsTopology(found, {
      ...labels,
      ...Object.fromEntries(ZONE_KEYS.map((key) => [key, zone])),
    }),
  )
  switch (found.volumeBindingMode) {
    case 'WaitForFirstConsumer':
      return found.allowedTopologies.length === 0
        ? { kind: 'first-consumer', isEbs }
        : { kind: 'first-consumer', zones: allowed, isEbs }
    case 'Immediate': {
      const candidates = found.allowedTopologies.length > 0 ? allowed : context.nodeZones
      const isKnown = found.allowedTopologies.length > 0 || context.nodeZones.length > 0
      return isKnown
        ? { kind: 'immediate', zones: [chooseProvisionedZone(name, candidates)].flat(), isEbs }
        : { kind: 'immediate', zones: allowed, isEbs }
    }
    default:
      return doubt(
        `the storage class ${found.name} does not say when its volumes are made`,
        `${classPath}.volumeBindingMode`,
      )
  }
}

/** Labels beside the zone that a volume asks of its node. */
function listAffinityLabels(volume: PersistentVolume): readonly AskedLabel[] {
  return (volume.requiredTerms ?? [])
    .flatMap((term) => term.expressions)
    .filter(({ key }) => !PLACE_KEYS.includes(key))
    .map(({ key, operator, values }) => ({ key, values: operator === 'In' ? values : [] }))
}

/** What the nodes of every group have is no demand (EKS Auto Mode: `compute-type`); other labels divide them. */
function doubtLabel(
  { groupLabels }: ClaimContext,
  asked: readonly AskedLabel[],
  path: string,
): ClaimState | undefined {
  const unmet = asked.find(({ key, values }) =>
    groupLabels.some((labels) => !values.includes(findLabel(labels, key) ?? '')),
  )
  return unmet && doubt(`it asks for nodes with ${unmet.key}, which not every group has`, path)
}

/** A generic ephemeral claim lives and dies with its pod: the next one may be made elsewhere. */
function readEphemeral(context: ClaimContext, namespace: string, claim: PodClaim): ClaimState {
  const className = readText(claim.template, 'spec', 'storageClassName')
  const state = readUnbound(context, namespace, claim.claimName, className)
  if (state.kind === 'first-consumer' && state.zones === undefined) {
    return { kind: 'anywhere', isEbs: state.isEbs }
  }
  if (state.kind === 'unknown' || state.kind === 'anywhere') return state
  return doubt(
    `the ephemeral claim ${claim.claimName} is made anew with each pod, in zones its class limits`,
    `${claimPath(context, namespace, claim.claimName)}.spec.storageClassName`,
  )
}

/** Z2 and Z3: the zone that external-provisioner takes for an Immediate claim; none without a candidate. */
export function chooseProvisionedZone(
  claimName: string,
  candidates: readonly string[],
): readonly string[] {
  const zones = [...new Set(candidates)].sort(compareText)
  if (zones.length === 0) return []
  const match = /^(.*)-(\d+)$/.exec(claimName)
  const ordinal = match === null ? 0 : Number(match[2])
  const rest = match === null ? claimName : (match[1] ?? '')
  const text = match === null ? rest : rest.slice(rest.lastIndexOf('-') + 1)
  const index = ((hashText(text) + ordinal) >>> 0) % zones.length
  return zones.slice(index, index + 1)
}

/** FNV-1 in 32 bits over the text's bytes; `web` gives 1181096325 (Z3). */
export function hashText(text: string): number {
  let hash = 2166136261
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash, 16777619) >>> 0
    // Names of claims are ASCII (I4.6), so a code unit is a byte.
    hash = (hash ^ (text.charCodeAt(index) & 0xff)) >>> 0
  }
  return hash
}

function claimPath(context: ClaimContext, namespace: string, name: string): string {
  return pathOf(context.clusterPath, { kind: 'PersistentVolumeClaim', namespace, name })
}

function doubt(reason: string, path: string): ClaimState {
  const value: ClusterDoubt = { reason, path }
  return { kind: 'unknown', doubt: value }
}
