import { CircleCheck, Diamond, GitMerge, Minus, OctagonAlert, Variable } from 'lucide-react'
import type { CSSProperties, ReactNode } from 'react'
import type { ImportFinding, ImportResult } from '#importers/importer.ts'
import type { Problem } from '#base/problem.ts'
import { answerGuess, fillPlaceholder, useImport } from '#store/import-store.ts'
import type { ImportOutcome } from '#worker/protocol.ts'
import { UnknownMark } from '../parts/marks.tsx'
import { renderCount, renderNumber } from '../parts/render-count.ts'
import { ErrorSnippet } from './error-snippet.tsx'
import { GuessTable } from './guess-table.tsx'
import { renderPlace, summarizeFindings } from './summarize-findings.ts'
import type { FindingSummary } from './summarize-findings.ts'

/** What an import found, in the order in which it needs the person. */
export function UnderstoodPane({ outcome }: { readonly outcome: ImportOutcome }) {
  const { result } = outcome
  const confirmed = useImport((state) => state.confirmed)
  const found = summarizeFindings(result)
  const open = found.guesses.filter(({ guess }) => guess !== undefined && !confirmed.has(guess.id))
  const needed =
    open.length + result.conflicts.length + result.placeholders.length + countErrors(result, found)
  const all = found.understood + found.notRead + found.notUsed
  return (
    <>
      <div>
        <h1>
          {outcome.packed === undefined
            ? 'Nothing in these files could be used'
            : `${renderNumber(found.understood)} of ${renderCount(all, 'item')} understood, ${
                needed === 0 ? 'none needs you' : `${needed} ${needed === 1 ? 'needs' : 'need'} you`
              }`}
        </h1>
        <p className="dim lead">Nothing in the open plan has changed yet.</p>
        <Bar found={found} result={result} />
      </div>
      <Errors
        problems={result.problems}
        findings={found.errors}
        isPartly={outcome.packed !== undefined}
      />
      <Conflicts conflicts={result.conflicts} />
      <Placeholders placeholders={result.placeholders} />
      {found.guesses.length > 0 && <GuessTable findings={found.guesses} />}
      <LeftOut found={found} />
      <Understood result={result} />
      <Notes findings={found.notes} />
    </>
  )
}

function countErrors(result: Pick<ImportResult, 'problems'>, found: FindingSummary): number {
  const isFinding = ({ message }: Problem) => found.errors.some((one) => one.message === message)
  return result.problems.filter((problem) => !isFinding(problem)).length + found.errors.length
}

interface BarProps {
  readonly found: FindingSummary
  readonly result: Omit<ImportResult, 'plan'>
}

function Bar({ found, result }: BarProps) {
  const parts = [
    {
      tone: 't-good',
      count: found.understood,
      word: 'as they are',
      icon: <CircleCheck className="ic" />,
    },
    {
      tone: 't-bad',
      count: countErrors(result, found),
      word: 'not usable',
      icon: <OctagonAlert className="ic" />,
    },
    {
      tone: 't-mild',
      count: found.guesses.length,
      word: 'guessed',
      icon: <Diamond className="ic" />,
    },
    {
      tone: 't-warn',
      count: result.conflicts.length,
      word: 'conflicts',
      icon: <GitMerge className="ic" />,
    },
    { tone: 't-calm', count: found.notRead, word: 'left out', icon: <Minus className="ic" /> },
    { tone: 't-none', count: found.notUsed, word: 'not used here', icon: <UnknownMark /> },
  ].filter(({ count }) => count > 0)
  return (
    <>
      <div className="bar" aria-hidden="true">
        {parts.map(({ tone, count, word }) => (
          <i key={word} className={tone} style={{ '--n': count } as CSSProperties} />
        ))}
      </div>
      <div className="bk">
        {parts.map(({ tone, count, word, icon }) => (
          <span key={word} className={tone}>
            {icon}
            {renderNumber(count)} <em>{word}</em>
          </span>
        ))}
      </div>
    </>
  )
}

interface SectionProps {
  readonly tone: string
  readonly icon: ReactNode
  readonly title: string
  readonly note?: string
  readonly children: ReactNode
}

export function Section({ tone, icon, title, note, children }: SectionProps) {
  return (
    <section className={`sec ${tone}`} aria-label={title}>
      <h2>
        {icon}
        {title}
        {note !== undefined && <small>{note}</small>}
      </h2>
      {children}
    </section>
  )
}

/** Reported one by one, at most. */
const MAX_ERRORS = 30

interface ErrorsProps {
  readonly problems: readonly Problem[]
  readonly findings: readonly ImportFinding[]
  /** Something else in the files can be used. */
  readonly isPartly: boolean
}

function Errors({ problems, findings, isPartly }: ErrorsProps) {
  // What stops a whole file is told as a finding too.
  const isFinding = ({ message, file, line }: Problem) =>
    findings.some((one) => one.message === message && one.file === file && one.line === line)
  const all = [
    ...problems
      .filter((problem) => !isFinding(problem))
      .map(({ code, message, path, file, line }) => ({
        code,
        message: path === '' ? message : `${path}: ${message}`,
        file: file ?? '',
        line,
      })),
    ...findings.map(({ code, message, file, line }) => ({ code, message, file, line })),
  ]
  if (all.length === 0) return null
  return (
    <Section
      tone="t-bad"
      icon={<OctagonAlert className="ic" aria-hidden="true" />}
      title={`${renderCount(all.length, 'place')} could not be used`}
      {...(isPartly ? { note: 'the rest still can' } : {})}
    >
      <ul className="card errs">
        {all.slice(0, MAX_ERRORS).map(({ code, message, file, line }, index) => (
          <li key={index}>
            <div className="row">
              <b>
                {file === '' ? 'All files' : line === undefined ? file : `${file}, line ${line}`}
              </b>
              <code className="push dimmer">{code}</code>
            </div>
            <p>{message}</p>
            {line !== undefined && <ErrorSnippet label={file} line={line} />}
          </li>
        ))}
      </ul>
      {all.length > MAX_ERRORS && <p className="dim small">And {all.length - MAX_ERRORS} more.</p>}
    </Section>
  )
}

function Conflicts({ conflicts }: { readonly conflicts: ImportResult['conflicts'] }) {
  if (conflicts.length === 0) return null
  return (
    <Section
      tone="t-warn"
      icon={<GitMerge className="ic" aria-hidden="true" />}
      title={renderCount(conflicts.length, 'conflict')}
      note="the sources differ; the marked value is taken unless you say otherwise"
    >
      <table className="grid card">
        <thead>
          <tr>
            <th>Field</th>
            <th>Value of each source</th>
          </tr>
        </thead>
        <tbody>
          {conflicts.map((conflict) => (
            <tr key={conflict.id}>
              <th scope="row">{conflict.field}</th>
              <td>
                <span className="seg wrap" role="group" aria-label={conflict.field}>
                  {conflict.values.map(({ source, value }, index) => (
                    <button
                      key={source}
                      aria-pressed={index === conflict.chosen}
                      onClick={() => answerGuess(conflict.id, value)}
                    >
                      <b>{value}</b>
                      <span className="dim">{source}</span>
                    </button>
                  ))}
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  )
}

function Placeholders({ placeholders }: { readonly placeholders: ImportResult['placeholders'] }) {
  const variables = useImport((state) => state.variables)
  if (placeholders.length === 0) return null
  return (
    <Section
      tone="t-mild"
      icon={<Variable className="ic" aria-hidden="true" />}
      title={`${renderCount(placeholders.length, 'placeholder')} without a value`}
      note="the fields that use them count as missing until they are filled in"
    >
      <table className="grid card">
        <tbody>
          {placeholders.map(({ variable, places }) => (
            <tr key={variable}>
              <th scope="row">
                <code>{variable}</code>
              </th>
              <td className="dim">{places.slice(0, 4).join(', ')}</td>
              <td className="act">
                <form
                  className="row"
                  onSubmit={(event) => {
                    event.preventDefault()
                    const value = new FormData(event.currentTarget).get('value')
                    if (typeof value === 'string' && value !== '') fillPlaceholder(variable, value)
                  }}
                >
                  <input
                    className="input"
                    name="value"
                    aria-label={`Value of ${variable}`}
                    defaultValue={variables[variable] ?? ''}
                  />
                  <button className="btn sm">Fill in</button>
                </form>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  )
}

function LeftOut({ found }: { readonly found: FindingSummary }) {
  const { leftOutObjects, leftOutFields } = found
  if (leftOutObjects.length + leftOutFields.length === 0) return null
  const objects = found.notRead + found.notUsed
  return (
    <Section
      tone="t-calm"
      icon={<Minus className="ic" aria-hidden="true" />}
      title={objects > 0 ? `${renderNumber(objects)} left out` : 'Fields left out'}
      note="the verdict does not need them"
    >
      <table className="grid card">
        <tbody>
          {leftOutObjects.map((finding, index) => {
            const [what, ...why] = finding.message.split(': ')
            return (
              <tr key={index}>
                <th scope="row">{what}</th>
                <td className="dim">{why.join(': ')}</td>
              </tr>
            )
          })}
          {leftOutFields.length > 0 && (
            <tr>
              <th scope="row">{renderCount(leftOutFields.length, 'field')}</th>
              <td className="dim">
                <FindingDetails label="Show them with their lines" findings={leftOutFields} />
              </td>
            </tr>
          )}
        </tbody>
      </table>
    </Section>
  )
}

function Understood({ result }: { readonly result: Omit<ImportResult, 'plan'> }) {
  const { understood } = result
  if (understood.length === 0) return null
  const total = understood.reduce((sum, { count }) => sum + count, 0)
  return (
    <Section
      tone="t-good"
      icon={<CircleCheck className="ic" aria-hidden="true" />}
      title={`${renderNumber(total)} understood`}
      note="kept as the Kubernetes objects they are"
    >
      <ul className="card kinds">
        {understood.map(({ kind, count }) => (
          <li key={kind}>
            <b>{renderNumber(count)}</b> {kind}
          </li>
        ))}
      </ul>
    </Section>
  )
}

function Notes({ findings }: { readonly findings: readonly ImportFinding[] }) {
  if (findings.length === 0) return null
  return (
    <Section
      tone="t-none"
      icon={<UnknownMark />}
      title={renderCount(findings.length, 'note')}
      note="worth knowing"
    >
      <FindingDetails label="Show them" findings={findings} isOpen={findings.length <= 6} />
    </Section>
  )
}

const MAX_LINES = 200

interface FindingDetailsProps {
  readonly label: string
  readonly findings: readonly ImportFinding[]
  readonly isOpen?: boolean
}

function FindingDetails({ label, findings, isOpen = false }: FindingDetailsProps) {
  return (
    <details className="fdet" open={isOpen}>
      <summary>{label}</summary>
      <ul>
        {findings.slice(0, MAX_LINES).map((finding, index) => (
          <li key={index}>
            {finding.message}
            {(finding.count ?? 1) > 1 && ` (${finding.count} times)`}{' '}
            <span className="dimmer">{renderPlace(finding)}</span>
          </li>
        ))}
        {findings.length > MAX_LINES && <li>and {findings.length - MAX_LINES} more</li>}
      </ul>
    </details>
  )
}
