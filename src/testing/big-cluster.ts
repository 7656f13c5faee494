/**
 * `kubectl get nodes,csinodes,sc,pv,pvc,sts,deploy,rs,ds,po -A -o json` of a cluster of any size, for
 * benches and tests: managed fields and statuses as real output has them are left to a few objects, so
 * that fifty thousand pods fit into a file of 64 MiB.
 */
export interface BigClusterSize {
  readonly nodes: number
  readonly pods: number
  /** Default 10. */
  readonly groups?: number
  /** StatefulSet pods with a bound volume each, of the pods. Default one in a hundred. */
  readonly volumes?: number
}

const ZONES = ['eu-west-1a', 'eu-west-1b', 'eu-west-1c']

export function makeBigClusterJson(size: BigClusterSize): string {
  const groups = size.groups ?? 10
  const volumes = Math.min(size.volumes ?? Math.floor(size.pods / 100), size.pods)
  const items: string[] = []
  const add = (object: unknown): void => {
    items.push(JSON.stringify(object))
  }
  for (let index = 0; index < size.nodes; index += 1) {
    add(makeNode(index, groups))
    add(makeCsiNode(index))
  }
  add(makeStorageClass())
  add(makeAutoscaler())
  const replicas = 50
  const deployments = Math.ceil((size.pods - volumes) / replicas)
  for (let index = 0; index < deployments; index += 1) {
    add(makeDeployment(index, Math.min(replicas, size.pods - volumes - index * replicas)))
    add(makeReplicaSet(index, Math.min(replicas, size.pods - volumes - index * replicas)))
  }
  for (let index = 0; index < size.pods - volumes; index += 1) {
    add(makePod(index, { deployment: Math.floor(index / replicas), nodes: size.nodes }))
  }
  if (volumes > 0) add(makeStatefulSet(volumes))
  for (let index = 0; index < volumes; index += 1) {
    add(makeVolume(index, size.nodes))
    add(makeClaim(index))
    add(makeVolumePod(index, size.nodes))
  }
  return `{"apiVersion":"v1","kind":"List","items":[\n${items.join(',\n')}\n],"metadata":{"resourceVersion":""}}\n`
}

/** The eksctl file of the same cluster. */
export function makeBigClusterConfig(size: BigClusterSize): string {
  const groups = size.groups ?? 10
  const perGroup = Math.ceil(size.nodes / groups)
  const lines = [
    'apiVersion: eksctl.io/v1alpha5',
    'kind: ClusterConfig',
    'metadata:',
    '  name: big',
    '  region: eu-west-1',
    '  version: "1.35"',
    `availabilityZones: [${ZONES.join(', ')}]`,
    'managedNodeGroups:',
  ]
  for (let group = 0; group < groups; group += 1) {
    lines.push(
      `- name: workers-${group}`,
      '  instanceType: m5.4xlarge',
      `  minSize: ${perGroup}`,
      `  desiredCapacity: ${perGroup}`,
      `  maxSize: ${perGroup * 2}`,
    )
  }
  return `${lines.join('\n')}\n`
}

function nameNode(index: number): string {
  return `ip-10-${Math.floor(index / 65_536)}-${Math.floor(index / 256) % 256}-${index % 256}.eu-west-1.compute.internal`
}

function findZone(node: number): string {
  return ZONES[node % ZONES.length] ?? ''
}

function makeNode(index: number, groups: number): unknown {
  const name = nameNode(index)
  const zone = findZone(index)
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      annotations: { 'csi.volume.kubernetes.io/nodeid': '{"ebs.csi.aws.com":"i-0"}' },
      creationTimestamp: '2026-10-01T08:00:01Z',
      labels: {
        'beta.kubernetes.io/arch': 'amd64',
        'eks.amazonaws.com/capacityType': 'ON_DEMAND',
        'eks.amazonaws.com/nodegroup': `workers-${Math.floor(index / ZONES.length) % groups}`,
        'kubernetes.io/arch': 'amd64',
        'kubernetes.io/hostname': name,
        'kubernetes.io/os': 'linux',
        'node.kubernetes.io/instance-type': 'm5.4xlarge',
        'topology.ebs.csi.aws.com/zone': zone,
        'topology.kubernetes.io/region': 'eu-west-1',
        'topology.kubernetes.io/zone': zone,
      },
      name,
      resourceVersion: String(100_000 + index),
      uid: makeUid(index),
    },
    spec: { providerID: `aws:///${zone}/i-${(0x10000000 + index).toString(16)}` },
    status: {
      addresses: [{ address: `10.0.${index % 256}.7`, type: 'InternalIP' }],
      allocatable: {
        cpu: '15890m',
        'ephemeral-storage': '76224326324',
        memory: '60947756Ki',
        pods: '234',
      },
      capacity: { cpu: '16', 'ephemeral-storage': '83873772Ki', memory: '64391468Ki', pods: '234' },
      conditions: [
        { lastHeartbeatTime: '2026-10-02T08:00:01Z', status: 'True', type: 'Ready' },
        { lastHeartbeatTime: '2026-10-02T08:00:01Z', status: 'False', type: 'MemoryPressure' },
      ],
      nodeInfo: {
        architecture: 'amd64',
        kernelVersion: '6.12.46',
        kubeletVersion: 'v1.35.2-eks-113cf36',
        operatingSystem: 'linux',
      },
    },
  }
}

function makeCsiNode(index: number): unknown {
  const drivers = [
    {
      allocatable: { count: 25 },
      name: 'ebs.csi.aws.com',
      nodeID: `i-${(0x10000000 + index).toString(16)}`,
      topologyKeys: ['topology.kubernetes.io/zone'],
    },
  ]
  return {
    apiVersion: 'storage.k8s.io/v1',
    kind: 'CSINode',
    metadata: { name: nameNode(index) },
    spec: { drivers },
  }
}

function makeStorageClass(): unknown {
  return {
    apiVersion: 'storage.k8s.io/v1',
    kind: 'StorageClass',
    metadata: {
      annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' },
      name: 'gp3',
    },
    parameters: { type: 'gp3' },
    provisioner: 'ebs.csi.aws.com',
    reclaimPolicy: 'Delete',
    volumeBindingMode: 'WaitForFirstConsumer',
  }
}

function makeAutoscaler(): unknown {
  const container = {
    command: [
      './cluster-autoscaler',
      '--cloud-provider=aws',
      '--node-group-auto-discovery=asg:tag=k8s.io/cluster-autoscaler/enabled,k8s.io/cluster-autoscaler/big',
    ],
    image: 'registry.k8s.io/autoscaling/cluster-autoscaler:v1.35.0',
    name: 'cluster-autoscaler',
    resources: { requests: { cpu: '100m', memory: '600Mi' } },
  }
  const labels = { app: 'cluster-autoscaler' }
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'cluster-autoscaler', namespace: 'kube-system' },
    spec: {
      replicas: 1,
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers: [container] } },
    },
  }
}

function nameDeployment(index: number): string {
  return `service-${index}`
}

function makeTemplate(index: number): unknown {
  return {
    metadata: { labels: { app: nameDeployment(index) } },
    spec: {
      containers: [
        {
          image: `registry.example/${nameDeployment(index)}:1.4.${index % 10}`,
          name: 'main',
          resources: {
            limits: { memory: '1Gi' },
            requests: { cpu: '250m', memory: '512Mi' },
          },
        },
      ],
    },
  }
}

function makeDeployment(index: number, replicas: number): unknown {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: nameDeployment(index), namespace: `team-${index % 20}` },
    spec: {
      replicas,
      selector: { matchLabels: { app: nameDeployment(index) } },
      template: makeTemplate(index),
    },
    status: { readyReplicas: replicas },
  }
}

function makeReplicaSet(index: number, replicas: number): unknown {
  return {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name: `${nameDeployment(index)}-7c9f8d`,
      namespace: `team-${index % 20}`,
      ownerReferences: [makeOwner('apps/v1', 'Deployment', nameDeployment(index))],
    },
    spec: {
      replicas,
      selector: { matchLabels: { app: nameDeployment(index) } },
      template: makeTemplate(index),
    },
  }
}

function makeOwner(apiVersion: string, kind: string, name: string): unknown {
  return { apiVersion, blockOwnerDeletion: true, controller: true, kind, name, uid: makeUid(1) }
}

function makePod(
  index: number,
  place: { readonly deployment: number; readonly nodes: number },
): unknown {
  const owner = nameDeployment(place.deployment)
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      creationTimestamp: '2026-10-01T08:02:00Z',
      labels: { app: owner, 'pod-template-hash': '7c9f8d' },
      name: `${owner}-7c9f8d-${index.toString(36).padStart(5, 'x')}`,
      namespace: `team-${place.deployment % 20}`,
      ownerReferences: [makeOwner('apps/v1', 'ReplicaSet', `${owner}-7c9f8d`)],
      uid: makeUid(index),
    },
    spec: {
      containers: [
        {
          env: [{ name: 'LEVEL', value: 'info' }],
          image: `registry.example/${owner}:1.4.${place.deployment % 10}`,
          imagePullPolicy: 'IfNotPresent',
          name: 'main',
          resources: { limits: { memory: '1Gi' }, requests: { cpu: '250m', memory: '512Mi' } },
        },
      ],
      nodeName: nameNode(index % place.nodes),
      serviceAccountName: 'default',
      tolerations: [
        {
          effect: 'NoExecute',
          key: 'node.kubernetes.io/not-ready',
          operator: 'Exists',
          tolerationSeconds: 300,
        },
      ],
    },
    status: {
      conditions: [{ status: 'True', type: 'PodScheduled' }],
      hostIP: '10.0.0.7',
      phase: 'Running',
      podIP: `10.1.${Math.floor(index / 256) % 256}.${index % 256}`,
    },
  }
}

function makeStatefulSet(replicas: number): unknown {
  return {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: 'store', namespace: 'data' },
    spec: {
      podManagementPolicy: 'Parallel',
      replicas,
      selector: { matchLabels: { app: 'store' } },
      serviceName: 'store',
      template: makeTemplate(0),
      volumeClaimTemplates: [
        {
          metadata: { name: 'data' },
          spec: {
            accessModes: ['ReadWriteOnce'],
            resources: { requests: { storage: '50Gi' } },
            storageClassName: 'gp3',
          },
        },
      ],
    },
  }
}

function makeVolume(index: number, nodes: number): unknown {
  const zone = findZone(index % nodes)
  const expression = { key: 'topology.kubernetes.io/zone', operator: 'In', values: [zone] }
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name: `pvc-${makeUid(index)}` },
    spec: {
      accessModes: ['ReadWriteOnce'],
      capacity: { storage: '50Gi' },
      claimRef: { kind: 'PersistentVolumeClaim', name: `data-store-${index}`, namespace: 'data' },
      csi: { driver: 'ebs.csi.aws.com', volumeHandle: `vol-${index}` },
      nodeAffinity: { required: { nodeSelectorTerms: [{ matchExpressions: [expression] }] } },
      persistentVolumeReclaimPolicy: 'Delete',
      storageClassName: 'gp3',
    },
    status: { phase: 'Bound' },
  }
}

function makeClaim(index: number): unknown {
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name: `data-store-${index}`, namespace: 'data' },
    spec: {
      accessModes: ['ReadWriteOnce'],
      resources: { requests: { storage: '50Gi' } },
      storageClassName: 'gp3',
      volumeName: `pvc-${makeUid(index)}`,
    },
    status: { phase: 'Bound' },
  }
}

function makeVolumePod(index: number, nodes: number): unknown {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      labels: { app: 'store' },
      name: `store-${index}`,
      namespace: 'data',
      ownerReferences: [makeOwner('apps/v1', 'StatefulSet', 'store')],
    },
    spec: {
      containers: [
        {
          image: 'registry.example/service-0:1.4.0',
          name: 'main',
          resources: { limits: { memory: '1Gi' }, requests: { cpu: '250m', memory: '512Mi' } },
        },
      ],
      nodeName: nameNode(index % nodes),
      volumes: [{ name: 'data', persistentVolumeClaim: { claimName: `data-store-${index}` } }],
    },
    status: { phase: 'Running' },
  }
}

function makeUid(index: number): string {
  return `5a0c8b0e-0000-4000-8000-${index.toString(16).padStart(12, '0')}`
}
