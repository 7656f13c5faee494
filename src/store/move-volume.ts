import { findVolumeState, placeVolume, VOLUME_KINDS } from '#kube/place-volume.ts'
import type { VolumeName } from '#kube/place-volume.ts'
import { editObjects } from './edit-objects.ts'
import { planStore } from './plan-store.ts'
import { getSession } from './run-store.ts'
import { viewStore } from './view-store.ts'

/** Puts a volume in another zone of the cluster that is shown; one that is not made yet is made there. */
export async function moveVolume(name: VolumeName, zone: string): Promise<void> {
  const packed = planStore.getState().current?.packed
  if (packed === undefined) return
  const { place } = viewStore.getState()
  const question = { packed, place, kinds: VOLUME_KINDS }
  const objects = await getSession().engine.ask('read-objects', question)
  const state = findVolumeState(objects, name)
  if (state === undefined || state.zone === zone) return
  const { className, sizeGiB = 1 } = state
  const put = placeVolume(objects, name, { zone, sizeGiB, className })
  await editObjects({ place, put }, `zone ${state.zone ?? 'none'} → ${zone} of ${name.name}`)
}
