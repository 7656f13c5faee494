import {
  changeStorageClass,
  makeStorageClass,
  readStorageClassSketch,
} from '#kube/make-storage-class.ts'
import type { StorageClassSketch } from '#kube/make-storage-class.ts'
import { describeChange } from '#plan/describe-change.ts'
import { editObjects } from '#store/edit-objects.ts'
import { closeForm } from '#store/form-store.ts'
import { Trash2 } from 'lucide-react'
import { StorageClassForm } from './storage-class-form.tsx'
import type { ShownCluster } from './use-cluster.ts'
import { useObjects } from './use-objects.ts'
import { WaitingForm } from './waiting-form.tsx'

/** The form of a storage class on the open plan. */
export function EditStorageClass({
  shown,
  name,
}: {
  readonly shown: ShownCluster
  readonly name: string | undefined
}) {
  const objects = useObjects(KINDS)
  if (objects === undefined) return <WaitingForm />
  const known = objects.find((object) => object.metadata.name === name)
  const { place, cluster } = shown
  const apply = (sketch: StorageClassSketch): void => {
    closeForm()
    if (known === undefined) {
      void editObjects({ place, put: [makeStorageClass(sketch)] }, `class ${sketch.name} added`)
      return
    }
    const words = describeChange(readStorageClassSketch(known), sketch, `in class ${sketch.name}`)
    void editObjects({ place, put: [changeStorageClass(known, sketch)] }, words)
  }
  const remove = (): void => {
    closeForm()
    if (name === undefined) return
    void editObjects({ place, remove: [{ kind: 'StorageClass', name }] }, `class ${name} removed`)
  }
  return (
    <StorageClassForm
      {...(known === undefined ? {} : { initial: readStorageClassSketch(known) })}
      zones={cluster.zones.map((zone) => zone.name)}
      taken={objects.flatMap(({ metadata }) => (metadata.name === name ? [] : metadata.name))}
      onApply={apply}
      onCancel={closeForm}
      actions={
        known !== undefined && (
          <button type="button" className="btn quiet" onClick={remove}>
            <Trash2 className="ic s" aria-hidden="true" />
            Remove
          </button>
        )
      }
    />
  )
}

const KINDS = ['StorageClass'] as const
