import { Trash2 } from 'lucide-react'
import type { Leaving } from '#kube/list-going.ts'
import { openForm } from '#store/form-store.ts'

/** Asks first, naming what goes along. */
export function RemoveButton({ leaving }: { readonly leaving: Leaving }) {
  return (
    <button
      type="button"
      className="btn quiet"
      onClick={() => openForm({ kind: 'remove', leaving })}
    >
      <Trash2 className="ic s" aria-hidden="true" />
      Remove
    </button>
  )
}
