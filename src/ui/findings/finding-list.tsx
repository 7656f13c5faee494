import { useMemo, useState } from 'react'
import { VERDICTS } from '#exploration/verdict.ts'
import type { VerdictWord } from '#exploration/verdict.ts'
import { SEVERITIES } from '#risk/rule.ts'
import type { RiskItem, SeverityWord } from '#store/risk-items.ts'
import { changeView } from '#store/view-store.ts'
import type { Judged } from '#worker/protocol.ts'
import { moveInList } from '../parts/move-in-list.ts'
import { renderCount, renderNumber } from '../parts/render-count.ts'
import { SeverityIcon, severityTone } from '../parts/severity-chip.tsx'
import { VerdictIcon, renderVerdict, verdictTone } from '../parts/verdict-chip.tsx'
import { RiskGroup } from './risk-group.tsx'

interface FindingListProps {
  /** Worst first. */
  readonly results: readonly Judged[]
  readonly stale: ReadonlySet<string>
  /** Of the rules, worst first, then what they ask. */
  readonly risks: readonly RiskItem[]
  readonly areRisksStale: boolean
  readonly shownKey: string
}

const WORDS: Readonly<Record<VerdictWord, string>> = {
  'pending-forever': 'pending for ever',
  'at-risk': 'at risk',
  unknown: 'unknown',
  'waits-for-zone': 'waits for zone',
  ok: 'ok',
}

const SEVERITY_WORDS: readonly SeverityWord[] = [...SEVERITIES, 'unknown']

/** More of one verdict are shown when asked for. */
const FIRST_SHOWN = 100

/** Verdicts a reader must see before findings of the rules, and after them. */
const FIRST_WORDS: readonly VerdictWord[] = ['pending-forever', 'at-risk']

export function FindingList(props: FindingListProps) {
  const { results, stale, risks, areRisksStale, shownKey } = props
  const [isAll, setAll] = useState(true)
  const groups = useMemo(
    () =>
      VERDICTS.map((word) => ({
        word,
        members: results.filter((one) => one.report.verdict === word),
      })).filter(({ word, members }) => members.length > 0 && (isAll || word !== 'ok')),
    [results, isAll],
  )
  const notOk = results.filter((one) => one.report.verdict !== 'ok').length
  const show = ({ word, members }: (typeof groups)[number]) => (
    <Group key={word} word={word} members={members} stale={stale} shownKey={shownKey} />
  )
  return (
    <section className="list" aria-label="Findings" onKeyDown={moveInList}>
      <div className="hd">
        <div className="row">
          <h1>{renderCount(notOk + risks.length, 'finding')}</h1>
          <div className="seg push" role="group" aria-label="Shown">
            <button aria-pressed={isAll} onClick={() => setAll(true)}>
              All
            </button>
            <button aria-pressed={!isAll} onClick={() => setAll(false)}>
              Not ok
            </button>
          </div>
        </div>
        <Counts results={results} risks={risks} />
      </div>
      {groups.filter(({ word }) => FIRST_WORDS.includes(word)).map(show)}
      {SEVERITY_WORDS.map((severity) => {
        const items = risks.filter((item) => item.severity === severity)
        if (items.length === 0) return null
        return (
          <RiskGroup
            key={severity}
            severity={severity}
            items={items}
            shownKey={shownKey}
            isStale={areRisksStale}
          />
        )
      })}
      {groups.filter(({ word }) => !FIRST_WORDS.includes(word)).map(show)}
      {groups.length === 0 && results.length > 0 && (
        <p className="all-ok">Every pod that was judged is ok.</p>
      )}
    </section>
  )
}

function Counts({ results, risks }: Pick<FindingListProps, 'results' | 'risks'>) {
  return (
    <div className="cnt">
      {VERDICTS.map((word) => {
        const members = results.filter((one) => one.report.verdict === word)
        const [first] = members
        if (first === undefined) return null
        return (
          <span key={word} className={`v ${verdictTone(first.report).replace(' solid', '')}`}>
            <VerdictIcon report={first.report} />
            {members.length}
            <span className="sr"> {WORDS[word]}</span>
          </span>
        )
      })}
      {SEVERITY_WORDS.map((severity) => {
        const count = risks.filter((item) => item.severity === severity).length
        if (count === 0) return null
        return (
          <span key={severity} className={`v ${severityTone(severity)}`}>
            <SeverityIcon severity={severity} />
            {count}
            <span className="sr"> {severity === 'unknown' ? 'to be asked' : severity}</span>
          </span>
        )
      })}
    </div>
  )
}

interface GroupProps {
  readonly word: VerdictWord
  readonly members: readonly Judged[]
  readonly stale: ReadonlySet<string>
  readonly shownKey: string
}

function Group({ word, members, stale, shownKey }: GroupProps) {
  const [isWhole, setWhole] = useState(false)
  const [first] = members
  if (first === undefined) return null
  const shown = isWhole ? members : members.slice(0, FIRST_SHOWN)
  return (
    <div>
      <h2 className={`gh ${verdictTone(first.report)}`}>
        <VerdictIcon report={first.report} />
        {WORDS[word]}
        <small>{members.length}</small>
      </h2>
      {shown.map((judged) => (
        <Item
          key={judged.key}
          judged={judged}
          isShown={judged.key === shownKey}
          isStale={stale.has(judged.key)}
        />
      ))}
      {shown.length < members.length && (
        <button className="btn sm more" onClick={() => setWhole(true)}>
          {renderNumber(members.length - shown.length)} more
        </button>
      )}
    </div>
  )
}

interface ItemProps {
  readonly judged: Judged
  readonly isShown: boolean
  readonly isStale: boolean
}

function Item({ judged, isShown, isStale }: ItemProps) {
  const { report, headline, alsoFor } = judged
  return (
    <button
      className={`it ${isStale ? 'is-stale' : ''}`}
      aria-current={isShown ? 'true' : undefined}
      onClick={() => changeView({ open: judged.key })}
    >
      <span className="p">{headline}</span>
      <small>
        {report.subject.namespace}
        {alsoFor.length > 0 && <span>and {renderCount(alsoFor.length, 'pod')} like it</span>}
      </small>
      <small className="fx">{isStale ? 'before your last edit' : renderVerdict(report)}</small>
    </button>
  )
}
