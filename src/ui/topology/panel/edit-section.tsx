import { Copy, Pencil, Trash2 } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Form } from '#store/form-store.ts'
import type { BoardEdits } from '../board-edits.ts'

interface EditSectionProps {
  readonly edits: BoardEdits | undefined
  /** What each key opens, and its words. */
  readonly keys: readonly {
    readonly words: string
    readonly form: Form
    readonly icon?: 'copy' | 'remove'
  }[]
  readonly children?: ReactNode
}

/** The keys that open the forms of what is selected. */
export function EditSection({ edits, keys, children }: EditSectionProps) {
  if (edits === undefined) return null
  return (
    <section className="edit-section">
      <h3>Edit</h3>
      {children}
      <div className="row wrap">
        {keys.map(({ words, form, icon }) => {
          const Icon = icon === 'remove' ? Trash2 : icon === 'copy' ? Copy : Pencil
          return (
            <button key={words} className="btn sm" onClick={() => edits.open(form)}>
              <Icon className="ic s" aria-hidden="true" />
              {words}
            </button>
          )
        })}
      </div>
    </section>
  )
}
