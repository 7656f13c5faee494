import { finishAws, renewAws, retryAws, useAws } from '#store/aws-store.ts'
import type { Refusal } from '#aws-client/explain-failure.ts'
import { PasteKeys } from './paste-keys.tsx'
import { RefusalNote } from './refusal-note.tsx'

/** Keys that ended halfway: what was read is kept, fresh ones go on from there (E25). */
export function PausedNote() {
  const paused = useAws((state) => state.paused)
  const recognised = useAws((state) => state.recognised)
  const way = useAws((state) => state.way)
  if (paused === undefined) return null
  if (way === 'helper') return <HelperPaused refusal={paused} />
  return (
    <section className="card aws-way" aria-label="Fresh keys are needed">
      <div className="body stack">
        <RefusalNote refusal={paused} />
        <PasteKeys />
        <div className="row wrap">
          <button className="btn primary" disabled={recognised === undefined} onClick={renewAws}>
            Go on with these keys
          </button>
          {paused.kind === 'wrong-keys' && (
            <button className="btn" onClick={retryAws}>
              Try the same keys again
            </button>
          )}
          <button className="btn" onClick={finishAws}>
            Finish with what was read
          </button>
        </div>
      </div>
    </section>
  )
}

/** The helper looks for keys afresh each time it is asked. */
function HelperPaused({ refusal }: { readonly refusal: Refusal }) {
  const advice =
    'Sign in again where the helper runs (aws sso login), then try again; pages that were read are kept.'
  return (
    <section className="card aws-way" aria-label="Fresh keys are needed">
      <div className="body stack">
        <RefusalNote refusal={{ ...refusal, advice }} />
        <div className="row wrap">
          <button className="btn primary" onClick={retryAws}>
            Try again
          </button>
          <button className="btn" onClick={finishAws}>
            Finish with what was read
          </button>
        </div>
      </div>
    </section>
  )
}
