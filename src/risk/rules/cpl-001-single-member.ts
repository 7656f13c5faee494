import { findSingleMemberBudget } from '#availability/downtime.ts'
import { KEEPS_RUNNING_WITHOUT_API, STOPS_WITHOUT_API } from '#availability/zone-loss.ts'
import { spreadMembers } from '../etcd-members.ts'
import type { Proposal, Rule } from '../rule.ts'

/** CPL-001: one member, so every replacement and every failure of it takes the API. */
export const cpl001SingleMember: Rule = {
  id: 'CPL-001',
  title: 'Single control-plane member',
  why: 'Running pods continue, control stops; a zonal volume keeps the member from healing in another zone.',
  sources: ['risks 2.4 CPL-001', 'https://kops.sigs.k8s.io/operations/high_availability/'],
  check({ cluster, path, priors }) {
    const { controlPlane } = cluster
    if (controlPlane.kind !== 'self-managed' || controlPlane.members.length !== 1) return []
    const zones = cluster.zones.map(({ name }) => name)
    const three = zones.length < 3 ? undefined : spreadMembers(controlPlane, { count: 3, zones })
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
      { kind: 'task', text: 'or accept it in writing, with a restore that was tested' },
    ]
    const { plannedMinutes, nodeMinutes, azMinutes, totalMinutes } = findSingleMemberBudget(priors)
    const [member] = controlPlane.members
    return [
      {
        kind: 'flagged',
        severity: 'high',
        subjects: [`${path}.controlPlane.members[0]`],
        witness: {
          formula: '|members| = 1',
          members: 1,
          ...(member?.zone === undefined ? {} : { zone: member.zone }),
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
