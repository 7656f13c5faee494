import { Minus } from 'lucide-react'
import { renderCount, renderNumber } from '../parts/render-count.ts'
import { FindingDetails } from './finding-details.tsx'
import { groupByReason } from './group-by-reason.ts'
import { ImportSection } from './import-section.tsx'
import type { FindingSummary } from './summarize-findings.ts'

/** What no verdict needs: whole objects by kind, single fields on demand. */
export function LeftOutSection({ found }: { readonly found: FindingSummary }) {
  const { leftOutObjects, leftOutFields } = found
  if (leftOutObjects.length + leftOutFields.length === 0) return null
  const objects = leftOutObjects.reduce((sum, { count = 1 }) => sum + count, 0)
  return (
    <ImportSection
      tone="t-calm"
      icon={<Minus className="ic" aria-hidden="true" />}
      title={objects > 0 ? `${renderNumber(objects)} left out` : 'Fields left out'}
      note="the verdict does not need them"
    >
      <table className="grid card">
        <tbody>
          {groupByReason(leftOutObjects).map(({ what, why }) => (
            <tr key={why}>
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
