import './open-link.css'
import { Heading } from 'react-aria-components'
import { Check, Link } from 'lucide-react'
import type { ReactNode } from 'react'
import { cancelLink, useIncomingLink } from '#store/link-store.ts'
import { Dialog } from '../parts/dialog.tsx'
import { FailedLink } from './failed-link.tsx'
import { LinkPreviewPane } from './link-preview-pane.tsx'

/** What came with a link, before it is opened (L6.1), or the one message why it does not open (L5.4). */
export function OpenLinkDialog() {
  const link = useIncomingLink()
  if (link === undefined) return null
  const { state } = link
  switch (state.kind) {
    case 'reading':
      return (
        <LinkDialog title="A plan came with this link" widthPx={800}>
          <div className="ol" aria-busy="true">
            <div className="ol-sketch">
              <span className="sk" />
              <span className="sk" />
            </div>
            <div>
              <p className="dim">Reading it</p>
              <span className="sk b" />
            </div>
          </div>
          <footer className="dlg-foot">
            <button className="btn push" onClick={cancelLink}>
              Cancel
            </button>
          </footer>
        </LinkDialog>
      )
    case 'failed':
      return (
        <LinkDialog title="This link does not open" widthPx={560}>
          <FailedLink problem={state.problem} from={link.from} />
        </LinkDialog>
      )
    case 'read':
      return (
        <LinkDialog
          title="A plan came with this link"
          widthPx={800}
          mark={<Wholeness repairs={state.preview.repairs} />}
        >
          <LinkPreviewPane link={link} preview={state.preview} />
        </LinkDialog>
      )
  }
}

interface LinkDialogProps {
  readonly title: string
  readonly widthPx: number
  readonly mark?: ReactNode
  readonly children: ReactNode
}

function LinkDialog({ title, widthPx, mark, children }: LinkDialogProps) {
  return (
    <Dialog title={title} widthPx={widthPx} isBare onClose={cancelLink}>
      <header className="dlg-head">
        <Link className="ic" aria-hidden="true" />
        <Heading slot="title" level={1}>
          {title}
        </Heading>
        <span className="push" />
        {mark}
      </header>
      {children}
    </Dialog>
  )
}

function Wholeness({ repairs }: { readonly repairs: readonly string[] }) {
  return (
    <span className={`v ${repairs.length === 0 ? 't-good' : 't-mild'}`}>
      <Check className="ic" aria-hidden="true" />
      {repairs.length === 0 ? 'whole, as it was made' : 'whole, after a repair'}
    </span>
  )
}
