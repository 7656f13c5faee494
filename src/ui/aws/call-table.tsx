import { CircleCheck, CircleDashed, CircleX, Hourglass, Pause } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { ReactNode } from 'react'
import type { CallProgress } from '#aws-client/reading.ts'
import { useAws } from '#store/aws-store.ts'
import { renderCount, renderNumber } from '../parts/render-count.ts'

const TICK_MS = 250

/** Each call with its pages, items and time; a wait with its countdown. */
export function CallTable() {
  const calls = useAws((state) => state.calls)
  const nowMs = useNow()
  const regions = new Set(calls.map(({ region }) => region))
  const last = calls.at(-1)
  return (
    <section className="card aws-way" aria-label="Calls">
      <header>
        <h2>Reading {last?.region ?? 'the account'}</h2>
      </header>
      <table className="grid aws-calls">
        <thead>
          <tr>
            <th>Call</th>
            {regions.size > 1 && <th>Region</th>}
            <th>Pages</th>
            <th>Items</th>
            <th>Time</th>
            <th>State</th>
          </tr>
        </thead>
        <tbody>
          {calls.map((call) => (
            <tr key={`${call.region} ${call.call}`}>
              <th scope="row">{call.call}</th>
              {regions.size > 1 && <td>{call.region}</td>}
              <td className="num">{renderNumber(call.pages)}</td>
              <td className="num">{renderNumber(call.items)}</td>
              <td className="num">{renderSeconds((call.endedAtMs ?? nowMs) - call.startedAtMs)}</td>
              <td>
                <State call={call} nowMs={nowMs} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="sr" role="status">
        {last === undefined ? '' : `${last.call}: ${renderState(last, nowMs)}`}
      </p>
    </section>
  )
}

function useNow(): number {
  const [nowMs, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), TICK_MS)
    return () => clearInterval(timer)
  }, [])
  return nowMs
}

function State({ call, nowMs }: { readonly call: CallProgress; readonly nowMs: number }) {
  const { tone, icon } = STATES[call.state]
  return (
    <span className={`aws-state ${tone}`}>
      {icon}
      <span>
        {renderState(call, nowMs)}
        {call.note !== undefined && `: ${call.note}`}
      </span>
    </span>
  )
}

const STATES: Readonly<
  Record<CallProgress['state'], { readonly tone: string; readonly icon: ReactNode }>
> = {
  running: { tone: 't-calm', icon: <CircleDashed className="ic s" aria-hidden="true" /> },
  waiting: { tone: 't-mild', icon: <Hourglass className="ic s" aria-hidden="true" /> },
  paused: { tone: 't-warn', icon: <Pause className="ic s" aria-hidden="true" /> },
  done: { tone: 't-good', icon: <CircleCheck className="ic s" aria-hidden="true" /> },
  failed: { tone: 't-bad', icon: <CircleX className="ic s" aria-hidden="true" /> },
}

function renderState({ state, wait, refusal }: CallProgress, nowMs: number): string {
  switch (state) {
    case 'running':
      return 'reading'
    case 'waiting': {
      const seconds = Math.max(0, Math.ceil(((wait?.untilMs ?? nowMs) - nowMs) / 1000))
      return `${refusal?.message ?? ''} Attempt ${wait?.attempt ?? 1} of ${wait?.attempts ?? 1} in ${renderCount(seconds, 'second')}`.trim()
    }
    case 'paused':
      return 'waits for fresh keys'
    case 'done':
      return 'read'
    case 'failed':
      return refusal?.message ?? 'not read'
  }
}

function renderSeconds(ms: number): string {
  return `${(Math.max(0, ms) / 1000).toFixed(1)} s`
}
