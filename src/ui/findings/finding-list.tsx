import { useMemo, useState } from 'react'
import { VERDICTS } from '#exploration/verdict.ts'
import type { VerdictWord } from '#exploration/verdict.ts'
import { changeView } from '#store/view-store.ts'
import type { Judged } from '#worker/protocol.ts'
import { moveInList } from '../parts/move-in-list.ts'
import { renderCount, renderNumber } from '../parts/render-count.ts'
import { VerdictIcon, renderVerdict, verdictTone } from '../parts/verdict-chip.tsx'

interface FindingListProps {
  /** Worst first. */
  readonly results: readonly Judged[]
  readonly stale: ReadonlySet<string>
  readonly shownKey: string
}

const WORDS: Readonly<Record<VerdictWord, string>> = {
  'pending-forever': 'pending for ever',
  'at-risk': 'at risk',
  unknown: 'unknown',
  'waits-for-zone': 'waits for zone',
  ok: 'ok',
}

/** More of one verdict are shown when asked for. */
const FIRST_SHOWN = 100

export function FindingList({ results, stale, shownKey }: FindingListProps) {
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
  return (
    <section className="list" aria-label="Verdicts" onKeyDown={moveInList}>
      <div className="hd">
        <div className="row">
          <h1>{renderCount(notOk, 'finding')}</h1>
          <div className="seg push" role="group" aria-label="Shown">
            <button aria-pressed={isAll} onClick={() => setAll(true)}>
              All
            </button>
            <button aria-pressed={!isAll} onClick={() => setAll(false)}>
              Not ok
            </button>
          </div>
        </div>
        <Counts results={results} />
      </div>
      {groups.map(({ word, members }) => (
        <Group key={word} word={word} members={members} stale={stale} shownKey={shownKey} />
      ))}
      {groups.length === 0 && <p className="all-ok">Every pod that was judged is ok.</p>}
    </section>
  )
}

function Counts({ results }: { readonly results: readonly Judged[] }) {
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
