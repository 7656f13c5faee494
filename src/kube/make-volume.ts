import { readField, readList, readText, readTexts } from './field.ts'
import { BETA_ZONE_LABEL, ZONE_KEYS, ZONE_LABEL } from './labels.ts'
import type { KubeObject } from './object.ts'
import { setFields } from './set-field.ts'

/** A volume that is to be: where it lies, and whose it is. */
export interface VolumeSketch {
  /** Of the PersistentVolume. */
  readonly name: string
  readonly zone: string
  readonly sizeGiB: number
  /** Empty: of no class. */
  readonly className: string
  /** Absent: nobody claims it. */
  readonly claim?: { readonly namespace: string; readonly name: string }
}

/** An EBS volume in its zone, and the claim that is bound to it (V2). */
export function makeVolume(sketch: VolumeSketch): readonly KubeObject[] {
  const { name, zone, sizeGiB, className, claim } = sketch
  const storage = `${sizeGiB}Gi`
  const common = {
    accessModes: ['ReadWriteOnce'],
    storageClassName: className,
    volumeMode: 'Filesystem',
  }
  const volume: KubeObject = {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name },
    spec: {
      ...common,
      capacity: { storage },
      ...(claim === undefined
        ? {}
        : { claimRef: { apiVersion: 'v1', kind: 'PersistentVolumeClaim', ...claim } }),
      csi: { driver: 'ebs.csi.aws.com', volumeHandle: name },
      nodeAffinity: makeZoneAffinity(zone),
      persistentVolumeReclaimPolicy: 'Retain',
    },
    status: { phase: claim === undefined ? 'Available' : 'Bound' },
  }
  if (claim === undefined) return [volume]
  return [
    volume,
    {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: { name: claim.name, namespace: claim.namespace },
      spec: { ...common, resources: { requests: { storage } }, volumeName: name },
      status: { phase: 'Bound', capacity: { storage } },
    },
  ]
}

/**
 * The volume in another zone, wherever it says its zone: node affinity, labels, an old id of EBS (I10.3).
 * One that says nothing of zones gets the node affinity of the CSI driver.
 */
export function setVolumeZone(volume: KubeObject, zone: string): KubeObject {
  const moved = [moveAffinity, moveLabels, moveHandle].reduce(
    (object, move) => move(object, zone),
    volume,
  )
  if (moved !== volume || saysZone(volume, zone)) return moved
  return setFields(volume, [[['spec', 'nodeAffinity'], makeZoneAffinity(zone)]])
}

/** The volume, or its claim, with another size. */
export function setVolumeSize(object: KubeObject, sizeGiB: number): KubeObject {
  const storage = `${sizeGiB}Gi`
  const isClaim = object.kind === 'PersistentVolumeClaim'
  return setFields(object, [
    [
      isClaim ? ['spec', 'resources', 'requests', 'storage'] : ['spec', 'capacity', 'storage'],
      storage,
    ],
    ...(isClaim && readField(object, 'status', 'capacity', 'storage') !== undefined
      ? [[['status', 'capacity', 'storage'], storage] as const]
      : []),
  ])
}

/** The volume, or its claim, of another class; the old annotation wins over the field, so it goes along (IN-14). */
export function setVolumeClass(object: KubeObject, className: string): KubeObject {
  const annotation = ['metadata', 'annotations', BETA_CLASS_ANNOTATION]
  return setFields(object, [
    [['spec', 'storageClassName'], className],
    ...(readText(object, ...annotation) === undefined ? [] : [[annotation, className] as const]),
  ])
}

const BETA_CLASS_ANNOTATION = 'volume.beta.kubernetes.io/storage-class'

function makeZoneAffinity(zone: string) {
  const expression = { key: ZONE_LABEL, operator: 'In', values: [zone] }
  return { required: { nodeSelectorTerms: [{ matchExpressions: [expression] }] } }
}

function moveAffinity(volume: KubeObject, zone: string): KubeObject {
  const path = ['spec', 'nodeAffinity', 'required', 'nodeSelectorTerms']
  const terms = readList(volume, ...path)
  if (!terms.some((term) => readList(term, 'matchExpressions').some(isOfZone))) return volume
  const changed = terms.map((term) => ({
    ...(term as object),
    matchExpressions: readList(term, 'matchExpressions').map((one) =>
      isOfZone(one) ? { ...(one as object), operator: 'In', values: [zone] } : one,
    ),
  }))
  // Terms are alternatives: in one zone they say the same, and one is enough.
  const unique = changed.filter(
    (term, index) =>
      changed.findIndex((other) => JSON.stringify(other) === JSON.stringify(term)) === index,
  )
  if (JSON.stringify(unique) === JSON.stringify(terms)) return volume
  return setFields(volume, [[path, unique]])
}

function isOfZone(expression: unknown): boolean {
  return (
    ZONE_KEYS.includes(readText(expression, 'key') ?? '') &&
    readText(expression, 'operator') === 'In'
  )
}

function moveLabels(volume: KubeObject, zone: string): KubeObject {
  const region = /^(.*\d)[a-z]$/.exec(zone)?.[1]
  const labels = volume.metadata.labels ?? {}
  const set = (key: string, value: string | undefined) =>
    Object.hasOwn(labels, key) && value !== undefined
      ? [[['metadata', 'labels', key], value] as const]
      : []
  return setFields(volume, [
    ...set(ZONE_LABEL, zone),
    ...set(BETA_ZONE_LABEL, zone),
    ...set('topology.kubernetes.io/region', region),
    ...set('failure-domain.beta.kubernetes.io/region', region),
  ])
}

function moveHandle(volume: KubeObject, zone: string): KubeObject {
  const path = ['spec', 'awsElasticBlockStore', 'volumeID']
  const match = /^aws:\/\/[a-z0-9-]+\/(vol-.*)$/.exec(readText(volume, ...path) ?? '')
  if (match === null) return volume
  return setFields(volume, [[path, `aws://${zone}/${match[1] ?? ''}`]])
}

function saysZone(volume: KubeObject, zone: string): boolean {
  const inTerms = readList(volume, 'spec', 'nodeAffinity', 'required', 'nodeSelectorTerms').some(
    (term) =>
      readList(term, 'matchExpressions').some(
        (one) => isOfZone(one) && readTexts(one, 'values').includes(zone),
      ),
  )
  const labels = volume.metadata.labels ?? {}
  const isLabelled = [ZONE_LABEL, BETA_ZONE_LABEL].some(
    (key) => Object.hasOwn(labels, key) && labels[key] === zone,
  )
  const handle = readText(volume, 'spec', 'awsElasticBlockStore', 'volumeID') ?? ''
  return inTerms || isLabelled || handle.startsWith(`aws://${zone}/`)
}
