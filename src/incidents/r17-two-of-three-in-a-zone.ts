import { makePlanePlan } from './make-plane-plan.ts'
import type { PlaneIncident } from './plane-incident.ts'

/** Three members of etcd in two zones. */
const A = 'us-east-1a'
const B = 'us-east-1b'
const C = 'us-east-1c'
const REGION = { region: 'us-east-1', provisioner: 'kops' } as const

export const r17TwoOfThreeInAZone: PlaneIncident = {
  id: 'R17',
  title: 'Two of three members in one zone',
  story:
    'Three masters, made while the region offered two zones: two in a, one in b. Zone a goes. One member of three is left, which is no quorum, and the API server answers nothing.',
  sources: ['kubernetes/kops#2064', 'kubernetes/kops#3503', 'kubernetes/kops#6641'],
  message: undefined,
  reading:
    'Losing b would have been nothing. A member added now cannot help: adding one needs the quorum that is gone. When a is back with its volumes the quorum is back; if they are lost, only a backup is left.',
  plan: makePlanePlan('masters-us-east-1', {
    ...REGION,
    zones: [{ name: A }, { name: B }],
    members: [A, A, B],
  }),
  sketch: { zones: [A, B], members: [A, A, B], lost: A },
  expected: { rule: 'CPL-003', says: 'one zone can take the quorum' },
  repaired: {
    title: 'A member in each of three zones',
    why: 'Whichever zone goes, two of three members are left and go on.',
    plan: makePlanePlan('masters-us-east-1-repaired', {
      ...REGION,
      zones: [{ name: A }, { name: B }, { name: C }],
      members: [A, B, C],
    }),
    sketch: { zones: [A, B, C], members: [A, B, C], lost: A },
  },
}
