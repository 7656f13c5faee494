import { useState } from 'react'
import { findFirstRegion, connectAws, useAws } from '#store/aws-store.ts'
import { PasteKeys } from './paste-keys.tsx'
import { RegionSelect } from './region-select.tsx'

/** Temporary credentials, pasted: recognised, then a Region to ask in, then whose they are. */
export function KeysWay() {
  const recognised = useAws((state) => state.recognised)
  const first = useAws(findFirstRegion)
  const [chosen, setChosen] = useState('')
  const region = chosen === '' ? first : chosen
  return (
    <section className="card aws-way" aria-label="With temporary credentials">
      <header>
        <h2>With temporary credentials</h2>
        <span className="small dim push">held in memory only, 15 minutes at most</span>
      </header>
      <div className="body stack">
        <PasteKeys />
        {recognised !== undefined && (
          <form
            className="row wrap aws-ask"
            autoComplete="off"
            onSubmit={(event) => {
              event.preventDefault()
              if (region !== '') connectAws(region)
            }}
          >
            <RegionSelect region={region} onChange={setChosen} />
            <button className="btn primary" type="submit" disabled={region === ''}>
              Connect
            </button>
            {region === '' && (
              <span className="small dim">Choose the Region of the cluster first.</span>
            )}
          </form>
        )}
        <p className="small dim">
          Nothing is kept: not in this browser, the plan, a link or a log. Extensions that may read
          this page can read what is pasted.
        </p>
      </div>
    </section>
  )
}
