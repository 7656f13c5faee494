import { X } from 'lucide-react'
import { useEffect, useRef } from 'react'
import type { ReactNode } from 'react'
import type { Selection } from '#store/route.ts'

interface SidePanelProps {
  readonly selection: Selection | undefined
  /** What stands above the name: `Pod in namespace monitoring`. */
  readonly kick: string
  readonly name: string
  readonly mark?: ReactNode
  readonly about?: ReactNode
  /** It was opened by a key, so the focus goes into it. */
  readonly takesFocus: boolean
  readonly onClose: (() => void) | undefined
  readonly children: ReactNode
}

/** The selected thing: beside the board, at its foot where the page is narrow. */
export function SidePanel(props: SidePanelProps) {
  const { selection, kick, name, mark, about, takesFocus, onClose, children } = props
  const panel = useRef<HTMLElement>(null)
  const heading = useRef<HTMLHeadingElement>(null)
  const key = selection === undefined ? undefined : `${selection.kind} ${selection.key}`
  useEffect(() => {
    if (key === undefined) return
    if (takesFocus) heading.current?.focus()
    // In one column the panel lies below the board: it comes up far enough to be seen.
    else if (matchMedia('(max-width: 720px)').matches) panel.current?.scrollIntoView()
  }, [key, takesFocus])
  return (
    <aside
      ref={panel}
      className={selection === undefined ? 'side plan' : 'side'}
      aria-label={selection === undefined ? 'Proof' : 'Selected'}
      tabIndex={0}
    >
      <section className="who-is">
        {onClose !== undefined && <Grab onClose={onClose} />}
        <div className="row first">
          <span className="kick">{kick}</span>
          {onClose !== undefined && (
            <button className="btn icon quiet push close" aria-label="Close" onClick={onClose}>
              <X className="ic s" aria-hidden="true" />
            </button>
          )}
        </div>
        <div className="row wrap name">
          <h2 ref={heading} tabIndex={-1}>
            {name}
          </h2>
          {mark}
        </div>
        {about !== undefined && <div className="small dim about">{about}</div>}
      </section>
      {children}
    </aside>
  )
}

const CLOSING_DRAG_PX = 48

/** The sheet is closed by dragging it down; keys and readers have the close button. */
function Grab({ onClose }: { onClose: () => void }) {
  const startPx = useRef<number>(undefined)
  return (
    <i
      className="grab"
      aria-hidden="true"
      onPointerDown={(event) => {
        startPx.current = event.clientY
        event.currentTarget.setPointerCapture(event.pointerId)
      }}
      onPointerUp={(event) => {
        const dragPx = event.clientY - (startPx.current ?? event.clientY)
        startPx.current = undefined
        if (dragPx >= CLOSING_DRAG_PX) onClose()
      }}
    />
  )
}
