import {
  addEtcdMember,
  addMember,
  findSelfManaged,
  moveEtcdMember,
  moveMember,
  removeEtcdMember,
  removeMember,
  setApiEndpoint,
  setControlPlaneKind,
  setControlPlaneTier,
  setEtcdCluster,
  setEtcdTopology,
  setMemberType,
  setSelfManaged,
} from '#plan/edit-control-plane.ts'
import type { ApiEndpoint, EtcdClusterName, EtcdTopology } from '#plan/edit-control-plane.ts'
import { setAssumption } from '#plan/set-assumption.ts'
import type { ControlPlane, Plan } from '#plan/schema.ts'
import { editPlan } from '#store/plan-store.ts'
import { showToast } from '#store/toast-store.ts'
import { viewStore } from '#store/view-store.ts'
import type { Place } from '#worker/protocol.ts'
import { undoEdit } from '../frame/plan-commands.ts'

/** A list of members: the masters, or those of one etcd cluster. */
export type MemberList = 'members' | EtcdClusterName

/** Edits of the control plane that is shown: each is one step of undo, and says what it did. */
export const PLANE_EDITS = {
  add: (list: MemberList, zone: string) => {
    change(
      (plan, place) =>
        list === 'members'
          ? addMember(plan, place, { zone })
          : addEtcdMember(plan, { ...place, etcd: list }, { zone }),
      `${nameOf(list)} added in ${zone}`,
    )
  },
  move: (list: MemberList, member: string, zone: string) => {
    change(
      (plan, place) =>
        list === 'members'
          ? moveMember(plan, { ...place, member }, zone)
          : moveEtcdMember(plan, { ...place, etcd: list, member }, zone),
      `${member} moved to ${zone}`,
    )
  },
  remove: (list: MemberList, member: string) => {
    change(
      (plan, place) =>
        list === 'members'
          ? removeMember(plan, { ...place, member })
          : removeEtcdMember(plan, { ...place, etcd: list, member }),
      `${member} removed${list === 'members' ? '' : ` from etcd ${list}`}`,
    )
  },
  setType: (member: string, instanceType: string | undefined) => {
    change(
      (plan, place) => setMemberType(plan, { ...place, member }, instanceType),
      `${member} is ${instanceType ?? 'of a type not known'}`,
    )
  },
  setAllTypes: (instanceType: string | undefined) => {
    change(
      (plan, place) => setTypes(plan, place, instanceType),
      `All members are ${instanceType ?? 'of a type not known'}`,
    )
  },
  setKind: (kind: ControlPlane['kind']) => {
    change((plan, place) => setControlPlaneKind(plan, place, kind), `Control plane ${kind}`)
  },
  setTier: (tier: string) => {
    change((plan, place) => setControlPlaneTier(plan, place, tier), `EKS tier ${tier}`)
  },
  setTopology: (topology: EtcdTopology) => {
    change((plan, place) => setEtcdTopology(plan, place, topology), `etcd ${topology}`)
  },
  setEndpoint: (endpoint: ApiEndpoint | undefined) => {
    change(
      (plan, place) => setApiEndpoint(plan, place, endpoint),
      `API endpoint ${endpoint ?? 'not known'}`,
    )
  },
  setPrior: (name: string, value: number | undefined) => {
    change(
      (plan, { design }) => setAssumption(plan, design, { name, value }),
      `${name} ${value ?? 'back to its default'}`,
    )
  },
  setEvents: (isThere: boolean) => {
    change(
      (plan, place) => setEtcdCluster(plan, { ...place, etcd: 'events' }, isThere),
      isThere ? 'etcd events added' : 'etcd events removed',
    )
  },
}

function change(edit: (plan: Plan, place: Place) => Plan, label: string): void {
  const { place } = viewStore.getState()
  editPlan((plan) => edit(plan, place), label)
  showToast(label, { label: 'Undo', run: undoEdit })
}

function nameOf(list: MemberList): string {
  return list === 'members' ? 'Master' : `Member of etcd ${list}`
}

function setTypes(plan: Plan, place: Place, instanceType: string | undefined): Plan {
  const members = findSelfManaged(plan, place)?.members ?? []
  const changed = members.reduce(
    (now, { name }) => setMemberType(now, { ...place, member: name }, instanceType),
    plan,
  )
  const plane = findSelfManaged(changed, place)
  if (plane?.etcd.topology !== 'external' || instanceType === undefined) return changed
  const clusters = plane.etcd.clusters.map((one) => ({
    ...one,
    members: one.members.map((member) => ({ ...member, instanceType })),
  }))
  return setSelfManaged(changed, place, { ...plane, etcd: { ...plane.etcd, clusters } })
}
