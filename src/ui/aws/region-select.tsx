import { listCallableRegions } from '#aws-client/endpoints.ts'
import { findRegion } from '#aws/zone.ts'

interface RegionSelectProps {
  readonly region: string
  readonly onChange: (region: string) => void
  /** Of the account; absent: all there are. */
  readonly regions?: readonly string[]
  /** What no Region means; absent: one must be chosen. */
  readonly none?: string
}

export function RegionSelect({ region, onChange, regions, none }: RegionSelectProps) {
  const listed = regions ?? listCallableRegions()
  return (
    <label className="field">
      <span>Region</span>
      <select
        className="input"
        value={region}
        autoComplete="off"
        onChange={(event) => onChange(event.target.value)}
      >
        {(region === '' || none !== undefined) && <option value="">{none ?? 'Choose one'}</option>}
        {listed.map((code) => (
          <option key={code} value={code}>
            {renderRegion(code)}
          </option>
        ))}
      </select>
    </label>
  )
}

function renderRegion(code: string): string {
  const name = findRegion(code)?.name ?? ''
  return name === '' || name === code ? code : `${code}, ${name}`
}
