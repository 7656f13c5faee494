import { Trash2 } from 'lucide-react'
import { useMemo, useState } from 'react'
import type { Problem } from '#base/problem.ts'
import { checkPart } from '#plan/check-part.ts'
import * as edit from '#plan/edit-control-plane.ts'
import type { Plan } from '#plan/schema.ts'
import { closeForm } from '#store/form-store.ts'
import { editPlan } from '#store/plan-store.ts'
import { findEmptiest } from './find-emptiest.ts'
import { FormFrame } from './form-frame.tsx'
import { SelectField, toChoices } from './select-field.tsx'
import { TextField } from './text-field.tsx'
import { TypesField } from './types-field.tsx'
import type { ShownCluster } from './use-cluster.ts'
import { WaitingForm } from './waiting-form.tsx'

/** One master: its zone and its machine. The first one makes the control plane self-managed. */
export function MemberForm({
  shown,
  member,
}: {
  readonly shown: ShownCluster
  readonly member: string | undefined
}) {
  const { plan, place, cluster } = shown
  const zones = cluster.zones.map(({ name }) => name)
  const plane = edit.findSelfManaged(plan, place)
  const known = plane?.members.find(({ name }) => name === member)
  const [zone, setZone] = useState(
    () => known?.zone ?? (member === undefined ? findEmptiest(zones, plane?.members ?? []) : ''),
  )
  const [types, setTypes] = useState<readonly string[]>(() => {
    const type = known?.instanceType ?? plane?.members[0]?.instanceType
    return type === undefined ? [] : [type]
  })
  const [name, setName] = useState(
    () => known?.name ?? (plane === undefined ? '' : edit.findFreeMemberName(plane, zone)),
  )
  const [isNamed, setNamed] = useState(known !== undefined)
  const freeName = plane === undefined ? name : edit.findFreeMemberName(plane, zone)
  const shownName = isNamed ? name : freeName
  const problems = useMemo(
    (): readonly Problem[] =>
      plane === undefined ? [] : checkMember(shown, plane, { known: member, name: shownName }),
    [shown, plane, member, shownName],
  )
  if (member !== undefined && known === undefined) {
    return <WaitingForm words={`The plan has no master ${member} any more.`} />
  }
  const apply = (): void => {
    closeForm()
    const [instanceType] = types
    if (known !== undefined) {
      const at = { ...place, member: known.name }
      editPlan(
        (now) => {
          const moved = edit.moveMember(now, at, zone === '' ? undefined : zone)
          const typed = edit.setMemberType(moved, at, instanceType)
          return edit.renameMember(typed, at, shownName)
        },
        describe(known, { zone, instanceType, name: shownName }),
      )
      return
    }
    const own = {
      ...(zone === '' ? {} : { zone }),
      ...(instanceType === undefined ? {} : { instanceType }),
    }
    editPlan(
      (now) => addTo(now, shown, { ...own, name: shownName }),
      `master ${shownName || zone} added`,
    )
  }
  return (
    <FormFrame
      label={known === undefined ? 'New master' : `Master ${known.name}`}
      problems={problems}
      applyWords={known === undefined ? 'Add the master' : 'Apply'}
      onApply={apply}
      onCancel={closeForm}
      actions={
        known !== undefined && (
          <button
            type="button"
            className="btn quiet"
            onClick={() => {
              closeForm()
              editPlan(
                (now) => edit.removeMember(now, { ...place, member: known.name }),
                `master ${known.name} removed`,
              )
            }}
          >
            <Trash2 className="ic s" aria-hidden="true" />
            Remove
          </button>
        )
      }
    >
      {plane === undefined && (
        <p className="small dim">
          The control plane is{' '}
          {cluster.controlPlane.kind === 'managed' ? 'managed by EKS' : 'not known'}. With a master
          of your own it becomes yours, with etcd on it.
        </p>
      )}
      {plane !== undefined && (
        <TextField
          name="name"
          label="Name"
          value={shownName}
          onChange={(typed) => {
            setNamed(true)
            setName(typed)
          }}
        />
      )}
      <SelectField
        name="zone"
        label="Zone"
        value={zone}
        choices={[...(zone === '' ? [{ value: '', label: 'not known' }] : []), ...toChoices(zones)]}
        {...(plane !== undefined && plane.etcd.topology !== 'external'
          ? { hint: 'The etcd members on it go along' }
          : {})}
        onChange={setZone}
      />
      <TypesField
        name="instanceType"
        label="Instance type"
        isSingle
        value={types}
        region={cluster.region}
        zones={zone === '' ? [] : [zone]}
        onChange={setTypes}
      />
    </FormFrame>
  )
}

/** A managed control plane becomes self-managed with this one master. */
function addTo(
  plan: Plan,
  { place }: ShownCluster,
  member: { readonly name: string; readonly zone?: string; readonly instanceType?: string },
): Plan {
  if (edit.findSelfManaged(plan, place) !== undefined) {
    return edit.addMember(plan, place, member)
  }
  const begun = edit.setControlPlaneKind(plan, place, 'self-managed')
  const plane = edit.findSelfManaged(begun, place)
  if (plane === undefined) return plan
  const empty = {
    ...plane,
    members: [],
    etcd: {
      ...plane.etcd,
      clusters: plane.etcd.clusters.map((one) => ({ ...one, members: [] })),
    },
  }
  const { zone, instanceType } = member
  return edit.addMember(edit.setSelfManaged(begun, place, empty), place, {
    ...(zone === undefined ? {} : { zone }),
    ...(instanceType === undefined ? {} : { instanceType }),
  })
}

function checkMember(
  { plan, place }: ShownCluster,
  plane: edit.SelfManaged,
  { known, name }: { readonly known: string | undefined; readonly name: string },
): readonly Problem[] {
  if (known === undefined && plane.members.length >= edit.MAX_MEMBERS) {
    const message = `a plan holds at most ${edit.MAX_MEMBERS} masters`
    return [{ code: 'plan/wrong-value', path: '', message }]
  }
  const at =
    known === undefined
      ? plane.members.length
      : plane.members.findIndex((member) => member.name === known)
  const path = ['designs', place.design, 'clusters', place.cluster, 'controlPlane', 'members', at]
  return checkPart(plan, path, { ...plane.members[at], name: name.trim() })
}

function describe(
  before: edit.Master,
  after: {
    readonly zone: string
    readonly instanceType: string | undefined
    readonly name: string
  },
): string {
  const parts = [
    ...(before.zone === after.zone ? [] : [`zone ${before.zone ?? 'not known'} → ${after.zone}`]),
    ...(before.instanceType === after.instanceType
      ? []
      : [`type ${before.instanceType ?? 'not known'} → ${after.instanceType ?? 'not known'}`]),
    ...(before.name === after.name ? [] : [`name → ${after.name}`]),
  ]
  return `${parts.join(', ')} of master ${before.name}`
}
