import { BETA_ZONE_LABEL, HOSTNAME_LABEL, ZONE_KEYS, ZONE_LABEL, findLabel } from './labels.ts'
import { compareText } from '#base/compare.ts'
import { EBS_DRIVER } from './csi-node.ts'
import { hasObject, readField, readList, readText, readTexts } from './field.ts'
import { parseLabelSelector } from './label-selector.ts'
import { readMetadata } from './metadata.ts'
import { readNodeSelectorTerms } from './node-affinity.ts'
import { parseUnits } from './quantity.ts'
import type { KubeObject } from './object.ts'
import type { LabelSelector } from './label-selector.ts'
import type { Labels } from './labels.ts'
import type { Metadata } from './metadata.ts'
import type { NodeSelectorTerm } from './node-affinity.ts'

export interface PersistentVolumeClaim extends Metadata {
  /** Empty: no class; absent: the default class (IN-13). */
  readonly className?: string | undefined
  readonly volumeName?: string | undefined
  /** True when the claim and its volume are bound to each other (V2). */
  readonly isBound: boolean
  readonly phase?: string | undefined
  readonly requestedBytes?: number | undefined
  readonly accessModes: readonly string[]
  readonly volumeMode: string
  readonly attributesClassName: string
  readonly selector: LabelSelector
  /** The node the scheduler has chosen for a volume that is still to be made (V6). */
  readonly selectedNode?: string | undefined
}

export interface PersistentVolume extends Metadata {
  /** Empty: no class. */
  readonly className: string
  readonly phase?: string | undefined
  readonly capacityBytes?: number | undefined
  readonly accessModes: readonly string[]
  readonly volumeMode: string
  readonly attributesClassName: string
  readonly claimRef?:
    | { readonly namespace: string; readonly name: string; readonly uid?: string | undefined }
    | undefined
  /** Required node affinity; absent: it matches every node. */
  readonly requiredTerms?: readonly NodeSelectorTerm[] | undefined
  readonly source: VolumeSource
}

/** How a volume is reached. `plugin` is the field of the specification: `nfs`, `local`, `hostPath`. */
export type VolumeSource =
  | { readonly kind: 'csi'; readonly driver: string; readonly handle: string }
  | { readonly kind: 'in-tree-ebs'; readonly volumeId: string }
  | { readonly kind: 'other'; readonly plugin: string }

/** Where a volume of this kind can be used: in one zone, anywhere, on one node, or not known. */
export type VolumeReach = 'zonal' | 'everywhere' | 'one-node' | 'unknown'

export interface StorageClass extends Metadata {
  readonly provisioner: string
  /** Absent means `Immediate` to the API server (IN-13); kept apart, since a file may just lack it. */
  readonly volumeBindingMode?: string | undefined
  readonly isDefault: boolean
  /** Alternatives; empty: no restriction (VB-9). */
  readonly allowedTopologies: readonly TopologyTerm[]
}

/** All of its expressions must hold; a term without any accepts nothing. */
export interface TopologyTerm {
  readonly expressions: readonly { readonly key: string; readonly values: readonly string[] }[]
}

const BETA_CLASS_ANNOTATION = 'volume.beta.kubernetes.io/storage-class'
const DEFAULT_CLASS_ANNOTATIONS: readonly string[] = [
  'storageclass.kubernetes.io/is-default-class',
  'storageclass.beta.kubernetes.io/is-default-class',
]

const EVERYWHERE_DRIVERS: readonly string[] = [
  'efs.csi.aws.com',
  'fsx.csi.aws.com',
  's3.csi.aws.com',
]
const EVERYWHERE_PLUGINS: readonly string[] = ['nfs', 'cephfs', 'glusterfs', 'azureFile']
const ONE_NODE_PLUGINS: readonly string[] = ['local', 'hostPath']

export function readPersistentVolumeClaim(object: KubeObject): PersistentVolumeClaim {
  const metadata = readMetadata(object)
  const volumeName = readText(object, 'spec', 'volumeName') || undefined
  const phase = readText(object, 'status', 'phase')
  const hasCompleted =
    findLabel(metadata.annotations, 'pv.kubernetes.io/bind-completed') !== undefined
  return {
    className: readClassName(object, metadata.annotations),
    volumeName,
    // VB-3 asks for the annotation; files without annotations say the same by the phase.
    isBound: volumeName !== undefined && (hasCompleted || phase === 'Bound'),
    phase,
    requestedBytes: findBytes(readField(object, 'spec', 'resources', 'requests', 'storage')),
    accessModes: readTexts(object, 'spec', 'accessModes'),
    volumeMode: readText(object, 'spec', 'volumeMode') ?? 'Filesystem',
    attributesClassName: readText(object, 'spec', 'volumeAttributesClassName') ?? '',
    selector: parseLabelSelector(readField(object, 'spec', 'selector'), 'spec.selector'),
    selectedNode: findLabel(metadata.annotations, 'volume.kubernetes.io/selected-node'),
    ...metadata,
  }
}

export function readPersistentVolume(object: KubeObject): PersistentVolume {
  const metadata = readMetadata(object)
  const spec = object['spec']
  const required = readField(spec, 'nodeAffinity', 'required')
  const claimName = readText(spec, 'claimRef', 'name')
  return {
    className: readClassName(object, metadata.annotations) ?? '',
    phase: readText(object, 'status', 'phase'),
    capacityBytes: findBytes(readField(spec, 'capacity', 'storage')),
    accessModes: readTexts(spec, 'accessModes'),
    volumeMode: readText(spec, 'volumeMode') ?? 'Filesystem',
    attributesClassName: readText(spec, 'volumeAttributesClassName') ?? '',
    claimRef:
      claimName === undefined
        ? undefined
        : {
            namespace: readText(spec, 'claimRef', 'namespace') ?? '',
            name: claimName,
            uid: readText(spec, 'claimRef', 'uid') || undefined,
          },
    requiredTerms: hasObject(required)
      ? readNodeSelectorTerms(readField(required, 'nodeSelectorTerms'))
      : undefined,
    source: readVolumeSource(spec),
    ...metadata,
  }
}

export function readStorageClass(object: KubeObject): StorageClass {
  const metadata = readMetadata(object)
  return {
    provisioner: readText(object, 'provisioner') ?? '',
    volumeBindingMode: readText(object, 'volumeBindingMode'),
    isDefault: DEFAULT_CLASS_ANNOTATIONS.some(
      (key) => findLabel(metadata.annotations, key) === 'true',
    ),
    allowedTopologies: readList(object, 'allowedTopologies').map((term) => ({
      expressions: readList(term, 'matchLabelExpressions').map((expression) => ({
        key: readText(expression, 'key') ?? '',
        values: readTexts(expression, 'values'),
      })),
    })),
    ...metadata,
  }
}

/** The class a claim without a class gets: of several defaults the newest, then the first by name. */
export function findDefaultClass(classes: readonly StorageClass[]): StorageClass | undefined {
  return classes
    .filter((storageClass) => storageClass.isDefault)
    .toSorted(
      (a, b) => compareText(b.createdAt ?? '', a.createdAt ?? '') || compareText(a.name, b.name),
    )[0]
}

/** VB-9: true when a node with these labels is within the class's topologies. */
export function allowsTopology(storageClass: StorageClass, labels: Labels): boolean {
  const terms = storageClass.allowedTopologies
  return (
    terms.length === 0 ||
    terms.some(
      ({ expressions }) =>
        expressions.length > 0 &&
        expressions.every(({ key, values }) => {
          const value = findLabel(labels, key)
          return value !== undefined && values.includes(value)
        }),
    )
  )
}

/** The CSI driver that makes a class's volumes; the in-tree name of EBS is read as its driver (I10.3). */
export function driverOfProvisioner(provisioner: string): string {
  return provisioner === 'kubernetes.io/aws-ebs' ? EBS_DRIVER : provisioner
}

/** Where volumes of a driver or a provisioner can be used (XC7). */
export function reachOfDriver(provisioner: string): VolumeReach {
  if (driverOfProvisioner(provisioner) === EBS_DRIVER) return 'zonal'
  if (EVERYWHERE_DRIVERS.includes(provisioner)) return 'everywhere'
  return 'unknown'
}

/** Where this volume can be used (XC7). */
export function reachOfVolume(volume: PersistentVolume): VolumeReach {
  switch (volume.source.kind) {
    case 'csi':
      return reachOfDriver(volume.source.driver)
    case 'in-tree-ebs':
      return 'zonal'
    case 'other':
      if (EVERYWHERE_PLUGINS.includes(volume.source.plugin)) return 'everywhere'
      return ONE_NODE_PLUGINS.includes(volume.source.plugin) ? 'one-node' : 'unknown'
  }
}

/**
 * The zones a volume can be used in: by its node affinity, else by its zone labels, else by an old EBS
 * id `aws://<zone>/vol-…` (I10.3). Undefined: the object says nothing of zones. Empty: no zone fits.
 */
export function findVolumeZones(volume: PersistentVolume): readonly string[] | undefined {
  return (
    findTermValues(volume.requiredTerms ?? [], ZONE_KEYS) ??
    findLabelledZones(volume.labels) ??
    findHandleZone(volume.source)
  )
}

/** The nodes, by host name, on which a node-local volume lies; undefined: not told. */
export function findVolumeHosts(volume: PersistentVolume): readonly string[] | undefined {
  return findTermValues(volume.requiredTerms ?? [], [HOSTNAME_LABEL])
}

/** VZ-1: the zones of a zone label, which may be a set joined by `__`; undefined: absent or ill-formed. */
export function findLabelledZones(labels: Labels): readonly string[] | undefined {
  const text = findLabel(labels, ZONE_LABEL) ?? findLabel(labels, BETA_ZONE_LABEL)
  const zones = text?.split('__').map((zone) => zone.trim())
  return zones?.every((zone) => zone !== '') === true ? zones : undefined
}

/** Values all of whose terms allow them; a term that says nothing of these keys lifts the restriction. */
function findTermValues(
  terms: readonly NodeSelectorTerm[],
  keys: readonly string[],
): readonly string[] | undefined {
  const valid = terms.filter((term) => term.isValid && term.expressions.length > 0)
  const perTerm = valid.map((term) => {
    const lists = term.expressions
      .filter(({ key, operator }) => operator === 'In' && keys.includes(key))
      .map(({ values }) => values)
    return lists.length === 0
      ? undefined
      : lists.reduce((common, values) => common.filter((value) => values.includes(value)))
  })
  if (perTerm.length === 0 || perTerm.includes(undefined)) return undefined
  return [...new Set(perTerm.flatMap((values) => values ?? []))]
}

function findHandleZone(source: VolumeSource): readonly string[] | undefined {
  const id = source.kind === 'in-tree-ebs' ? source.volumeId : undefined
  const zone = /^aws:\/\/([a-z0-9-]+)\/vol-/.exec(id ?? '')?.[1]
  return zone === undefined ? undefined : [zone]
}

function readVolumeSource(spec: unknown): VolumeSource {
  const driver = readText(spec, 'csi', 'driver')
  if (driver !== undefined) {
    return { kind: 'csi', driver, handle: readText(spec, 'csi', 'volumeHandle') ?? '' }
  }
  const volumeId = readText(spec, 'awsElasticBlockStore', 'volumeID')
  if (volumeId !== undefined) return { kind: 'in-tree-ebs', volumeId }
  const plugin = [...EVERYWHERE_PLUGINS, ...ONE_NODE_PLUGINS].find((name) => hasObject(spec, name))
  return { kind: 'other', plugin: plugin ?? '' }
}

/** IN-14: the old annotation wins over the field. */
function readClassName(
  object: KubeObject,
  annotations: Readonly<Record<string, string>>,
): string | undefined {
  return (
    findLabel(annotations, BETA_CLASS_ANNOTATION) ?? readText(object, 'spec', 'storageClassName')
  )
}

function findBytes(value: unknown): number | undefined {
  const bytes = parseUnits(value, '')
  return bytes.kind === 'ok' ? bytes.value : undefined
}
