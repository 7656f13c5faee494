import { useEffect, useId, useRef, useState } from 'react'
import type { Problem } from '#base/problem.ts'
import type { ResourceId } from '#plan/edit.ts'
import { editObjects } from '#store/edit-objects.ts'
import { closeForm } from '#store/form-store.ts'
import { useOpenPlan } from '#store/plan-store.ts'
import { getSession } from '#store/run-store.ts'
import { useView } from '#store/view-store.ts'
import type { PastedObjects } from '#worker/questions.ts'
import { Dialog } from '../parts/dialog.tsx'
import { renderCount } from '../parts/render-count.ts'

/** Reading again waits until the typing rests. */
const REST_MS = 250

/** Kubernetes manifests into the plan: read by the worker while they are typed, applied as one step. */
export function PasteDialog() {
  const [text, setText] = useState('')
  const read = usePasted(text)
  const field = useRef<HTMLTextAreaElement>(null)
  const place = useView((view) => view.place)
  const id = useId()
  const count = read === undefined ? 0 : read.put.length
  const isReady = read !== undefined && read.problems.length === 0 && count > 0
  const apply = (): void => {
    if (read === undefined || !isReady) return
    closeForm()
    void editObjects({ place, put: read.put }, describe(read))
  }
  const goTo = (line: number | undefined): void => {
    if (line !== undefined && field.current !== null) selectLine(field.current, line)
  }
  return (
    <Dialog title="Paste manifests" widthPx={760} onClose={closeForm}>
      <div className="paste-form">
        <label htmlFor={id}>YAML or JSON, any number of objects</label>
        <textarea
          id={id}
          ref={field}
          // The dialog is opened to type here.
          autoFocus
          className="input mono"
          rows={14}
          spellCheck={false}
          autoComplete="off"
          value={text}
          placeholder={'apiVersion: apps/v1\nkind: StatefulSet\n…'}
          aria-invalid={read !== undefined && read.problems.length > 0}
          aria-describedby={`${id}-said`}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) apply()
          }}
        />
        <div id={`${id}-said`} className="paste-said" aria-live="polite">
          {read === undefined ? (
            <p className="small dim">
              Nothing is changed before you apply it. Contents of Secrets and ConfigMaps are never
              read.
            </p>
          ) : (
            <Said read={read} text={text} onGoTo={goTo} />
          )}
        </div>
      </div>
      <footer className="paste-foot">
        <span className="small dim">{isReady ? 'One step of undo' : ''}</span>
        <span className="push" />
        <button className="btn" onClick={closeForm}>
          Cancel
        </button>
        <button className="btn primary" disabled={!isReady} onClick={apply}>
          {count === 0 ? 'Apply' : `Apply ${renderCount(count, 'object')}`}
        </button>
      </footer>
    </Dialog>
  )
}

/** What the worker reads in the text; undefined while there is none. */
function usePasted(text: string): PastedObjects | undefined {
  const packed = useOpenPlan()?.packed
  const place = useView((view) => view.place)
  const [read, setRead] = useState<PastedObjects>()
  useEffect(() => {
    if (packed === undefined || text.trim() === '') {
      setRead(undefined)
      return undefined
    }
    const withdrawn = new AbortController()
    const timer = setTimeout(() => {
      void getSession()
        .engine.ask('read-manifests', { packed, place, text }, { signal: withdrawn.signal })
        .then(setRead)
    }, REST_MS)
    return () => {
      clearTimeout(timer)
      withdrawn.abort()
    }
  }, [packed, place, text])
  return read
}

const MAX_NAMES = 12
const MAX_PROBLEMS = 40

function Said({
  read,
  text,
  onGoTo,
}: {
  readonly read: PastedObjects
  readonly text: string
  readonly onGoTo: (line: number | undefined) => void
}) {
  const { problems, notes, added, replaced, same } = read
  return (
    <>
      {problems.length > 0 && (
        <section>
          <h2>
            {renderCount(problems.length, 'problem')}
            <span className="small dim"> to put right first</span>
          </h2>
          <ul className="paste-problems">
            {problems.slice(0, MAX_PROBLEMS).map((problem) => (
              <ProblemLine
                key={`${problem.line ?? 0} ${problem.path} ${problem.message}`}
                problem={problem}
                text={text}
                onGoTo={onGoTo}
              />
            ))}
          </ul>
          {problems.length > MAX_PROBLEMS && (
            <p className="small dim">{`and ${problems.length - MAX_PROBLEMS} more`}</p>
          )}
        </section>
      )}
      <Preview words="to add" ids={added} />
      <Preview words="to replace" ids={replaced} />
      <Preview words="there already, as they are" ids={same} />
      {notes.length > 0 && (
        <ul className="small dim paste-notes">
          {notes.slice(0, MAX_PROBLEMS).map(({ line, message, path }) => (
            <li key={`${line ?? 0} ${path} ${message}`}>
              {line === undefined ? message : `line ${line}: ${message}`}
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

function ProblemLine({
  problem,
  text,
  onGoTo,
}: {
  readonly problem: Problem
  readonly text: string
  readonly onGoTo: (line: number | undefined) => void
}) {
  const { line, path, message } = problem
  const written = line === undefined ? undefined : text.split('\n')[line - 1]?.trim()
  return (
    <li>
      {line === undefined ? (
        <span className="where">the text</span>
      ) : (
        <button className="link where" onClick={() => onGoTo(line)}>
          line {line}
        </button>
      )}
      <div>
        {written !== undefined && written !== '' && (
          <code className="mono">{written.slice(0, 100)}</code>
        )}
        <p>{message}</p>
        {path !== '' && <p className="micro dimmer path">{path}</p>}
      </div>
    </li>
  )
}

function Preview({ words, ids }: { readonly words: string; readonly ids: readonly ResourceId[] }) {
  if (ids.length === 0) return null
  return (
    <section>
      <h2>
        {renderCount(ids.length, 'object')}
        <span className="small dim"> {words}</span>
      </h2>
      <ul className="paste-objects">
        {ids.slice(0, MAX_NAMES).map(({ kind, namespace, name }) => (
          <li key={`${kind} ${namespace ?? ''}/${name}`}>
            <span className="dim">{kind}</span>{' '}
            {namespace === undefined ? name : `${namespace}/${name}`}
          </li>
        ))}
        {ids.length > MAX_NAMES && <li className="dim">{`and ${ids.length - MAX_NAMES} more`}</li>}
      </ul>
    </section>
  )
}

function describe({ added, replaced }: PastedObjects): string {
  const name = (ids: readonly ResourceId[], did: string): string => {
    const [first] = ids
    if (first === undefined) return ''
    return ids.length === 1 ? `${first.kind} ${first.name} ${did}` : `${ids.length} objects ${did}`
  }
  return [name(added, 'added'), name(replaced, 'replaced')].filter((part) => part !== '').join(', ')
}

/** Puts the caret's selection on a line and brings it into sight. */
function selectLine(field: HTMLTextAreaElement, line: number): void {
  const lines = field.value.split('\n')
  const start = lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0)
  field.focus()
  field.setSelectionRange(start, start + (lines[line - 1]?.length ?? 0))
  field.scrollTop = (field.scrollHeight / lines.length) * Math.max(0, line - 4)
}
