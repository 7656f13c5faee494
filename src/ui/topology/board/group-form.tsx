import { useId, useState } from 'react'
import type { GroupEdits } from '../group-edits.ts'
import { changeSize, readSize } from './change-size.ts'
import type { SizeDraft, SizeField } from './change-size.ts'
import type { SceneGroup } from './scene.ts'
import { SizeField as NumberField } from './size-field.tsx'

interface GroupFormProps {
  readonly row: SceneGroup
  readonly edits: GroupEdits
  readonly hasZones: boolean
}

/** A group's size, zones and rebalancing, changed in place: each change is judged at once. */
export function GroupForm({ row, edits, hasZones }: GroupFormProps) {
  const { group } = row
  return (
    <div className="group-form">
      {hasSize(row) && <SizeFields row={row} edits={edits} />}
      {hasZones && <ZoneBoxes row={row} edits={edits} />}
      {hasSize(row) && group.zones.length > 1 && (
        <label className="check-line">
          <input
            type="checkbox"
            checked={group.rebalance}
            onChange={(event) => edits.setRebalance(group.name, event.target.checked)}
          />
          <span>
            AZRebalance
            <small>the group may end a node to even out its zones</small>
          </span>
        </label>
      )}
    </div>
  )
}

/** Karpenter's pools and Fargate have no min, desired and max of their own. */
export function hasSize(row: SceneGroup): boolean {
  return row.group.kind === 'asg' || row.group.kind === 'eks-managed'
}

const FIELDS: readonly SizeField[] = ['min', 'desired', 'max']

function SizeFields({ row, edits }: Omit<GroupFormProps, 'hasZones'>) {
  const { group } = row
  const known: SizeDraft = { min: group.min, desired: group.desired, max: group.max }
  // Numbers typed into a group of which too few are known to be a size yet.
  const [extra, setExtra] = useState<Partial<SizeDraft>>({})
  const [problem, setProblem] = useState<{ field: SizeField; message: string }>()
  const problemId = useId()
  const draft: SizeDraft = {
    min: known.min ?? extra.min,
    desired: known.desired ?? extra.desired,
    max: known.max ?? extra.max,
  }
  const commit = (field: SizeField, typed: string): void => {
    if (typed === String(draft[field] ?? '')) return setProblem(undefined)
    const change = changeSize(draft, field, typed)
    if (change.kind === 'refused') return setProblem({ field, message: change.message })
    setProblem(undefined)
    const size = readSize(change.draft)
    if (size === undefined) setExtra(change.draft)
    else edits.setSize(group.name, size)
  }
  const isPartial = readSize(draft) === undefined
  return (
    <div className="size-fields">
      {FIELDS.map((field) => (
        <NumberField
          key={field}
          label={field}
          name={`${field} of ${group.name}`}
          value={draft[field]}
          problemId={problem?.field === field ? problemId : undefined}
          onCommit={(typed) => commit(field, typed)}
        />
      ))}
      {problem !== undefined && (
        <p className="problem" id={problemId} role="alert">
          {problem.message}
        </p>
      )}
      {isPartial && (
        <p className="small dim">
          Not in any file. Once all three are known, verdicts can use them.
        </p>
      )}
    </div>
  )
}

function ZoneBoxes({ row, edits }: Omit<GroupFormProps, 'hasZones'>) {
  const { group, cells } = row
  const change = (zone: string, isOn: boolean): void => {
    const zones = isOn ? [...group.zones, zone] : group.zones.filter((name) => name !== zone)
    if (zones.length > 0) edits.setZones(group.name, zones)
  }
  return (
    <fieldset className="zone-boxes">
      <legend>zones{group.zonesKnown ? '' : ', as observed'}</legend>
      {cells.map(({ zone }) => {
        const isOn = group.zones.includes(zone.name)
        const isOnly = isOn && group.zones.length === 1
        return (
          <label
            key={zone.name}
            className="check-line"
            title={isOnly ? 'A group needs a zone' : undefined}
          >
            <input
              type="checkbox"
              checked={isOn}
              disabled={isOnly}
              onChange={(event) => change(zone.name, event.target.checked)}
            />
            <span className={`zl z${zone.letter}`} aria-hidden="true">
              {zone.letter}
            </span>
            {zone.name}
          </label>
        )
      })}
      {!group.zonesKnown && group.zones.length > 0 && (
        <button
          type="button"
          className="btn sm"
          onClick={() => edits.setZones(group.name, group.zones)}
        >
          These are its zones
        </button>
      )}
    </fieldset>
  )
}
