import { Server } from 'lucide-react'
import type { SelfManaged } from '#plan/edit-control-plane.ts'
import { MAX_MEMBERS } from '#plan/edit-control-plane.ts'
import type { Cluster } from '#plan/schema.ts'
import { ZoneLetter } from '../parts/zone-letter.tsx'
import { MemberChip } from './member-chip.tsx'
import type { MemberList } from './plane-edits.ts'
import { PLANE_EDITS } from './plane-edits.ts'
import { PlaneSettings } from './plane-settings.tsx'

/** Who runs the control plane, where its members stand, and how it is reached: changed where it stands. */
export function PlacementCard({ cluster }: { readonly cluster: Cluster }) {
  const { controlPlane } = cluster
  return (
    <section className="card" aria-labelledby="cp-placement">
      <header>
        <Server className="ic" aria-hidden="true" />
        <h2 id="cp-placement">Placement by zone</h2>
        <span className="push small dim">press a member to move it, + to add one</span>
      </header>
      <div className="body stack">
        <PlaneSettings plane={controlPlane} />
        {controlPlane.kind === 'self-managed' && (
          <Placement plane={controlPlane} cluster={cluster} />
        )}
        {controlPlane.kind === 'managed' && (
          <p className="small dim">
            AWS places the members and etcd: none of them is yours to lose.
          </p>
        )}
      </div>
    </section>
  )
}

interface PlacementProps {
  readonly plane: SelfManaged
  readonly cluster: Cluster
}

interface PlacedList {
  readonly list: MemberList
  readonly name: string
  readonly members: readonly { readonly name: string; readonly zone?: string | undefined }[]
}

function Placement({ plane, cluster }: PlacementProps) {
  const zones = cluster.zones.map(({ name }) => name)
  const isExternal = plane.etcd.topology === 'external'
  const lists: readonly PlacedList[] = [
    { list: 'members', name: isExternal ? 'API servers' : 'members', members: plane.members },
    ...plane.etcd.clusters.map((one) => ({
      list: one.name,
      name: `etcd ${one.name}`,
      members: one.members,
    })),
  ]
  const all = lists.flatMap(({ members }) => members)
  const strays = [...new Set(all.flatMap(({ zone }) => zone ?? []))].filter(
    (zone) => !zones.includes(zone),
  )
  const columns: readonly (string | undefined)[] = [
    ...zones,
    ...strays,
    ...(all.some(({ zone }) => zone === undefined) ? [undefined] : []),
  ]
  return (
    <div className="cp-scroll">
      <table className="cpl">
        <thead>
          <tr>
            <th scope="col">
              <span className="sr">list</span>
            </th>
            {columns.map((zone) => (
              <th key={zone ?? ''} scope="col">
                {zone === undefined ? (
                  'zone not known'
                ) : (
                  <span className="cp-zone">
                    <ZoneLetter zone={zone} />
                    {zone}
                    {strays.includes(zone) && <small>not in the plan</small>}
                  </span>
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lists.map((one) => (
            <tr key={one.list}>
              <th scope="row">{one.name}</th>
              {columns.map((zone) => (
                <td key={zone ?? ''}>
                  <div className="cp-cell">
                    {one.members
                      .filter((member) => member.zone === zone)
                      .map((member) => (
                        <MemberChip
                          key={member.name}
                          list={one.list}
                          listName={one.name}
                          member={member}
                          zones={zones}
                          instanceType={
                            plane.members.find(({ name }) => name === member.name)?.instanceType
                          }
                        />
                      ))}
                    {zone !== undefined && zones.includes(zone) && (
                      <AddButton one={one} zone={zone} />
                    )}
                  </div>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function AddButton({ one, zone }: { readonly one: PlacedList; readonly zone: string }) {
  return (
    <button
      className="btn quiet icon cp-add"
      aria-label={`Add to ${one.name} in ${zone}`}
      disabled={one.members.length >= MAX_MEMBERS}
      onClick={() => PLANE_EDITS.add(one.list, zone)}
    >
      +
    </button>
  )
}
