import type { Picture } from '#cluster/picture.ts'
import { useOpenPlan } from '#store/plan-store.ts'
import { useSessionRun } from '#store/run-store.ts'
import type { RunSession } from '#store/run-session.ts'
import type { Run } from '#store/run.ts'
import type { ImportOutcome } from '#worker/protocol.ts'
import { renderCount } from '../parts/render-count.ts'
import { VerdictChip } from '../parts/verdict-chip.tsx'
import { ZoneLetter } from '../parts/zone-letter.tsx'
import { diffPlans } from './diff-plans.ts'

interface PreviewPaneProps {
  readonly outcome: ImportOutcome
  readonly session: RunSession
}

/** The imported plan as it would be: its picture in small, its first verdicts, and what it changes. */
export function PreviewPane({ outcome, session }: PreviewPaneProps) {
  const run = useSessionRun(session, (now) => now)
  const clusters = outcome.packed?.resourceSets.length ?? 0
  return (
    <aside className="prev" aria-label="What it will look like">
      <div className="stack">
        <h2>What it will look like</h2>
        {run.picture === undefined ? (
          run.status === 'failed' ? (
            <p className="small dim">It could not be drawn: {run.message}</p>
          ) : (
            <SmallSkeleton />
          )
        ) : (
          <SmallPicture picture={run.picture} />
        )}
        {clusters > 1 && (
          <p className="small dim">
            The first of {clusters} clusters; the others are judged when they are shown.
          </p>
        )}
      </div>
      <FirstVerdict
        run={run}
        hasGuesses={outcome.result.findings.some(({ guess }) => guess !== undefined)}
      />
      <StillUnknown run={run} />
      <AgainstOpenPlan outcome={outcome} />
    </aside>
  )
}

function SmallSkeleton() {
  return (
    <div className="mb2" aria-hidden="true">
      <i className="sk o" />
      <i className="sk o" />
      <i className="sk o" />
    </div>
  )
}

function SmallPicture({ picture }: { readonly picture: Picture }) {
  const waiting = picture.pending.length
  return (
    <>
      <div className="mb2">
        {picture.zones.map(({ name }) => (
          <div key={name}>
            <span className="row">
              <ZoneLetter zone={name} />
              <span className="sr">{name}</span>
            </span>
            {picture.groups.map((group, index) => {
              const nodes = picture.nodes.filter(
                (node) => node.group === index && node.zone === name,
              ).length
              if (nodes > 0) {
                return (
                  <u key={group.name}>
                    <b>{group.name}</b> {nodes}
                  </u>
                )
              }
              return group.nodeCount === 0 && group.zones.includes(name) ? (
                <u key={group.name} className="v2" title="no node seen">
                  {group.name}
                </u>
              ) : null
            })}
            <Volumes picture={picture} zone={name} />
          </div>
        ))}
      </div>
      <p className="small dim under">
        {renderCount(picture.nodes.length, 'node')}, {renderCount(picture.pods.names.length, 'pod')}
        {waiting > 0 ? `, ${waiting} of them waiting` : ''},{' '}
        {renderCount(picture.volumes.length, 'volume')}
      </p>
    </>
  )
}

function Volumes({ picture, zone }: { readonly picture: Picture; readonly zone: string }) {
  const volumes = picture.volumes.filter((volume) => volume.zone === zone)
  if (volumes.length === 0) return null
  const [only] = volumes
  return (
    <u className="v2">
      {volumes.length === 1 && only?.sizeGiB !== undefined
        ? `${only.sizeGiB} GiB`
        : renderCount(volumes.length, 'volume')}
    </u>
  )
}

const SHOWN = 4

interface FirstVerdictProps {
  readonly run: Run
  readonly hasGuesses: boolean
}

function FirstVerdict({ run, hasGuesses }: FirstVerdictProps) {
  const shown = run.results.slice(0, SHOWN)
  return (
    <section className="card" aria-label="First verdict">
      <header>
        <h3>First verdict</h3>
        <span className="small dim push">
          {run.status === 'done' && run.elapsedMs !== undefined
            ? `${Math.max(1, Math.round(run.elapsedMs))} ms`
            : run.status === 'judging'
              ? 'judging'
              : ''}
        </span>
      </header>
      <div className="body stack">
        {shown.map((judged) => (
          <div className="row wrap" key={judged.key}>
            <VerdictChip report={judged.report} />
            <span className="name">
              {judged.report.subject.name}
              {judged.alsoFor.length > 0 && ` and ${judged.alsoFor.length} more`}
            </span>
          </div>
        ))}
        {run.results.length > SHOWN && (
          <p className="small dim">and {renderCount(run.results.length - SHOWN, 'verdict')} more</p>
        )}
        {run.status === 'done' && run.results.length === 0 && (
          <p className="small dim">No pod has a zonal volume and none waits, so none is judged.</p>
        )}
        {run.results.length > 0 && hasGuesses && (
          <p className="small dim">Answering the guesses can change them.</p>
        )}
      </div>
    </section>
  )
}

function StillUnknown({ run }: { readonly run: Run }) {
  const reasons = [...new Set(run.results.flatMap((judged) => judged.report.unknown?.reason ?? []))]
  if (reasons.length === 0) return null
  return (
    <section className="card" aria-label="Still unknown">
      <header>
        <h3>Still unknown</h3>
      </header>
      <ul className="body stack small dim">
        {reasons.slice(0, SHOWN).map((reason) => (
          <li key={reason}>{reason}</li>
        ))}
        {reasons.length > SHOWN && <li>and {reasons.length - SHOWN} more</li>}
      </ul>
    </section>
  )
}

/** So many lines of the comparison are shown. */
const MAX_LINES = 60

function AgainstOpenPlan({ outcome }: { readonly outcome: ImportOutcome }) {
  const open = useOpenPlan()
  if (open === undefined || outcome.packed === undefined) return null
  const lines = diffPlans(open.packed.shell, outcome.packed.shell, outcome.changes ?? [])
  return (
    <section className="card" aria-label="Against the open plan">
      <header>
        <h3>Against the open plan</h3>
      </header>
      <div className="body">
        {lines.length === 0 ? (
          <p className="small dim">Nothing would change.</p>
        ) : (
          <div className="diff">
            {lines.slice(0, MAX_LINES).map(({ kind, text }, index) => (
              <span key={index} className={{ head: 'h', del: 'd', add: 'a' }[kind]}>
                {{ head: '', del: '- ', add: '+ ' }[kind]}
                {text}
              </span>
            ))}
            {lines.length > MAX_LINES && (
              <span className="h">and {lines.length - MAX_LINES} more</span>
            )}
          </div>
        )}
      </div>
    </section>
  )
}
