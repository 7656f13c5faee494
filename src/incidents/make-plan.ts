import type { Cluster, Plan } from '#plan/schema.ts'

/** A plan of one EKS cluster under a name. */
export function makeIncidentPlan(
  name: string,
  cluster: Omit<Cluster, 'name' | 'provisioner' | 'controlPlane'>,
): Plan {
  return {
    apiVersion: 'neverpending/v1',
    kind: 'Plan',
    name,
    designs: [
      {
        id: 'a',
        name: 'As it ran',
        clusters: [{ name, provisioner: 'eks', controlPlane: { kind: 'managed' }, ...cluster }],
      },
    ],
  }
}
