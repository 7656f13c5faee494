import { computeAllocatable } from '#aws/allocatable.ts'
import { computeAttachLimit } from '#aws/attach-limit.ts'
import { findInstanceType } from '#aws/instance-type.ts'
import type { InstanceType } from '#aws/instance-type.ts'
import {
  GP3_CLASS,
  makeNode,
  makeNodeAgents,
  makeVolume,
  makeWorkload,
} from '#incidents/objects.ts'
import type { KubeResource } from '#incidents/objects.ts'
import type { NodeGroup } from '#plan/schema.ts'
import { placePods } from './place-pods.ts'
import type { DrawnNode } from './place-pods.ts'
import type { GroupLayout, PlanChoices, Provisioner, WorkloadChoices } from './plan-choices.ts'

/** Interfaces that a node of EKS has when its volume driver starts. */
const ATTACHED_INTERFACES = 2

/** The namespace of the drawn workload. */
const NAMESPACE = 'default'

/** Nodes with what EKS runs on each, a storage class, and the stateful workload with its volumes. */
export function drawObjects(
  { groups, zones, workload, provisioner }: PlanChoices,
  nodeGroups: readonly NodeGroup[],
): readonly KubeResource[] {
  const type = findInstanceType(groups.instanceType)
  const groupLabel = findGroupLabel(provisioner, groups.layout)
  const isDrawn = type !== undefined && groupLabel !== undefined
  const { nodes, pods } = placePods({
    nodeGroups: isDrawn ? nodeGroups : [],
    zones,
    type,
    workload,
  })
  return [
    ...nodes.flatMap((node) => (isDrawn ? drawNode(node, { type, groupLabel }) : [])),
    ...(nodes.length === 0 ? [] : makeNodeAgents(nodes.map((node) => node.name))),
    ...(workload === undefined ? [] : drawWorkload(workload, pods)),
  ]
}

/**
 * The label by which a node names its group (I10.3); none where kubeadm makes nodes, which name no group:
 * their groups are then drawn without nodes, and the pods wait for the first.
 */
function findGroupLabel(provisioner: Provisioner, layout: GroupLayout): string | undefined {
  if (layout === 'karpenter') return 'karpenter.sh/nodepool'
  switch (provisioner) {
    case 'eks':
      return 'eks.amazonaws.com/nodegroup'
    case 'kops':
      return 'kops.k8s.io/instancegroup'
    case 'kubeadm':
      return undefined
  }
}

function drawNode(
  node: DrawnNode,
  { type, groupLabel }: { readonly type: InstanceType; readonly groupLabel: string },
): readonly KubeResource[] {
  const { allocatable } = computeAllocatable({ instanceType: type })
  return makeNode({
    ...node,
    groupLabel,
    instanceType: type.name,
    arch: type.arch,
    allocatable: renderAllocatable(allocatable),
    volumes: computeAttachLimit({
      instanceType: type,
      attachedInterfaces: ATTACHED_INTERFACES,
      otherDevices: 0,
    }),
  })
}

/** Millicores as such, memory in KiB, the rest as it is. */
function renderAllocatable(
  resources: Readonly<Record<string, number>>,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(resources).map(([name, amount]) => [
      name,
      name === 'cpu'
        ? `${amount}m`
        : name === 'memory'
          ? `${Math.trunc(amount / 1024)}Ki`
          : String(amount),
    ]),
  )
}

function drawWorkload(
  workload: WorkloadChoices,
  pods: readonly { readonly node?: string; readonly volumeZone?: string }[],
): readonly KubeResource[] {
  const { name, cpu, memory, volumeGiB, binding, spread } = workload
  const claim = 'data'
  return [
    { ...GP3_CLASS, volumeBindingMode: binding },
    ...pods.flatMap(({ volumeZone }, index) =>
      volumeZone === undefined
        ? [drawOpenClaim(`${claim}-${name}-${index}`, volumeGiB)]
        : makeVolume({
            namespace: NAMESPACE,
            claim: `${claim}-${name}-${index}`,
            volume: `pvc-${name}-${index}`,
            sizeGiB: volumeGiB,
            zone: volumeZone,
          }),
    ),
    ...makeWorkload({
      kind: 'StatefulSet',
      namespace: NAMESPACE,
      name,
      cpu,
      memory,
      claim,
      claimSizeGiB: volumeGiB,
      runsOn: pods.map(({ node }) => node),
      ...(spread === 'zones' ? { constraints: spreadOverZones(name) } : {}),
    }),
  ]
}

/** The claim of a pod that has not run yet: its volume is still to be made. */
function drawOpenClaim(name: string, sizeGiB: number): KubeResource {
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name, namespace: NAMESPACE },
    spec: {
      accessModes: ['ReadWriteOnce'],
      resources: { requests: { storage: `${sizeGiB}Gi` } },
      storageClassName: 'gp3',
      volumeMode: 'Filesystem',
    },
    status: { phase: 'Pending' },
  }
}

function spreadOverZones(app: string): Readonly<Record<string, unknown>> {
  return {
    topologySpreadConstraints: [
      {
        maxSkew: 1,
        topologyKey: 'topology.kubernetes.io/zone',
        whenUnsatisfiable: 'DoNotSchedule',
        labelSelector: { matchLabels: { app } },
      },
    ],
  }
}
