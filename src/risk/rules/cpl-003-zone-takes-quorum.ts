import { askZone } from '#availability/control-plane-layout.ts'
import { quorumSize } from '#availability/quorum.ts'
import { countByZone, findOddCount, listEtcd, spreadMembers } from '../etcd-members.ts'
import type { EtcdMembers, SelfManaged } from '../etcd-members.ts'
import { askEtcd, readSelfManaged } from '../open-questions.ts'
import type { Flag, Proposal, Rule, RuleContext } from '../rule.ts'

/** CPL-003: a zone holds more members than the quorum can miss. One member alone is CPL-001's. */
export const cpl003ZoneTakesQuorum: Rule = {
  id: 'CPL-003',
  title: 'One zone can take the quorum',
  why: 'The zone that holds most members ends the control plane with it; one member a zone does not.',
  sources: ['risks 2.4 CPL-003', 'risks 3.2', 'kops.sigs.k8s.io/operations/high_availability/'],
  check(context) {
    const plane = readSelfManaged(context)
    if (!('members' in plane)) return plane
    const etcd = listEtcd(plane)
    if (!etcd.some(({ name }) => name === 'main')) return askEtcd(plane, context)
    return etcd
      .filter(({ members }) => members.length > 1)
      .flatMap((one) => checkEtcd(one, plane, context))
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
  const heavy = [...countByZone(members)].filter(([, count]) => count > spare)
  if (heavy.length === 0) {
    const questions = members.flatMap((member, index) =>
      member.zone === undefined ? [askZone(member.name, `${at}[${index}]`, zones)] : [],
    )
    return questions.length === 0 ? [] : [{ kind: 'unknown', questions }]
  }
  return [
    {
      kind: 'flagged',
      severity: 'high',
      headline: `Without ${heavy.map(([zone]) => zone).join(' or ')}, etcd ${name} has no quorum`,
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
      fixes: [proposeSpread(plane, zones)],
    },
  ]
}

function proposeSpread(plane: SelfManaged, zones: readonly string[]): Proposal {
  const apiCount = (count: number) => count
  const changed =
    zones.length < 3
      ? undefined
      : spreadMembers(plane, { zones, etcdCount: findOddCount, apiCount })
  return changed === undefined
    ? {
        kind: 'task',
        text: 'an odd number of members over three zones; over two, accept which one ends it',
      }
    : { kind: 'edit', text: 'the members spread over the zones', controlPlane: changed }
}
