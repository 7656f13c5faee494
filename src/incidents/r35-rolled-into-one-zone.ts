import { makePlanePlan } from './make-plane-plan.ts'
import type { PlaneIncident } from './plane-incident.ts'

/** Three failure domains, and a rollout that does not count which of them it takes from. */
const A = 'eu-central-1a'
const B = 'eu-central-1b'
const C = 'eu-central-1c'
const ZONES = {
  region: 'eu-central-1',
  provisioner: 'capa',
  zones: [{ name: A }, { name: B }, { name: C }],
} as const

export const r35RolledIntoOneZone: PlaneIncident = {
  id: 'R35',
  title: 'Rolled from three zones into two',
  story:
    'Cluster API replaces three control plane machines, one after the other. A machine comes up in a, the oldest goes, which is the one of c; and so on. In the end two are in a, one is in b, none in c, and every machine is healthy.',
  sources: [
    'kubernetes-sigs/cluster-api#3396',
    'siderolabs/cluster-api-control-plane-provider-talos#261',
  ],
  message: undefined,
  reading:
    'No condition turns false: the number of machines is right. A placer that draws at random puts all three in one zone one time in nine.',
  plan: makePlanePlan('rolled-eu-central-1', { ...ZONES, members: [A, A, B] }),
  sketch: { zones: [A, B, C], members: [A, A, B], lost: A },
  expected: { rule: 'CPL-003', says: 'one zone can take the quorum' },
  repaired: {
    title: 'One of a moved to c',
    why: 'A member in each zone again: one replacement more, made in c before the one of a is taken away.',
    plan: makePlanePlan('rolled-eu-central-1-repaired', { ...ZONES, members: [A, B, C] }),
    sketch: { zones: [A, B, C], members: [A, B, C], lost: A },
  },
}
