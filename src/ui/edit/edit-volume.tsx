import { makeVolume } from '#kube/make-volume.ts'
import { findVolumeState, placeVolume, VOLUME_KINDS } from '#kube/place-volume.ts'
import type { VolumeName } from '#kube/place-volume.ts'
import { describeChange } from '#plan/describe-change.ts'
import { editObjects } from '#store/edit-objects.ts'
import { closeForm } from '#store/form-store.ts'
import { select } from '#store/view-store.ts'
import { listNames } from './list-names.ts'
import { RemoveButton } from './remove-button.tsx'
import type { ShownCluster } from './use-cluster.ts'
import { useObjects } from './use-objects.ts'
import { VolumeForm } from './volume-form.tsx'
import type { VolumeDraft } from './volume-form.tsx'
import { WaitingForm } from './waiting-form.tsx'

const KINDS = [...VOLUME_KINDS, 'StorageClass']

/** The form of a volume on the open plan. */
export function EditVolume({
  shown,
  volume,
}: {
  readonly shown: ShownCluster
  readonly volume: VolumeName | undefined
}) {
  const objects = useObjects(KINDS)
  if (objects === undefined) return <WaitingForm />
  const state = volume === undefined ? undefined : findVolumeState(objects, volume)
  if (volume !== undefined && state === undefined) {
    return <WaitingForm words={`Nothing in the plan says what ${volume.name} is.`} />
  }
  const { place, cluster } = shown
  const initial: VolumeDraft | undefined =
    volume === undefined || state === undefined
      ? undefined
      : {
          name: volume.name,
          claim: volume.namespace === '' ? '' : volume.name,
          namespace: volume.namespace,
          zone: state.zone ?? '',
          sizeGiB: String(state.sizeGiB ?? ''),
          className: state.className,
        }
  const apply = (draft: VolumeDraft): void => {
    closeForm()
    const { zone, className, claim, name, namespace } = draft
    const sizeGiB = Number(draft.sizeGiB)
    if (volume !== undefined && initial !== undefined) {
      const put = placeVolume(objects, volume, { zone, sizeGiB, className })
      void editObjects({ place, put }, describeChange(initial, draft, `of ${volume.name}`))
      return
    }
    const owner = claim === '' ? {} : { claim: { namespace, name: claim } }
    const put = makeVolume({ name, zone, sizeGiB, className, ...owner })
    void editObjects({ place, put }, `volume ${claim === '' ? name : claim} added`)
    select({ kind: 'volume', key: claim === '' ? `/${name}` : `${namespace}/${claim}` })
  }
  return (
    <VolumeForm
      {...(initial === undefined ? {} : { initial })}
      zones={cluster.zones.map((zone) => zone.name)}
      classes={listNames(objects, 'StorageClass')}
      takenVolumes={listNames(objects, 'PersistentVolume')}
      takenClaims={objects.flatMap(({ kind, metadata }) =>
        kind === 'PersistentVolumeClaim'
          ? `${metadata.namespace ?? 'default'}/${metadata.name}`
          : [],
      )}
      onApply={apply}
      onCancel={closeForm}
      actions={volume !== undefined && <RemoveButton leaving={{ kind: 'volume', ...volume }} />}
    />
  )
}
