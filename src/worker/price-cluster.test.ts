import { describe, expect, it } from 'vitest'
import { loadPrices } from '#aws/price.ts'
import type { Cluster, NodeGroup } from '#plan/schema.ts'
import { priceCluster } from './price-cluster.ts'

const GROUP: NodeGroup = {
  name: 'workers',
  kind: 'eks-managed',
  instanceTypes: ['m6i.large'],
  min: 0,
  desired: 1,
  max: 2,
}

const CLUSTER: Cluster = {
  name: 'shop',
  region: 'eu-west-1',
  provisioner: 'eks',
  zones: [{ name: 'eu-west-1a' }],
  controlPlane: { kind: 'managed' },
  nodeGroups: [GROUP],
  autoscalers: [],
  resources: [],
}

describe('price of a cluster', () => {
  it.each([
    {
      name: 'a group at its three sizes, and EKS',
      change: {},
      // 0.107 × 730 = 78.11.
      price: { kind: 'known', min: 73, desired: 151.11, max: 229.22, controlPlane: 73 },
    },
    {
      name: 'a pool of Karpenter has no bounds: its nodes count',
      change: {
        nodeGroups: [{ name: 'pool', kind: 'karpenter', instanceTypes: ['m6i.large'] }],
        resources: [
          {
            apiVersion: 'v1',
            kind: 'Node',
            metadata: { name: 'n', labels: { 'karpenter.sh/nodepool': 'pool' } },
          },
        ],
      },
      price: { kind: 'known', desired: 151.11 },
    },
    {
      name: 'a size that is not known',
      change: { nodeGroups: [{ ...GROUP, max: undefined }] },
      price: { kind: 'unknown', reason: 'the size of workers is not known' },
    },
    {
      name: 'a type that no list has',
      change: { nodeGroups: [{ ...GROUP, instanceTypes: ['m9z.huge'] }] },
      price: { kind: 'unknown', reason: 'no list has m9z.huge in eu-west-1' },
    },
    {
      name: 'EKS where machines are not paid in dollars',
      change: { region: 'cn-north-1', nodeGroups: [{ ...GROUP, instanceTypes: ['m5.large'] }] },
      price: { kind: 'unknown', reason: 'the price of the control plane is not known' },
    },
  ])('$name', async ({ change, price }) => {
    const cluster = { ...CLUSTER, ...change } as Cluster
    expect(priceCluster(cluster, await loadPrices())).toMatchObject(price)
  })
})
