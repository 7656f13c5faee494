import { useEffect, useState } from 'react'
import { findPartition } from '#aws-client/endpoints.ts'
import { connectHelper } from '#store/aws-store.ts'
import { askHelper, useHelper } from '#store/helper-store.ts'
import type { HelperState } from '#store/helper-store.ts'
import { RegionSelect } from './region-select.tsx'

/** The keys of this computer, by the local helper: they never reach the page (section 17). */
export function HelperWay() {
  const helper = useHelper()
  useEffect(() => {
    void askHelper()
  }, [])
  return (
    <section className="card aws-way" aria-label="With the local helper">
      <header>
        <h2>With the local helper</h2>
        <span className="small dim push">the keys of this computer stay out of the page</span>
      </header>
      <div className="body stack">
        {helper.kind === 'there' ? (
          <HelperForm status={helper.status} />
        ) : (
          <p className="dim" role="status">
            <Advice kind={helper.kind} />
          </p>
        )}
      </div>
    </section>
  )
}

function Advice({ kind }: { readonly kind: Exclude<HelperState['kind'], 'there'> }) {
  switch (kind) {
    case 'absent':
      return (
        <>
          Run <code>neverpending serve</code> where your AWS profiles are. It opens this page on
          your own machine, and reads with the keys that your command line uses.
        </>
      )
    case 'lost':
      return (
        <>
          A reload forgets how to reach the helper. Open the address again that{' '}
          <code>neverpending serve</code> has printed in its terminal.
        </>
      )
    case 'asking':
      return <>Asking the helper</>
    case 'gone':
      return (
        <>
          The helper does not answer: it ends after 15 minutes without a call, and with its
          terminal. Run <code>neverpending serve</code> again.
        </>
      )
  }
}

type Status = Extract<HelperState, { readonly kind: 'there' }>['status']

function HelperForm({ status }: { readonly status: Status }) {
  const { profile, endpoint, region: own = '' } = status
  const [chosen, setChosen] = useState('')
  const region = chosen === '' && findPartition(own) !== undefined ? own : chosen
  return (
    <>
      <form
        className="row wrap aws-ask"
        autoComplete="off"
        onSubmit={(event) => {
          event.preventDefault()
          if (region !== '') connectHelper(region)
        }}
      >
        <RegionSelect region={region} onChange={setChosen} />
        <button className="btn primary" type="submit" disabled={region === ''}>
          Connect by the helper
        </button>
        {region === '' && (
          <span className="small dim">Choose the Region of the cluster first.</span>
        )}
      </form>
      <p className="small dim">
        {profile === undefined
          ? 'Keys as the AWS SDK finds them'
          : `Keys of the profile ${profile}`}
        {endpoint === undefined
          ? '; calls go to AWS.'
          : `. Development: calls go to ${endpoint} on this machine, not to AWS.`}
      </p>
    </>
  )
}
