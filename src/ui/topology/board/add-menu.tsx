import { Plus } from 'lucide-react'
import { Button, Dialog, DialogTrigger, Popover } from 'react-aria-components'
import { ADDABLE } from '../../edit/addable.ts'
import type { BoardEdits } from '../board-edits.ts'
import { insideMain } from './edit-groups.tsx'

/** At the head of the board: a form for each thing a plan can hold. */
export function AddMenu({ edits }: { readonly edits: BoardEdits }) {
  return (
    <DialogTrigger>
      <Button className="btn sm add-key" data-opens-forms="" aria-label="Add to the plan">
        <Plus className="ic s" aria-hidden="true" />
        Add
      </Button>
      <Popover placement="bottom start" className="pop add-menu" offset={4} {...insideMain()}>
        <Dialog aria-label="Add to the plan">
          {({ close }) => (
            <>
              {ADDABLE.map(({ words, form }) => (
                <button
                  key={words}
                  type="button"
                  onClick={() => {
                    close()
                    edits.open(form)
                  }}
                >
                  {words}
                </button>
              ))}
              <hr />
              <button
                type="button"
                onClick={() => {
                  close()
                  edits.open({ kind: 'contents' })
                }}
              >
                Edit what is there
              </button>
            </>
          )}
        </Dialog>
      </Popover>
    </DialogTrigger>
  )
}
