import { Ellipsis } from 'lucide-react'
import { useState } from 'react'
import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components'
import { duplicateKeptPlan, forgetPlan, renameKeptPlan } from '#store/kept-plans.ts'
import { openRecent } from '#store/open-recent.ts'
import { useOpenPlan } from '#store/plan-store.ts'
import type { PlanLine as Line } from '#store/plan-database.ts'
import { saveKeptFile } from '../frame/plan-commands.ts'
import { RenameField } from '../parts/rename-field.tsx'
import { VerdictChip } from '../parts/verdict-chip.tsx'
import { renderLine } from './render-line.ts'

/** A kept plan: what it is, its last verdict, and what can be done with it. F2 renames, Delete deletes. */
export function PlanLine({ line }: { readonly line: Line }) {
  const [isRenaming, setRenaming] = useState(false)
  const isOpen = useOpenPlan()?.id === line.id
  if (isRenaming) {
    return (
      <div className="kept is-renaming">
        <RenameField
          name={line.name}
          onDone={(typed) => {
            setRenaming(false)
            if (typed !== undefined) void renameKeptPlan(line.id, typed)
          }}
        />
      </div>
    )
  }
  const run = (action: string) => {
    switch (action) {
      case 'open':
        return void openRecent(line.id)
      case 'rename':
        return setRenaming(true)
      case 'duplicate':
        return void duplicateKeptPlan(line.id)
      case 'yaml':
      case 'json':
        return void saveKeptFile(line.id, action)
      case 'delete':
        return void forgetPlan(line.id)
      default:
        return undefined
    }
  }
  return (
    <div className="kept">
      <button
        className="ln"
        onClick={() => run('open')}
        onKeyDown={(event) => {
          const action = { F2: 'rename', Delete: 'delete' }[event.key]
          if (action === undefined) return
          event.preventDefault()
          run(action)
        }}
      >
        <b>
          {line.name}
          {isOpen && <span className="tag">open</span>}
        </b>
        <small>{renderLine(line)}</small>
        {line.worst !== undefined && <VerdictChip report={line.worst} />}
      </button>
      <MenuTrigger>
        <Button className="btn icon quiet" aria-label={`More for ${line.name}`}>
          <Ellipsis className="ic s" aria-hidden="true" />
        </Button>
        <Popover className="menu-pop" placement="bottom end">
          <Menu className="menu" onAction={(key) => run(String(key))}>
            <MenuItem id="open">Open</MenuItem>
            <MenuItem id="rename">Rename</MenuItem>
            <MenuItem id="duplicate">Duplicate</MenuItem>
            <MenuItem id="yaml">Plan file, YAML</MenuItem>
            <MenuItem id="json">Plan file, JSON</MenuItem>
            <MenuItem id="delete" className="danger">
              Delete
            </MenuItem>
          </Menu>
        </Popover>
      </MenuTrigger>
    </div>
  )
}
