import { quorumSize } from '#availability/quorum.ts'
import { MAX_ADVISED_MEMBERS, findOddCount, listEtcd, spreadMembers } from '../etcd-members.ts'
import { askEtcd, readSelfManaged } from '../open-questions.ts'
import type { Rule } from '../rule.ts'

/** CPL-002: an even member adds failures and no tolerance. */
export const cpl002EvenMembers: Rule = {
  id: 'CPL-002',
  title: 'Even number of etcd members, or more than seven',
  why: 'An even member adds failures but no tolerance; seven is the advised ceiling.',
  sources: ['risks 2.4 CPL-002', 'etcd.io/docs/v3.6/faq/'],
  check(context) {
    const plane = readSelfManaged(context)
    if (!('members' in plane)) return plane
    const zones = context.cluster.zones.map(({ name }) => name)
    const etcd = listEtcd(plane)
    if (!etcd.some(({ name }) => name === 'main')) return askEtcd(plane, context)
    const apiCount = (count: number) => count
    const changed = spreadMembers(plane, { zones, etcdCount: findOddCount, apiCount })
    return etcd
      .filter(({ members: { length } }) => length % 2 === 0 || length > MAX_ADVISED_MEMBERS)
      .map(({ name, members: { length }, path: list }) => {
        const text = `${findOddCount(length)} members`
        return {
          kind: 'flagged',
          severity: length === 2 ? 'high' : 'medium',
          headline: describe(name, length),
          subjects: [`${context.path}.controlPlane.${list}`],
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
              ? [{ kind: 'task', text }]
              : [{ kind: 'edit', text, controlPlane: changed }],
        }
      })
  },
}

function describe(name: string, count: number): string {
  return count > MAX_ADVISED_MEMBERS
    ? `etcd ${name} has ${count} members, more than the advised ${MAX_ADVISED_MEMBERS}`
    : `etcd ${name} has ${count} members and withstands no more failures than ${count - 1}`
}
