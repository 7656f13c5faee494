import { useEffect, useState } from 'react'
import { listVpcs, readAws, useAws } from '#store/aws-store.ts'
import { Check } from '../parts/check.tsx'
import { renderCount } from '../parts/render-count.ts'
import { RegionSelect } from './region-select.tsx'

/** Whose account it is, and what of it is read: one Region at first, all VPCs, or one of them. */
export function ChooseForm() {
  const account = useAws((state) => state.account)
  const vpcs = useAws((state) => state.vpcs)
  const asked = useAws((state) => state.region)
  const [first, setFirst] = useState(asked)
  const [others, setOthers] = useState<readonly string[]>([])
  const [vpcId, setVpcId] = useState('')
  const [withOfferings, setOfferings] = useState(false)
  useEffect(() => {
    setVpcId('')
    if (first !== '') listVpcs(first)
  }, [first])
  if (account === undefined) return null
  const { identity, regions, refusals } = account
  const more = others.filter((region) => region !== first)
  const hasOneRegion = more.length === 0
  const list = vpcs?.region === first ? vpcs.list : []
  return (
    <form
      className="card aws-way"
      autoComplete="off"
      aria-label="What to read"
      onSubmit={(event) => {
        event.preventDefault()
        readAws([first, ...more], {
          ...(vpcId === '' || !hasOneRegion ? {} : { vpcId }),
          ...(withOfferings ? { withOfferings } : {}),
        })
      }}
    >
      <header>
        <h2>
          {identity === undefined
            ? 'Connected; the keys may not say whose they are'
            : `Account ${identity.account}, ${identity.principal}`}
        </h2>
      </header>
      <div className="body stack">
        {refusals.map(({ call, message }) => (
          <p className="small dim" key={call}>
            {message}
          </p>
        ))}
        <div className="row wrap">
          <RegionSelect region={first} regions={regions} onChange={setFirst} />
          <label className="field">
            <span>VPC</span>
            <select
              className="input"
              value={hasOneRegion ? vpcId : ''}
              disabled={!hasOneRegion}
              onChange={(event) => setVpcId(event.target.value)}
            >
              <option value="">All VPCs</option>
              {list.map(({ id, name, isDefault }) => (
                <option key={id} value={id}>
                  {name === '' ? id : `${name} (${id})`}
                  {isDefault ? ', default' : ''}
                </option>
              ))}
            </select>
          </label>
        </div>
        <details>
          <summary>More</summary>
          <div className="stack">
            <fieldset className="aws-regions">
              <legend>Other Regions too</legend>
              {regions
                .filter((region) => region !== first)
                .map((region) => (
                  <Check
                    key={region}
                    isOn={others.includes(region)}
                    onChange={(isOn) =>
                      setOthers(isOn ? [...others, region] : others.filter((one) => one !== region))
                    }
                  >
                    {region}
                  </Check>
                ))}
            </fieldset>
            <Check
              isOn={withOfferings}
              onChange={setOfferings}
              detail="A thousand lines more; the page knows most of it."
            >
              Ask where each instance type is offered
            </Check>
          </div>
        </details>
        <div className="row">
          <button className="btn primary" type="submit">
            Read {hasOneRegion ? first : renderCount(more.length + 1, 'Region')}
          </button>
          <span className="small dim">It takes seconds; each call is shown.</span>
        </div>
      </div>
    </form>
  )
}
