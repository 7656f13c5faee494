import { CircleAlert, RotateCw } from 'lucide-react'
import type { Problem } from '#base/problem.ts'
import { cancelLink } from '#store/link-store.ts'
import type { LinkSource } from '#store/link-store.ts'
import { useOpenPlan } from '#store/plan-store.ts'
import { PasteLink } from './paste-link.tsx'

/** One of the messages of L5.4 and what to do; nothing was opened instead (L5.5). */
export function FailedLink({
  problem,
  from,
}: {
  readonly problem: Problem
  readonly from: LinkSource
}) {
  const plan = useOpenPlan()
  const isNewer = problem.code === 'share/newer'
  return (
    <>
      <div className="ol-failed">
        <p className="note t-bad" role="alert">
          <CircleAlert className="ic" aria-hidden="true" />
          <span>
            <b>{problem.message}</b>
          </span>
        </p>
        <p>
          {plan === undefined
            ? 'Nothing was opened instead. Plans that this browser keeps are as they were.'
            : `${plan.packed.shell.name} is open as it was.`}
        </p>
        <p className="dim">{ADVICE.get(problem.code) ?? OTHER_WAYS}</p>
        <PasteLink label="Try the link again" />
      </div>
      <footer className="dlg-foot">
        {isNewer && from === 'address' && (
          <button className="btn push" onClick={() => location.reload()}>
            <RotateCw className="ic s" aria-hidden="true" />
            Reload
          </button>
        )}
        <button
          className={`btn primary ${isNewer && from === 'address' ? '' : 'push'}`}
          onClick={cancelLink}
        >
          Close
        </button>
      </footer>
    </>
  )
}

const OTHER_WAYS =
  'Whoever sent it can share it again, or send the plan file, which opens by dropping it here.'

const ADVICE: ReadonlyMap<string, string> = new Map([
  [
    'share/cut',
    'Mail and chat programs cut long links. Copy the whole of it, to the “.z” at its end, or ask for the plan file, which opens by dropping it here.',
  ],
  [
    'share/damaged',
    'A character was changed or lost. Copy it again from where it came, not from what it was forwarded to, or ask for the plan file.',
  ],
  ['share/busy', 'Try it again; if it stays so, ask for the plan file.'],
  ['share/newer', 'Reload this page: it may have been changed since it was loaded.'],
])
