import { CircleCheck } from 'lucide-react'
import { useRef } from 'react'
import { TEMPORARY_KEYS_COMMANDS } from '#aws-client/least-policy.ts'
import { allowLongLived, chooseSection, takePasted, useAws } from '#store/aws-store.ts'
import type { RecognisedKeys } from '#store/aws-store.ts'
import { Check } from '../parts/check.tsx'

/**
 * The one box for keys. What is pasted is read before it reaches the page, and never shown; what is typed
 * is taken out of the box as soon as it is understood (I15.4).
 */
export function PasteKeys() {
  const box = useRef<HTMLTextAreaElement>(null)
  const recognised = useAws((state) => state.recognised)
  const sections = useAws((state) => state.sections)
  const problems = useAws((state) => state.problems)
  const isLongLived = problems.some(({ code }) => code === 'long-lived')
  return (
    <div className="stack">
      <label className="field">
        <span>Paste what your terminal or AWS’ access portal shows</span>
        <textarea
          ref={box}
          className="input mono aws-box"
          rows={recognised === undefined ? 4 : 2}
          spellCheck={false}
          autoComplete="off"
          autoCorrect="off"
          autoCapitalize="off"
          data-1p-ignore
          data-lpignore="true"
          aria-describedby="aws-problems"
          placeholder={
            recognised === undefined
              ? 'export AWS_ACCESS_KEY_ID=… or a section of a credentials file, or JSON'
              : 'Paste again to take other keys'
          }
          onPaste={(event) => {
            const text = event.clipboardData.getData('text/plain')
            if (takePasted(text) === 'unknown') return
            // Recognised, to be used or not: it does not even reach the box.
            event.preventDefault()
            event.currentTarget.value = ''
          }}
          onChange={(event) => {
            // Typed text is half of something until it can be used.
            if (takePasted(event.target.value) === 'held') event.target.value = ''
          }}
        />
      </label>
      <div id="aws-problems" role="status">
        {recognised !== undefined && <Recognised keys={recognised} />}
        {problems.length > 0 && (
          <ul className="aws-problems">
            {problems.map(({ code, message }) => (
              <li key={code}>{capitalize(message)}.</li>
            ))}
          </ul>
        )}
      </div>
      {isLongLived && (
        <div className="stack">
          <p className="small dim">These commands give temporary ones:</p>
          {TEMPORARY_KEYS_COMMANDS.map((command) => (
            <code className="cmdline" key={command}>
              {command}
            </code>
          ))}
          <Check
            isOn={false}
            onChange={() => {
              allowLongLived()
              if (box.current !== null) box.current.value = ''
            }}
            detail="For this once; it is not remembered."
          >
            Use these long-lived keys anyway
          </Check>
        </div>
      )}
      {sections.length > 0 && (
        <fieldset className="aws-sections">
          <legend>Which of them?</legend>
          {sections.map((name, index) => (
            <button
              key={index}
              type="button"
              className="btn sm"
              onClick={() => chooseSection(index)}
            >
              {name}
            </button>
          ))}
        </fieldset>
      )}
    </div>
  )
}

const FORM_WORDS: Readonly<Record<RecognisedKeys['form'], string>> = {
  bash: 'export lines of a shell',
  variables: 'variables',
  powershell: 'PowerShell',
  cmd: 'the Windows command prompt',
  fish: 'fish',
  'credentials-file': 'a credentials file',
  process: 'JSON of a credential process',
  sts: 'JSON of aws sts',
  'identity-center': 'JSON of Identity Center',
  'bare-values': 'three bare values',
}

function Recognised({ keys }: { readonly keys: RecognisedKeys }) {
  const { form, keyIdStart, hasToken, region, expiresAtMs } = keys
  return (
    <p className="note t-good">
      <CircleCheck className="ic" aria-hidden="true" />
      <span>
        <b>
          {hasToken ? 'Temporary keys' : 'Long-lived keys'} ({keyIdStart}…)
        </b>{' '}
        from {FORM_WORDS[form]}: key id, secret{hasToken ? ' and token' : ''}
        {region === undefined ? '' : `, Region ${region}`}
        {expiresAtMs === undefined ? '' : `, until ${renderTime(expiresAtMs)}`}. The box is empty
        again.
      </span>
    </p>
  )
}

function renderTime(atMs: number): string {
  return new Date(atMs).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' })
}

function capitalize(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`
}
