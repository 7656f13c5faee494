import { quorumSize } from '#availability/quorum.ts'
import { listEtcd, spreadMembers } from '../etcd-members.ts'
import type { Rule } from '../rule.ts'

/** The advised ceiling. */
const MAX_MEMBERS = 7

/** CPL-002: an even member adds failures and no tolerance. */
export const cpl002EvenMembers: Rule = {
  id: 'CPL-002',
  title: 'Even number of etcd members, or more than seven',
  why: 'An even member adds failures but no tolerance; seven is the advised ceiling.',
  sources: ['risks 2.4 CPL-002', 'https://etcd.io/docs/v3.6/faq/'],
  check({ cluster, path }) {
    const { controlPlane } = cluster
    if (controlPlane.kind !== 'self-managed') return []
    const zones = cluster.zones.map(({ name }) => name)
    return listEtcd(controlPlane)
      .filter(({ members: { length } }) => length % 2 === 0 || length > MAX_MEMBERS)
      .map(({ name, members: { length }, path: list }) => {
        const count = length <= 4 ? 3 : 5
        const changed = spreadMembers(controlPlane, { count, zones })
        return {
          kind: 'flagged',
          severity: length === 2 ? 'high' : 'medium',
          subjects: [`${path}.controlPlane.${list}`],
          witness: {
            formula: 'n even ∨ n > 7',
            etcd: name,
            n: length,
            quorum: quorumSize(length),
            tolerates: length - quorumSize(length),
            oneLessTolerates: length - 1 - quorumSize(length - 1),
          },
          fixes:
            changed === undefined
              ? [{ kind: 'task', text: `${count} members` }]
              : [{ kind: 'edit', text: `${count} members`, controlPlane: changed }],
        }
      })
  },
}
