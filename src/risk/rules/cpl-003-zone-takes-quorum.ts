import { quorumSize } from '#availability/quorum.ts'
import { countByZone, listEtcd, spreadMembers } from '../etcd-members.ts'
import type { EtcdMembers, SelfManaged } from '../etcd-members.ts'
import type { Flag, Proposal, Rule, RuleContext } from '../rule.ts'

/** CPL-003: a zone holds more members than the quorum can miss. One member alone is CPL-001's. */
export const cpl003ZoneTakesQuorum: Rule = {
  id: 'CPL-003',
  title: 'One zone can take the quorum',
  why: 'The zone that holds most members ends the control plane with it; one member a zone does not.',
  sources: [
    'risks 2.4 CPL-003',
    'risks 3.2',
    'https://kops.sigs.k8s.io/operations/high_availability/',
  ],
  check(context) {
    const { controlPlane } = context.cluster
    if (controlPlane.kind !== 'self-managed') return []
    return listEtcd(controlPlane)
      .filter(({ members }) => members.length > 1)
      .flatMap((etcd) => checkEtcd(etcd, controlPlane, context))
  },
}

function checkEtcd(
  { name, members, path: list }: EtcdMembers,
  plane: SelfManaged,
  { cluster, path }: RuleContext,
): readonly Flag[] {
  const zones = cluster.zones.map((one) => one.name)
  const at = `${path}.controlPlane.${list}`
  const spare = members.length - quorumSize(members.length)
  const placed = members.filter(({ zone }) => zone !== undefined)
  const counts = countByZone(placed, zones) ?? new Map<string, number>()
  const heavy = [...counts].filter(([, count]) => count > spare)
  if (heavy.length === 0) {
    const questions = members.flatMap((member, index) =>
      member.zone === undefined
        ? [{ path: `${at}[${index}].zone`, question: `In which zone is ${member.name}?` }]
        : [],
    )
    return questions.length === 0 ? [] : [{ kind: 'unknown', questions }]
  }
  return [
    {
      kind: 'flagged',
      severity: 'high',
      subjects: members.flatMap(({ zone }, index) =>
        heavy.some(([one]) => one === zone) ? [`${at}[${index}]`] : [],
      ),
      witness: {
        formula: 'max_z m_z > n − q(n)',
        etcd: name,
        n: members.length,
        quorum: quorumSize(members.length),
        spare,
        zones: heavy.map(([zone, count]) => `${zone}: ${count}`).join(', '),
      },
      fixes: [proposeSpread(plane, { zones, count: members.length })],
    },
  ]
}

function proposeSpread(
  plane: SelfManaged,
  { zones, count }: { readonly zones: readonly string[]; readonly count: number },
): Proposal {
  const odd = count % 2 === 0 ? count - 1 : count
  const changed =
    odd < 3 || zones.length < 3 ? undefined : spreadMembers(plane, { count: odd, zones })
  return changed === undefined
    ? {
        kind: 'task',
        text: 'an odd number of members over three zones; over two, accept which one ends it',
      }
    : { kind: 'edit', text: 'the same members, spread over the zones', controlPlane: changed }
}
