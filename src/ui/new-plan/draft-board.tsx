import type { ReactNode } from 'react'
import type { Picture } from '#cluster/picture.ts'
import { DiskMark } from '../parts/marks.tsx'
import { ZoneLetter } from '../parts/zone-letter.tsx'

/** The plan so far, zone by zone: members, nodes with their pods, volumes, and the pods that wait. */
export function DraftBoard({ picture }: { readonly picture: Picture }) {
  const { zones, controlPlane } = picture
  const members = controlPlane.kind === 'self-managed' ? controlPlane.members : []
  const external = controlPlane.kind === 'self-managed' ? controlPlane.external : []
  const waiting = picture.pending.map(({ pod }) => picture.pods.names[pod] ?? '')
  return (
    <div
      className="pvb"
      role="group"
      aria-label="The plan by zone"
      style={{ gridTemplateColumns: `repeat(${zones.length}, minmax(0, 1fr))` }}
    >
      {zones.map(({ name }) => (
        <div key={name} className="zh">
          <ZoneLetter zone={name} />
          <span>{name}</span>
        </div>
      ))}
      {members.length > 0 && (
        <Row
          label={external.length > 0 ? 'members, and etcd apart' : 'members, with etcd'}
          zones={zones.map(({ name }) => name)}
          cell={(zone) => [
            ...members
              .filter((one) => one.zone === zone)
              .map((one) => <u key={one.name}>{one.name}</u>),
            ...external
              .filter((one) => one.zone === zone && one.cluster === 'main')
              .map((one) => <u key={`e ${one.name}`}>{one.name}</u>),
          ]}
        />
      )}
      <GroupRows picture={picture} />
      {picture.volumes.length > 0 && (
        <Row
          label="volumes"
          zones={zones.map(({ name }) => name)}
          cell={(zone) =>
            picture.volumes
              .filter((volume) => volume.zone === zone)
              .map((volume) => (
                <u key={volume.name}>
                  <DiskMark className="s" /> {volume.name}
                </u>
              ))
          }
        />
      )}
      {waiting.length > 0 && (
        <p className="lab wait">
          {waiting.slice(0, 6).join(', ')}
          {waiting.length > 6 && ` and ${waiting.length - 6} more`}: waiting for a first node
        </p>
      )}
    </div>
  )
}

function GroupRows({ picture }: { readonly picture: Picture }) {
  const { groups, zones } = picture
  if (groups.length === 0) return <p className="lab">no node group yet</p>
  const [first] = groups
  const sizes = first?.min === undefined ? '' : `, ${first.min} / ${first.desired} / ${first.max}`
  const label =
    groups.length === 1
      ? `${first?.name ?? ''}${sizes}`
      : `${groups.map(({ name }) => name).join(', ')}${sizes} each`
  return (
    <Row
      label={label}
      zones={zones.map(({ name }) => name)}
      cell={(zone) => {
        const nodes = picture.nodes.flatMap((node, index) =>
          node.zone === zone ? [{ node, index }] : [],
        )
        const spans = groups.filter((group) => group.zones.includes(zone))
        if (nodes.length === 0) {
          return spans.map((group) => (
            <u key={group.name} className="v2">
              {group.name}, no node
            </u>
          ))
        }
        return nodes.map(({ node, index }) => (
          <u key={node.name}>
            <b>{node.name}</b>
            {listPods(picture, index) || 'no pod of it'}
          </u>
        ))
      }}
    />
  )
}

/** What every node runs is left out. */
function listPods({ pods }: Picture, node: number): string {
  return pods.names
    .filter((_, index) => pods.node[index] === node && pods.tone[index] !== 2)
    .join(', ')
}

function Row({
  label,
  zones,
  cell,
}: {
  readonly label: string
  readonly zones: readonly string[]
  readonly cell: (zone: string) => ReactNode
}) {
  return (
    <>
      <p className="lab">{label}</p>
      {zones.map((zone) => (
        <div key={zone} className="zc">
          {cell(zone)}
        </div>
      ))}
    </>
  )
}
