import { Eye, HardDrive, Play, Server } from 'lucide-react'
import type { VerdictReport } from '#exploration/verdict.ts'
import type { Judged } from '#worker/protocol.ts'
import { ForeverMark, SealMark } from '../../parts/marks.tsx'
import { renderCount } from '../render-amount.ts'
import { CAUSE_WORDS } from './cause-words.ts'

interface VerdictSectionsProps {
  readonly judged: Judged
  readonly isStale: boolean
  readonly onPlay: (key: string) => void
}

/** Why a verdict is what it is: the chain of facts, the causes, the proof. */
export function VerdictSections({ judged, isStale, onPlay }: VerdictSectionsProps) {
  const { report, chain } = judged
  return (
    <>
      {report.causes !== undefined && report.causes.length > 0 && <Causes report={report} />}
      {chain.length > 0 && report.verdict !== 'unknown' && (
        <section>
          <h3>{report.verdict === 'ok' ? 'Why it comes back' : 'Why it stays pending'}</h3>
          <ol className="facts">
            {chain.map((fact, index) => (
              <li key={index}>
                <FactIcon at={index} of={chain.length} isOk={report.verdict === 'ok'} />
                <span>
                  {fact.text} <b>{fact.bold}</b> {fact.tail}
                </span>
              </li>
            ))}
          </ol>
        </section>
      )}
      <section>
        <h3>Proof</h3>
        <ProofOf judged={judged} />
        {report.trace !== undefined && report.trace.length > 0 && (
          <button className="btn play-trace" disabled={isStale} onClick={() => onPlay(judged.key)}>
            <Play className="ic s" aria-hidden="true" />
            Play the {renderCount(report.trace.length, 'step')}
          </button>
        )}
      </section>
    </>
  )
}

const FACT_ICONS = [HardDrive, Server, Eye] as const

/** Volume, node, autoscaler, and how it ends: the order in which a chain is told. */
function FactIcon({ at, of, isOk }: { at: number; of: number; isOk: boolean }) {
  if (at === of - 1) return isOk ? <SealMark className="s" /> : <ForeverMark className="s" />
  const Icon = FACT_ICONS[at] ?? Eye
  return <Icon className="ic s" aria-hidden="true" />
}

function Causes({ report }: { report: VerdictReport }) {
  const causes = report.causes ?? []
  return (
    <section>
      <h3>{causes.length === 1 ? 'Cause' : 'Causes'}</h3>
      <ul className="free">
        {causes.map((cause) => (
          <li key={cause}>
            <span>
              <b>{CAUSE_WORDS[cause].name}:</b> {CAUSE_WORDS[cause].means}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function ProofOf({ judged }: { judged: Judged }) {
  const { proof, minimal, steps, disturbances, waitsFor } = judged.report
  return (
    <>
      <p className="small dim proof-words">{judged.proofSentence}</p>
      <dl className="pairs">
        {proof.kind === 'theorem' &&
          Object.entries(proof.facts).map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{String(value)}</dd>
            </div>
          ))}
        {proof.kind === 'search' && proof.states > 0 && (
          <div>
            <dt>States seen</dt>
            <dd>
              {proof.complete
                ? `all ${proof.states.toLocaleString('en-US')}`
                : `${proof.states.toLocaleString('en-US')} of at most ${proof.bound.toLocaleString('en-US')} a question`}
            </dd>
          </div>
        )}
        {steps !== undefined && (
          <div>
            <dt>Trace</dt>
            <dd>
              {steps === 0
                ? 'none needed: it is so now'
                : `${renderCount(steps, 'step')}, ${renderCount(disturbances?.total ?? 0, 'disturbance')}`}
              {minimal === false && '; a shorter one may exist'}
            </dd>
          </div>
        )}
        {waitsFor !== undefined && (
          <div>
            <dt>Waits out an outage of</dt>
            <dd>{waitsFor}</dd>
          </div>
        )}
      </dl>
    </>
  )
}
