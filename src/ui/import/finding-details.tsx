import type { ImportFinding } from '#importers/importer.ts'
import { renderPlace } from './summarize-findings.ts'

const MAX_LINES = 200

interface FindingDetailsProps {
  readonly label: string
  readonly findings: readonly ImportFinding[]
  readonly isOpen?: boolean
}

/** Findings as a list that is folded until it is asked for. */
export function FindingDetails({ label, findings, isOpen = false }: FindingDetailsProps) {
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
