import './source.css'
import { Columns2, FileDown, Search } from 'lucide-react'
import { useCallback, useEffect, useMemo, useState } from 'react'
import { usePlans } from '#store/plan-store.ts'
import { getSession, useRun } from '#store/run-store.ts'
import { setFormat, startSource, useSource } from '#store/source-store.ts'
import type { TextObject } from '#plan/text/text-objects.ts'
import type { TextHelp } from '#worker/plan-text.ts'
import { countObjectBytes, isWithoutObjects } from '#worker/plan-text.ts'
import { saveTextFile } from '../frame/plan-commands.ts'
import { renderCount } from '../parts/render-count.ts'
import { usePrinting } from '../parts/use-printing.ts'
import { VerdictChip } from '../parts/verdict-chip.tsx'
import type { CaretPlace, Editor } from './editor/create-editor.ts'
import { ObjectForm } from './object-form.tsx'
import { ProblemList } from './problem-list.tsx'
import { TextEditor } from './text-editor.tsx'

/** Whether the form stands beside the text; kept while the page is open. */
let isFormWanted = true

/** The whole plan as text, and the form of the object that the caret is in: both the same plan. */
export function SourceScreen() {
  useEffect(startSource, [])
  const format = useSource((source) => source.format)
  const isLoading = useSource((source) => source.status === 'loading')
  const help = useHelp()
  const [editor, setEditor] = useState<Editor>()
  const [place, setPlace] = useState<CaretPlace>({ offset: 0, line: 1, column: 1, lines: 1 })
  const [isFormShown, setFormShown] = useState(isFormWanted)
  const object = useObjectAt(place.offset)
  useEffect(() => {
    editor?.showObject(isFormShown ? object : undefined)
  }, [editor, object, isFormShown])
  useEffect(() => {
    if (editor === undefined) return undefined
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== 'F8' || event.defaultPrevented) return
      event.preventDefault()
      editor.goToNextProblem()
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [editor])
  const onCaret = useCallback((now: CaretPlace) => setPlace(now), [])
  const showForm = (isShown: boolean) => {
    isFormWanted = isShown
    setFormShown(isShown)
  }
  return (
    <div className={`so ${isFormShown ? '' : 'text-only'}`}>
      <header className="bar2">
        <h1>Source</h1>
        <FormatChoice />
        <div className="seg" role="group" aria-label="Panes">
          <button aria-pressed={isFormShown} onClick={() => showForm(true)}>
            <Columns2 className="ic s" aria-hidden="true" />
            With form
          </button>
          <button aria-pressed={!isFormShown} onClick={() => showForm(false)}>
            Text only
          </button>
        </div>
        <PlanVerdict />
        <button className="btn" onClick={() => editor?.openSearch()}>
          <Search className="ic s" aria-hidden="true" />
          Find
        </button>
        <button className="btn" onClick={() => void saveTextFile()}>
          <FileDown className="ic s" aria-hidden="true" />
          Plan file
        </button>
      </header>
      <section className="ed" aria-label={format === 'yaml' ? 'Plan as YAML' : 'Plan as JSON'}>
        <LeftOut />
        {isLoading ? (
          <TextSkeleton />
        ) : (
          <TextEditor
            label={format === 'yaml' ? 'The plan as YAML' : 'The plan as JSON'}
            help={help}
            onCaret={onCaret}
            onReady={setEditor}
          />
        )}
        <PrintedText />
      </section>
      {isFormShown && (
        <aside className="fm2" aria-label="Form">
          <ObjectForm object={object} help={help} onGoTo={(offset) => editor?.goTo(offset)} />
        </aside>
      )}
      <ProblemList place={place} onGoTo={(offset) => editor?.goTo(offset)} />
    </div>
  )
}

function FormatChoice() {
  const format = useSource((source) => source.format)
  const isWhole = useSource((source) => source.status === 'whole')
  const title = isWhole ? undefined : 'Once the text says a whole plan'
  return (
    <div className="seg" role="group" aria-label="Notation">
      {(['yaml', 'json'] as const).map((one) => (
        <button
          key={one}
          aria-pressed={format === one}
          disabled={!isWhole && format !== one}
          title={format === one ? undefined : title}
          onClick={() => void setFormat(one)}
        >
          {one.toUpperCase()}
        </button>
      ))}
    </div>
  )
}

/** The verdict that stands; grey while the text says something else. */
function PlanVerdict() {
  const worst = useRun((run) => run.results[0])
  const isRejudged = useRun((run) => worst !== undefined && run.stale.has(worst.key))
  const isApart = useSource((source) => source.status === 'apart')
  const line = useSource((source) => source.reading?.problems[0]?.line)
  const sinceMs = useSource((source) => source.apartSinceMs)
  const lastEdit = usePlans((plans) => plans.past.at(-1)?.label)
  const elapsed = useElapsed(sinceMs)
  if (worst === undefined) return <span className="push" />
  const reason = isApart
    ? `of the text before line ${line ?? 1}${elapsed === '' ? '' : `, ${elapsed} ago`}`
    : isRejudged
      ? `before your last edit${lastEdit === undefined ? '' : `: ${lastEdit}`}`
      : worst.headline
  return (
    <span className="push row now" role="status">
      <VerdictChip report={worst.report} isStale={isApart || isRejudged} />
      <span className="small dim">{reason}</span>
    </span>
  )
}

const TICK_MS = 5_000

function useElapsed(sinceMs: number | undefined): string {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    setNow(Date.now())
    if (sinceMs === undefined) return undefined
    const timer = setInterval(() => setNow(Date.now()), TICK_MS)
    return () => clearInterval(timer)
  }, [sinceMs])
  const seconds = sinceMs === undefined ? 0 : Math.floor((now - sinceMs) / 1000)
  if (seconds < 5) return ''
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min`
}

/** Says what a text of this size can't hold. */
function LeftOut() {
  const base = useSource((source) => source.base)
  if (base === undefined || !isWithoutObjects(base)) return null
  const count = base.resourceSets.reduce((sum, set) => sum + set.count, 0)
  const megabytes = Math.max(1, Math.round(countObjectBytes(base) / 1_000_000))
  return (
    <p className="left-out">
      <b>{renderCount(count, 'Kubernetes object')} of this plan</b> are too large to edit as text
      here, {megabytes} MB; save the plan file to see them. They stay as they are; everything else
      can be edited.
    </p>
  )
}

/** The editor draws only the lines in sight; paper needs all. */
function PrintedText() {
  const isPrinting = usePrinting()
  const text = useSource((source) => source.text)
  return isPrinting ? <pre className="printed">{text}</pre> : null
}

function TextSkeleton() {
  return (
    <div className="text-skeleton" aria-label="The text is being written">
      {Array.from({ length: 12 }, (_, index) => (
        <i className="sk" key={index} />
      ))}
    </div>
  )
}

/** The innermost object around the caret; while the text is read again, the one that was there. */
function useObjectAt(offset: number): TextObject | undefined {
  const objects = useSource((source) => source.reading?.objects)
  const isRead = useSource((source) => source.status !== 'typing')
  const [last, setLast] = useState<TextObject>()
  const found = useMemo(() => {
    const around = objects?.filter((one) => one.from <= offset && offset <= one.to)
    // Two on one line: the last that begins before the caret.
    return around?.at(-1) ?? objects?.find(({ kind }) => kind === 'cluster')
  }, [objects, offset])
  useEffect(() => {
    if (isRead && found !== undefined) setLast(found)
  }, [isRead, found])
  if (isRead && found !== undefined) return found
  return last
}

function useHelp(): TextHelp | undefined {
  const region = usePlans(
    (plans) => plans.current?.packed.shell.designs[0]?.clusters[0]?.region ?? '',
  )
  const [help, setHelp] = useState<TextHelp>()
  useEffect(() => {
    const withdrawn = new AbortController()
    getSession()
      .engine.ask('list-text-help', { region }, { signal: withdrawn.signal })
      .then(setHelp)
      // Without it the text can be edited all the same.
      .catch(() => undefined)
    return () => withdrawn.abort()
  }, [region])
  return help
}
