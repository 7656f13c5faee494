import { Trash2 } from 'lucide-react'
import { useCallback, useMemo, useState } from 'react'
import type { Problem } from '#base/problem.ts'
import { checkPart } from '#plan/check-part.ts'
import { describeChange } from '#plan/describe-change.ts'
import { removeAutoscaler, setAutoscaler } from '#plan/edit.ts'
import { readNumber } from '#plan/group-draft.ts'
import type { Autoscaler } from '#plan/schema.ts'
import { closeForm } from '#store/form-store.ts'
import { editPlan } from '#store/plan-store.ts'
import { EXPANDERS, FLAGS, readFlag, renderFlag } from './autoscaler-flags.ts'
import { AUTOSCALER_NAMES } from './autoscaler-names.ts'
import { CheckField } from './check-field.tsx'
import { FormFrame } from './form-frame.tsx'
import { LinesField } from './lines-field.tsx'
import { SelectField } from './select-field.tsx'
import { TextField } from './text-field.tsx'
import type { ShownCluster } from './use-cluster.ts'

type Kind = Autoscaler['kind']
type Flags = Readonly<Record<string, unknown>>

/** An autoscaler: its version, its flags with what each is without it, and the groups it owns. */
export function AutoscalerForm({
  shown,
  autoscaler,
}: {
  readonly shown: ShownCluster
  readonly autoscaler: Kind | undefined
}) {
  const { plan, place, cluster } = shown
  const free = KINDS.filter((kind) => cluster.autoscalers.every((one) => one.kind !== kind))
  const [kind, setKind] = useState<Kind>(autoscaler ?? free[0] ?? 'cluster-autoscaler')
  const known = cluster.autoscalers.find((one) => one.kind === kind)
  const [version, setVersion] = useState(
    known === undefined ? suggestVersion(kind, cluster.kubernetesVersion) : (known.version ?? ''),
  )
  const [isRunning, setRunning] = useState(known?.running !== false)
  const [flags, setFlags] = useState<Flags>(known?.flags ?? {})
  const [owns, setOwns] = useState<Autoscaler['owns']>(known?.owns ?? 'auto-discovery')
  const at = known === undefined ? cluster.autoscalers.length : cluster.autoscalers.indexOf(known)
  const candidate = useMemo(
    () => makeAutoscaler({ kind, version, isRunning, flags, owns }),
    [kind, version, isRunning, flags, owns],
  )
  const check = useCallback(
    (value: unknown): readonly Problem[] => {
      const path = ['designs', place.design, 'clusters', place.cluster, 'autoscalers', at]
      return [...checkPart(plan, path, value), ...checkExpander(flags['expander'])]
    },
    [plan, place, at, flags],
  )
  const problems = useMemo(() => check(candidate), [check, candidate])
  const name = AUTOSCALER_NAMES[kind]
  if (autoscaler === undefined && free.length === 0) {
    return (
      <div className="edit-form">
        <div className="edit-fields">
          <p className="small dim">
            Both Cluster Autoscaler and Karpenter are in the plan already: edit them instead.
          </p>
        </div>
      </div>
    )
  }
  return (
    <FormFrame
      label={known === undefined ? 'New autoscaler' : name}
      problems={problems}
      applyWords={known === undefined ? `Add ${name}` : 'Apply'}
      onApply={() => {
        closeForm()
        const words =
          known === undefined ? `${name} added` : describeChange(known, candidate, `of ${name}`)
        // Nothing is wrong with it: the schema has just said that it is an autoscaler.
        editPlan((now) => setAutoscaler(now, place, candidate as Autoscaler), words)
      }}
      onCancel={closeForm}
      actions={
        known !== undefined && (
          <button
            type="button"
            className="btn quiet"
            onClick={() => {
              closeForm()
              editPlan((now) => removeAutoscaler(now, place, kind), `${name} removed`)
            }}
          >
            <Trash2 className="ic s" aria-hidden="true" />
            Remove
          </button>
        )
      }
    >
      {known === undefined && free.length === 1 && (
        <p>
          <b>{name}</b>{' '}
          <span className="small dim">
            beside {cluster.autoscalers.map((one) => AUTOSCALER_NAMES[one.kind]).join(', ')}, which
            is in the plan
          </span>
        </p>
      )}
      {autoscaler === undefined && free.length > 1 && (
        <SelectField<Kind>
          name="kind"
          label="Autoscaler"
          value={kind}
          choices={free.map((value) => ({ value, label: AUTOSCALER_NAMES[value] }))}
          onChange={(chosen) => {
            setKind(chosen)
            setVersion(suggestVersion(chosen, cluster.kubernetesVersion))
          }}
        />
      )}
      <TextField
        name="version"
        label="Version"
        value={version}
        isNarrow
        placeholder={kind === 'karpenter' ? '1.8.0' : (cluster.kubernetesVersion ?? '1.35.0')}
        onChange={setVersion}
      />
      <CheckField
        label="It runs"
        hint="not ticked: installed with no replica"
        isOn={isRunning}
        onChange={setRunning}
      />
      {kind === 'cluster-autoscaler' && (
        <>
          <OwnsFields
            groups={cluster.nodeGroups
              .filter((group) => group.kind === 'asg' || group.kind === 'eks-managed')
              .map((group) => group.name)}
            owns={owns}
            onChange={setOwns}
          />
          <FlagFields flags={flags} onChange={setFlags} />
        </>
      )}
      {kind === 'karpenter' && (
        <p className="small dim">
          It owns the groups of kind Karpenter NodePool; their limits and weights are theirs.
        </p>
      )}
    </FormFrame>
  )
}

/** Cluster Autoscaler is made for one minor version of Kubernetes, and bears its number. */
function suggestVersion(kind: Kind, kubernetesVersion: string | undefined): string {
  const minor = /^v?(1\.\d+)/.exec(kubernetesVersion ?? '')?.[1]
  return kind === 'cluster-autoscaler' && minor !== undefined ? `${minor}.0` : ''
}

const KINDS: readonly Kind[] = ['cluster-autoscaler', 'karpenter']

interface OwnsFieldsProps {
  readonly groups: readonly string[]
  readonly owns: Autoscaler['owns']
  readonly onChange: (owns: Autoscaler['owns']) => void
}

function OwnsFields({ groups, owns, onChange }: OwnsFieldsProps) {
  const listed = owns === 'auto-discovery' ? [] : owns
  return (
    <>
      <SelectField
        name="ownsKind"
        label="It owns"
        value={owns === 'auto-discovery' ? 'auto-discovery' : 'list'}
        choices={[
          { value: 'auto-discovery', label: 'the groups whose tags it looks for' },
          { value: 'list', label: 'these groups' },
        ]}
        onChange={(kind) => onChange(kind === 'auto-discovery' ? kind : groups)}
      />
      {owns !== 'auto-discovery' && (
        <fieldset className="edit-field zone-choice">
          <legend>Groups</legend>
          {[...new Set([...groups, ...listed])].map((group) => (
            <CheckField
              key={group}
              label={group}
              isOn={listed.includes(group)}
              onChange={(isOn) =>
                onChange(isOn ? [...listed, group] : listed.filter((each) => each !== group))
              }
            />
          ))}
          {groups.length === 0 && <p className="small dim">There is no such group yet.</p>}
        </fieldset>
      )}
    </>
  )
}

interface FlagFieldsProps {
  readonly flags: Flags
  readonly onChange: (flags: Flags) => void
}

function FlagFields({ flags, onChange }: FlagFieldsProps) {
  const set = (field: string, value: unknown): void => {
    const { [field]: _left, ...others } = flags
    onChange(value === undefined ? others : { ...others, [field]: value })
  }
  return (
    <fieldset className="edit-group">
      <legend>Flags</legend>
      {FLAGS.map(({ field, flag, kind, fallback }) => {
        const name = `flags.${field}`
        const value = flags[field]
        switch (kind) {
          case 'boolean':
            return (
              <SelectField
                key={field}
                name={name}
                label={`--${flag}`}
                value={value === undefined ? '' : String(value)}
                choices={[
                  { value: '', label: `not set: ${fallback}` },
                  { value: 'true', label: 'true' },
                  { value: 'false', label: 'false' },
                ]}
                onChange={(chosen) => set(field, chosen === '' ? undefined : chosen === 'true')}
              />
            )
          case 'list':
            return (
              <LinesField
                key={field}
                name={name}
                label={`--${flag}`}
                lines={Array.isArray(value) ? value.map(String) : []}
                hint={`one a line; ${fallback}`}
                onChange={(lines) => set(field, lines.length === 0 ? undefined : lines)}
              />
            )
          case 'text':
          case 'number':
            return (
              <TextField
                key={field}
                name={name}
                label={`--${flag}`}
                value={renderFlag(value)}
                placeholder={fallback}
                isNumber={kind === 'number'}
                suggestions={field === 'expander' ? EXPANDERS : []}
                onChange={(typed) =>
                  set(field, kind === 'number' ? readNumber(typed) : readFlag(typed))
                }
              />
            )
        }
      })}
    </fieldset>
  )
}

function checkExpander(value: unknown): readonly Problem[] {
  if (typeof value !== 'string') return []
  const wrong = value.split(',').find((each) => !EXPANDERS.includes(each.trim()))
  if (wrong === undefined) return []
  const message = `"${wrong}" is not one of ${EXPANDERS.join(', ')}`
  return [{ code: 'plan/wrong-value', path: 'flags.expander', message }]
}

function makeAutoscaler(draft: {
  readonly kind: Kind
  readonly version: string
  readonly isRunning: boolean
  readonly flags: Flags
  readonly owns: Autoscaler['owns']
}): object {
  const { kind, isRunning, flags, owns } = draft
  const version = draft.version.trim()
  return {
    kind,
    ...(version === '' ? {} : { version }),
    ...(isRunning ? {} : { running: false }),
    ...(Object.keys(flags).length === 0 ? {} : { flags }),
    owns,
  }
}
