import './aws.css'
import { Cloud, TriangleAlert, X } from 'lucide-react'
import { useEffect } from 'react'
import { Heading } from 'react-aria-components'
import { cancelAws, closeAws, findLoopback, isAwsOffered, useAws } from '#store/aws-store.ts'
import type { AwsPhase } from '#store/aws-store.ts'
import { Dialog } from '../parts/dialog.tsx'
import { CallTable } from './call-table.tsx'
import { ChooseForm } from './choose-form.tsx'
import { HelperWay } from './helper-way.tsx'
import { KeysWay } from './keys-way.tsx'
import { listMissingLive } from './list-missing.ts'
import { MissingCalls } from './missing-calls.tsx'
import { PausedNote } from './paused-note.tsx'
import { RefusalNote } from './refusal-note.tsx'
import { ScriptWay } from './script-way.tsx'

/** From an AWS account to an inventory: the ways there, in the order of I15.1. */
export function AwsDialog() {
  const phase = useAws((state) => state.phase)
  const way = useAws((state) => state.way)
  // However it goes away, nothing of it stays.
  useEffect(() => cancelAws, [])
  const isWorking = phase.kind !== 'keys'
  return (
    <Dialog title="Import from AWS" widthPx={820} isBare isFirm onClose={closeAws}>
      <header className="dlg-head">
        <Cloud className="ic" aria-hidden="true" />
        <Heading slot="title" level={1}>
          Import from AWS
        </Heading>
        <span className="small dim">read only: names and shapes, nothing inside machines</span>
        <button className="btn icon quiet push" aria-label="Close" onClick={closeAws}>
          <X className="ic" aria-hidden="true" />
        </button>
      </header>
      <LoopbackBanner />
      <div className="aws">
        {!isWorking && <ScriptWay />}
        {isAwsOffered() ? <KeysPart /> : <NotOffered />}
        {HAS_ENDED[phase.kind] && <HelperWay />}
      </div>
      <footer className="dlg-foot">
        <span className="small dim">
          {way === 'helper' ? 'The local helper' : 'The browser'} talks to AWS directly; nothing
          goes to the makers of this page.
        </span>
        <button className="btn push" onClick={closeAws}>
          Cancel
        </button>
      </footer>
    </Dialog>
  )
}

/** Where one of the ways can be taken, the first time or after another has failed. */
const HAS_ENDED: Readonly<Record<AwsPhase['kind'], boolean>> = {
  keys: true,
  refused: true,
  nothing: true,
  failed: true,
  connecting: false,
  choosing: false,
  reading: false,
}

function KeysPart() {
  const phase = useAws((state) => state.phase)
  switch (phase.kind) {
    case 'keys':
      return <KeysWay />
    case 'refused':
      return (
        <>
          <RefusalNote refusal={phase.refusal} />
          <KeysWay />
        </>
      )
    case 'connecting':
      return (
        <p className="aws-wait" role="status">
          Asking AWS whose keys these are
        </p>
      )
    case 'choosing':
      return <ChooseForm />
    case 'reading':
      return (
        <>
          <PausedNote />
          <CallTable />
        </>
      )
    case 'nothing':
      return <Nothing />
    case 'failed':
      return (
        <>
          <div className="note t-bad" role="alert">
            <TriangleAlert className="ic" aria-hidden="true" />
            <span>
              <b>Reading ended by a fault of this page ({phase.message}).</b> The keys are wiped,
              and the open plan has not changed.
            </span>
          </div>
          <KeysWay />
        </>
      )
  }
}

function Nothing() {
  const calls = useAws((state) => state.calls)
  return (
    <>
      <div className="note t-bad" role="alert">
        <TriangleAlert className="ic" aria-hidden="true" />
        <span>
          <b>AWS gave nothing that could be read.</b> The keys are wiped, and the open plan has not
          changed.
        </span>
      </div>
      <MissingCalls missing={listMissingLive(calls)} />
      <KeysWay />
    </>
  )
}

/** I13.8. */
function NotOffered() {
  return (
    <section className="card aws-way" aria-label="With temporary credentials">
      <header>
        <h2>With temporary credentials</h2>
      </header>
      <p className="body dim">
        Not on this page: it came from a file or over plain http, where somebody between could read
        what is pasted. Open it over https, or with <code>npm start</code> on your own machine.
      </p>
    </section>
  )
}

/** I13.6: nobody mistakes a stand-in for AWS. */
function LoopbackBanner() {
  const loopback = findLoopback()
  if (loopback === undefined) return null
  return (
    <p className="aws-banner" role="note">
      <TriangleAlert className="ic s" aria-hidden="true" />
      {loopback.kind === 'used' ? (
        <span>
          <b>Development:</b> calls go to {loopback.origin} on this machine, not to AWS.
        </span>
      ) : (
        <span>
          <b>{loopback.text}</b> is not used: an endpoint of one’s own must be{' '}
          <code>http://127.0.0.1:PORT</code>, on a page of this machine. Calls go to AWS.
        </span>
      )}
    </p>
  )
}
