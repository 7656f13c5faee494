import type { ControlPlane } from '#plan/schema.ts'
import { getAt } from '#base/assert.ts'
import type { PlanChoices } from './plan-choices.ts'

/** What a master of a small cluster usually is (availability, 3.10). */
const MEMBER_TYPE = 'm5.large'

/** Members one after the other over the chosen zones; kOps keeps a second etcd for events. */
export function drawControlPlane({ controlPlane, provisioner }: PlanChoices): ControlPlane {
  if (controlPlane.kind === 'managed') return { kind: 'managed' }
  const { count, zones, etcd, endpoint } = controlPlane
  const place = (prefix: string) =>
    Array.from({ length: count }, (_, index) => ({
      name: `${prefix}-${index + 1}`,
      zone: getAt(zones, index % zones.length),
      instanceType: MEMBER_TYPE,
    }))
  const members = place('control-plane')
  const isExternal = etcd === 'external'
  const hosts = isExternal ? place('etcd') : members
  const names = provisioner === 'kops' ? (['main', 'events'] as const) : (['main'] as const)
  return {
    kind: 'self-managed',
    members,
    etcd: {
      topology: etcd,
      clusters: names.map((name) => ({
        name,
        members: hosts.map((host) => (isExternal ? host : { name: host.name, zone: host.zone })),
      })),
    },
    apiEndpoint: endpoint,
  }
}
