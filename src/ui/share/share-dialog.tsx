import './share.css'
import { CircleAlert, CircleCheck, Copy, Link, X } from 'lucide-react'
import { useMemo, useRef, useState } from 'react'
import { Heading } from 'react-aria-components'
import type { Problem } from '#base/problem.ts'
import type { LeaveOut } from '#share/leave-out.ts'
import { toLinkView } from '#store/link-route.ts'
import { useOpenPlan } from '#store/plan-store.ts'
import type { OpenPlan } from '#store/plan-store.ts'
import type { Route } from '#store/route.ts'
import { showToast } from '#store/toast-store.ts'
import { showOverlay, viewStore } from '#store/view-store.ts'
import type { LinkProgress, MadeLink } from '#worker/make-link.ts'
import { Dialog } from '../parts/dialog.tsx'
import { ProgressBar } from '../parts/progress-bar.tsx'
import { renderCount, renderNumber } from '../parts/render-count.ts'
import { InAndOut } from './in-and-out.tsx'
import { LinkTest } from './link-test.tsx'
import { OtherWays } from './other-ways.tsx'
import { ShareOptions } from './share-options.tsx'
import { SuspectTexts } from './suspect-texts.tsx'
import { TierScale } from './tier-scale.tsx'
import { TooLong } from './too-long.tsx'
import { VerdictDifferences } from './verdict-differences.tsx'
import { isReady } from './is-ready.ts'
import { useLink } from './use-link.ts'
import type { LinkWork, ShareChoice } from './use-link.ts'

const close = () => showOverlay(undefined)

export function ShareDialog() {
  const plan = useOpenPlan()
  // The view as it was when the dialog was opened: below it nothing moves.
  const [route] = useState<Route>(() => viewStore.getState())
  if (plan === undefined) return null
  const { name } = plan.packed.shell
  return (
    <Dialog title={`Share ${name}`} widthPx={940} isBare onClose={close}>
      <header className="dlg-head">
        <Link className="ic" aria-hidden="true" />
        <Heading slot="title" level={1}>
          Share {name}
        </Heading>
        <span className="small dim">the whole plan is in the link, no server holds it</span>
        <button className="btn icon quiet push" aria-label="Close" onClick={close}>
          <X className="ic" aria-hidden="true" />
        </button>
      </header>
      <ShareForm plan={plan} route={route} />
    </Dialog>
  )
}

const AS_IT_IS: ShareChoice = { leftOut: [], hasNeutralNames: undefined }

function ShareForm({ plan, route }: { readonly plan: OpenPlan; readonly route: Route }) {
  const [choice, setChoice] = useState(AS_IT_IS)
  const [confirmed, setConfirmed] = useState<ReadonlySet<string>>(new Set())
  const view = useMemo(() => toLinkView(route), [route])
  const { packed } = plan
  const work = useLink({ packed, view, place: route.place }, choice)
  const { making } = work
  if (making === undefined) return <Waiting fault={work.fault} progress={work.makingProgress} />
  if (making.kind === 'failed') {
    return (
      <div className="sh-failed">
        <TooLong reason={renderRefusal(making.problem)} parts={[]} />
        <OtherWays plan={plan} link={undefined} isReady={false} isSound={false} />
      </div>
    )
  }
  const { link } = making
  const toggle = (option: LeaveOut | 'neutral-names', isOn: boolean) =>
    setChoice(({ leftOut, hasNeutralNames }) =>
      option === 'neutral-names'
        ? { leftOut, hasNeutralNames: isOn }
        : {
            leftOut: isOn ? [...leftOut, option] : leftOut.filter((one) => one !== option),
            hasNeutralNames,
          },
    )
  const open = link.secretsFound.filter(({ text }) => !confirmed.has(text))
  const isLinkReady = isReady(work) && open.length === 0
  const isSound = !work.isMaking && link.isTested && open.length === 0
  return (
    <>
      <div className="sh" aria-busy={work.isMaking}>
        <div>
          <LinkField link={link} isReady={isLinkReady} work={work} />
          {link.secretsFound.length > 0 && (
            <SuspectTexts
              found={link.secretsFound}
              confirmed={confirmed}
              onConfirm={(text, isConfirmed) =>
                setConfirmed((now) => {
                  const next = new Set(now)
                  if (isConfirmed) next.add(text)
                  else next.delete(text)
                  return next
                })
              }
            />
          )}
          {work.comparison !== undefined && work.comparison.differences.length > 0 && (
            <VerdictDifferences comparison={work.comparison} />
          )}
          {link.isFileBetter && (
            <TooLong
              reason={
                link.link === undefined
                  ? `No link is made: it would have ${renderNumber(link.characters)} characters, and 32,000 is the most that arrives anywhere.`
                  : 'Send the plan file instead: a link this long may be cut on its way.'
              }
              parts={link.parts}
              characters={link.characters}
            />
          )}
          <InAndOut link={link} />
          <ShareOptions
            link={link}
            shell={packed.shell}
            route={route}
            choice={choice}
            onChange={toggle}
          />
        </div>
        <OtherWays plan={plan} link={link} isReady={isLinkReady} isSound={isSound} />
      </div>
      <footer className="dlg-foot">
        <SearchNote found={link.secretsFound.length} open={open.length} />
        <button className="btn push" onClick={close}>
          Close
        </button>
      </footer>
    </>
  )
}

/** A plan beyond the limits of L5.2: the rule stands in brackets at the end of the reader's message. */
function renderRefusal({ message }: Problem): string {
  const rule = /\(([^()]+)\)\.?$/.exec(message)?.[1]
  return rule === undefined
    ? message
    : `No link can hold this plan: too many or too long (${rule}).`
}

interface WaitingProps {
  readonly fault: string | undefined
  readonly progress: LinkProgress | undefined
}

function Waiting({ fault, progress }: WaitingProps) {
  return (
    <>
      <div className="sh-failed" aria-busy={fault === undefined}>
        {fault === undefined ? (
          <>
            <p className="dim" role="status">
              Making the link, testing it, measuring what each part takes
            </p>
            {progress === undefined ? (
              <span className="sk b" />
            ) : (
              <div className="row">
                <ProgressBar label="Making the link" {...progress} />
                <span className="small dim">
                  {renderNumber(progress.done)} of {renderNumber(progress.total)} encodings
                </span>
              </div>
            )}
          </>
        ) : (
          <p role="alert">The link could not be made: {fault}</p>
        )}
      </div>
      <footer className="dlg-foot">
        <button className="btn push" onClick={close}>
          {fault === undefined ? 'Cancel' : 'Close'}
        </button>
      </footer>
    </>
  )
}

/** L7.3, in one line at the foot. */
function SearchNote({ found, open }: { readonly found: number; readonly open: number }) {
  if (found === 0) {
    return (
      <span className="small dim row">
        <CircleCheck className="ic s fine" aria-hidden="true" />
        Searched for keys, ids, addresses and e-mail: none found
      </span>
    )
  }
  return (
    <span className="small row">
      <CircleAlert className="ic s" aria-hidden="true" />
      {open === 0
        ? `${renderCount(found, 'text')} confirmed`
        : `${renderCount(open, 'text')} to confirm or to take out before it can be copied`}
    </span>
  )
}

interface LinkFieldProps {
  readonly link: MadeLink
  readonly isReady: boolean
  readonly work: LinkWork
}

function LinkField({ link, isReady: isLinkReady, work }: LinkFieldProps) {
  const field = useRef<HTMLInputElement>(null)
  const copy = async () => {
    if (link.link === undefined) return
    try {
      await navigator.clipboard.writeText(link.link)
      showToast(`Link copied, ${renderCount(link.link.length, 'character')}`)
    } catch {
      field.current?.focus()
      field.current?.select()
      showToast('The browser does not let it be copied: the link is selected, press Ctrl C')
    }
  }
  return (
    <div>
      <div className="lk">
        <input
          ref={field}
          className="mono"
          readOnly
          aria-label="The link"
          value={isLinkReady ? (link.link ?? '') : ''}
          placeholder={link.link === undefined ? 'too long for a link' : 'not yet'}
          onFocus={(event) => event.target.select()}
        />
        <button
          className={`btn ${link.isFileBetter ? '' : 'primary'}`}
          disabled={!isLinkReady}
          onClick={() => void copy()}
        >
          <Copy className="ic s" aria-hidden="true" />
          Copy link
        </button>
      </div>
      <div className="row tier-words">
        <b>{renderCount(link.characters, 'character')}</b>
        <span className="small dim">{link.tier ?? 'too long for a link'}</span>
        <LinkTest work={work} link={link} />
      </div>
      <TierScale characters={link.characters} />
    </div>
  )
}
