import type { Placement } from './choice-rows.ts'

/** Members by zone, small: a block for each that carries etcd, a block and a disc where they are apart. */
export function PlacementPicture({ placement }: { readonly placement: Placement }) {
  const { zones, members, etcd } = placement
  const shown = zones
    .map((zone, index) => ({ zone, index }))
    .filter(({ index }) => zones.length <= 3 || hasAny(placement, index) || index < 3)
  const say = (counts: readonly number[]) =>
    shown.map(({ zone, index }) => `${counts[index] ?? 0} in ${zone}`).join(', ')
  const words =
    etcd === undefined
      ? `members: ${say(members)}`
      : `API servers: ${say(members)}; etcd: ${say(etcd)}`
  return (
    <span className="plc" role="img" aria-label={words}>
      {shown.map(({ zone, index }) => (
        <span key={zone}>
          {zone.slice(-1)}
          <i>
            {Array.from({ length: members[index] ?? 0 }, (_, at) => (
              <u key={at} className={etcd === undefined ? '' : 'api'} />
            ))}
            {Array.from({ length: etcd?.[index] ?? 0 }, (_, at) => (
              <u key={`e${at}`} className="et" />
            ))}
          </i>
        </span>
      ))}
    </span>
  )
}

function hasAny({ members, etcd }: Placement, index: number): boolean {
  return (members[index] ?? 0) + (etcd?.[index] ?? 0) > 0
}
