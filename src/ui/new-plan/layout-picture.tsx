import type { GroupLayout } from '#shapes/plan-choices.ts'

/** Three zones in small: what a group spans is seen before it is read. */
export function LayoutPicture({ layout }: { readonly layout: GroupLayout }) {
  return (
    <svg className="o" viewBox="0 0 132 34" aria-hidden="true" preserveAspectRatio="none">
      {COLUMNS.map((x) => (
        <rect key={x} className="oz" x={x} y="1" width="41" height="32" rx="2" />
      ))}
      {layout === 'one-group' && (
        <rect className="og d" x="4" y="6" width="124" height="22" rx="3" />
      )}
      {COLUMNS.map((x, index) => (
        <g key={x}>
          {layout === 'group-per-zone' && (
            <rect className="og" x={x + 5} y="6" width="31" height="22" rx="3" />
          )}
          <rect
            className={layout === 'karpenter' && index === 1 ? 'og d' : 'onode'}
            x={x + 10}
            y="11"
            width="21"
            height="12"
            rx="2"
          />
        </g>
      ))}
    </svg>
  )
}

const COLUMNS = [1, 45, 90]
