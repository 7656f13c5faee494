import type { CSSProperties, ReactNode } from 'react'

const SHAPES = ['42%', '96%', '68%'] as const

/** Before the picture is there: grey shapes where it will stand, shown only when it takes a while. */
export function BoardSkeleton({ header }: { readonly header: ReactNode }) {
  return (
    <div className="topo" aria-busy="true">
      {header}
      <div className="boardwrap">
        <div
          className="board skeleton"
          style={{ '--zones': 3 } as CSSProperties}
          aria-hidden="true"
        >
          {Array.from({ length: 16 }, (_, cell) => (
            <div key={cell} className={cell % 4 === 0 ? 'rh' : 'c nolane'}>
              {SHAPES.slice(0, cell < 4 ? 1 : 3).map((width) => (
                <i key={width} className="sk" style={{ '--w': width } as CSSProperties} />
              ))}
            </div>
          ))}
        </div>
        <p className="sr" role="status">
          The picture is being drawn
        </p>
      </div>
      <aside className="side plan" aria-hidden="true" />
    </div>
  )
}
