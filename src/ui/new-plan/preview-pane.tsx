import { useState } from 'react'
import { GROUP_LAYOUTS } from '#shapes/plan-choices.ts'
import type { GroupLayout, PlanChoices } from '#shapes/plan-choices.ts'
import { chooseLayout } from '#shapes/change-choices.ts'
import { VERDICTS } from '#exploration/verdict.ts'
import { changeDraft, useDraft } from '#store/draft-store.ts'
import type { DrawnDraft } from '#worker/questions.ts'
import type { DraftVerdict } from '#worker/draft.ts'
import { VerdictChip } from '../parts/verdict-chip.tsx'
import { DraftBoard } from './draft-board.tsx'
import { renderPlane } from './plane-section.tsx'
import { renderDifference, renderMonth } from './render-month.ts'
import { TrialChip } from './trial-chip.tsx'

/** The plan so far: board, verdicts, price, text; the last whole one while a newer one is judged. */
export function PreviewPane({ choices }: { readonly choices: PlanChoices }) {
  const drawn = useDraft((draft) => draft.drawn)
  const isStale = useDraft((draft) => draft.drawnFor !== draft.choices.current)
  const failure = useDraft((draft) => draft.failure)
  return (
    <aside className="pv" aria-label="What it will be">
      <div className="row">
        <h2>What it will be</h2>
        <span className="small dim push" role="status">
          {failure !== undefined
            ? 'not judged'
            : drawn === undefined || isStale
              ? 'judging'
              : `judged in ${Math.max(1, Math.round(drawn.elapsedMs))} ms`}
        </span>
      </div>
      {failure !== undefined && <p className="small">It could not be judged: {failure}</p>}
      {drawn === undefined ? (
        failure === undefined && <i className="sk board-sk" aria-hidden="true" />
      ) : (
        <>
          <DraftBoard picture={drawn.picture} />
          <Verdicts drawn={drawn} isStale={isStale} />
          <Prices drawn={drawn} />
          <Instead choices={choices} drawn={drawn} />
          <Text drawn={drawn} />
        </>
      )}
    </aside>
  )
}

const SHOWN = 6

function Verdicts({ drawn, isStale }: { readonly drawn: DrawnDraft; readonly isStale: boolean }) {
  const { judged, plane } = drawn
  const rows = groupJudged(judged)
  const unknown = judged.find(({ report }) => report.unknown !== undefined)?.report.unknown
  return (
    <section className="card" aria-label="Verdict">
      <header>
        <h3>Verdict</h3>
      </header>
      <div className="body">
        <ul className="vl">
          {rows.slice(0, SHOWN).map(({ names, first }) => (
            <li key={first.key}>
              <span>{names}</span>
              <VerdictChip report={first.report} isStale={isStale} />
            </li>
          ))}
          {plane.kind === 'self-managed' && (
            <li>
              <span>
                {plane.zonesThatEndIt.length === 0
                  ? 'the API, any one zone lost'
                  : `the API, ${plane.zonesThatEndIt.join(' or ')} lost`}
              </span>
              <TrialChip trial={drawn} isStale={isStale} of="plane" />
            </li>
          )}
        </ul>
        {rows.length > SHOWN && (
          <p className="small dim">and {rows.length - SHOWN} more on the board</p>
        )}
        {judged.length === 0 && (
          <p className="small dim">
            No pod has a volume of one zone and none waits: none is judged.
          </p>
        )}
        {judged[0] !== undefined && judged[0].report.verdict !== 'ok' && (
          <p className="small dim why">{judged[0].headline}.</p>
        )}
        {unknown !== undefined && <p className="small dim why">Unknown: {unknown.reason}.</p>}
        <p className="small dim why">Control plane: {renderPlane(plane)}.</p>
      </div>
    </section>
  )
}

/** Pods of one verdict in one line: `db-0, db-1, db-2`. */
function groupJudged(
  judged: readonly DraftVerdict[],
): readonly { readonly names: string; readonly first: DraftVerdict }[] {
  const groups = new Map<string, { readonly names: string[]; readonly first: DraftVerdict }>()
  for (const one of judged) {
    const { verdict, disturbances, proof, starvable, zoneBack } = one.report
    const rank = proof.kind === 'theorem' ? proof.id : proof.kind
    const key = [verdict, disturbances?.total, rank, starvable, zoneBack].join(' ')
    const names = [one.key, ...one.alsoFor].map((each) => each.slice(each.indexOf('/') + 1))
    const group = groups.get(key)
    if (group === undefined) groups.set(key, { names, first: one })
    else group.names.push(...names)
  }
  return [...groups.values()].map(({ names, first }) => ({
    first,
    names:
      names.length > 4
        ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more`
        : names.join(', '),
  }))
}

function Prices({ drawn }: { readonly drawn: DrawnDraft }) {
  const { price } = drawn
  if (price.kind === 'unknown') {
    return (
      <section className="card" aria-label="Price">
        <header>
          <h3>Price</h3>
        </header>
        <p className="body small dim">Not known: {price.reason}.</p>
      </section>
    )
  }
  const { min, desired, max, controlPlane, currency, asOf, isEstimate } = price
  const rows = [
    ...(min === undefined || min === desired ? [] : [{ name: 'minimum', amount: min }]),
    {
      name:
        min === undefined
          ? 'with the nodes drawn'
          : min === desired
            ? 'minimum, desired'
            : 'desired',
      amount: desired,
    },
    ...(max === undefined ? [] : [{ name: 'maximum', amount: max }]),
    { name: 'of it the control plane', amount: controlPlane },
  ]
  return (
    <section className="card" aria-label="Price">
      <header>
        <h3>Price, {currency} a month</h3>
        <span className="small dim push">on demand, 730 h</span>
      </header>
      <div className="body">
        <table className="pt2">
          <tbody>
            {rows.map(({ name, amount }) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td>{renderMonth(amount)}</td>
              </tr>
            ))}
          </tbody>
        </table>
        <p className="small dim why">
          Machines and control plane, without disks and traffic
          {asOf === undefined ? '' : `; prices of ${asOf}`}
          {isEstimate ? ', estimated from us-east-1' : ''}.
        </p>
      </div>
    </section>
  )
}

const LAYOUT_WORDS: Readonly<Record<Exclude<GroupLayout, 'none'>, string>> = {
  'group-per-zone': 'a group per zone',
  'one-group': 'one group over all zones',
  karpenter: 'Karpenter',
}

/** The other layout that differs most: the better one where this is at risk, else the one that breaks. */
function Instead({
  choices,
  drawn,
}: {
  readonly choices: PlanChoices
  readonly drawn: DrawnDraft
}) {
  const trials = useDraft((draft) => draft.trials)
  const rank = (key: string) => {
    const worst = trials.get(key)?.worst?.report.verdict
    return worst === undefined ? -1 : VERDICTS.indexOf(worst)
  }
  const { layout } = choices.groups
  const own = drawn.worst === undefined ? -1 : VERDICTS.indexOf(drawn.worst.report.verdict)
  const others = GROUP_LAYOUTS.filter((one) => one !== layout && rank(`layout ${one}`) >= 0)
  const better = others.find((one) => rank(`layout ${one}`) > own)
  const other = better ?? others.find((one) => rank(`layout ${one}`) < own)
  const trial = other === undefined ? undefined : trials.get(`layout ${other}`)
  if (own < 0 || other === undefined || trial === undefined) return null
  return (
    <section className="card" aria-label="Instead">
      <header>
        <h3>Instead, {LAYOUT_WORDS[other]}</h3>
        <span className="push">
          <TrialChip trial={trial} of="pods" />
        </span>
      </header>
      <div className="body stack">
        <p className="small dim">
          {trial.worst?.headline}. {renderDifference(drawn.price, trial.price)}.
        </p>
        {better !== undefined && (
          <div>
            <button
              type="button"
              className="btn sm"
              onClick={() => changeDraft((now) => chooseLayout(now, better), LAYOUT_WORDS[better])}
            >
              Take {LAYOUT_WORDS[better]}
            </button>
          </div>
        )}
      </div>
    </section>
  )
}

/** The groups first, as they will stand in the source; the whole text on demand. */
function Text({ drawn }: { readonly drawn: DrawnDraft }) {
  const [isWhole, setWhole] = useState(false)
  const lines = drawn.text.trimEnd().split('\n')
  const shown = isWhole ? lines : findGroups(lines)
  return (
    <section aria-label="Text" className="stack txt">
      <pre
        className="code mono"
        // A box that scrolls is reached by keys, too.
        tabIndex={0}
        aria-label="The plan as YAML"
      >
        {shown.join('\n')}
      </pre>
      <button type="button" className="btn sm" onClick={() => setWhole(!isWhole)}>
        {isWhole ? 'Only the node groups' : `All ${lines.length} lines`}
      </button>
    </section>
  )
}

function findGroups(lines: readonly string[]): readonly string[] {
  const start = lines.findIndex((line) => line.trimStart().startsWith('nodeGroups:'))
  if (start < 0) return lines.slice(0, 12)
  const indent = indentOf(lines[start] ?? '')
  const length = lines
    .slice(start + 1)
    .findIndex((line) => indentOf(line) <= indent && !line.trimStart().startsWith('- '))
  return lines
    .slice(start, length < 0 ? undefined : start + 1 + length)
    .map((line) => line.slice(indent))
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length
}
