import { GitMerge } from 'lucide-react'
import type { ImportResult } from '#importers/importer.ts'
import { answerGuess } from '#store/import-store.ts'
import { renderCount } from '../parts/render-count.ts'
import { ImportSection } from './import-section.tsx'

/** Fields that the sources say differently (I1.6): one press takes another value. */
export function ConflictTable({ conflicts }: { readonly conflicts: ImportResult['conflicts'] }) {
  if (conflicts.length === 0) return null
  return (
    <ImportSection
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
    </ImportSection>
  )
}
