import {
  changeWorkload,
  makeWorkload,
  readWorkloadSketch,
  SKETCHED_KINDS,
} from '#kube/make-workload.ts'
import type { WorkloadSketch } from '#kube/make-workload.ts'
import { makeVolume } from '#kube/make-volume.ts'
import { findFreeVolumeName } from '#kube/place-volume.ts'
import { findDefaultClass, readStorageClass } from '#kube/volume.ts'
import { describeChange } from '#plan/describe-change.ts'
import type { KubeResource } from '#plan/edit.ts'
import { editObjects } from '#store/edit-objects.ts'
import { closeForm } from '#store/form-store.ts'
import type { WorkloadName } from '#store/form-store.ts'
import { select } from '#store/view-store.ts'
import { listNames } from './list-names.ts'
import { RemoveButton } from './remove-button.tsx'
import type { ShownCluster } from './use-cluster.ts'
import { useObjects } from './use-objects.ts'
import { WaitingForm } from './waiting-form.tsx'
import { WorkloadForm } from './workload-form.tsx'

const KINDS = [...SKETCHED_KINDS, 'StorageClass', 'PersistentVolume', 'PersistentVolumeClaim']

/** The form of a workload on the open plan. */
export function EditWorkload({
  shown,
  workload,
}: {
  readonly shown: ShownCluster
  readonly workload: WorkloadName | undefined
}) {
  const objects = useObjects(KINDS)
  if (objects === undefined) return <WaitingForm />
  const known = workload === undefined ? undefined : findWorkload(objects, workload)
  const initial = known === undefined ? undefined : readWorkloadSketch(known)
  if (workload !== undefined && (known === undefined || initial === undefined)) {
    return (
      <WaitingForm
        words={`${workload.kind} ${workload.name} has no form; paste its manifest to change it.`}
      />
    )
  }
  const { place, cluster } = shown
  const apply = (sketch: WorkloadSketch, volumeZones: readonly string[]): void => {
    closeForm()
    if (known !== undefined && initial !== undefined) {
      const put = [changeWorkload(known, sketch)]
      const words = describeChange(initial, sketch, `in ${sketch.kind} ${sketch.name}`)
      void editObjects({ place, put }, words)
      return
    }
    const put = [makeWorkload(sketch), ...makeVolumes(sketch, volumeZones, objects)]
    void editObjects({ place, put }, `${sketch.kind} ${sketch.name} added`)
    if (sketch.kind === 'StatefulSet' && Number(sketch.replicas) > 0) {
      select({ kind: 'pod', key: `${sketch.namespace}/${sketch.name}-0` })
    }
  }
  return (
    <WorkloadForm
      {...(initial === undefined ? {} : { initial })}
      zones={cluster.zones.map(({ name }) => name)}
      classes={listNames(objects, 'StorageClass')}
      taken={objects.map(
        ({ kind, metadata }) => `${kind} ${metadata.namespace ?? 'default'}/${metadata.name}`,
      )}
      onApply={apply}
      onCancel={closeForm}
      actions={
        workload !== undefined && <RemoveButton leaving={{ kind: 'workload', id: workload }} />
      }
    />
  )
}

/** Volumes that lie in a zone already, each bound to the claim of its pod. */
function makeVolumes(
  { claim, name, namespace }: WorkloadSketch,
  volumeZones: readonly string[],
  objects: readonly KubeResource[],
): readonly KubeResource[] {
  if (claim === undefined) return []
  const classes = objects.filter(({ kind }) => kind === 'StorageClass').map(readStorageClass)
  const className =
    claim.className === '' ? (findDefaultClass(classes)?.name ?? '') : claim.className
  return volumeZones.flatMap((zone, ordinal) => {
    const own = { namespace, name: `${claim.name}-${name}-${ordinal}` }
    return makeVolume({
      name: findFreeVolumeName(objects, own),
      zone,
      sizeGiB: Number(claim.sizeGiB),
      className,
      claim: own,
    })
  })
}

function findWorkload(
  objects: readonly KubeResource[],
  { kind, namespace, name }: WorkloadName,
): KubeResource | undefined {
  return objects.find(
    (object) =>
      object.kind === kind &&
      object.metadata.name === name &&
      (object.metadata.namespace ?? 'default') === namespace,
  )
}
