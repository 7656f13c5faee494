import { CircleCheck, Diamond, GitMerge, Minus, OctagonAlert } from 'lucide-react'
import type { CSSProperties } from 'react'
import { pluralize } from '#base/plural.ts'
import type { ImportFinding, ImportResult } from '#importers/importer.ts'
import { useImport } from '#store/import-store.ts'
import type { ImportOutcome } from '#worker/protocol.ts'
import { UnknownMark } from '../parts/marks.tsx'
import { renderCount, renderNumber } from '../parts/render-count.ts'
import { ConflictTable } from './conflict-table.tsx'
import { ErrorsSection } from './errors-section.tsx'
import { FindingDetails } from './finding-details.tsx'
import { GuessTable } from './guess-table.tsx'
import { ImportSection } from './import-section.tsx'
import { LeftOutSection } from './left-out-section.tsx'
import { PlaceholderTable } from './placeholder-table.tsx'
import { renderHeading } from './render-heading.ts'
import { countErrors, summarizeFindings } from './summarize-findings.ts'
import type { FindingSummary } from './summarize-findings.ts'

/** What an import found, in the order in which it needs the person. */
export function UnderstoodPane({ outcome }: { readonly outcome: ImportOutcome }) {
  const { result } = outcome
  const confirmed = useImport((state) => state.confirmed)
  const found = summarizeFindings(result)
  return (
    <>
      <div>
        <h1>
          {outcome.packed === undefined
            ? 'Nothing in these files could be used'
            : renderHeading(result, confirmed)}
        </h1>
        <p className="dim lead">Nothing in the open plan has changed yet.</p>
        <Bar found={found} result={result} />
      </div>
      <ErrorsSection
        problems={result.problems}
        // Calls of AWS that failed are told above, with what would help.
        findings={found.errors.filter(({ code }) => !code.startsWith('aws-call-'))}
        isPartly={outcome.packed !== undefined}
      />
      <ConflictTable conflicts={result.conflicts} />
      <PlaceholderTable placeholders={result.placeholders} />
      {found.guesses.length > 0 && <GuessTable findings={found.guesses} />}
      <LeftOutSection found={found} />
      <Understood result={result} />
      <Notes findings={found.notes} />
    </>
  )
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
      count: countErrors(result),
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

function Understood({ result }: { readonly result: Omit<ImportResult, 'plan'> }) {
  const { understood } = result
  if (understood.length === 0) return null
  const total = understood.reduce((sum, { count }) => sum + count, 0)
  return (
    <ImportSection
      tone="t-good"
      icon={<CircleCheck className="ic" aria-hidden="true" />}
      title={`${renderNumber(total)} understood`}
      note="kept as the Kubernetes objects they are"
    >
      <ul className="card kinds">
        {understood.map(({ kind, count }) => (
          <li key={kind}>
            <b>{renderNumber(count)}</b> {pluralize(kind, count)}
          </li>
        ))}
      </ul>
    </ImportSection>
  )
}

function Notes({ findings }: { readonly findings: readonly ImportFinding[] }) {
  if (findings.length === 0) return null
  return (
    <ImportSection
      tone="t-none"
      icon={<UnknownMark />}
      title={renderCount(findings.length, 'note')}
      note="worth knowing"
    >
      <FindingDetails label="Show them" findings={findings} isOpen={findings.length <= 6} />
    </ImportSection>
  )
}
