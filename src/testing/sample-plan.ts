import type { Cluster, NodeGroup, Plan } from '#plan/schema.ts'

/** A small whole plan for tests: one group over three zones, Cluster Autoscaler, a volume in c. */
export const SAMPLE_GROUP: NodeGroup = {
  name: 'workers',
  kind: 'eks-managed',
  zones: ['eu-west-1a', 'eu-west-1b', 'eu-west-1c'],
  instanceTypes: ['m5.large'],
  min: 1,
  desired: 2,
  max: 5,
}

export const SAMPLE_CLUSTER: Cluster = {
  name: 'shop',
  region: 'eu-west-1',
  provisioner: 'eks',
  kubernetesVersion: '1.35',
  zones: [{ name: 'eu-west-1a' }, { name: 'eu-west-1b' }, { name: 'eu-west-1c' }],
  controlPlane: { kind: 'managed' },
  nodeGroups: [SAMPLE_GROUP],
  autoscalers: [{ kind: 'cluster-autoscaler', version: '1.35.0', owns: ['workers'] }],
  resources: [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'monitoring' } },
    {
      apiVersion: 'v1',
      kind: 'PersistentVolume',
      metadata: { name: 'pvc-1' },
      spec: { capacity: { storage: '50Gi' }, storageClassName: 'gp3' },
    },
  ],
}

export const SAMPLE_PLAN: Plan = {
  apiVersion: 'neverpending/v1',
  kind: 'Plan',
  name: 'shop',
  designs: [{ id: 'a', name: 'As drawn', clusters: [SAMPLE_CLUSTER] }],
}

export function makePlan(cluster: Partial<Cluster>): Plan {
  return {
    ...SAMPLE_PLAN,
    designs: [{ id: 'a', name: 'As drawn', clusters: [{ ...SAMPLE_CLUSTER, ...cluster }] }],
  }
}
