import { OctagonAlert } from 'lucide-react'
import type { Problem } from '#base/problem.ts'
import type { ImportFinding } from '#importers/importer.ts'
import { renderCount } from '../parts/render-count.ts'
import { ErrorSnippet } from './error-snippet.tsx'
import { ImportSection } from './import-section.tsx'

/** Reported one by one, at most. */
const MAX_ERRORS = 30

interface ErrorsProps {
  readonly problems: readonly Problem[]
  readonly findings: readonly ImportFinding[]
  /** Something else in the files can be used. */
  readonly isPartly: boolean
}

/** What could not be used, each with its place, its line and its reason. */
export function ErrorsSection({ problems, findings, isPartly }: ErrorsProps) {
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
    <ImportSection
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
    </ImportSection>
  )
}
