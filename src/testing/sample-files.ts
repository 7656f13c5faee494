/** A small cluster as two files: eksctl, and `kubectl get … -A -o yaml`, shortened. For tests. */
export const CLUSTER_YAML = `apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata:
  name: shop
  region: eu-west-1
  version: "1.35"
availabilityZones: [eu-west-1a, eu-west-1b, eu-west-1c]
managedNodeGroups:
  - name: workers
    instanceType: m5.large
    minSize: 1
    desiredCapacity: 2
    maxSize: 5
    volumeSize: 80
`

const NODE = (name: string, zone: string): string => `- apiVersion: v1
  kind: Node
  metadata:
    name: ${name}
    labels:
      kubernetes.io/hostname: ${name}
      node.kubernetes.io/instance-type: m5.large
      topology.kubernetes.io/region: eu-west-1
      topology.kubernetes.io/zone: ${zone}
      eks.amazonaws.com/nodegroup: workers
  spec:
    providerID: aws:///${zone}/i-0a1b2c3d4e5f60001
  status:
    allocatable:
      cpu: 1930m
      memory: 7244224Ki
      pods: '29'
    conditions:
    - type: Ready
      status: 'True'
    nodeInfo:
      kubeletVersion: v1.35.2-eks-113cf36
`

const POD = (name: string, node: string): string => `- apiVersion: v1
  kind: Pod
  metadata:
    name: ${name}
    namespace: shop
    labels:
      app: web
    ownerReferences:
    - apiVersion: apps/v1
      kind: ReplicaSet
      name: web-7c9f8d
      controller: true
  spec:
    containers:
    - name: web
      image: registry.example/web:3.2.1
      resources:
        requests:
          cpu: 250m
    nodeName: ${node}
  status:
    phase: Running
`

const WORKLOADS = `- apiVersion: v1
  kind: PersistentVolume
  metadata:
    name: pvc-1
  spec:
    capacity:
      storage: 50Gi
    csi:
      driver: ebs.csi.aws.com
      volumeHandle: vol-1
    nodeAffinity:
      required:
        nodeSelectorTerms:
        - matchExpressions:
          - key: topology.ebs.csi.aws.com/zone
            operator: In
            values:
            - eu-west-1c
- apiVersion: apps/v1
  kind: Deployment
  metadata:
    name: web
    namespace: shop
  spec:
    replicas: 3
    selector:
      matchLabels:
        app: web
    template:
      metadata:
        labels:
          app: web
      spec:
        containers:
        - name: web
          image: registry.example/web:3.2.1
- apiVersion: apps/v1
  kind: ReplicaSet
  metadata:
    name: web-7c9f8d
    namespace: shop
    ownerReferences:
    - apiVersion: apps/v1
      kind: Deployment
      name: web
      controller: true
  spec:
    replicas: 3
- apiVersion: apps/v1
  kind: Deployment
  metadata:
    name: cluster-autoscaler
    namespace: kube-system
  spec:
    replicas: 1
    template:
      spec:
        containers:
        - name: cluster-autoscaler
          image: registry.k8s.io/autoscaling/cluster-autoscaler:v1.35.0
          command:
          - ./cluster-autoscaler
          - --cloud-provider=aws
          - --node-group-auto-discovery=asg:tag=k8s.io/cluster-autoscaler/enabled,k8s.io/cluster-autoscaler/shop
          - --expander=least-waste
          - --skip-nodes-with-system-pods=false
`

export const OBJECTS_YAML = [
  'apiVersion: v1\nkind: List\nitems:\n',
  NODE('node-a', 'eu-west-1a'),
  NODE('node-b', 'eu-west-1b'),
  WORKLOADS,
  POD('web-7c9f8d-a', 'node-a'),
  POD('web-7c9f8d-b', 'node-b'),
  POD('web-7c9f8d-c', 'node-a'),
].join('')
