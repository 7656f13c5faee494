import { useId, useState } from 'react'
import { CORRELATIONS, PRIOR_NAMES, parsePriors } from '#availability/priors.ts'
import type { Correlation, Priors } from '#availability/priors.ts'
import { renderMinutes } from '#availability/render-minutes.ts'
import type { Band } from '#availability/downtime.ts'
import { Dialog } from '../parts/dialog.tsx'
import { PLANE_EDITS } from './plane-edits.ts'

interface PriorsDialogProps {
  readonly priors: Priors
  /** Names that the design sets in place of the defaults. */
  readonly given: readonly string[]
  /** Today's minutes under each assumption of 3.4; absent where there are none. */
  readonly byCorrelation: Readonly<Record<Correlation, Band>> | undefined
  readonly onClose: () => void
}

const WORDS: Readonly<Record<string, readonly [words: string, unit: string]>> = {
  nodeFailuresPerYear: ['a member fails', 'times a year'],
  nodeMttrMinutes: ['a member is back after', 'min'],
  azEventsPerYear: ['a zone goes down', 'times a year'],
  azOutageMedianHours: ['an outage of a zone lasts, median', 'h'],
  azOutageSigma: ['spread of that length, σ', ''],
  twoAzEventsPerYear: ['two zones go down at once', 'times a year in the region'],
  twoAzOutageMedianHours: ['an outage of two lasts, median', 'h'],
  twoAzOutageSigma: ['spread of that of two, σ', ''],
  longAzEventsPerYear: ['a zone goes down for days', 'times a year'],
  longAzOutageMedianHours: ['a long outage lasts, median', 'h'],
  longAzOutageSigma: ['spread of a long one, σ', ''],
  regionEventsPerYear: ['the region does not serve', 'times a year'],
  regionOutageMeanHours: ['an outage of the region lasts, mean', 'h'],
  plannedReplacementsPerYear: ['each member is replaced', 'times a year'],
  minutesPerMember: ['a replacement takes', 'min'],
}

const CORRELATION_WORDS: Readonly<Record<Correlation, string>> = {
  independent: 'members alone, zones hidden in them',
  azOnly: 'and single zones',
  azAndPairs: 'and two zones at once',
  azPairsAndRegion: 'and the region',
}

/** The rates that every figure rests on: priors of nobody's measurement, to be replaced by whoever knows better. */
export function PriorsDialog({ priors, given, byCorrelation, onClose }: PriorsDialogProps) {
  const numbers = Object.entries(priors).filter(
    (entry): entry is [string, number] => typeof entry[1] === 'number' && entry[0] in WORDS,
  )
  const hidden = given.filter((name) => PRIOR_NAMES.includes(name) && !(name in WORDS))
  return (
    <Dialog title="Priors and bands" widthPx={620} onClose={onClose}>
      <div className="cp-priors">
        <p className="small dim">
          Nobody publishes these rates: they are planning priors, not facts. Every band is all rates
          × 1/3 to × 3. What you change is kept in the plan and can be undone.
        </p>
        <ul>
          {numbers.map(([name, value]) => (
            <PriorField key={name} name={name} value={value} isGiven={given.includes(name)} />
          ))}
        </ul>
        {hidden.length > 0 && (
          <p className="small">The plan also sets {hidden.join(', ')} in their place.</p>
        )}
        {byCorrelation !== undefined && (
          <table className="grid">
            <caption>Today, planned work included, when these are counted</caption>
            <tbody>
              {CORRELATIONS.map((one) => {
                const { low, central, high } = byCorrelation[one]
                return (
                  <tr key={one}>
                    <th scope="row">{CORRELATION_WORDS[one]}</th>
                    <td className="num">{renderMinutes(central)}</td>
                    <td className="num dim">
                      {renderMinutes(low)} to {renderMinutes(high)}
                    </td>
                  </tr>
                )
              })}
            </tbody>
          </table>
        )}
      </div>
    </Dialog>
  )
}

interface PriorFieldProps {
  readonly name: string
  readonly value: number
  readonly isGiven: boolean
}

function PriorField({ name, value, isGiven }: PriorFieldProps) {
  const [typed, setTyped] = useState<string>()
  const id = useId()
  const [words = name, unit = ''] = WORDS[name] ?? []
  const text = typed ?? String(value)
  const checked = parsePriors({ [name]: text }, '')
  const problem = checked.kind === 'failed' ? checked.problems[0]?.message : undefined
  const commit = () => {
    if (problem !== undefined || typed === undefined) return
    if (Number(typed) !== value) PLANE_EDITS.setPrior(name, Number(typed))
    setTyped(undefined)
  }
  return (
    <li>
      <label htmlFor={id}>{words}</label>
      <input
        id={id}
        className="input num"
        inputMode="decimal"
        value={text}
        aria-invalid={problem !== undefined}
        aria-describedby={`${id}-unit`}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={commit}
        onKeyDown={(event) => {
          if (event.key === 'Enter') commit()
        }}
      />
      <span id={`${id}-unit`} className={problem === undefined ? 'dim' : 'cp-wrong'}>
        {problem ?? unit}
      </span>
      {isGiven && problem === undefined && (
        <button
          className="btn sm quiet"
          aria-label={`${words}: back to the default`}
          onClick={() => PLANE_EDITS.setPrior(name, undefined)}
        >
          Default
        </button>
      )}
    </li>
  )
}
