import { useMemo, useState } from 'react'
import type { ReactNode } from 'react'
import {
  BINDING_MODES,
  checkStorageClass,
  EBS_PROVISIONER,
  NEW_STORAGE_CLASS,
  RECLAIM_POLICIES,
} from '#kube/make-storage-class.ts'
import type { StorageClassSketch } from '#kube/make-storage-class.ts'
import { EBS_VOLUME_TYPES } from '#plan/schema.ts'
import { CheckField } from './check-field.tsx'
import { FormFrame } from './form-frame.tsx'
import { SelectField, toChoices } from './select-field.tsx'
import { TextField } from './text-field.tsx'
import { ZonesField } from './zones-field.tsx'

interface StorageClassFormProps {
  /** Absent: a new one. */
  readonly initial?: StorageClassSketch
  readonly zones: readonly string[]
  /** Names of other classes. */
  readonly taken: readonly string[]
  readonly onApply: (sketch: StorageClassSketch) => void
  readonly onCancel: () => void
  readonly actions?: ReactNode
}

/** A storage class: when its volumes are made, and where. */
export function StorageClassForm(props: StorageClassFormProps) {
  const { initial, zones, taken, onApply, onCancel, actions } = props
  const [sketch, setSketch] = useState<StorageClassSketch>(initial ?? NEW_STORAGE_CLASS)
  const set = (change: Partial<StorageClassSketch>) => setSketch((now) => ({ ...now, ...change }))
  const problems = useMemo(
    () => checkStorageClass(sketch, { zones, types: EBS_VOLUME_TYPES, taken }),
    [sketch, zones, taken],
  )
  return (
    <FormFrame
      label={initial === undefined ? 'New storage class' : `Storage class ${sketch.name}`}
      problems={problems}
      applyWords={initial === undefined ? 'Add the class' : 'Apply'}
      onApply={() => onApply(sketch)}
      onCancel={onCancel}
      actions={actions}
    >
      {initial === undefined && (
        <TextField
          name="name"
          label="Name"
          value={sketch.name}
          placeholder="gp3"
          onChange={(name) => set({ name })}
        />
      )}
      <SelectField
        name="bindingMode"
        label="Volumes are made"
        value={sketch.bindingMode}
        choices={BINDING_MODES.map((value) => ({ value, label: BINDING_WORDS[value] }))}
        hint="Immediate chooses the zone before it knows where the pod can run"
        onChange={(bindingMode) => set({ bindingMode })}
      />
      <ZonesField
        name="zones"
        label="Only in these zones"
        zones={zones}
        value={sketch.zones}
        hint="Allowed topologies; none ticked: any zone"
        onChange={(chosen) => set({ zones: chosen })}
      />
      <div className="edit-pair">
        {sketch.provisioner === EBS_PROVISIONER ? (
          <SelectField
            name="type"
            label="Type"
            value={sketch.type}
            choices={[{ value: '', label: 'the driver’s default' }, ...toChoices(EBS_VOLUME_TYPES)]}
            onChange={(type) => set({ type })}
          />
        ) : (
          <TextField
            name="type"
            label="Type"
            value={sketch.type}
            onChange={(type) => set({ type })}
          />
        )}
        <SelectField
          name="reclaimPolicy"
          label="When the claim goes"
          value={sketch.reclaimPolicy}
          choices={RECLAIM_POLICIES.map((value) => ({ value, label: RECLAIM_WORDS[value] }))}
          onChange={(reclaimPolicy) => set({ reclaimPolicy })}
        />
      </div>
      <TextField
        name="provisioner"
        label="Provisioner"
        value={sketch.provisioner}
        suggestions={PROVISIONERS}
        onChange={(provisioner) => set({ provisioner })}
      />
      <CheckField
        label="Default class"
        hint="of claims that name none"
        isOn={sketch.isDefault}
        onChange={(isDefault) => set({ isDefault })}
      />
    </FormFrame>
  )
}

const BINDING_WORDS = {
  WaitForFirstConsumer: 'with the pod: WaitForFirstConsumer',
  Immediate: 'at once: Immediate',
} as const

const RECLAIM_WORDS = { Delete: 'Delete it', Retain: 'Retain it' } as const

const PROVISIONERS = [
  EBS_PROVISIONER,
  'kubernetes.io/aws-ebs',
  'efs.csi.aws.com',
  'fsx.csi.aws.com',
] as const
