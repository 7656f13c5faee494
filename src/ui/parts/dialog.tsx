import { X } from 'lucide-react'
import type { CSSProperties, ReactNode } from 'react'
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components'

interface DialogProps {
  readonly title: string
  readonly widthPx?: number
  readonly onClose: () => void
  /** The title is for readers only: the content brings its own head. */
  readonly isBare?: boolean
  /** A press beside it does not close it: work that takes long would be lost. */
  readonly isFirm?: boolean
  readonly children: ReactNode
}

/** Over the content, below the top bar; Tab stays inside, Esc closes, the focus goes back. */
export function Dialog({ title, widthPx = 640, onClose, isBare, isFirm, children }: DialogProps) {
  return (
    <ModalOverlay
      className="scrim"
      isOpen
      isDismissable={isFirm !== true}
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose()
      }}
    >
      <Modal className="dlg" style={{ '--w': `${widthPx}px` } as CSSProperties}>
        <AriaDialog {...(isBare === true ? { 'aria-label': title } : {})}>
          {isBare !== true && (
            <header className="dlg-head">
              <Heading slot="title" level={1}>
                {title}
              </Heading>
              <button className="btn icon quiet push" aria-label="Close" onClick={onClose}>
                <X className="ic" aria-hidden="true" />
              </button>
            </header>
          )}
          {children}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  )
}
