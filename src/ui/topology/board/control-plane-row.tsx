import { CircleQuestionMark, Lock, Server } from 'lucide-react'
import type { PictureControlPlane } from '#cluster/picture.ts'
import { DiskMark } from '../../parts/marks.tsx'
import { renderCount } from '../render-amount.ts'
import type { BoardView } from './board-view.ts'

type SelfManaged = Extract<PictureControlPlane, { kind: 'self-managed' }>

/** The control plane as the plan has it: one bar when AWS runs it, its members by zone when not. */
export function ControlPlaneRow({ plane, view }: { plane: PictureControlPlane; view: BoardView }) {
  switch (plane.kind) {
    case 'managed':
      return <ManagedPlane tier={plane.tier} />
    case 'self-managed':
      return <MemberPlane plane={plane} view={view} />
    case 'unknown':
      return (
        <>
          <div className="rh one">
            <b>Control plane</b>
            <span className="only-phone">not known</span>
          </div>
          <div className="span hide-phone">
            <div className="managed">
              <CircleQuestionMark className="ic s" aria-hidden="true" />
              <b>Not known</b>
              <span>no file says who runs the masters</span>
            </div>
          </div>
        </>
      )
  }
}

function ManagedPlane({ tier }: { tier: string | undefined }) {
  const words = tier === undefined ? 'anaged by EKS' : `anaged by EKS, ${tier} tier`
  return (
    <>
      <div className="rh one">
        <b>Control plane</b>
        <span className="only-phone">m{words}</span>
      </div>
      <div className="span hide-phone">
        <div className="managed">
          <Lock className="ic s" aria-hidden="true" />
          <b>M{words}</b>
          <span>members and etcd over the zones, placed by AWS</span>
          <span className="hide push">no member of yours to lose</span>
        </div>
      </div>
    </>
  )
}

function MemberPlane({ plane, view }: { plane: SelfManaged; view: BoardView }) {
  const types = [...new Set(plane.members.flatMap((member) => member.instanceType ?? []))]
  const homeless = [
    ...plane.members.filter((member) => member.zone === undefined).map((member) => member.name),
    ...plane.external.filter((member) => member.zone === undefined).map((member) => member.name),
  ]
  const etcd = plane.etcd === 'unknown' ? 'etcd not known' : `etcd ${plane.etcd}`
  return (
    <>
      <div className="rh">
        <b>Control plane</b>
        <span>{renderCount(plane.members.length, 'member')}</span>
        <span>{[etcd, ...types].join(', ')}</span>
        {homeless.length > 0 && <span>zone not known: {homeless.join(', ')}</span>}
      </div>
      {view.scene.zones.map((zone) => (
        <div
          key={zone.name}
          className={`c ${zone.isDown ? 'down' : ''} ${view.hasGutter ? '' : 'nolane'}`}
        >
          {plane.members.length > 3 ? (
            <MemberNames plane={plane} zone={zone.name} />
          ) : (
            <MemberCards plane={plane} zone={zone.name} />
          )}
        </div>
      ))}
    </>
  )
}

function MemberCards({ plane, zone }: { plane: SelfManaged; zone: string }) {
  const members = plane.members.filter((member) => member.zone === zone)
  const external = plane.external.filter((member) => member.zone === zone)
  if (members.length + external.length === 0) return <span className="off">none</span>
  return (
    <>
      {members.map((member) => (
        <div key={member.name} className="mast">
          <Server className="ic" aria-hidden="true" />
          <b>{member.name}</b>
          <span className="ets">
            {member.etcd.map((name) => (
              <span key={name} className="tag" title={`etcd ${name}`}>
                <DiskMark />
                {name}
              </span>
            ))}
          </span>
        </div>
      ))}
      {external.map((member) => (
        <div key={`${member.cluster} ${member.name}`} className="mast">
          <DiskMark />
          <b>{member.name}</b>
          <span className="ets">
            <span className="tag">etcd {member.cluster}</span>
          </span>
        </div>
      ))}
    </>
  )
}

/** Many members: names, then how many of each etcd cluster stand in the zone. */
function MemberNames({ plane, zone }: { plane: SelfManaged; zone: string }) {
  const members = plane.members.filter((member) => member.zone === zone)
  const counts = new Map<string, number>()
  const clusters = [
    ...members.flatMap((member) => member.etcd),
    ...plane.external.filter((member) => member.zone === zone).map((member) => member.cluster),
  ]
  for (const name of clusters) counts.set(name, (counts.get(name) ?? 0) + 1)
  if (members.length === 0 && counts.size === 0) return <span className="off">none</span>
  return (
    <div className="mem5">
      {members.map((member) => (
        <span key={member.name}>
          <Server className="ic" aria-hidden="true" />
          {member.name}
        </span>
      ))}
      {counts.size > 0 && (
        <em>
          <DiskMark />
          {[...counts].map(([name, count]) => `${name} ${count}`).join(', ')}
        </em>
      )}
    </div>
  )
}
