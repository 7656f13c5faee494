import { Pencil } from 'lucide-react'
import { Button, Dialog, DialogTrigger, Heading, Popover } from 'react-aria-components'
import type { GroupEdits } from '../group-edits.ts'
import { GroupForm, hasSize } from './group-form.tsx'
import type { SceneGroup } from './scene.ts'

/** The group's size in its row: read as text, pressed to change it where it stands. */
export function EditGroup({ row, edits }: { row: SceneGroup; edits: GroupEdits | undefined }) {
  const { group } = row
  if (group.index < 0) return <span>of no group of the plan</span>
  if (edits === undefined) return <SizeWords row={row} />
  return (
    <DialogTrigger>
      <Button
        className="size-words"
        data-nav=""
        excludeFromTabOrder
        aria-label={`Change size and zones of ${group.name}: ${describeSize(row)}`}
      >
        <SizeWords row={row} />
        <Pencil className="ic" aria-hidden="true" />
      </Button>
      <Popover placement="bottom start" className="pop" offset={4}>
        <Dialog>
          <Heading slot="title">{group.name}</Heading>
          <GroupForm row={row} edits={edits} />
        </Dialog>
      </Popover>
    </DialogTrigger>
  )
}

function SizeWords({ row }: { row: SceneGroup }) {
  const { group, desired, desiredBefore } = row
  if (!hasSize(row)) {
    return <span>{group.max === undefined ? 'no limit' : `at most ${group.max} nodes`}</span>
  }
  if (group.min === undefined && group.max === undefined && desired === undefined) {
    return <span className="not-known">size not known</span>
  }
  if (group.min === group.max && group.min !== undefined && desiredBefore === undefined) {
    return <span>fixed at {group.min}</span>
  }
  return (
    <>
      <span>
        min {group.min ?? '?'}, max {group.max ?? '?'}
      </span>
      <span>
        desired {desiredBefore !== undefined && <s>{desiredBefore}</s>}{' '}
        {desiredBefore === undefined ? (desired ?? '?') : <b>{desired}</b>}
      </span>
    </>
  )
}

function describeSize(row: SceneGroup): string {
  if (!hasSize(row)) return 'no sizes of its own'
  const say = (value: number | undefined): string =>
    value === undefined ? 'not known' : `${value}`
  const before = row.desiredBefore === undefined ? '' : `, before ${row.desiredBefore}`
  return `min ${say(row.group.min)}, desired ${say(row.desired)}${before}, max ${say(row.group.max)}`
}
