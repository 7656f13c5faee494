import type { Cluster, NodeGroup, Plan } from './schema.ts'

/** What a plan does not say and a verdict may turn on: no problem, but a question to a person. */
export interface Unknown {
  /** The place that says nothing; it may not be there. */
  readonly path: string
  readonly message: string
}

/** Everything that a plan leaves open, in the order in which it is written. */
export function listUnknowns(plan: Plan): readonly Unknown[] {
  return plan.designs.flatMap((design, designIndex) =>
    design.clusters.flatMap((cluster, index) =>
      listOfCluster(cluster, `designs[${designIndex}].clusters[${index}]`),
    ),
  )
}

function listOfCluster(cluster: Cluster, path: string): readonly Unknown[] {
  const version: readonly Unknown[] =
    cluster.kubernetesVersion === undefined
      ? [
          {
            path: `${path}.kubernetesVersion`,
            message: 'missing: which version of Kubernetes runs is unknown',
          },
        ]
      : []
  const zones = cluster.zones.flatMap((zone, index): readonly Unknown[] =>
    (zone.subnets ?? []).some((subnet) => subnet.freeIPs !== undefined)
      ? []
      : [
          {
            path: `${path}.zones[${index}].subnets`,
            message: `missing: free addresses in ${zone.name} are unknown`,
          },
        ],
  )
  return [
    ...version,
    ...zones,
    ...listOfControlPlane(cluster, `${path}.controlPlane`),
    ...cluster.nodeGroups.flatMap((group, index) =>
      listOfGroup(group, `${path}.nodeGroups[${index}]`),
    ),
    ...cluster.autoscalers.flatMap((autoscaler, index): readonly Unknown[] =>
      autoscaler.version === undefined
        ? [
            {
              path: `${path}.autoscalers[${index}].version`,
              message: 'missing: which version runs is unknown',
            },
          ]
        : [],
    ),
  ]
}

function listOfControlPlane({ controlPlane }: Cluster, path: string): readonly Unknown[] {
  switch (controlPlane.kind) {
    case 'managed':
      return []
    case 'unknown':
      return [{ path: `${path}.kind`, message: 'who runs the control plane is unknown' }]
    case 'self-managed':
      return [
        ...controlPlane.members.flatMap((member, index) =>
          member.zone === undefined
            ? [
                {
                  path: `${path}.members[${index}].zone`,
                  message: `missing: the zone of ${member.name} is unknown`,
                },
              ]
            : [],
        ),
        ...(controlPlane.etcd.topology === 'unknown'
          ? [{ path: `${path}.etcd.topology`, message: 'where etcd runs is unknown' }]
          : []),
      ]
  }
}

function listOfGroup(group: NodeGroup, path: string): readonly Unknown[] {
  const { name, kind, zones, instanceTypes, requirements } = group
  const unknowns: Unknown[] = []
  const add = (field: string, what: string) =>
    unknowns.push({ path: `${path}.${field}`, message: `missing: ${what} unknown` })
  if (zones === undefined && kind !== 'fargate') add('zones', `the zones of ${name} are`)
  if (kind !== 'asg' && kind !== 'eks-managed') return unknowns
  if (instanceTypes === undefined && requirements === undefined) {
    add('instanceTypes', `the instance types of ${name} are`)
  }
  for (const size of ['min', 'desired', 'max'] as const) {
    if (group[size] === undefined) add(size, `the ${size} of ${name} is`)
  }
  return unknowns
}
