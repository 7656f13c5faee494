import { makePlanePlan } from './make-plane-plan.ts'
import type { PlaneIncident } from './plane-incident.ts'

/** One master, its etcd on a volume in its zone. */
const A = 'eu-west-1a'
const B = 'eu-west-1b'
const C = 'eu-west-1c'
const ZONES = {
  region: 'eu-west-1',
  provisioner: 'kops',
  zones: [{ name: A }, { name: B }, { name: C }],
} as const

export const r18SingleMaster: PlaneIncident = {
  id: 'R18',
  title: 'A single master',
  story:
    'One master carries the API server and etcd. Its machine fails, or is replaced in an upgrade: for some minutes nothing is scheduled or scaled, and pods that run go on. Then its zone fails: etcd’s volume is there, so the API is down for as long as the zone.',
  sources: ['kubernetes/kops#6349'],
  message: undefined,
  reading:
    'The group of the master spans one zone, so no other machine takes over. Nothing restarts a pod that dies meanwhile, and no node that joins is taken in.',
  plan: makePlanePlan('single-eu-west-1', { ...ZONES, members: [A] }),
  sketch: { zones: [A, B, C], members: [A], lost: A },
  expected: { rule: 'CPL-001', says: 'a single member' },
  repaired: {
    title: 'Three masters in three zones',
    why: 'One of them, or one zone, may go at any time: two members are left.',
    plan: makePlanePlan('single-eu-west-1-repaired', { ...ZONES, members: [A, B, C] }),
    sketch: { zones: [A, B, C], members: [A, B, C], lost: A },
  },
}
