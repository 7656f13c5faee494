import { closeForm } from '#store/form-store.ts'

/** While the worker reads, and where there is nothing to edit. */
export function WaitingForm({ words }: { readonly words?: string }) {
  return (
    <div className="edit-form">
      <div className="edit-fields">
        {words === undefined ? <i className="sk" /> : <p className="small dim">{words}</p>}
      </div>
      <footer className="edit-foot">
        <span className="push" />
        <button type="button" className="btn" onClick={closeForm}>
          {words === undefined ? 'Cancel' : 'Close'}
        </button>
      </footer>
    </div>
  )
}
