import { Check, Diamond } from 'lucide-react'
import { Fragment, useState } from 'react'
import type { Guess, ImportFinding } from '#importers/importer.ts'
import { answerGuess, confirmGuesses, useImport } from '#store/import-store.ts'
import { renderCount } from '../parts/render-count.ts'
import { renderPlace } from './summarize-findings.ts'

/** So many other readings stand as keys of their own, one press each; more, and free text, behind Change. */
const MAX_KEYS = 2

/** What was missing or could be read in two ways, each to confirm or change by one press. */
export function GuessTable({ findings }: { readonly findings: readonly ImportFinding[] }) {
  const confirmed = useImport((state) => state.confirmed)
  const ids = findings.flatMap(({ guess }) => (guess === undefined ? [] : [guess.id]))
  const isAllConfirmed = ids.every((id) => confirmed.has(id))
  return (
    <section className="sec t-mild" aria-label="Guessed">
      <h2>
        <Diamond className="ic" aria-hidden="true" />
        {findings.length} guessed
        <small>missing in the source, filled by its own defaults</small>
        {ids.length > 1 && !isAllConfirmed && (
          <button className="btn sm push" onClick={() => confirmGuesses(ids)}>
            Confirm all
          </button>
        )}
      </h2>
      <table className="grid card guesses">
        <thead>
          <tr>
            <th>Field</th>
            <th>Taken</th>
            <th>Because</th>
            <th>
              <span className="sr">Answer</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {findings.map((finding) =>
            finding.guess === undefined ? null : (
              <GuessRow key={finding.guess.id} finding={finding} guess={finding.guess} />
            ),
          )}
        </tbody>
      </table>
      <p className="sr" role="status">
        {isAllConfirmed ? `All ${renderCount(ids.length, 'guess')} confirmed` : ''}
      </p>
    </section>
  )
}

interface GuessRowProps {
  readonly finding: ImportFinding
  readonly guess: Guess
}

function GuessRow({ finding, guess }: GuessRowProps) {
  const isConfirmed = useImport((state) => state.confirmed.has(guess.id))
  const [isChanging, setChanging] = useState(false)
  const hasKeys = guess.free !== true && guess.alternatives.length <= MAX_KEYS
  return (
    <tr>
      <th scope="row">{guess.subject}</th>
      <td>
        <b>{guess.taken === '' ? 'none' : <Taken list={guess.taken} />}</b>
      </td>
      <td className="dim">
        {finding.message}{' '}
        {finding.file !== '' && <span className="dimmer">{renderPlace(finding)}</span>}
        {isChanging && <GuessForm guess={guess} onDone={() => setChanging(false)} />}
      </td>
      <td className="act">
        <div className="keys">
          <button
            className={`btn sm ${isConfirmed ? 'on' : ''}`}
            aria-pressed={isConfirmed}
            aria-label={`Confirm ${guess.subject}: ${guess.taken}`}
            onClick={() => confirmGuesses([guess.id])}
          >
            {isConfirmed && <Check className="ic s" aria-hidden="true" />}
            {isConfirmed ? 'Confirmed' : 'Confirm'}
          </button>
          {hasKeys &&
            guess.alternatives.map(({ value, label }) => (
              <button
                key={value}
                className="btn sm"
                onClick={() => answerGuess(guess.id, value)}
                title={`Take ${label} instead`}
              >
                {label}
              </button>
            ))}
          {!hasKeys && (
            <button
              className="btn sm"
              aria-expanded={isChanging}
              aria-label={`Change ${guess.subject}`}
              onClick={() => setChanging(!isChanging)}
            >
              Change
            </button>
          )}
        </div>
      </td>
    </tr>
  )
}

/** `eu-west-1a, eu-west-1b`, broken between names only. */
function Taken({ list }: { readonly list: string }) {
  return list.split(', ').map((name, index) => (
    <Fragment key={index}>
      {index > 0 && ', '}
      <span className="whole">{name}</span>
    </Fragment>
  ))
}

/** A list where the answers are known, a field where any text is one. */
function GuessForm({ guess, onDone }: { readonly guess: Guess; readonly onDone: () => void }) {
  const answer = (value: string) => {
    onDone()
    if (value !== '' && value !== guess.taken) answerGuess(guess.id, value)
  }
  if (guess.free !== true) {
    return (
      <select
        className="input"
        autoFocus
        aria-label={`Answer for ${guess.subject}`}
        defaultValue={guess.taken}
        onChange={(event) => answer(event.target.value)}
      >
        <option value={guess.taken}>{guess.taken}</option>
        {guess.alternatives.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
    )
  }
  return (
    <form
      className="row gform"
      onSubmit={(event) => {
        event.preventDefault()
        const value = new FormData(event.currentTarget).get('value')
        if (typeof value === 'string') answer(value.trim())
      }}
    >
      <input
        className="input"
        name="value"
        autoFocus
        aria-label={`Answer for ${guess.subject}`}
        defaultValue={guess.taken}
        list={`answers-${guess.id}`}
      />
      <datalist id={`answers-${guess.id}`}>
        {guess.alternatives.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </datalist>
      <button className="btn sm">Take it</button>
    </form>
  )
}
