import type { Cluster, Plan } from '#plan/schema.ts'

/** A cluster whose masters carry etcd, one in each of the zones named, and a group of workers per zone. */
export function makePlanePlan(
  name: string,
  parts: Pick<Cluster, 'region' | 'provisioner' | 'zones'> & {
    /** Zone of each member. */
    readonly members: readonly string[]
  },
): Plan {
  const { region, provisioner, zones } = parts
  const members = parts.members.map((zone, index) => ({
    name: `master-${zone.slice(-1)}${parts.members.indexOf(zone) === index ? '' : `-${index + 1}`}`,
    zone,
    instanceType: 'm5.large',
  }))
  const etcd = members.map((member) => ({ name: member.name, zone: member.zone }))
  return {
    apiVersion: 'neverpending/v1',
    kind: 'Plan',
    name,
    designs: [
      {
        id: 'a',
        name: 'As it ran',
        clusters: [
          {
            name,
            region,
            provisioner,
            kubernetesVersion: '1.36',
            zones,
            controlPlane: {
              kind: 'self-managed',
              members,
              etcd: { topology: 'stacked', clusters: [{ name: 'main', members: etcd }] },
              apiEndpoint: 'load-balancer',
            },
            nodeGroups: zones.map((zone) => ({
              name: `nodes-${zone.name.slice(-1)}`,
              kind: 'asg',
              zones: [zone.name],
              instanceTypes: ['m5.large'],
              min: 1,
              desired: 1,
              max: 3,
            })),
            autoscalers: [],
            resources: [],
          },
        ],
      },
    ],
  }
}
