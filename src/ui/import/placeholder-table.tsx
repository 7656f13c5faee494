import { Variable } from 'lucide-react'
import type { ImportResult } from '#importers/importer.ts'
import { fillPlaceholder, useImport } from '#store/import-store.ts'
import { renderCount } from '../parts/render-count.ts'
import { ImportSection } from './import-section.tsx'

/** Placeholders without a value (I4.4), each to fill in once. */
export function PlaceholderTable({
  placeholders,
}: {
  readonly placeholders: ImportResult['placeholders']
}) {
  const variables = useImport((state) => state.variables)
  if (placeholders.length === 0) return null
  return (
    <ImportSection
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
              <td className="dim">
                <Places places={places} />
              </td>
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
    </ImportSection>
  )
}

/** Every place that uses it, folded where there are several. */
function Places({ places }: { readonly places: readonly string[] }) {
  if (places.length < 2) return <>{places[0] ?? ''}</>
  return (
    <details className="fdet">
      <summary>{renderCount(places.length, 'place')}</summary>
      <ul>
        {places.map((place) => (
          <li key={place}>{place}</li>
        ))}
      </ul>
    </details>
  )
}
