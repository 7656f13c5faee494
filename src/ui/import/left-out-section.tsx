import { Minus } from 'lucide-react'
import type { ImportFinding } from '#importers/importer.ts'
import { renderCount, renderNumber } from '../parts/render-count.ts'
import { FindingDetails } from './finding-details.tsx'
import { ImportSection } from './import-section.tsx'
import type { FindingSummary } from './summarize-findings.ts'

/** What no verdict needs: whole objects by kind, single fields on demand. */
export function LeftOutSection({ found }: { readonly found: FindingSummary }) {
  const { leftOutObjects, leftOutFields } = found
  if (leftOutObjects.length + leftOutFields.length === 0) return null
  const objects = found.notRead + found.notUsed
  return (
    <ImportSection
      tone="t-calm"
      icon={<Minus className="ic" aria-hidden="true" />}
      title={objects > 0 ? `${renderNumber(objects)} left out` : 'Fields left out'}
      note="the verdict does not need them"
    >
      <table className="grid card">
        <tbody>
          {groupAlike(leftOutObjects).map(({ what, why }) => (
            <tr key={`${what}: ${why}`}>
              <th scope="row">{what}</th>
              <td className="dim">{why}</td>
            </tr>
          ))}
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
    </ImportSection>
  )
}

/** Each file reports its own kinds: one row a kind and reason, over all files. */
function groupAlike(findings: readonly ImportFinding[]) {
  const counts = new Map<string, number>()
  for (const { message, count = 1 } of findings) {
    const alike = message.replace(/^\d+ /, '')
    counts.set(alike, (counts.get(alike) ?? 0) + count)
  }
  return [...counts].map(([alike, count]) => {
    const [kind = '', ...why] = alike.split(': ')
    return { what: `${renderNumber(count)} ${kind}`, why: why.join(': ') }
  })
}
