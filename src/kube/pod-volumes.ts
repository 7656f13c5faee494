import { hasObject, readBoolean, readField, readList, readText, readTexts } from './field.ts'

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
  | { readonly kind: 'gcePersistentDisk'; readonly id: string; readonly isReadOnly: boolean }
  | { readonly kind: 'awsElasticBlockStore'; readonly id: string; readonly isReadOnly: boolean }
  | { readonly kind: 'iscsi'; readonly id: string; readonly isReadOnly: boolean }
  | {
      readonly kind: 'rbd'
      readonly id: string
      readonly pool: string
      readonly monitors: readonly string[]
      readonly isReadOnly: boolean
    }

/** The claims a pod uses; an ephemeral one is named after its pod. */
export function readPodClaims(podSpec: unknown, podName: string): readonly PodClaim[] {
  return readList(podSpec, 'volumes').flatMap((raw): readonly PodClaim[] => {
    const volume = readText(raw, 'name') ?? ''
    const claimName = readText(raw, 'persistentVolumeClaim', 'claimName')
    if (claimName !== undefined) return [{ volume, claimName, kind: 'claim' }]
    if (!hasObject(raw, 'ephemeral')) return []
    const template = readField(raw, 'ephemeral', 'volumeClaimTemplate')
    return [{ volume, claimName: `${podName}-${volume}`, kind: 'ephemeral', template }]
  })
}

/** The disks a pod names without a claim. */
export function readInlineDisks(podSpec: unknown): readonly InlineDisk[] {
  return readList(podSpec, 'volumes').flatMap((raw): readonly InlineDisk[] => {
    const ebs = readText(raw, 'awsElasticBlockStore', 'volumeID')
    if (ebs !== undefined) {
      return [
        {
          kind: 'awsElasticBlockStore',
          id: ebs,
          isReadOnly: isReadOnly(raw, 'awsElasticBlockStore'),
        },
      ]
    }
    const gce = readText(raw, 'gcePersistentDisk', 'pdName')
    if (gce !== undefined) {
      return [
        { kind: 'gcePersistentDisk', id: gce, isReadOnly: isReadOnly(raw, 'gcePersistentDisk') },
      ]
    }
    const iscsi = readText(raw, 'iscsi', 'iqn')
    if (iscsi !== undefined)
      return [{ kind: 'iscsi', id: iscsi, isReadOnly: isReadOnly(raw, 'iscsi') }]
    const image = readText(raw, 'rbd', 'image')
    if (image === undefined) return []
    return [
      {
        kind: 'rbd',
        id: image,
        pool: readText(raw, 'rbd', 'pool') ?? 'rbd',
        monitors: readTexts(raw, 'rbd', 'monitors'),
        isReadOnly: isReadOnly(raw, 'rbd'),
      },
    ]
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

function isReadOnly(raw: unknown, kind: string): boolean {
  return readBoolean(raw, kind, 'readOnly') ?? false
}
