import { KeyRound } from 'lucide-react'
import type { SuspectText } from '#share/find-secrets.ts'
import { Check } from '../parts/check.tsx'
import { renderNumber } from '../parts/render-count.ts'

interface SuspectTextsProps {
  readonly found: readonly SuspectText[]
  readonly confirmed: ReadonlySet<string>
  readonly onConfirm: (text: string, isConfirmed: boolean) => void
}

/** L7.3: what looks like a secret or an id goes only when that one text is confirmed. */
export function SuspectTexts({ found, confirmed, onConfirm }: SuspectTextsProps) {
  // The open ones first, so that none is out of reach.
  const open = found.filter(({ text }) => !confirmed.has(text))
  const shown = [...open, ...found.filter(({ text }) => confirmed.has(text))].slice(0, MAX_SHOWN)
  return (
    <section className="suspects t-bad" aria-label="Looks like a secret or an id">
      <p className="row">
        <KeyRound className="ic" aria-hidden="true" />
        <b>
          {found.length === 1 ? 'A text looks' : `${found.length} texts look`} like a secret or an
          id.
        </b>
      </p>
      <p className="small">
        Take it out of the plan, switch neutral names on, or confirm each that may be read by
        everybody.
      </p>
      {shown.map(({ text, looksLike }) => (
        <Check
          key={text}
          isOn={confirmed.has(text)}
          onChange={(isOn) => onConfirm(text, isOn)}
          detail={`looks like ${looksLike}`}
        >
          <code>{text.length > MAX_CHARACTERS ? `${text.slice(0, MAX_CHARACTERS)}…` : text}</code>{' '}
          may be sent
        </Check>
      ))}
      {found.length > shown.length && (
        <p className="small">
          {renderNumber(found.length - shown.length)} more; those that are confirmed go to the end.
        </p>
      )}
    </section>
  )
}

const MAX_SHOWN = 6
const MAX_CHARACTERS = 60
