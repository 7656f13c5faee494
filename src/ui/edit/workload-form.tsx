import { useMemo, useState } from 'react'
import type { ReactNode } from 'react'
import { checkWorkload, NEW_WORKLOAD, SKETCHED_KINDS, ZONE_SPREADS } from '#kube/make-workload.ts'
import type { ClaimSketch, WorkloadSketch, ZoneSpread } from '#kube/make-workload.ts'
import { CheckField } from './check-field.tsx'
import { FormFrame } from './form-frame.tsx'
import { LinesField } from './lines-field.tsx'
import { SelectField, toChoices } from './select-field.tsx'
import { TextField } from './text-field.tsx'
import { ZonesField } from './zones-field.tsx'

interface WorkloadFormProps {
  /** Absent: a new one. */
  readonly initial?: WorkloadSketch
  readonly zones: readonly string[]
  readonly classes: readonly string[]
  /** `Kind namespace/name` of the workloads that are there. */
  readonly taken: readonly string[]
  /** `volumeZones`: where the volumes of a new StatefulSet lie already, by ordinal; empty: nowhere yet. */
  readonly onApply: (sketch: WorkloadSketch, volumeZones: readonly string[]) => void
  readonly onCancel: () => void
  readonly actions?: ReactNode
}

/** A workload by what decides where its pods run. */
export function WorkloadForm(props: WorkloadFormProps) {
  const { initial, zones, classes, taken, onApply, onCancel, actions } = props
  const isNew = initial === undefined
  const [sketch, setSketch] = useState<WorkloadSketch>(() => initial ?? makeFirst(classes))
  const [volumeZone, setVolumeZone] = useState<string>(WHERE_PLACED)
  const set = (change: Partial<WorkloadSketch>) => setSketch((now) => ({ ...now, ...change }))
  const problems = useMemo(
    () => checkWorkload(sketch, { zones, classes, taken: isNew ? taken : [] }),
    [sketch, zones, classes, taken, isNew],
  )
  const { claim } = sketch
  const replicas = Number(sketch.replicas)
  return (
    <FormFrame
      label={isNew ? 'New workload' : `${sketch.kind} ${sketch.name}`}
      problems={problems}
      applyWords={isNew ? 'Add the workload' : 'Apply'}
      onApply={() =>
        onApply(sketch, claim === undefined ? [] : listVolumeZones(volumeZone, zones, replicas))
      }
      onCancel={onCancel}
      actions={actions}
    >
      {isNew && (
        <SelectField
          name="kind"
          label="Kind"
          value={sketch.kind}
          choices={toChoices(SKETCHED_KINDS)}
          onChange={(kind) => set(toKind(sketch, kind, classes))}
        />
      )}
      {isNew && (
        <div className="edit-pair">
          <TextField
            name="name"
            label="Name"
            value={sketch.name}
            placeholder="postgres"
            onChange={(name) => set({ name })}
          />
          <TextField
            name="namespace"
            label="Namespace"
            value={sketch.namespace}
            onChange={(namespace) => set({ namespace })}
          />
        </div>
      )}
      {sketch.kind !== 'DaemonSet' && (
        <TextField
          name="replicas"
          label="Replicas"
          isNumber
          isNarrow
          value={sketch.replicas}
          onChange={(typed) => set({ replicas: typed })}
        />
      )}
      <div className="edit-pair">
        <TextField
          name="cpu"
          label="cpu, requested"
          value={sketch.cpu}
          placeholder="none"
          hint="500m is half a core"
          onChange={(cpu) => set({ cpu })}
        />
        <TextField
          name="memory"
          label="Memory, requested"
          value={sketch.memory}
          placeholder="none"
          hint="such as 512Mi, 4Gi"
          onChange={(memory) => set({ memory })}
        />
      </div>
      {sketch.kind === 'StatefulSet' && (
        <ClaimFields
          claim={claim}
          classes={classes}
          onChange={(changed) => setSketch((now) => withClaim(now, changed))}
        >
          {isNew && (
            <SelectField
              name="volumeZone"
              label="Its volumes live in"
              value={volumeZone}
              choices={[
                { value: WHERE_PLACED, label: 'no zone yet, where its pod is placed' },
                ...zones.map((zone) => ({ value: zone, label: zone })),
                ...(zones.length > 1
                  ? [{ value: ALL_ZONES, label: 'one zone after the other' }]
                  : []),
              ]}
              hint="A volume never changes its zone: this decides where its pod can run"
              onChange={setVolumeZone}
            />
          )}
        </ClaimFields>
      )}
      <ZonesField
        name="zones"
        label="Only in these zones"
        zones={zones}
        value={sketch.zones}
        hint="Required node affinity; none ticked: any zone"
        onChange={(chosen) => set({ zones: chosen })}
      />
      {sketch.kind !== 'DaemonSet' && (
        <SelectField<ZoneSpread>
          name="zoneSpread"
          label="Spread over zones"
          value={sketch.zoneSpread}
          choices={ZONE_SPREADS.map((value) => ({ value, label: SPREAD_WORDS[value] }))}
          onChange={(zoneSpread) => set({ zoneSpread })}
        />
      )}
      <LinesField
        name="nodeSelector"
        label="Node selector"
        lines={sketch.nodeSelector}
        placeholder="disk=fast"
        hint="key=value, one a line"
        onChange={(nodeSelector) => set({ nodeSelector })}
      />
      <LinesField
        name="tolerations"
        label="Tolerations"
        lines={sketch.tolerations}
        placeholder="dedicated=db:NoSchedule"
        hint="key=value:Effect, key:Effect, or * for all, one a line"
        onChange={(tolerations) => set({ tolerations })}
      />
    </FormFrame>
  )
}

const WHERE_PLACED = ''
const ALL_ZONES = '*'

const SPREAD_WORDS: Readonly<Record<ZoneSpread, string>> = {
  none: 'no',
  DoNotSchedule: 'yes, or a pod waits (DoNotSchedule)',
  ScheduleAnyway: 'rather, but no pod waits (ScheduleAnyway)',
}

interface ClaimFieldsProps {
  readonly claim: ClaimSketch | undefined
  readonly classes: readonly string[]
  readonly onChange: (claim: ClaimSketch | undefined) => void
  readonly children: ReactNode
}

function ClaimFields({ claim, classes, onChange, children }: ClaimFieldsProps) {
  return (
    <fieldset className="edit-group">
      <legend>Volume of each pod</legend>
      <CheckField
        label="Each pod has a volume of its own"
        isOn={claim !== undefined}
        onChange={(isOn) => onChange(isOn ? makeClaim(classes) : undefined)}
      />
      {claim !== undefined && (
        <>
          <div className="edit-pair">
            <TextField
              name="claimName"
              label="Claim template"
              value={claim.name}
              onChange={(name) => onChange({ ...claim, name })}
            />
            <TextField
              name="sizeGiB"
              label="Size, GiB"
              isNumber
              value={claim.sizeGiB}
              onChange={(sizeGiB) => onChange({ ...claim, sizeGiB })}
            />
          </div>
          <SelectField
            name="className"
            label="Storage class"
            value={claim.className}
            choices={[
              { value: '', label: 'the default class' },
              ...classes.map((value) => ({ value, label: value })),
            ]}
            onChange={(className) => onChange({ ...claim, className })}
          />
          {children}
        </>
      )}
    </fieldset>
  )
}

function makeFirst(classes: readonly string[]): WorkloadSketch {
  return { ...NEW_WORKLOAD, claim: makeClaim(classes) }
}

function makeClaim(classes: readonly string[]): ClaimSketch {
  return { name: 'data', sizeGiB: '10', className: classes[0] ?? '' }
}

function toKind(
  { claim: _left, ...sketch }: WorkloadSketch,
  kind: WorkloadSketch['kind'],
  classes: readonly string[],
): WorkloadSketch {
  const replicas = kind === 'DaemonSet' ? '' : sketch.replicas === '' ? '1' : sketch.replicas
  const changed = { ...sketch, kind, replicas }
  return kind === 'StatefulSet' ? { ...changed, claim: makeClaim(classes) } : changed
}

function withClaim(
  { claim: _left, ...sketch }: WorkloadSketch,
  claim: ClaimSketch | undefined,
): WorkloadSketch {
  return claim === undefined ? sketch : { ...sketch, claim }
}

/** The zone of each ordinal's volume. */
function listVolumeZones(
  chosen: string,
  zones: readonly string[],
  replicas: number,
): readonly string[] {
  if (chosen === WHERE_PLACED) return []
  return Array.from({ length: replicas }, (_, index) =>
    chosen === ALL_ZONES ? (zones[index % zones.length] ?? '') : chosen,
  )
}
