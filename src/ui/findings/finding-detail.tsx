import { Network, Play, Search } from 'lucide-react'
import type { VerdictReport } from '#exploration/verdict.ts'
import { SEARCH_ON_BOUND } from '#store/run-session.ts'
import { getSession } from '#store/run-store.ts'
import { navigate } from '#store/view-store.ts'
import type { Judged } from '#worker/protocol.ts'
import { FixSection } from '../fixes/fix-section.tsx'
import { hasFixes } from '../fixes/show-fix.ts'
import { FactChain } from '../parts/fact-chain.tsx'
import { renderCount, renderNumber } from '../parts/render-count.ts'
import { VerdictChip } from '../parts/verdict-chip.tsx'
import { CAUSE_WORDS } from '../topology/panel/cause-words.ts'
import { THEOREM_WORDS } from './theorem-words.ts'
import { TraceFilm } from './trace-film.tsx'

interface FindingDetailProps {
  readonly judged: Judged
  readonly isStale: boolean
}

export function FindingDetail({ judged, isStale }: FindingDetailProps) {
  const { report, headline, chain, key } = judged
  const { proof } = report
  const hasTrace = (report.trace?.length ?? 0) > 0
  return (
    <>
      <div>
        <div className="row wrap">
          <VerdictChip report={report} isStale={isStale} />
          {isStale && <span className="tag">before your last edit</span>}
          {report.verdict !== 'ok' && hasEvidence(report) && (
            <span className="tag">
              {proof.kind === 'theorem' ? `proven by ${proof.id}` : 'found by search'}
            </span>
          )}
          <span className="tag">{report.subject.namespace}</span>
          <button
            className="btn push"
            onClick={() => navigate('topology', { selection: { kind: 'pod', key } })}
          >
            <Network className="ic s" aria-hidden="true" />
            Show on the board
          </button>
        </div>
        <h1>{headline}</h1>
        <FactChain facts={chain} />
      </div>
      <FixSection judged={judged} isStale={isStale} level={2} />
      {hasTrace && (
        <section className="sec">
          <h2>
            {report.minimal === false ? 'A trace' : 'Shortest trace'}
            <small>{renderTraceSize(report)}</small>
            <button
              className={hasFixes(judged) ? 'btn' : 'btn primary'}
              disabled={isStale}
              onClick={() => navigate('topology', { player: { key, step: 0 } })}
            >
              <Play className="ic s" aria-hidden="true" />
              Play on the board
            </button>
          </h2>
          <TraceFilm judged={judged} />
        </section>
      )}
      {report.verdict === 'unknown' && <Missing judged={judged} />}
      {hasEvidence(report) && <Evidence judged={judged} />}
      {judged.alsoFor.length > 0 && <AlikePods keys={judged.alsoFor} />}
    </>
  )
}

function Missing({ judged }: { readonly judged: Judged }) {
  const { unknown } = judged.report
  if (unknown === undefined) return null
  return (
    <section className="sec">
      <h2>What is missing</h2>
      <div className="card">
        <div className="body stack">
          <p>{unknown.reason}</p>
          {unknown.path !== undefined && <code>{unknown.path}</code>}
          {unknown.bound !== undefined && (
            <div>
              <button
                className="btn"
                onClick={() => getSession().judgePod(judged.key, SEARCH_ON_BOUND)}
              >
                <Search className="ic s" aria-hidden="true" />
                Search on to {renderNumber(SEARCH_ON_BOUND)} states
              </button>
            </div>
          )}
        </div>
      </div>
    </section>
  )
}

/** Where what is missing decides, neither a theorem nor a search was asked. */
function hasEvidence({ proof }: VerdictReport): boolean {
  return proof.kind === 'theorem' || proof.states > 0
}

function Evidence({ judged }: { readonly judged: Judged }) {
  const { report, proofSentence } = judged
  const { proof, causes, disturbances, waitsFor } = report
  const theorem = proof.kind === 'theorem' ? THEOREM_WORDS[proof.id] : undefined
  return (
    <section className="sec">
      <h2>Evidence</h2>
      <table className="grid card ev">
        <tbody>
          {theorem !== undefined && proof.kind === 'theorem' && (
            <>
              <tr>
                <th scope="row">Theorem {proof.id}</th>
                <td>
                  <b>{theorem.name}.</b> {theorem.says}
                </td>
              </tr>
              <tr>
                <th scope="row">It rests on</th>
                <td>
                  {Object.entries(proof.facts).map(([name, value]) => (
                    <span className="fact" key={name}>
                      {name} <b>{String(value)}</b>
                    </span>
                  ))}
                </td>
              </tr>
            </>
          )}
          {proof.kind === 'search' && (
            <tr>
              <th scope="row">Search</th>
              <td>{proofSentence}</td>
            </tr>
          )}
          {disturbances !== undefined && (
            <tr>
              <th scope="row">From outside</th>
              <td>{renderDisturbances(report)}</td>
            </tr>
          )}
          {causes?.map((cause, index) => (
            <tr key={cause}>
              <th scope="row">{index === 0 ? 'Cause' : ''}</th>
              <td>
                <b>{CAUSE_WORDS[cause].name}:</b> {CAUSE_WORDS[cause].means}; without this it would
                run
              </td>
            </tr>
          ))}
          {waitsFor !== undefined && (
            <tr>
              <th scope="row">While it is down</th>
              <td>
                it waits for <b>{waitsFor}</b> and comes back with it
              </td>
            </tr>
          )}
          {report.zoneBack === true && (
            <tr>
              <th scope="row">Zone back</th>
              <td>an outage came and went on the way; the zone is up again at the end</td>
            </tr>
          )}
          {report.starvable === true && (
            <tr>
              <th scope="row">Unlucky ties</th>
              <td>never stuck, but a cycle of moves can pass it over again and again</td>
            </tr>
          )}
        </tbody>
      </table>
    </section>
  )
}

function AlikePods({ keys }: { readonly keys: readonly string[] }) {
  const shown = keys.slice(0, 24)
  return (
    <section className="sec">
      <h2>
        The same holds for <small>{renderCount(keys.length, 'pod')}</small>
      </h2>
      <div className="row wrap">
        {shown.map((key) => (
          <button
            key={key}
            className="btn sm"
            onClick={() => navigate('topology', { selection: { kind: 'pod', key } })}
          >
            {key}
          </button>
        ))}
        {keys.length > shown.length && <span className="dim">and more</span>}
      </div>
    </section>
  )
}

function renderTraceSize(report: VerdictReport): string {
  const steps = renderCount(report.steps ?? 0, 'step')
  const total = report.disturbances?.total ?? 0
  const cut = report.minimal === false ? '; a shorter one may exist' : ''
  return `${steps}, ${total === 0 ? 'none' : total} of them ${total === 1 ? 'a disturbance' : 'disturbances'}${cut}`
}

function renderDisturbances({ disturbances }: VerdictReport): string {
  const names = {
    nodeLoss: 'a node is lost',
    zoneOutage: 'a zone goes down',
    scaleToZero: 'the workload is scaled to zero and back',
    autoscalerRestart: 'the autoscaler restarts',
  } as const
  const kinds = disturbances?.kinds ?? []
  return kinds.length === 0
    ? 'nothing: the system’s own moves suffice'
    : kinds.map((kind) => names[kind]).join(', ')
}
