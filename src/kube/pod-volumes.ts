import {
  hasObject,
  mapList,
  readBoolean,
  readField,
  readList,
  readText,
  readTexts,
} from './field.ts'

/** A claim that a pod uses, in the order of its volumes. */
export interface PodClaim {
  /** Name of the volume within the pod. */
  readonly volume: string
  /** Name of the claim in the pod's namespace; for an ephemeral one `<pod>-<volume>` (VB-1). */
  readonly claimName: string
  readonly kind: 'claim' | 'ephemeral'
  /** The ephemeral claim's specification, raw. */
  readonly template?: unknown
}

/** A disk named in the pod itself, of the kinds that cannot be shared (VR-1). */
export type InlineDisk =
  | {
      readonly kind: 'gcePersistentDisk' | 'awsElasticBlockStore' | 'iscsi'
      readonly id: string
      readonly isReadOnly: boolean
    }
  | {
      readonly kind: 'rbd'
      readonly id: string
      readonly pool: string
      readonly monitors: readonly string[]
      readonly isReadOnly: boolean
    }

/** The claims a pod uses; an ephemeral one is named after its pod. */
export function readPodClaims(podSpec: unknown, podName: string): readonly PodClaim[] {
  return mapList(readList(podSpec, 'volumes'), (raw): PodClaim | undefined => {
    const volume = readText(raw, 'name') ?? ''
    const claimName = readText(raw, 'persistentVolumeClaim', 'claimName')
    if (claimName !== undefined) return { volume, claimName, kind: 'claim' }
    if (!hasObject(raw, 'ephemeral')) return undefined
    const template = readField(raw, 'ephemeral', 'volumeClaimTemplate')
    return { volume, claimName: `${podName}-${volume}`, kind: 'ephemeral', template }
  })
}

/** The disks a pod names without a claim. */
export function readInlineDisks(podSpec: unknown): readonly InlineDisk[] {
  return mapList(readList(podSpec, 'volumes'), (raw): InlineDisk | undefined => {
    const ebs = readText(raw, 'awsElasticBlockStore', 'volumeID')
    if (ebs !== undefined) return makeDisk('awsElasticBlockStore', ebs, raw)
    const gce = readText(raw, 'gcePersistentDisk', 'pdName')
    if (gce !== undefined) return makeDisk('gcePersistentDisk', gce, raw)
    const iscsi = readText(raw, 'iscsi', 'iqn')
    if (iscsi !== undefined) return makeDisk('iscsi', iscsi, raw)
    const image = readText(raw, 'rbd', 'image')
    if (image === undefined) return undefined
    return {
      kind: 'rbd',
      id: image,
      pool: readText(raw, 'rbd', 'pool') ?? 'rbd',
      monitors: readTexts(raw, 'rbd', 'monitors'),
      isReadOnly: readBoolean(raw, 'rbd', 'readOnly') ?? false,
    }
  })
}

/** True when the pod keeps data on its node: an `emptyDir` on disk or a `hostPath` (autoscaling A16). */
export function hasLocalStorage(podSpec: unknown): boolean {
  return readList(podSpec, 'volumes').some(
    (raw) =>
      hasObject(raw, 'hostPath') ||
      (hasObject(raw, 'emptyDir') && readText(raw, 'emptyDir', 'medium') !== 'Memory'),
  )
}

function makeDisk(
  kind: 'gcePersistentDisk' | 'awsElasticBlockStore' | 'iscsi',
  id: string,
  raw: unknown,
): InlineDisk {
  return { kind, id, isReadOnly: readBoolean(raw, kind, 'readOnly') ?? false }
}
