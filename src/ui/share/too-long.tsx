import { CircleAlert } from 'lucide-react'
import type { LinkPart } from '#share/measure-parts.ts'
import { namePart } from '#share/name-part.ts'

interface TooLongProps {
  readonly reason: string
  readonly parts: readonly LinkPart[]
  readonly characters?: number
}

/** Why the file is better, and the three largest parts of the plan (L4.3). */
export function TooLong({ reason, parts, characters = 0 }: TooLongProps) {
  return (
    <div className="note t-warn">
      <CircleAlert className="ic" aria-hidden="true" />
      <span>
        <b>{reason}</b>
        {parts.length > 0 && (
          <span className="largest">
            Largest:{' '}
            {parts
              .slice(0, 3)
              .map((part) => renderPart(part, characters))
              .join('; ')}
            .
          </span>
        )}
      </span>
    </div>
  )
}

/** "4,100 workloads: 61 %". */
function renderPart(part: LinkPart, whole: number): string {
  const share = whole === 0 ? 0 : Math.round((100 * part.characters) / whole)
  return `${namePart(part)}: ${share < 1 ? 'under 1' : share} %`
}
