import { BookMarked, ChevronDown, Link } from 'lucide-react'
import { useState } from 'react'
import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components'
import { duplicateKeptPlan, renameKeptPlan } from '#store/kept-plans.ts'
import type { OpenPlan } from '#store/plan-store.ts'
import { navigate } from '#store/view-store.ts'
import { RenameField } from '../parts/rename-field.tsx'
import { savePlanFile } from './plan-commands.ts'

/** The open plan's name, and what can be done with the plan as a whole. */
export function PlanName({ plan }: { readonly plan: OpenPlan }) {
  const [isRenaming, setRenaming] = useState(false)
  const { name } = plan.packed.shell
  const run = (action: string) => {
    switch (action) {
      case 'rename':
        return setRenaming(true)
      case 'duplicate':
        return void duplicateKeptPlan(plan.id)
      case 'yaml':
      case 'json':
        return void savePlanFile(action)
      default:
        return navigate('plans')
    }
  }
  return (
    <div className="crumb">
      {isRenaming ? (
        <RenameField
          name={name}
          onDone={(typed) => {
            setRenaming(false)
            if (typed !== undefined) void renameKeptPlan(plan.id, typed)
          }}
        />
      ) : (
        <>
          <strong title={name} onDoubleClick={() => setRenaming(true)}>
            {name}
          </strong>
          <MenuTrigger>
            <Button className="btn icon quiet sm" aria-label={`Plan ${name}`}>
              <ChevronDown className="ic s" aria-hidden="true" />
            </Button>
            <Popover className="menu-pop" placement="bottom start">
              <Menu className="menu" onAction={(key) => run(String(key))}>
                <MenuItem id="rename">Rename</MenuItem>
                <MenuItem id="duplicate">Duplicate</MenuItem>
                <MenuItem id="yaml">Plan file, YAML</MenuItem>
                <MenuItem id="json">Plan file, JSON</MenuItem>
                <MenuItem id="plans">All plans</MenuItem>
              </Menu>
            </Popover>
          </MenuTrigger>
        </>
      )}
      {plan.origin.kind === 'link' && !plan.origin.isOwn && (
        <span className="tag hide-phone" title="Until you edit it or save it as a file">
          <Link className="ic" aria-hidden="true" />
          From a link
        </span>
      )}
      {plan.origin.kind === 'incident' && (
        <span className="tag hide-phone">
          <BookMarked className="ic" aria-hidden="true" />
          Incident {plan.origin.incident}
          {plan.origin.isRepaired ? ', repaired' : ''}
        </span>
      )}
    </div>
  )
}
