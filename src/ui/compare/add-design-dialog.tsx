import { useState } from 'react'
import { useSaves } from '#store/autosave.ts'
import { useComparing } from '#store/compare-store.ts'
import { addImport, addLink, listCandidates } from '#store/compared-designs.ts'
import type { Candidate } from '#store/compared-designs.ts'
import { useImport } from '#store/import-store.ts'
import { Dialog } from '../parts/dialog.tsx'
import { FilePicker } from '../import/file-picker.tsx'
import { moveInList } from '../parts/move-in-list.ts'

/** Where another design comes from: one press adds it. */
export function AddDesignDialog({ onClose }: { readonly onClose: () => void }) {
  // Read again when what this browser keeps changes.
  useSaves((state) => state.recent)
  const present = useComparing((state) => state.designs)
  const hasImport = useImport((state) => state.outcome?.packed !== undefined)
  const [failure, setFailure] = useState<string>()
  const candidates = listCandidates().filter(
    ({ id }) => !present.some((one) => one.id === id || one.id.startsWith(`${id}/`)),
  )
  const add = async (candidate: Candidate) => {
    if (await candidate.add()) onClose()
    else setFailure(`${candidate.name} is no longer kept, or there is no room for it.`)
  }
  return (
    <Dialog title="Add a design" widthPx={560} onClose={onClose}>
      <div className="cmp-add">
        {hasImport && (
          <button
            className="ln"
            onClick={() => {
              if (addImport()) onClose()
            }}
          >
            <b>The import that is on its preview</b>
            <small>what is live, against what was designed</small>
          </button>
        )}
        {candidates.length > 0 ? (
          <div className="lst" role="group" aria-label="Designs" onKeyDown={moveInList}>
            {candidates.map((candidate) => (
              <button key={candidate.id} className="ln" onClick={() => void add(candidate)}>
                <b>{candidate.name}</b>
                <small>{candidate.from}</small>
              </button>
            ))}
          </div>
        ) : (
          <p className="small dim">
            This browser keeps no other plan yet, and this plan has one design.
          </p>
        )}
        <PasteLink onAdded={onClose} />
        <div className="row wrap">
          <FilePicker className="btn">Plan file or files of a cluster</FilePicker>
          <span className="small dim">
            opens the import’s preview; “Compare with the open plan” comes back here
          </span>
        </div>
        {failure !== undefined && <p role="alert">{failure}</p>}
      </div>
    </Dialog>
  )
}

function PasteLink({ onAdded }: { readonly onAdded: () => void }) {
  const [text, setText] = useState('')
  const [state, setState] = useState<'ready' | 'reading' | string>('ready')
  const add = async () => {
    setState('reading')
    const problem = await addLink(text).catch((error: unknown) => String(error))
    if (problem === undefined) onAdded()
    else setState(problem)
  }
  const isProblem = state !== 'ready' && state !== 'reading'
  return (
    <form
      className="cmp-link"
      onSubmit={(event) => {
        event.preventDefault()
        void add()
      }}
    >
      <label className="field">
        <span>Link to a plan</span>
        <input
          className="input"
          value={text}
          aria-describedby={isProblem ? 'cmp-link-problem' : undefined}
          aria-invalid={isProblem}
          onChange={(event) => {
            setText(event.target.value)
            setState('ready')
          }}
        />
      </label>
      <button className="btn" disabled={text.trim() === '' || state === 'reading'}>
        {state === 'reading' ? 'Reading' : 'Add the link'}
      </button>
      {isProblem && (
        <p className="small" id="cmp-link-problem" role="alert">
          {state}
        </p>
      )}
    </form>
  )
}
