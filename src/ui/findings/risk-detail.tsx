import { Server } from 'lucide-react'
import { renderMinutes } from '#availability/render-minutes.ts'
import type { ControlPlane } from '#plan/schema.ts'
import type { Finding } from '#risk/evaluate.ts'
import { useShownCluster } from '#store/control-plane-store.ts'
import type { RiskItem } from '#store/risk-items.ts'
import { navigate } from '#store/view-store.ts'
import { PlaneFixCard } from '../fixes/plane-fix-card.tsx'
import { QuestionAnswers } from '../parts/question-answers.tsx'
import { SeverityChip } from '../parts/severity-chip.tsx'

interface RiskDetailProps {
  readonly item: RiskItem
  readonly isStale: boolean
}

/** A finding of the rules with its evidence, its fixes and its sources; or the question that is open. */
export function RiskDetail({ item, isStale }: RiskDetailProps) {
  const plane = useShownCluster()?.controlPlane
  return (
    <>
      <div>
        <div className="row wrap">
          <SeverityChip severity={item.severity} />
          {isStale && <span className="tag">before your last edit</span>}
          {(item.kind === 'finding' ? [item.finding.rule] : item.rules).map((rule) => (
            <span key={rule} className="tag">
              {rule}
            </span>
          ))}
          <button className="btn push" onClick={() => navigate('control-plane')}>
            <Server className="ic s" aria-hidden="true" />
            Control plane
          </button>
        </div>
        <h1>{item.kind === 'finding' ? item.finding.headline : item.question.question}</h1>
        {item.kind === 'finding' && <p className="dim">{item.finding.why}</p>}
      </div>
      {item.kind === 'question' ? (
        <OpenQuestion item={item} />
      ) : (
        <RiskBody finding={item.finding} plane={plane} isStale={isStale} />
      )}
    </>
  )
}

function OpenQuestion({ item }: { readonly item: Extract<RiskItem, { kind: 'question' }> }) {
  const { question, rules } = item
  return (
    <section className="sec">
      <h2>What is missing</h2>
      <div className="card">
        <div className="body stack">
          <p>
            {rules.length === 0
              ? 'The figures of the control plane turn on it.'
              : `Until it is answered ${rules.join(', ')} ${rules.length === 1 ? 'is' : 'are'} unknown, never a pass.`}
          </p>
          <code>{question.path}</code>
          <QuestionAnswers question={question} />
        </div>
      </div>
    </section>
  )
}

interface RiskBodyProps {
  readonly finding: Finding
  readonly plane: ControlPlane | undefined
  readonly isStale: boolean
}

function RiskBody({ finding, plane, isStale }: RiskBodyProps) {
  const { title, subjects, sources, fixes } = finding
  return (
    <>
      <section className="sec" aria-label="What clears it">
        <h2>
          What clears it{' '}
          {fixes.some(({ kind }) => kind === 'edit') && (
            <small>each edit was tried on a copy</small>
          )}
        </h2>
        <div className="risk-fixes">
          {fixes.map((fix) =>
            fix.kind === 'edit' && plane !== undefined ? (
              <PlaneFixCard key={fix.text} fix={fix} plane={plane} level={2} isStale={isStale} />
            ) : (
              <p key={fix.text} className="small">
                By hand: {fix.text}.
              </p>
            ),
          )}
        </div>
      </section>
      <section className="sec">
        <h2>Evidence</h2>
        <table className="grid card ev">
          <tbody>
            <tr>
              <th scope="row">Rule</th>
              <td>{title}</td>
            </tr>
            {Object.entries(finding.witness).map(([name, value]) => (
              <tr key={name}>
                <th scope="row">{nameWitness(name)}</th>
                <td>{renderWitness(name, value)}</td>
              </tr>
            ))}
            <tr>
              <th scope="row">In the plan</th>
              <td>
                {subjects.map((subject) => (
                  <code key={subject} className="subject">
                    {subject}
                  </code>
                ))}
              </td>
            </tr>
          </tbody>
        </table>
      </section>
      <section className="sec">
        <h2>Sources</h2>
        <p className="row wrap">
          {sources.map((source) => (
            <span key={source} className="tag">
              {source}
            </span>
          ))}
        </p>
      </section>
    </>
  )
}

const WITNESS_WORDS: Readonly<Record<string, string>> = {
  n: 'members (n)',
  quorum: 'quorum, q(n)',
  spare: 'may be down, n − q(n)',
  zones: 'in one zone, m_z',
  etcd: 'etcd cluster',
  formula: 'Formula',
}

/** `totalMinutesPerYear`: "total minutes per year". */
function nameWitness(name: string): string {
  return WITNESS_WORDS[name] ?? name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
}

function renderWitness(name: string, value: string | number): string {
  return typeof value === 'number' && name.endsWith('MinutesPerYear')
    ? renderMinutes(value)
    : String(value)
}
