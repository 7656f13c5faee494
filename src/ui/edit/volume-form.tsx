import { useMemo, useState } from 'react'
import type { ReactNode } from 'react'
import type { Problem } from '#base/problem.ts'
import { checkLabelName, checkObjectName } from '#kube/object-name.ts'
import { checkWhole } from '#kube/make-workload.ts'
import { FormFrame } from './form-frame.tsx'
import { SelectField, toChoices } from './select-field.tsx'
import { TextField } from './text-field.tsx'

/** A volume as its form holds it; texts are as they were typed. */
export interface VolumeDraft {
  readonly name: string
  /** Empty: nobody claims it. */
  readonly claim: string
  readonly namespace: string
  /** Empty: none yet, it is made where its pod is placed first. */
  readonly zone: string
  readonly sizeGiB: string
  readonly className: string
}

interface VolumeFormProps {
  /** Absent: a new one. */
  readonly initial?: VolumeDraft
  readonly zones: readonly string[]
  readonly classes: readonly string[]
  /** `namespace/name` of claims, and names of volumes, that are there. */
  readonly takenClaims: readonly string[]
  readonly takenVolumes: readonly string[]
  readonly onApply: (draft: VolumeDraft) => void
  readonly onCancel: () => void
  readonly actions?: ReactNode
}

/** A volume: where it lives, how large it is, and who claims it. */
export function VolumeForm(props: VolumeFormProps) {
  const { initial, zones, classes, takenClaims, takenVolumes, onApply, onCancel, actions } = props
  const isNew = initial === undefined
  const [draft, setDraft] = useState<VolumeDraft>(
    initial ?? { ...NEW_VOLUME, zone: zones[0] ?? '', className: classes[0] ?? '' },
  )
  const set = (change: Partial<VolumeDraft>) => setDraft((now) => ({ ...now, ...change }))
  const problems = useMemo(
    () =>
      checkVolume(draft, { isNew, zones, takenClaims, takenVolumes, initialZone: initial?.zone }),
    [draft, isNew, zones, takenClaims, takenVolumes, initial],
  )
  return (
    <FormFrame
      label={isNew ? 'New volume' : `Volume ${draft.claim === '' ? draft.name : draft.claim}`}
      problems={problems}
      applyWords={isNew ? 'Add the volume' : 'Apply'}
      onApply={() => onApply(draft)}
      onCancel={onCancel}
      actions={actions}
    >
      {isNew && (
        <>
          <TextField
            name="name"
            label="Volume"
            value={draft.name}
            placeholder="vol-0abc…"
            hint="Its PersistentVolume’s name"
            onChange={(name) => set({ name })}
          />
          <div className="edit-pair">
            <TextField
              name="claim"
              label="Claim"
              value={draft.claim}
              placeholder="none"
              hint="of pod db-0: data-db-0"
              onChange={(claim) => set({ claim })}
            />
            <TextField
              name="namespace"
              label="Namespace"
              value={draft.namespace}
              onChange={(namespace) => set({ namespace })}
            />
          </div>
        </>
      )}
      <SelectField
        name="zone"
        label="The zone it lives in"
        value={draft.zone}
        choices={[
          ...(initial?.zone === '' ? [{ value: '', label: 'none yet' }] : []),
          ...toChoices(zones),
        ]}
        onChange={(zone) => set({ zone })}
      />
      <div className="edit-pair">
        <TextField
          name="sizeGiB"
          label="Size, GiB"
          isNumber
          value={draft.sizeGiB}
          onChange={(sizeGiB) => set({ sizeGiB })}
        />
        <SelectField
          name="className"
          label="Storage class"
          value={draft.className}
          choices={[{ value: '', label: 'none' }, ...toChoices(classes)]}
          onChange={(className) => set({ className })}
        />
      </div>
    </FormFrame>
  )
}

const NEW_VOLUME: VolumeDraft = {
  name: '',
  claim: '',
  namespace: 'default',
  zone: '',
  sizeGiB: '10',
  className: '',
}

function checkVolume(
  draft: VolumeDraft,
  known: {
    readonly isNew: boolean
    readonly zones: readonly string[]
    readonly takenClaims: readonly string[]
    readonly takenVolumes: readonly string[]
    readonly initialZone: string | undefined
  },
): readonly Problem[] {
  const problems: Problem[] = []
  if (known.isNew) {
    problems.push(...checkObjectName(draft.name, 'name'))
    if (known.takenVolumes.includes(draft.name)) {
      const message = `"${draft.name}" is already the name of a volume`
      problems.push({ code: 'kube/repeated-name', path: 'name', message })
    }
    if (draft.claim !== '') {
      problems.push(
        ...checkObjectName(draft.claim, 'claim'),
        ...checkLabelName(draft.namespace, 'namespace'),
      )
      if (known.takenClaims.includes(`${draft.namespace}/${draft.claim}`)) {
        const message = `the claim ${draft.namespace}/${draft.claim} is there already`
        problems.push({ code: 'kube/repeated-name', path: 'claim', message })
      }
    }
  }
  const mayStay = draft.zone === known.initialZone
  if (!mayStay && !known.zones.includes(draft.zone)) {
    const message = `"${draft.zone}" is not one of ${known.zones.join(', ')}`
    problems.push({ code: 'kube/unknown-zone', path: 'zone', message })
  }
  problems.push(...checkWhole(draft.sizeGiB, 'sizeGiB', { least: 1, most: 65_536 }))
  return problems
}
