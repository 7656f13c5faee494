import { Pencil } from 'lucide-react'
import { Button, Dialog, DialogTrigger, Heading, Popover } from 'react-aria-components'
import type { GroupEdits } from '../group-edits.ts'
import { GroupForm, hasSize } from './group-form.tsx'
import type { SceneGroup, SceneRow } from './scene.ts'

/** The size of a row's groups: read as text, pressed to change it where it stands. */
export function EditGroups({ row, edits }: { row: SceneRow; edits: GroupEdits | undefined }) {
  const editable = row.members.filter((member) => member.group.index >= 0)
  if (editable.length === 0) return <span>in no group of the plan</span>
  if (edits === undefined) return <SizeWords members={editable} />
  return (
    <DialogTrigger>
      <Button
        className="size-words"
        data-nav=""
        excludeFromTabOrder
        aria-label={`Change size and zones of ${row.name}: ${describeSizes(editable)}`}
      >
        <SizeWords members={editable} />
        <Pencil className="ic" aria-hidden="true" />
      </Button>
      <Popover placement="bottom start" className="pop" offset={4} {...insideMain()}>
        <Dialog>
          <Heading slot="title">{row.name}</Heading>
          {editable.map((member) => (
            <div key={member.index} className="pop-member">
              {editable.length > 1 && <h3>{member.group.name}</h3>}
              <GroupForm row={member} edits={edits} hasZones={editable.length === 1} />
            </div>
          ))}
        </Dialog>
      </Popover>
    </DialogTrigger>
  )
}

/** In the page's landmark, so that readers who go by landmarks find it. */
export function insideMain(): { readonly UNSTABLE_portalContainer?: Element } {
  const main = document.querySelector('main')
  return main === null ? {} : { UNSTABLE_portalContainer: main }
}

function SizeWords({ members }: { members: readonly SceneGroup[] }) {
  const [first] = members
  if (first === undefined) return null
  if (members.length > 1) return <FamilySize members={members} />
  const { group, desired, desiredBefore } = first
  if (!hasSize(first)) {
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

/** `min 4, max 16 each`, or the numbers one after the other where they differ. */
function FamilySize({ members }: { members: readonly SceneGroup[] }) {
  const list = (read: (member: SceneGroup) => number | undefined): string => {
    const numbers = members.map((member) => String(read(member) ?? '?'))
    return new Set(numbers).size === 1 ? (numbers[0] ?? '?') : numbers.join(' ')
  }
  return (
    <>
      <span>
        min {list((member) => member.group.min)}, max {list((member) => member.group.max)}
      </span>
      <span>desired {list((member) => member.desired)} each</span>
    </>
  )
}

function describeSizes(members: readonly SceneGroup[]): string {
  return members.map(describeSize).join('; ')
}

function describeSize(member: SceneGroup): string {
  if (!hasSize(member)) return 'no sizes of its own'
  const say = (value: number | undefined): string =>
    value === undefined ? 'not known' : `${value}`
  const before = member.desiredBefore === undefined ? '' : `, before ${member.desiredBefore}`
  return `min ${say(member.group.min)}, desired ${say(member.desired)}${before}, max ${say(member.group.max)}`
}
