import type { GroupEdits } from '../group-edits.ts'
import { renderCount } from '../render-amount.ts'
import { isSelected } from './board-view.ts'
import type { BoardView } from './board-view.ts'
import { EditGroups } from './edit-groups.tsx'
import { HeadLanes } from './lane-pieces.tsx'
import type { SceneGroup, SceneRow } from './scene.ts'

interface GroupHeadProps {
  readonly row: SceneRow
  readonly at: number
  readonly view: BoardView
  readonly edits: GroupEdits | undefined
  /** The row of its next node follows. */
  readonly isJoined: boolean
  readonly isCalm: boolean
}

/** What a group is and how large it may be, at the head of its row. */
export function GroupHead({ row, at, view, edits, isJoined, isCalm }: GroupHeadProps) {
  const [first] = row.members
  if (first === undefined) return null
  const { group } = first
  const isFamily = row.members.length > 1
  const isNear = view.zoom === 'cards'
  const unobserved = row.members.reduce((sum, member) => sum + member.unobserved, 0)
  return (
    <div
      className={`rh ${isJoined ? 'join' : ''} ${isCalm ? 'one calm' : ''}`}
      data-changed={row.members.some((member) => member.isChanged) || undefined}
    >
      <HeadLanes zones={view.scene.zones.map((zone) => zone.name)} ties={view.ties} row={at} />
      {isFamily ? <b>{row.name}</b> : <GroupName member={first} view={view} />}
      <span>{renderMake(first)}</span>
      {isNear && group.index >= 0 && group.purchase === 'on-demand' && <span>on demand</span>}
      {isFamily && <MemberMarks row={row} view={view} />}
      <EditGroups row={row} edits={edits} />
      {isNear && group.index >= 0 && group.scaler !== 'karpenter' && group.zones.length > 1 && (
        <span className="hide-phone">AZRebalance {group.rebalance ? 'on' : 'off'}</span>
      )}
      {group.taints.length > 0 && (
        <span className="taint" title={group.taints.join(', ')}>
          taint {group.taints.map((taint) => taint.split(/[=:]/)[0]).join(', ')}
        </span>
      )}
      {unobserved > 0 && <Wanted count={unobserved} />}
    </div>
  )
}

function GroupName({ member, view }: { member: SceneGroup; view: BoardView }) {
  const { name } = member.group
  const isPicked = isSelected(view, 'group', name)
  return (
    <button
      className={`group-name ${isPicked ? 'sel' : ''}`}
      data-nav=""
      data-select={`group ${name}`}
      aria-label={`Group ${name}, ${renderCount(member.nodeCount, 'node')}`}
      aria-pressed={isPicked}
      tabIndex={-1}
      onClick={() => view.onSelect({ kind: 'group', key: name })}
    >
      {name}
    </button>
  )
}

/** A group per zone, with the letter of each to select it by. */
function MemberMarks({ row, view }: { row: SceneRow; view: BoardView }) {
  return (
    <span className="members">
      per zone
      {row.members.map((member) => {
        const { name } = member.group
        const zone = view.scene.zones.find((entry) => entry.name === member.group.zones[0])
        const letter = zone?.letter ?? '?'
        return (
          <button
            key={name}
            className={`zl z${letter} ${isSelected(view, 'group', name) ? 'sel' : ''}`}
            data-nav=""
            data-select={`group ${name}`}
            aria-label={`Group ${name}, ${renderCount(member.nodeCount, 'node')}`}
            aria-pressed={isSelected(view, 'group', name)}
            title={name}
            tabIndex={-1}
            onClick={() => view.onSelect({ kind: 'group', key: name })}
          >
            {letter}
          </button>
        )
      })}
    </span>
  )
}

function renderMake({ group }: SceneGroup): string {
  const [type, ...others] = group.instanceTypes
  const types =
    type === undefined ? 'type not known' : others.length === 0 ? type : `${type} +${others.length}`
  return group.index < 0 || group.purchase === 'on-demand' ? types : `${types}, ${group.purchase}`
}

/** A designed group has no Node object: how many it wants, without saying where they land. */
function Wanted({ count }: { count: number }) {
  return (
    <span className="wanted" title="No Node object says in which zone they are">
      {Array.from({ length: Math.min(count, 8) }, (_, index) => (
        <i key={index} aria-hidden="true" />
      ))}
      {renderCount(count, 'node')} wanted, none observed
    </span>
  )
}
