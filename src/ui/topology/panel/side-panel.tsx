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
  const heading = useRef<HTMLHeadingElement>(null)
  const key = selection === undefined ? undefined : `${selection.kind} ${selection.key}`
  useEffect(() => {
    if (key !== undefined && takesFocus) heading.current?.focus()
  }, [key, takesFocus])
  return (
    <aside
      className={selection === undefined ? 'side plan' : 'side'}
      aria-label={selection === undefined ? 'Proof' : 'Selected'}
      tabIndex={0}
    >
      <section className="who-is">
        {onClose !== undefined && <i className="grab" aria-hidden="true" />}
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
