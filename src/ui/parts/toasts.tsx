import { X } from 'lucide-react'
import { closeToast, useToast } from '#store/toast-store.ts'

/** What happened, in one line at the foot; readers hear it once. */
export function Toasts() {
  const toast = useToast()
  return (
    <div className="toasts" role="status">
      {toast !== undefined && (
        <div className="toast" key={toast.id}>
          <span>{toast.text}</span>
          {toast.action !== undefined && (
            <button
              className="btn sm"
              onClick={() => {
                toast.action?.run()
                closeToast()
              }}
            >
              {toast.action.label}
            </button>
          )}
          <button className="btn icon quiet" aria-label="Close" onClick={closeToast}>
            <X className="ic s" aria-hidden="true" />
          </button>
        </div>
      )}
    </div>
  )
}
