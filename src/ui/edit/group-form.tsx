import { useMemo, useState } from 'react'
import type { ReactNode } from 'react'
import type { Problem } from '#base/problem.ts'
import { fromGroupDraft, toGroupDraft } from '#plan/group-draft.ts'
import type { GroupDraft } from '#plan/group-draft.ts'
import { EBS_VOLUME_TYPES, SUSPENDABLE_PROCESSES } from '#plan/schema.ts'
import type { NodeGroup } from '#plan/schema.ts'
import { CheckField } from './check-field.tsx'
import { FormFrame } from './form-frame.tsx'
import { LinesField } from './lines-field.tsx'
import { SelectField, toChoices } from './select-field.tsx'
import { TextField } from './text-field.tsx'
import { TypesField } from './types-field.tsx'
import { ZonesField } from './zones-field.tsx'

interface GroupFormProps {
  /** The group, or what a new one begins with. */
  readonly initial: NodeGroup
  readonly isNew: boolean
  readonly region: string
  readonly zones: readonly string[]
  /** The plan's own sentences, by the group's fields. */
  readonly check: (candidate: unknown) => readonly Problem[]
  readonly onApply: (group: NodeGroup) => void
  readonly onCancel: () => void
  readonly actions?: ReactNode
}

/** A node group with every field that decides a verdict or a price. */
export function GroupForm(props: GroupFormProps) {
  const { initial, isNew, region, zones, check, onApply, onCancel, actions } = props
  const [draft, setDraft] = useState<GroupDraft>(() => toGroupDraft(initial))
  const set = (change: Partial<GroupDraft>) => setDraft((now) => ({ ...now, ...change }))
  const candidate = useMemo(() => fromGroupDraft(draft, initial), [draft, initial])
  const problems = useMemo(() => check(candidate), [check, candidate])
  const hasSize = draft.kind === 'asg' || draft.kind === 'eks-managed'
  const isPool = draft.kind === 'karpenter' || draft.kind === 'auto-mode'
  return (
    <FormFrame
      label={isNew ? 'New node group' : `Node group ${initial.name}`}
      problems={problems}
      applyWords={isNew ? 'Add the group' : 'Apply'}
      // Nothing is wrong with it: the schema has just said that it is a group.
      onApply={() => onApply(candidate as NodeGroup)}
      onCancel={onCancel}
      actions={actions}
    >
      <div className="edit-pair">
        <TextField name="name" label="Name" value={draft.name} onChange={(name) => set({ name })} />
        <SelectField<NodeGroup['kind']>
          name="kind"
          label="Kind"
          value={draft.kind}
          choices={KINDS}
          onChange={(kind) => set({ kind })}
        />
      </div>
      <ZonesField
        name="zones"
        label="Zones"
        zones={zones}
        value={draft.zones}
        hint={
          draft.zones.length > 1
            ? `In this order: ${draft.zones.join(', ')}. The autoscaler takes the first for a group without nodes.`
            : 'None ticked: not known'
        }
        onChange={(chosen) => set({ zones: chosen })}
      />
      {draft.kind !== 'fargate' && (
        <TypesField
          name="instanceTypes"
          label="Instance types"
          value={draft.instanceTypes}
          region={region}
          zones={draft.zones}
          onChange={(instanceTypes) => set({ instanceTypes })}
        />
      )}
      {hasSize && <SizeFields draft={draft} onChange={set} />}
      {isPool && <PoolFields draft={draft} onChange={set} />}
      {draft.kind !== 'fargate' && <PurchaseFields draft={draft} onChange={set} />}
      <LinesField
        name="labels"
        label="Labels"
        lines={draft.labels}
        placeholder="disk=fast"
        hint="key=value, one a line"
        onChange={(labels) => set({ labels })}
      />
      <LinesField
        name="taints"
        label="Taints"
        lines={draft.taints}
        placeholder="dedicated=db:NoSchedule"
        hint="key=value:Effect, one a line"
        onChange={(taints) => set({ taints })}
      />
      <More draft={draft} hasSize={hasSize} onChange={set} />
    </FormFrame>
  )
}

const KINDS = [
  { value: 'eks-managed', label: 'EKS managed' },
  { value: 'asg', label: 'Auto Scaling group' },
  { value: 'karpenter', label: 'Karpenter NodePool' },
  { value: 'auto-mode', label: 'EKS Auto Mode' },
  { value: 'fargate', label: 'Fargate' },
] as const

interface PartProps {
  readonly draft: GroupDraft
  readonly onChange: (change: Partial<GroupDraft>) => void
}

function SizeFields({ draft, onChange }: PartProps) {
  return (
    <div className="edit-three">
      {(['min', 'desired', 'max'] as const).map((field) => (
        <TextField
          key={field}
          name={field}
          label={field}
          isNumber
          placeholder="?"
          value={draft[field]}
          onChange={(typed) => onChange({ [field]: typed })}
        />
      ))}
    </div>
  )
}

function PoolFields({ draft, onChange }: PartProps) {
  return (
    <>
      <LinesField
        name="requirements"
        label="Requirements"
        lines={draft.requirements}
        placeholder="karpenter.k8s.aws/instance-category In m,c"
        hint="key operator value,value, one a line"
        onChange={(requirements) => onChange({ requirements })}
      />
      <LinesField
        name="limits"
        label="Limits"
        lines={draft.limits}
        placeholder="cpu=100"
        hint="resource=quantity, one a line; none: no limit"
        onChange={(limits) => onChange({ limits })}
      />
      <TextField
        name="weight"
        label="Weight"
        isNumber
        isNarrow
        value={draft.weight}
        placeholder="0"
        onChange={(weight) => onChange({ weight })}
      />
    </>
  )
}

function PurchaseFields({ draft, onChange }: PartProps) {
  return (
    <>
      <SelectField<GroupDraft['purchase']>
        name="purchase"
        label="Bought"
        value={draft.purchase}
        choices={[
          { value: 'on-demand', label: 'on demand' },
          { value: 'spot', label: 'spot' },
          { value: 'mixed', label: 'mixed' },
        ]}
        onChange={(purchase) => onChange({ purchase })}
      />
      {draft.purchase === 'mixed' && (
        <div className="edit-pair">
          <TextField
            name="purchase.onDemandBase"
            label="On demand, first"
            isNumber
            value={draft.onDemandBase}
            onChange={(onDemandBase) => onChange({ onDemandBase })}
          />
          <TextField
            name="purchase.onDemandPercentageAboveBase"
            label="On demand above, %"
            isNumber
            value={draft.onDemandShare}
            onChange={(onDemandShare) => onChange({ onDemandShare })}
          />
        </div>
      )}
    </>
  )
}

function More({ draft, hasSize, onChange }: PartProps & { readonly hasSize: boolean }) {
  const { suspendedProcesses } = draft
  return (
    <details className="edit-more">
      <summary>More: distribution, processes, root volume, pods, tags</summary>
      <div>
        {hasSize && (
          <SelectField<NonNullable<GroupDraft['distribution']> | ''>
            name="distribution"
            label="Distribution over zones"
            value={draft.distribution ?? ''}
            choices={[
              { value: '', label: 'not said: balanced, best effort' },
              { value: 'balanced-best-effort', label: 'balanced-best-effort' },
              { value: 'balanced-only', label: 'balanced-only' },
            ]}
            onChange={(distribution) => onChange({ distribution })}
          />
        )}
        {hasSize && (
          <fieldset className="edit-field zone-choice">
            <legend>Suspended processes</legend>
            {SUSPENDABLE_PROCESSES.map((process) => (
              <CheckField
                key={process}
                label={process}
                isOn={suspendedProcesses.includes(process)}
                onChange={(isOn) =>
                  onChange({
                    suspendedProcesses: isOn
                      ? [...suspendedProcesses, process]
                      : suspendedProcesses.filter((each) => each !== process),
                  })
                }
              />
            ))}
          </fieldset>
        )}
        <div className="edit-pair">
          <TextField
            name="rootVolume.sizeGiB"
            label="Root volume, GiB"
            isNumber
            value={draft.rootGiB}
            placeholder="not known"
            onChange={(rootGiB) => onChange({ rootGiB })}
          />
          <SelectField<NonNullable<GroupDraft['rootType']> | ''>
            name="rootVolume.type"
            label="Its type"
            value={draft.rootType ?? ''}
            choices={[{ value: '', label: 'not known' }, ...toChoices(EBS_VOLUME_TYPES)]}
            onChange={(rootType) => onChange({ rootType })}
          />
        </div>
        <TextField
          name="maxPods"
          label="Pods a node, at most"
          isNumber
          isNarrow
          value={draft.maxPods}
          placeholder="by type"
          onChange={(maxPods) => onChange({ maxPods })}
        />
        <LinesField
          name="tags"
          label="Tags"
          lines={draft.tags}
          placeholder="k8s.io/cluster-autoscaler/enabled=true"
          hint="key=value, one a line: Cluster Autoscaler finds its groups by them"
          onChange={(tags) => onChange({ tags })}
        />
      </div>
    </details>
  )
}
