import type { ZoneSketch } from '#worker/sketch-cluster.ts'
import { ZoneLetter } from '../parts/zone-letter.tsx'

/** A column a zone: its groups, and the volumes that live in it. */
export function LinkSketch({ zones }: { readonly zones: readonly ZoneSketch[] }) {
  return (
    <ul className="ol-zones" aria-label="Zones in the link">
      {zones.slice(0, MAX_ZONES).map(({ zone, groups, moreGroups, volumes, moreVolumes }) => (
        <li key={zone}>
          <span className="row">
            <ZoneLetter zone={zone} />
            <span className="sr">{zone}</span>
          </span>
          {groups.map((name) => (
            <span className="thing" key={name} title={name}>
              {name}
            </span>
          ))}
          {moreGroups > 0 && <small>{moreGroups} more</small>}
          {volumes.map((name) => (
            <span className="thing volume" key={name} title={name}>
              {name}
            </span>
          ))}
          {moreVolumes > 0 && <small>{moreVolumes} more</small>}
        </li>
      ))}
    </ul>
  )
}

const MAX_ZONES = 6
