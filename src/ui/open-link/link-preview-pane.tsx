import { File, Lock } from 'lucide-react'
import { useState } from 'react'
import { useSaves } from '#store/autosave.ts'
import { countUnfiledChanges } from '#store/filed-plans.ts'
import { toRoute } from '#store/link-route.ts'
import { cancelLink, openLink } from '#store/link-store.ts'
import type { IncomingLink } from '#store/link-store.ts'
import { useOpenPlan, usePlans } from '#store/plan-store.ts'
import { showToast } from '#store/toast-store.ts'
import type { LinkPreview } from '#worker/read-link.ts'
import { savePlanFile } from '../frame/plan-commands.ts'
import { Check as Choice } from '../parts/check.tsx'
import { letterOf } from '../parts/letter-of.ts'
import { renderCount, renderNumber } from '../parts/render-count.ts'
import { copyLinkAgain } from './copy-link-again.ts'
import { describeRoute } from './describe-route.ts'
import { renderLinkAddress } from './link-address.ts'
import { LinkSketch } from './link-sketch.tsx'
import { renderHolds } from './render-holds.ts'

type Way = 'beside' | 'file' | 'replace'

const KEYS: Readonly<Record<Way, string>> = {
  beside: 'Open beside my plan',
  file: 'Save mine, then open',
  replace: 'Replace my plan',
}

interface LinkPreviewPaneProps {
  readonly link: IncomingLink
  readonly preview: LinkPreview
}

/** What a link holds, what was repaired, and where it opens; the filled key says what the choice does. */
export function LinkPreviewPane({ link, preview }: LinkPreviewPaneProps) {
  const plan = useOpenPlan()
  const recent = useSaves((state) => state.recent.length)
  const [way, setWay] = useState<Way>('beside')
  const { shell } = preview.packed
  const route = toRoute(preview.view, shell)
  const open = async () => {
    if (plan !== undefined && way === 'file' && !(await savePlanFile())) return
    openLink({ isReplacing: plan !== undefined && way !== 'beside', route })
    if (link.from === 'share-file') showToast('Opened from a share file')
    else {
      showToast('Opened from a link', {
        label: 'Copy link again',
        run: () => void copyLinkAgain(link.text),
      })
    }
  }
  return (
    <>
      <div className="ol">
        <div className="ol-sketch">
          <LinkSketch zones={preview.sketch} />
          <ul className="ol-designs">
            {shell.designs.slice(0, MAX_DESIGNS).map(({ id, name }, index) => (
              <li key={id}>
                <b>{letterOf(index)}</b>
                {name}
              </li>
            ))}
          </ul>
          <p className="small dim">
            Drawn from the link. Verdicts are made here, after it is opened: they are not taken from
            whoever sent it.
          </p>
          <p className="small dim row beside-icon">
            <Lock className="ic s" aria-hidden="true" />
            <span>Nothing was sent or loaded to show this.</span>
          </p>
          <p className="small dim row beside-icon">
            <File className="ic s" aria-hidden="true" />
            <span>Names are as the sender wrote them, shown as text only.</span>
          </p>
        </div>
        <div>
          <h2>{shell.name}</h2>
          <dl className="holds">
            {renderHolds(preview).map(({ count, what }) => (
              <div key={what}>
                <dt>{what}</dt>
                <dd>{renderNumber(count)}</dd>
              </div>
            ))}
          </dl>
          <dl className="facts">
            <div>
              <dt>Opens at</dt>
              <dd>{describeRoute(route, preview.view !== undefined)}</dd>
            </div>
            <div>
              <dt>Facts of</dt>
              <dd>{renderFacts(preview)}</dd>
            </div>
            <div>
              <dt>{link.from === 'share-file' ? 'Share file' : 'Link'}</dt>
              <dd>{renderLink(link, preview)}</dd>
            </div>
          </dl>
          {plan === undefined && recent > 0 && (
            <p className="small dim">
              {recent === 1
                ? 'Your recent plan stays as it is: this one is kept beside it.'
                : `Your ${recent} recent plans stay as they are: this one is kept beside them.`}
            </p>
          )}
          {plan !== undefined && <Ways name={plan.packed.shell.name} way={way} onChange={setWay} />}
        </div>
      </div>
      <footer className="dlg-foot">
        <span className="small dim">
          {link.from === 'address'
            ? `After ${plan === undefined ? 'this' : 'either choice'} the address bar is clean; reload shows your plans.`
            : 'Nothing changes before you choose.'}
        </span>
        <button className="btn push" onClick={cancelLink}>
          Cancel
        </button>
        <button className="btn primary" autoFocus={hasKeyboard()} onClick={() => void open()}>
          {plan === undefined ? 'Open' : KEYS[way]}
        </button>
      </footer>
    </>
  )
}

const MAX_DESIGNS = 8

/** Where a finger presses, the head of the dialog is seen first, not its foot. */
function hasKeyboard(): boolean {
  return window.matchMedia('(pointer: fine)').matches
}

interface WaysProps {
  readonly name: string
  readonly way: Way
  readonly onChange: (way: Way) => void
}

/** With a plan open: beside it by default, instead of it only on purpose (L6.1). */
function Ways({ name, way, onChange }: WaysProps) {
  const changes = usePlans(countUnfiledChanges)
  const choice = (value: Way) => ({
    group: 'way',
    isOn: way === value,
    onChange: () => onChange(value),
  })
  return (
    <fieldset className="how">
      <legend>
        {changes === 0
          ? `Your plan ${name} is open`
          : `Your plan ${name} has ${renderCount(changes, 'change')} not yet in a file`}
      </legend>
      <Choice {...choice('beside')} detail="Both are in Recent plans; nothing of yours changes">
        Keep it, open this one beside it
      </Choice>
      <Choice {...choice('file')}>Save {name} as a file, then replace it</Choice>
      <Choice {...choice('replace')}>Replace it without saving</Choice>
    </fieldset>
  )
}

function renderFacts({ asOf, ownAsOf }: LinkPreview): string {
  if (asOf === ownAsOf) return `${asOf}, the same as here`
  return asOf < ownAsOf
    ? `${asOf}; here they are newer, of ${ownAsOf}, and are used`
    : `${asOf}; here they are older, of ${ownAsOf}, and are used`
}

/** A link is measured whole, as whoever sent it saw its length (L4.2). */
function renderLink({ text, from }: IncomingLink, { repairs }: LinkPreview): string {
  const whole = from === 'share-file' ? text : renderLinkAddress(text)
  const length = `${renderNumber(whole.length)} characters`
  return repairs.length === 0 ? length : `${length}; ${repairs.join('; ')}`
}
