import { TriangleAlert } from 'lucide-react'
import { dismissOtherWindow, showOtherWindow, useSaves } from '#store/autosave.ts'
import { openRecent } from '#store/open-recent.ts'

/** Two windows with one plan: said at once, and nothing that either of them wrote is lost. */
export function OtherWindowNotice() {
  const other = useSaves((state) => state.otherWindow)
  if (other === undefined) return null
  const { id, name, mine } = other
  return (
    <div className="other-window" role="alert">
      <TriangleAlert className="ic" aria-hidden="true" />
      {mine === undefined ? (
        <p>
          <b>{name} was changed in another window.</b> Here is the state before. An edit made here
          goes on as a copy.
        </p>
      ) : (
        <p>
          <b>{name} was changed in another window.</b> Your edits go on as {mine}; both are kept.
        </p>
      )}
      <button
        className="btn sm"
        onClick={() => {
          if (mine === undefined) void showOtherWindow()
          else {
            dismissOtherWindow()
            void openRecent(id)
          }
        }}
      >
        {mine === undefined ? 'Show the newer one' : `Open ${name}`}
      </button>
      <button className="btn sm quiet" onClick={dismissOtherWindow}>
        {mine === undefined ? 'Not now' : `Stay in ${mine}`}
      </button>
    </div>
  )
}
