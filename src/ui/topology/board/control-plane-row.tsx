import { CircleQuestionMark, Lock, Server } from 'lucide-react'
import type { HTMLAttributes, ReactNode } from 'react'
import type { Form } from '#store/form-store.ts'
import type { PictureControlPlane } from '#cluster/picture.ts'
import { DiskMark } from '../../parts/marks.tsx'
import { renderCount } from '../render-amount.ts'
import type { BoardEdits } from '../board-edits.ts'
import type { BoardView } from './board-view.ts'
import { PlaneMarks } from './plane-marks.tsx'
import type { SceneZone } from './scene.ts'
import { dragProps, useDrop } from './use-drop.ts'

type SelfManaged = Extract<PictureControlPlane, { kind: 'self-managed' }>

/** The control plane as the plan has it: one bar when AWS runs it, its members by zone when not. */
export function ControlPlaneRow({ plane, view }: { plane: PictureControlPlane; view: BoardView }) {
  switch (plane.kind) {
    case 'managed':
      return <ManagedPlane tier={plane.tier} view={view} />
    case 'self-managed':
      return <MemberPlane plane={plane} view={view} />
    case 'unknown':
      return (
        <>
          <div className="rh one">
            <PlaneName view={view} />
            <span className="only-phone">not known</span>
            <PlaneMarks />
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

function ManagedPlane({ tier, view }: { tier: string | undefined; view: BoardView }) {
  const words = tier === undefined ? 'anaged by EKS' : `anaged by EKS, ${tier} tier`
  return (
    <>
      <div className="rh one">
        <PlaneName view={view} />
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
        <PlaneName view={view} />
        <span>{renderCount(plane.members.length, 'member')}</span>
        <span>{[etcd, ...types].join(', ')}</span>
        {homeless.length > 0 && <span>zone not known: {homeless.join(', ')}</span>}
        <PlaneMarks />
      </div>
      {view.scene.zones.map((zone) => (
        <MemberCell key={zone.name} zone={zone} view={view}>
          {plane.members.length > 3 ? (
            <MemberNames plane={plane} zone={zone.name} view={view} />
          ) : (
            <MemberCards plane={plane} zone={zone.name} view={view} />
          )}
        </MemberCell>
      ))}
    </>
  )
}

/** The head of the row; pressed, it opens the form of the whole control plane. */
function PlaneName({ view: { edit } }: { view: BoardView }) {
  if (edit === undefined) return <b>Control plane</b>
  return (
    <button
      className="group-name"
      data-nav=""
      aria-label="Control plane: edit"
      tabIndex={-1}
      onClick={() => edit.open({ kind: 'control-plane' })}
    >
      Control plane
    </button>
  )
}

interface MemberCellProps {
  readonly zone: SceneZone
  readonly view: BoardView
  readonly children: ReactNode
}

/** A master or an etcd member from another zone can be let go here; their forms have the same as a list. */
function MemberCell({ zone, view, children }: MemberCellProps) {
  const { edit } = view
  const drop = useDrop(
    edit && {
      member: (name) => edit.moveMember(name, zone.name),
      etcd: (key) => {
        const [etcd = '', name = ''] = key.split(' ')
        edit.moveEtcdMember({ etcd, name }, zone.name)
      },
    },
  )
  return (
    <div
      className={`c ${zone.isDown ? 'down' : ''} ${view.hasGutter ? '' : 'nolane'} ${drop.isOver ? 'over' : ''}`}
      {...drop.props}
    >
      {children}
    </div>
  )
}

interface MembersProps {
  readonly plane: SelfManaged
  readonly zone: string
  readonly view: BoardView
}

function MemberCards({ plane, zone, view }: MembersProps) {
  const members = plane.members.filter((member) => member.zone === zone)
  const external = plane.external.filter((member) => member.zone === zone)
  if (members.length + external.length === 0) return <span className="off">none</span>
  return (
    <>
      {members.map((member) => (
        <MemberCard
          key={member.name}
          label={`Master ${member.name}: edit`}
          view={view}
          form={{ kind: 'member', member: member.name }}
          drag={dragProps('member', member.name)}
        >
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
        </MemberCard>
      ))}
      {external.map((member) => (
        <MemberCard
          key={`${member.cluster} ${member.name}`}
          label={`etcd member ${member.name} of ${member.cluster}: edit`}
          view={view}
          form={{ kind: 'control-plane' }}
          drag={dragProps('etcd', `${member.cluster} ${member.name}`)}
        >
          <DiskMark />
          <b>{member.name}</b>
          <span className="ets">
            <span className="tag">etcd {member.cluster}</span>
          </span>
        </MemberCard>
      ))}
    </>
  )
}

interface MemberCardProps {
  readonly label: string
  readonly view: BoardView
  readonly form: Form
  readonly drag: HTMLAttributes<HTMLElement>
  readonly children: ReactNode
}

function MemberCard({ label, view: { edit }, form, drag, children }: MemberCardProps) {
  if (edit === undefined) return <div className="mast">{children}</div>
  return (
    <button
      className="mast"
      data-nav=""
      aria-label={label}
      tabIndex={-1}
      {...drag}
      onClick={() => edit.open(form)}
    >
      {children}
    </button>
  )
}

/** Many members: names, then how many of each etcd cluster stand in the zone. */
function MemberNames({ plane, zone, view: { edit } }: MembersProps) {
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
        <MemberName key={member.name} name={member.name} edit={edit} />
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

function MemberName({ name, edit }: { name: string; edit: BoardEdits | undefined }) {
  const content = (
    <>
      <Server className="ic" aria-hidden="true" />
      {name}
    </>
  )
  if (edit === undefined) return <span>{content}</span>
  return (
    <button
      className="link"
      data-nav=""
      aria-label={`Master ${name}: edit`}
      tabIndex={-1}
      {...dragProps('member', name)}
      onClick={() => edit.open({ kind: 'member', member: name })}
    >
      {content}
    </button>
  )
}
