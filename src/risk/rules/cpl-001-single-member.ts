import { findSingleMemberBudget } from '#availability/downtime.ts'
import { KEEPS_RUNNING_WITHOUT_API, STOPS_WITHOUT_API } from '#availability/zone-loss.ts'
import { askMembers } from '#availability/control-plane-layout.ts'
import { spreadMembers } from '../etcd-members.ts'
import { readSelfManaged } from '../open-questions.ts'
import type { Proposal, Rule } from '../rule.ts'

/** CPL-001: one member, so every replacement and every failure of it takes the API. */
export const cpl001SingleMember: Rule = {
  id: 'CPL-001',
  title: 'Single control-plane member',
  why: 'Running pods continue, control stops; a zonal volume keeps the member from healing in another zone.',
  sources: ['risks 2.4 CPL-001', 'kops.sigs.k8s.io/operations/high_availability/'],
  check(context) {
    const plane = readSelfManaged(context)
    if (!('members' in plane)) return plane
    const { cluster, path, priors } = context
    const zones = cluster.zones.map(({ name }) => name)
    const at = `${path}.controlPlane`
    if (plane.members.length === 0) {
      return [{ kind: 'unknown', questions: askMembers(plane, at, zones) }]
    }
    if (plane.members.length !== 1) return []
    const atLeastThree = (count: number) => Math.max(3, count)
    const three =
      zones.length < 3
        ? undefined
        : spreadMembers(plane, { zones, etcdCount: atLeastThree, apiCount: atLeastThree })
    const fixes: readonly Proposal[] = [
      ...(three === undefined
        ? []
        : [
            {
              kind: 'edit',
              text: 'three members, one in each of three zones',
              controlPlane: three,
            } as const,
          ]),
      {
        kind: 'task',
        text: 'or a managed control plane, or accept it in writing, with a restore that was tested',
      },
    ]
    const { plannedMinutes, nodeMinutes, azMinutes, totalMinutes } = findSingleMemberBudget(priors)
    const [member] = plane.members
    return [
      {
        kind: 'flagged',
        severity: 'high',
        headline: `Without ${member?.name ?? 'its one member'} the API is down`,
        subjects: [`${at}.members[0]`],
        witness: {
          formula: '|members| = 1',
          members: 1,
          ...(member?.zone === undefined ? {} : { zone: member.zone }),
          ...(member?.group === undefined ? {} : { group: member.group }),
          plannedMinutesPerYear: plannedMinutes,
          nodeMinutesPerYear: nodeMinutes,
          zoneMinutesPerYear: azMinutes,
          totalMinutesPerYear: totalMinutes,
          stops: STOPS_WITHOUT_API.join(', '),
          keepsRunning: KEEPS_RUNNING_WITHOUT_API.join(', '),
        },
        fixes,
      },
    ]
  },
}
