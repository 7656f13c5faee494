import './verdict-bar.css'
import { Play, RotateCw, Search, Undo2, Wrench } from 'lucide-react'
import { useStore } from 'zustand'
import { useFixes } from '#store/fix-store.ts'
import { useLossPlay, useLosses } from '#store/loss-store.ts'
import { useRiskItems } from '#store/control-plane-store.ts'
import type { RiskItem, SeverityWord } from '#store/risk-items.ts'
import { usePlans } from '#store/plan-store.ts'
import { getSession, sessionStore, useRun } from '#store/run-store.ts'
import { INTERACTIVE_BOUND, SEARCH_ON_BOUND } from '#store/run-session.ts'
import type { Run } from '#store/run.ts'
import { navigate, select, showStep, useView } from '#store/view-store.ts'
import type { Fact, Judged } from '#worker/protocol.ts'
import { hasFixes, showFix } from '../fixes/show-fix.ts'
import { FactChain } from '../parts/fact-chain.tsx'
import { Headline } from '../parts/headline.tsx'
import { UnknownMark } from '../parts/marks.tsx'
import { ProgressBar } from '../parts/progress-bar.tsx'
import { renderCount, renderNumber } from '../parts/render-count.ts'
import { SeverityChip, severityTone } from '../parts/severity-chip.tsx'
import { VerdictChip, renderVerdict, verdictTone } from '../parts/verdict-chip.tsx'

/**
 * The plan's verdict as a sentence, its reason as a chain and how it is known, always in the same place.
 * After an edit the old one stays, grey, until the new one is there: no layout moves.
 */
export function VerdictBar() {
  const run = useRun((now) => now)
  const player = useView((view) => view.player)
  const playerKey = player?.key
  const loss = useLossPlay(player)
  if (player?.event !== undefined && loss !== undefined && loss !== 'none') {
    return <LossBar judged={loss.judged} event={player.event} />
  }
  const shown = (playerKey === undefined ? undefined : run.judged.get(playerKey)) ?? run.results[0]
  if (shown === undefined) return <WithoutVerdict run={run} />
  const isStale = run.stale.has(shown.key)
  const isWholePlanOk = shown.report.verdict === 'ok'
  const headline = isWholePlanOk ? renderAllOk(run) : shown.headline
  return (
    <header className={`verdict ${isStale ? 'is-stale' : verdictTone(shown.report)}`}>
      <VerdictChip report={shown.report} isBig isSolid isStale={isStale} />
      <h1>
        <Headline text={headline} />
      </h1>
      <Actions judged={shown} isStale={isStale} />
      {isStale ? (
        <Rejudging run={run} />
      ) : (
        <>
          <FactChain facts={isWholePlanOk ? listWaits(run) : shown.chain} />
          <p className="proof">
            {run.status === 'judging' ? <Progress run={run} /> : renderProof(shown, isWholePlanOk)}
          </p>
        </>
      )}
      <Announcement
        text={
          isStale || run.status === 'judging' ? '' : `${renderVerdict(shown.report)}: ${headline}`
        }
      />
    </header>
  )
}

/** What one loss does, while it is on the board. */
function LossBar({ judged, event }: { readonly judged: Judged; readonly event: string }) {
  const place = useLosses(
    ({ cells }) =>
      [...cells].find(([, cell]) => cell.column === event && cell.plays === judged.key)?.[0],
  )
  const isOk = judged.report.verdict === 'ok'
  return (
    <header className={`verdict ${verdictTone(judged.report)}`}>
      <VerdictChip report={judged.report} isBig isSolid />
      <h1>
        <Headline text={isOk ? `${judged.headline} by this loss` : judged.headline} />
      </h1>
      <div className="acts">
        <button className="btn" onClick={() => navigate('zone-loss', { open: place })}>
          The matrix
        </button>
        <button className="btn" aria-keyshortcuts="Escape" onClick={() => showStep(undefined)}>
          <Undo2 className="ic s" aria-hidden="true" />
          Back to today’s plan
        </button>
      </div>
      <FactChain facts={judged.chain} />
      <p className="proof">{capitalize(judged.proofSentence)}</p>
    </header>
  )
}

function Actions({ judged, isStale }: { readonly judged: Judged; readonly isStale: boolean }) {
  const steps = judged.report.trace?.length ?? 0
  const isFixShown = useFixes(judged.key) !== undefined
  const isBounded =
    judged.report.verdict === 'unknown' && judged.report.unknown?.bound !== undefined
  return (
    <div className="acts">
      <StopButton />
      <button className="btn" onClick={() => navigate('findings', { open: judged.key })}>
        {judged.report.verdict === 'ok' ? 'The proofs' : 'The finding'}
      </button>
      {isBounded && (
        <button
          className="btn"
          disabled={isStale}
          onClick={() => getSession().judgePod(judged.key, SEARCH_ON_BOUND)}
        >
          <Search className="ic s" aria-hidden="true" />
          Search on to {renderNumber(SEARCH_ON_BOUND)}
        </button>
      )}
      {steps > 0 ? (
        <button
          className={hasFixes(judged) ? 'btn' : 'btn primary'}
          disabled={isStale}
          onClick={() => showStep({ key: judged.key, step: 0 })}
        >
          <Play className="ic s" aria-hidden="true" />
          Play from the start
        </button>
      ) : (
        judged.report.verdict === 'pending-forever' && (
          <button
            className="btn"
            disabled={isStale}
            onClick={() => select({ kind: 'pod', key: judged.key })}
          >
            Why it waits
          </button>
        )
      )}
      {hasFixes(judged) && (
        // Once it is shown, the filled button is the fix's own.
        <button
          className={isFixShown ? 'btn' : 'btn primary'}
          disabled={isStale}
          onClick={() => showFix(judged.key)}
        >
          <Wrench className="ic s" aria-hidden="true" />
          Show the fix
        </button>
      )}
    </div>
  )
}

/** While pods are judged: stop; once that was stopped or has failed: go on. */
function StopButton() {
  const session = useStore(sessionStore, (state) => state.session)
  const status = useRun((run) => run.status)
  const packed = useRun((run) => run.packed)
  const isLong = useRun((run) => run.progress !== undefined)
  const place = useView((view) => view.place)
  if (status === 'judging' && isLong) {
    return (
      <button className="btn" onClick={session.stop}>
        Stop
      </button>
    )
  }
  if ((status !== 'stopped' && status !== 'failed') || packed === undefined) return null
  return (
    <button className="btn" onClick={() => session.judge(packed, place)}>
      <RotateCw className="ic s" aria-hidden="true" />
      Judge on
    </button>
  )
}

function Rejudging({ run }: { readonly run: Run }) {
  const lastEdit = usePlans((plans) => plans.past.at(-1)?.label)
  const fresh = run.results.filter((one) => !run.stale.has(one.key)).length
  return (
    <div className="l2">
      <span className="tag">before your last edit</span>
      <span>
        {lastEdit === undefined ? '' : `${lastEdit}; `}
        {run.status === 'judging'
          ? `${fresh} of ${renderCount(run.targets.length, 'pod')} judged again`
          : 'not judged again'}
        {run.message !== undefined && `: ${run.message}`}
      </span>
      <ProgressBar label="Pods judged again" done={fresh} total={run.targets.length} />
    </div>
  )
}

function Progress({ run }: { readonly run: Run }) {
  const { progress } = run
  if (progress === undefined) return <>Judging</>
  return (
    <>
      {progress.done + 1} of {renderCount(progress.total, 'pod')}, question {progress.question + 1}{' '}
      of {progress.questions}, {renderCount(progress.states, 'state')} of at most{' '}
      {renderNumber(progress.bound)} a question
    </>
  )
}

/** What a rule finds that leads where no pod has a verdict. */
const LEADING: readonly SeverityWord[] = ['critical', 'high']

/** No pod has a verdict, but the control plane has a finding that ends it. */
function RiskBar({ item }: { readonly item: Extract<RiskItem, { readonly kind: 'finding' }> }) {
  return (
    <header className={`verdict ${severityTone(item.severity)}`}>
      <SeverityChip severity={item.severity} />
      <h1>{item.finding.headline}</h1>
      <div className="acts">
        <button className="btn" onClick={() => navigate('findings', { open: item.key })}>
          The finding
        </button>
      </div>
      <div className="l2">
        <span>Of the control plane. No pod waits, and none has a zonal volume.</span>
      </div>
    </header>
  )
}

/** Before the first verdict, and where no pod needs one. */
function WithoutVerdict({ run }: { readonly run: Run }) {
  const isWaiting = run.status === 'judging' || run.status === 'idle'
  const isEmpty = run.status === 'done'
  const [risk] = useRiskItems()
  const headline = isEmpty
    ? 'Nothing here waits, and no pod has a zonal volume'
    : run.status === 'failed'
      ? 'This plan could not be judged'
      : run.status === 'stopped'
        ? 'Judging was stopped'
        : undefined
  if (isEmpty && risk?.kind === 'finding' && LEADING.includes(risk.severity)) {
    return <RiskBar item={risk} />
  }
  return (
    <header className="verdict t-none">
      <span className="v big t-none">
        <UnknownMark />
        {isWaiting
          ? run.picture === undefined
            ? 'not judged yet'
            : 'unknown so far'
          : 'no verdict'}
      </span>
      <h1>{headline ?? <i className="sk" />}</h1>
      <div className="acts">
        <StopButton />
      </div>
      <div className="l2">
        {isEmpty && (
          <span>
            Verdicts are given for pods with zonal volumes and pods without a node. Import Pods,
            claims and volumes, or add a workload, to get some.
          </span>
        )}
        {run.message !== undefined && <span>{run.message}</span>}
        {isWaiting && run.progress !== undefined && (
          <>
            <Progress run={run} />
            <ProgressBar
              label="States seen"
              done={run.progress.states}
              total={run.progress.bound * run.progress.questions}
            />
          </>
        )}
      </div>
    </header>
  )
}

function Announcement({ text }: { readonly text: string }) {
  return (
    <p className="sr" role="status">
      {text}
    </p>
  )
}

function renderAllOk(run: Run): string {
  const pods = run.judged.size
  return pods === 1
    ? (run.results[0]?.headline ?? '')
    : `None of ${renderCount(pods, 'pod')} can be pending for ever`
}

/** What goes without saying of a pod with a zonal volume, said once for the plan. */
function listWaits(run: Run): readonly Fact[] {
  const waiting = run.results.filter(({ report }) => report.waitsFor !== undefined).length
  if (waiting === 0) return []
  const who = waiting === run.results.length ? 'each waits' : `${waiting} of them wait`
  return [{ text: `${who} only while `, bold: 'its own zone', tail: ' is down' }]
}

function renderProof(judged: Judged, isWholePlanOk: boolean): string {
  const { proof } = judged.report
  // Nothing was searched: a field is missing, and the chain names it.
  if (proof.kind === 'search' && proof.states === 0 && proof.bound >= INTERACTIVE_BOUND) return ''
  const sentence = capitalize(judged.proofSentence)
  return isWholePlanOk ? `${judged.report.subject.name}: ${judged.proofSentence}` : sentence
}

function capitalize(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`
}
