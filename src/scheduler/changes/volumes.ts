import { BETA_REGION_LABEL, BETA_ZONE_LABEL, REGION_LABEL, ZONE_LABEL } from '#kube/labels.ts'
import { changeSpec, putClaim, putClass, putVolume } from './edit-situation.ts'
import { findVolumeZones } from '#kube/volume.ts'
import { renderSome } from '../render-amount.ts'
import type { Change, ChangeContext, ChangeFamily } from './change.ts'
import type { NodeState } from '../snapshot.ts'
import type { PersistentVolume, PersistentVolumeClaim } from '#kube/volume.ts'
import type { PodClaim } from '#kube/pod-volumes.ts'

const PLACE_LABELS: readonly string[] = [
  ZONE_LABEL,
  BETA_ZONE_LABEL,
  REGION_LABEL,
  BETA_REGION_LABEL,
]
const VOLUME_PLUGINS = ['VolumeRestrictions', 'VolumeBinding', 'VolumeZone']

/** VB-2 to VB-9, VR-2, VZ-1: what a claim demands of the node, a claim at a time. */
export const volumes: ChangeFamily = {
  name: 'volumes',
  list: (context) => context.pod.spec.claims.flatMap((claim) => listChanges(context, claim)),
}

function listChanges(context: ChangeContext, { claimName }: PodClaim): readonly Change[] {
  const { pod, snapshot } = context
  const claim = snapshot.claims.get(`${pod.namespace}/${claimName}`)
  if (claim === undefined) return [doWithoutClaim(claimName, `Create the claim ${claimName}`)]
  if (claim.isTerminating || claim.phase === 'Lost') {
    return [doWithoutClaim(claimName, `Make the claim ${claimName} anew`)]
  }
  const volume = snapshot.volumes.get(claim.volumeName ?? '')
  if (claim.isBound && volume === undefined) {
    return [doWithoutClaim(claimName, `Bring back the volume ${claim.volumeName ?? ''}`)]
  }
  const shared = claim.accessModes.includes('ReadWriteOncePod') ? [shareClaim(claim)] : []
  return [
    ...shared,
    ...(volume === undefined ? bindClaim(context, claim) : freeVolume(claim, volume)),
  ]
}

function doWithoutClaim(claimName: string, words: string): Change {
  return {
    key: `claim ${claimName}`,
    plugins: VOLUME_PLUGINS,
    words,
    note: 'as if it could be used on every node',
    apply: (situation) =>
      changeSpec(situation, ({ claims }) => ({
        claims: claims.filter((one) => one.claimName !== claimName),
      })),
  }
}

/** VR-2: one pod at a time has it. */
function shareClaim(claim: PersistentVolumeClaim): Change {
  return {
    key: `exclusive ${claim.name}`,
    plugins: ['VolumeRestrictions'],
    words: `Let the claim ${claim.name} be shared: ReadWriteOnce, or one pod less that uses it`,
    note: 'it is ReadWriteOncePod',
    apply: (situation) =>
      putClaim(situation, {
        ...claim,
        accessModes: claim.accessModes.filter((mode) => mode !== 'ReadWriteOncePod'),
      }),
  }
}

/** VB-5, VZ-3: the volume is where it is; its data can go elsewhere. */
function freeVolume(claim: PersistentVolumeClaim, volume: PersistentVolume): readonly Change[] {
  const labels = Object.fromEntries(
    Object.entries(volume.labels).filter(([key]) => !PLACE_LABELS.includes(key)),
  )
  const isPlaced =
    volume.requiredTerms !== undefined ||
    Object.keys(labels).length < Object.keys(volume.labels).length
  if (!isPlaced) return []
  const here = findVolumeZones(volume)
  const from = here === undefined ? '' : ` from ${renderSome(here)}`
  const free = { ...volume, labels, requiredTerms: undefined }
  return [
    {
      key: `volume ${volume.name}`,
      plugins: ['VolumeBinding', 'VolumeZone'],
      words: `Move the volume of ${claim.name}${from}`,
      note: 'by a snapshot and a new claim; a volume of EBS stays in its zone',
      apply: (situation) => putVolume(situation, free),
      narrow: (_situation, feasible) => {
        const zones = listZones(feasible)
        return zones.length === 0
          ? undefined
          : {
              words: `Move the volume of ${claim.name}${from} to ${zones.join(' or ')}`,
              apply: (other) => putVolume(other, free),
            }
      },
    },
  ]
}

function listZones(feasible: readonly NodeState[]): readonly string[] {
  return [...new Set(feasible.flatMap(({ node }) => node.zone ?? []))].sort()
}

/** VB-3, VB-6, VB-9: a claim whose volume is still to be made. */
function bindClaim({ snapshot }: ChangeContext, claim: PersistentVolumeClaim): readonly Change[] {
  const className = claim.className ?? ''
  const storageClass = snapshot.storageClasses.get(className)
  if (storageClass === undefined) {
    const words =
      className === ''
        ? `Give the claim ${claim.name} a volume or a class`
        : `Create the StorageClass ${className} of the claim ${claim.name}`
    return [doWithoutClaim(claim.name, words)]
  }
  if (claim.volumeName !== undefined) {
    return [doWithoutClaim(claim.name, `Let the claim ${claim.name} be bound to its volume`)]
  }
  const key = `claim ${claim.name}`
  if (storageClass.volumeBindingMode !== 'WaitForFirstConsumer') {
    return [
      {
        key,
        plugins: VOLUME_PLUGINS,
        words: `Let the class ${className} wait for the first consumer, or the claim ${claim.name} be bound`,
        note: 'it binds at once, and nothing has bound it',
        apply: (situation) =>
          putClass(situation, { ...storageClass, volumeBindingMode: 'WaitForFirstConsumer' }),
      },
    ]
  }
  if (claim.selectedNode !== undefined) {
    return [
      {
        key,
        plugins: ['VolumeBinding'],
        words: `Let the claim ${claim.name} forget ${claim.selectedNode}`,
        note: 'the annotation volume.kubernetes.io/selected-node',
        apply: (situation) => putClaim(situation, { ...claim, selectedNode: undefined }),
      },
    ]
  }
  if (storageClass.allowedTopologies.length > 0) {
    return [
      {
        key,
        plugins: ['VolumeBinding'],
        words: `Let the class ${className} make volumes everywhere`,
        note: 'its allowedTopologies name some places only',
        apply: (situation) => putClass(situation, { ...storageClass, allowedTopologies: [] }),
      },
    ]
  }
  return [doWithoutClaim(claim.name, `Make a volume for the claim ${claim.name}`)]
}
