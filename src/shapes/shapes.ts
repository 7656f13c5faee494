import type { PlanChoices, WorkloadChoices } from './plan-choices.ts'

/** A cluster that people run, to start from. Its verdict is not written here: the engine gives it. */
export interface Shape {
  readonly id: string
  readonly name: string
  readonly detail: string
  readonly choices: PlanChoices
}

export interface ShapeSection {
  readonly name: string
  readonly shapes: readonly Shape[]
}

const REGION = 'eu-west-1'
const ZONES = ['eu-west-1a', 'eu-west-1b', 'eu-west-1c']

const DATABASE: WorkloadChoices = {
  name: 'db',
  replicas: 3,
  cpu: '500m',
  memory: '2Gi',
  volumeGiB: 50,
  binding: 'WaitForFirstConsumer',
  spread: 'none',
}

const SAFE: PlanChoices = {
  name: 'new-plan',
  region: REGION,
  kubernetesVersion: '1.36',
  provisioner: 'eks',
  zones: ZONES,
  groups: {
    layout: 'group-per-zone',
    instanceType: 'm6i.large',
    min: 1,
    desired: 1,
    max: 4,
    isAutoscaled: true,
  },
  controlPlane: { kind: 'managed' },
  workload: DATABASE,
}

const THREE_MEMBERS = {
  kind: 'self-managed',
  count: 3,
  zones: ZONES,
  etcd: 'stacked',
  endpoint: 'load-balancer',
} as const

/** Safe ones first. */
export const SHAPE_SECTIONS: readonly ShapeSection[] = [
  {
    name: 'Today',
    shapes: [
      {
        id: 'eks-group-per-zone',
        name: 'EKS, a group per zone',
        detail: 'three groups, Cluster Autoscaler',
        choices: SAFE,
      },
      {
        id: 'eks-karpenter',
        name: 'EKS with Karpenter',
        detail: 'one NodePool, three zones',
        choices: { ...SAFE, groups: { ...SAFE.groups, layout: 'karpenter' } },
      },
      {
        id: 'kops-three-members',
        name: 'kOps, 3 members',
        detail: 'etcd main and events, 1 + 1 + 1',
        choices: { ...SAFE, provisioner: 'kops', controlPlane: THREE_MEMBERS },
      },
      {
        id: 'eksctl-default',
        name: 'eksctl default',
        detail: 'one group of two over three zones',
        choices: {
          ...SAFE,
          groups: {
            ...SAFE.groups,
            layout: 'one-group',
            instanceType: 'm5.large',
            min: 2,
            desired: 2,
            max: 2,
            isAutoscaled: false,
          },
          workload: { ...DATABASE, replicas: 2 },
        },
      },
    ],
  },
  {
    name: 'Large',
    shapes: [
      {
        id: 'kops-five-members',
        name: 'kOps, 5 members',
        detail: 'etcd 2 + 2 + 1, a group per zone',
        choices: {
          ...SAFE,
          provisioner: 'kops',
          controlPlane: { ...THREE_MEMBERS, count: 5 },
        },
      },
      {
        id: 'kubeadm-external-etcd',
        name: 'kubeadm, external etcd, 3 + 3',
        detail: 'layers apart, before the first launch',
        choices: {
          ...SAFE,
          provisioner: 'kubeadm',
          controlPlane: { ...THREE_MEMBERS, etcd: 'external' },
        },
      },
    ],
  },
  {
    name: 'As it was',
    shapes: [
      {
        id: 'kops-2016',
        name: 'kOps, 2016',
        detail: 'one member, two nodes, all zones',
        choices: {
          ...SAFE,
          provisioner: 'kops',
          controlPlane: { ...THREE_MEMBERS, count: 1, endpoint: 'single-address' },
          groups: {
            ...SAFE.groups,
            layout: 'one-group',
            min: 2,
            desired: 2,
            max: 2,
            isAutoscaled: false,
          },
          workload: { ...DATABASE, replicas: 2 },
        },
      },
      {
        id: 'the-trap',
        name: 'The trap',
        detail: 'one group over a, b, c, min 1',
        choices: {
          ...SAFE,
          groups: { ...SAFE.groups, layout: 'one-group', min: 1, desired: 3, max: 6 },
        },
      },
    ],
  },
  {
    name: 'Or',
    shapes: [
      {
        id: 'empty',
        name: 'Empty plan',
        detail: 'a region and its zones, no more',
        choices: makeEmpty(SAFE),
      },
    ],
  },
]

function makeEmpty({ workload: _workload, ...choices }: PlanChoices): PlanChoices {
  return { ...choices, groups: { ...choices.groups, layout: 'none', isAutoscaled: false } }
}
