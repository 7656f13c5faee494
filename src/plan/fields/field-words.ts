import type { NamedThing } from './field.ts'

/** What a field does, in the words of a person who looks for it. */
export interface FieldWords {
  readonly does: string
  /** Where the name of the field doesn't do. */
  readonly label?: string
  /** What absent means. */
  readonly byDefault?: string
  readonly names?: NamedThing
  readonly values?: Readonly<Record<string, ValueWords>>
  /** The order of the list says something. */
  readonly isOrdered?: boolean
}

interface ValueWords {
  readonly does: string
  readonly label?: string
}

/**
 * By the path of keys, without indices; the longest end of a path that stands here counts. A test holds
 * this table against the schema: every field has its words, and no words are of a field that is gone.
 */
export const FIELD_WORDS: Readonly<Record<string, FieldWords>> = {
  apiVersion: {
    does: 'The version of this format.',
    values: { 'neverpending/v1': { does: 'The only one so far.' } },
  },
  kind: { does: 'Says that this is a plan.', values: { Plan: { does: 'A plan of clusters.' } } },
  name: { does: 'What the plan is called, here and in its file.' },
  notes: { does: 'Text for people. Never read by the engine.' },
  designs: { does: 'Alternatives under review, at least one.', isOrdered: true },
  review: { does: 'Decisions, comments and accepted findings. They travel with the plan.' },

  'designs.id': { does: 'A short name for links and commands.' },
  'designs.name': { does: 'What people call this design.' },
  'designs.summary': { does: 'One sentence on what is different in it.' },
  'designs.clusters': { does: 'The clusters of this design, at least one.' },
  'designs.assumptions': { does: 'Figures of your own, by name, such as rates of failures.' },

  'clusters.name': { does: 'The name of the cluster.' },
  'clusters.region': { does: 'The AWS region it runs in.', names: 'region' },
  'clusters.provisioner': {
    does: 'What made the cluster; it decides defaults.',
    values: {
      eks: { does: 'Amazon EKS: AWS runs the control plane.', label: 'EKS' },
      kops: { does: 'kOps: masters and etcd on machines of your own.', label: 'kOps' },
      capa: { does: 'Cluster API on AWS.', label: 'Cluster API' },
      kubeadm: { does: 'kubeadm, by hand or by scripts.' },
      unknown: { does: 'Not known.' },
    },
  },
  'clusters.kubernetesVersion': {
    does: 'Minor version, such as "1.36". Scheduler and autoscaler follow it.',
    label: 'Kubernetes',
    byDefault: 'not known',
  },
  'clusters.zones': {
    does: 'The availability zones of the cluster, at least one.',
    isOrdered: true,
  },
  'clusters.network': { does: 'The network the nodes stand in.' },
  'clusters.controlPlane': {
    does: 'Who runs API servers and etcd, and in which zones.',
    label: 'Control plane',
  },
  'clusters.nodeGroups': { does: 'The groups that nodes come from.', label: 'Node groups' },
  'clusters.autoscalers': { does: 'What adds and removes nodes.' },
  'clusters.resources': { does: 'Kubernetes objects as kubectl prints them.' },

  'zones.name': { does: 'The zone as this account calls it.', names: 'region-zone' },
  'zones.zoneId': {
    does: 'The zone as every account calls it, such as euw1-az3.',
    label: 'Zone id',
    byDefault: 'not known',
    names: 'zone-id',
  },
  'zones.subnets': { does: 'Subnets that nodes get addresses from.', byDefault: 'not known' },
  'subnets.id': { does: 'The id of the subnet. Never part of a link.' },
  'subnets.cidr': {
    does: 'Its addresses, such as 10.0.0.0/20. Never part of a link.',
    label: 'CIDR',
  },
  'subnets.freeIPs': {
    does: 'Addresses that are free in it.',
    label: 'Free addresses',
    byDefault: 'not known',
  },
  'network.vpcCidr': {
    does: 'Addresses of the VPC. Never part of a link.',
    label: 'CIDR of the VPC',
  },

  'controlPlane.kind': {
    does: 'Who runs the control plane.',
    values: {
      managed: { does: 'AWS does, in several zones (EKS).' },
      'self-managed': { does: 'You do, on the members listed here.', label: 'self-managed' },
      unknown: { does: 'Not known.' },
    },
  },
  'controlPlane.tier': { does: 'The tier of EKS, such as standard.', byDefault: 'standard' },
  'controlPlane.members': { does: 'Machines with an API server, one each.' },
  'controlPlane.etcd': { does: 'Where the data of the cluster is kept.', label: 'etcd' },
  'controlPlane.apiEndpoint': {
    does: 'How clients find the API servers.',
    label: 'API endpoint',
    byDefault: 'not known',
    values: {
      'load-balancer': { does: 'A load balancer, which leaves out a member that is down.' },
      dns: { does: 'A DNS name with the addresses of all members.', label: 'DNS' },
      'single-address': { does: 'The address of one member: the API is down with it.' },
    },
  },
  'controlPlane.members.name': { does: 'The name of the machine.' },
  'controlPlane.members.zone': {
    does: 'The zone it stands in.',
    byDefault: 'not known',
    names: 'zone',
  },
  'controlPlane.members.instanceType': {
    does: 'Its instance type.',
    label: 'Instance type',
    byDefault: 'not known',
    names: 'instance-type',
  },
  'controlPlane.members.group': {
    does: 'The group that replaces it.',
    byDefault: 'none',
    names: 'node-group',
  },
  'etcd.topology': {
    does: 'Where the members of etcd run.',
    values: {
      stacked: { does: 'On the machines of the API servers: they fail together.' },
      external: { does: 'On machines of their own.' },
      unknown: { does: 'Not known.' },
    },
  },
  'etcd.clusters': { does: 'main, and events where those are kept apart.' },
  'etcd.clusters.name': {
    does: 'Which data it keeps.',
    values: {
      main: { does: 'All objects. Without its quorum the API stops.' },
      events: { does: 'Events only. Without its quorum the rest goes on.' },
    },
  },
  'etcd.clusters.members': { does: 'Its members; more than half must be up.' },
  'etcd.clusters.members.name': { does: 'The name of the member.' },
  'etcd.clusters.members.zone': {
    does: 'The zone it stands in.',
    byDefault: 'not known',
    names: 'zone',
  },
  'etcd.clusters.members.instanceType': {
    does: 'The instance type of its own machine.',
    label: 'Instance type',
    byDefault: 'not known',
    names: 'instance-type',
  },
  'etcd.clusters.members.volume': { does: 'The volume that holds its data, in its zone.' },

  'nodeGroups.name': { does: 'The name that autoscalers and labels use.' },
  'nodeGroups.kind': {
    does: 'What launches its nodes.',
    values: {
      asg: { does: 'An Auto Scaling group of your own.', label: 'Auto Scaling group' },
      'eks-managed': { does: 'A managed node group of EKS.', label: 'EKS managed node group' },
      karpenter: {
        does: 'A NodePool: Karpenter launches single nodes.',
        label: 'Karpenter NodePool',
      },
      'auto-mode': { does: 'A NodePool of EKS Auto Mode.', label: 'EKS Auto Mode' },
      fargate: { does: 'A Fargate profile: a node for each pod.', label: 'Fargate profile' },
    },
  },
  'nodeGroups.role': {
    does: 'What its nodes are for.',
    values: {
      worker: { does: 'Nodes for pods.' },
      'control-plane': { does: 'Machines of the control plane.' },
      etcd: { does: 'Machines of etcd; they take no pods.' },
      bastion: { does: 'Machines for people; they take no pods.' },
    },
    byDefault: 'worker',
  },
  'nodeGroups.zones': {
    does: 'Zones it launches nodes in. The first one is the autoscaler’s template.',
    byDefault: 'not known',
    names: 'zone',
    isOrdered: true,
  },
  'nodeGroups.instanceTypes': {
    does: 'Types it may launch, best first.',
    label: 'Instance types',
    byDefault: 'not known',
    names: 'instance-type',
    isOrdered: true,
  },
  'nodeGroups.requirements': {
    does: 'Labels a node must have: how Karpenter chooses types and zones.',
  },
  'nodeGroups.purchase': {
    does: 'How much of it is on demand; the rest is spot.',
    byDefault: 'all on demand',
  },
  'nodeGroups.min': { does: 'Nodes it never goes below.', byDefault: 'not known' },
  'nodeGroups.desired': { does: 'Nodes it wants now.', byDefault: 'not known' },
  'nodeGroups.max': { does: 'Nodes it never goes above.', byDefault: 'not known' },
  'nodeGroups.labels': { does: 'Labels of its nodes.', byDefault: 'none' },
  'nodeGroups.taints': {
    does: 'Taints of its nodes: pods without a toleration stay away.',
    byDefault: 'none',
  },
  'nodeGroups.startupTaints': {
    does: 'Taints that go once a node has started.',
    label: 'Startup taints',
    byDefault: 'none',
  },
  'nodeGroups.tags': {
    does: 'Tags that autoscalers read. {} says that there are none.',
    byDefault: 'not known',
  },
  'nodeGroups.distribution': {
    does: 'What the group does when the zone with the fewest nodes has no capacity.',
    byDefault: 'balanced-best-effort',
    values: {
      'balanced-best-effort': {
        does: 'Launches where the group has fewest nodes; if that zone has no capacity, in another one.',
      },
      'balanced-only': { does: 'Keeps trying in the zone with the fewest.' },
    },
  },
  'nodeGroups.suspendedProcesses': {
    does: 'Processes of the Auto Scaling group that are switched off.',
    label: 'Suspended',
    byDefault: 'none',
    values: {
      Launch: { does: 'No instance is added.' },
      Terminate: { does: 'No instance is ended.' },
      AddToLoadBalancer: { does: 'New instances are not put behind load balancers.' },
      AlarmNotification: { does: 'Alarms of scaling policies are ignored.' },
      AZRebalance: { does: 'Zones are not evened out again.' },
      HealthCheck: { does: 'Instances are not checked.' },
      InstanceRefresh: { does: 'No refresh is started or goes on.' },
      ReplaceUnhealthy: { does: 'Unhealthy instances stay.' },
      ScheduledActions: { does: 'Scheduled changes of size do not happen.' },
    },
  },
  'nodeGroups.offeredZones': {
    does: 'Zones of the group in which its instances can be had.',
    label: 'Offered zones',
    byDefault: 'as the bundled offerings say',
    names: 'zone',
  },
  'nodeGroups.zonalShift': {
    does: 'Whether the group moves away from a zone that AWS shifts traffic from.',
    label: 'Zonal shift',
    byDefault: 'false',
  },
  'nodeGroups.limits': {
    does: 'The most that a NodePool may have in all, by resource.',
    byDefault: 'none',
  },
  'nodeGroups.weight': { does: 'NodePools with more weight are tried first.', byDefault: '0' },
  'nodeGroups.disruption': { does: 'When Karpenter may take nodes away.' },
  'nodeGroups.rootVolume': { does: 'The disk of each node.', label: 'Root volume' },
  'nodeGroups.maxPods': {
    does: 'Pods a node takes at most.',
    label: 'Max pods',
    byDefault: 'what the instance type has addresses for',
  },
  'nodeGroups.kubelet': { does: 'What each node keeps for itself.' },
  'nodeGroups.selectors': { does: 'Which pods a Fargate profile takes.' },
  'nodeGroups.os': {
    does: 'Operating system of the nodes, such as linux.',
    label: 'OS',
    byDefault: 'linux',
  },
  'requirements.key': { does: 'The label.' },
  'requirements.operator': {
    does: 'How the label is compared with the values.',
    values: {
      In: { does: 'It has one of the values.' },
      NotIn: { does: 'It has none of the values.' },
      Exists: { does: 'It is there.' },
      DoesNotExist: { does: 'It is not there.' },
      Gt: { does: 'Its number is more than the value.' },
      Lt: { does: 'Its number is less than the value.' },
      Gte: { does: 'Its number is the value or more.' },
      Lte: { does: 'Its number is the value or less.' },
    },
  },
  'requirements.values': { does: 'The values, for the operators that take some.' },
  'requirements.minValues': {
    does: 'How many different values must stay possible.',
    label: 'Min values',
  },
  'purchase.onDemandBase': {
    does: 'The first nodes, which are on demand.',
    label: 'On-demand base',
  },
  'purchase.onDemandPercentageAboveBase': {
    does: 'Of the nodes above the base, how many in a hundred are on demand.',
    label: 'On demand above, %',
  },
  'taints.key': { does: 'The key of the taint.' },
  'taints.value': { does: 'Its value.', byDefault: 'empty' },
  'taints.effect': {
    does: 'What it does to pods that do not tolerate it.',
    values: {
      NoSchedule: { does: 'They are not put on the node.' },
      PreferNoSchedule: { does: 'They are put elsewhere if that is possible.' },
      NoExecute: { does: 'They are not put on the node, and those that run there are evicted.' },
    },
  },
  'startupTaints.key': { does: 'The key of the taint.' },
  'startupTaints.value': { does: 'Its value.', byDefault: 'empty' },
  'startupTaints.effect': {
    does: 'What it does to pods that do not tolerate it.',
    values: {
      NoSchedule: { does: 'They are not put on the node.' },
      PreferNoSchedule: { does: 'They are put elsewhere if that is possible.' },
      NoExecute: { does: 'They are not put on the node, and those that run there are evicted.' },
    },
  },
  'disruption.consolidationPolicy': {
    does: 'Which nodes Karpenter removes to save money.',
    label: 'Consolidation',
    values: {
      WhenEmpty: { does: 'Only nodes without pods.' },
      WhenEmptyOrUnderutilized: { does: 'Also nodes whose pods have room elsewhere.' },
    },
  },
  'disruption.consolidateAfter': {
    does: 'How long nothing must change on a node first, such as 30s, or Never.',
    label: 'Consolidate after',
  },
  'rootVolume.sizeGiB': { does: 'Its size in GiB.', label: 'Size, GiB' },
  'rootVolume.type': { does: 'Its type of EBS volume.', values: volumeTypes() },
  'rootVolume.iops': { does: 'Operations a second that are paid for.', label: 'IOPS' },
  'rootVolume.throughputMiBps': {
    does: 'Throughput that is paid for.',
    label: 'Throughput, MiB/s',
  },
  'volume.sizeGiB': { does: 'Its size in GiB.', label: 'Size, GiB' },
  'volume.type': { does: 'Its type of EBS volume.', values: volumeTypes() },
  'volume.iops': { does: 'Operations a second that are paid for.', label: 'IOPS' },
  'volume.throughputMiBps': { does: 'Throughput that is paid for.', label: 'Throughput, MiB/s' },
  'kubelet.kubeReserved': {
    does: 'Kept for kubelet and runtime, by resource.',
    label: 'Kube reserved',
  },
  'kubelet.systemReserved': { does: 'Kept for the system, by resource.', label: 'System reserved' },
  'kubelet.evictionHard': {
    does: 'Where the kubelet begins to evict, by signal.',
    label: 'Eviction, hard',
  },
  'kubelet.podsPerCore': { does: 'Pods for each vCPU at most.', label: 'Pods per core' },
  'selectors.namespace': { does: 'Pods of this namespace.' },
  'selectors.labels': { does: 'Only those with all of these labels.' },

  'autoscalers.kind': {
    does: 'Which program it is.',
    values: {
      'cluster-autoscaler': {
        does: 'Changes the desired size of groups.',
        label: 'Cluster Autoscaler',
      },
      karpenter: { does: 'Launches single nodes for pods that wait.', label: 'Karpenter' },
    },
  },
  'autoscalers.version': { does: 'Its version; its behaviour follows it.', byDefault: 'not known' },
  'autoscalers.running': { does: 'Whether it has a replica.', byDefault: 'true' },
  'autoscalers.flags': { does: 'Its command line, where it differs from the defaults.' },
  'autoscalers.owns': {
    does: 'The groups it changes: auto-discovery, by their tags, or a list of names.',
    names: 'node-group',
    values: { 'auto-discovery': { does: 'Every group with the tags it looks for.' } },
  },
  'flags.nodes': { does: 'min:max:name of each group (--nodes).' },
  'flags.nodeGroupAutoDiscovery': {
    does: 'Tags of the groups it looks for (--node-group-auto-discovery).',
    label: 'Auto-discovery',
  },
  'flags.expander': {
    does: 'How it chooses among groups that would do.',
    byDefault: 'random up to 1.32, least-waste from 1.33',
  },
  'flags.balanceSimilarNodeGroups': {
    does: 'Evens out groups of the same kind in different zones.',
    label: 'Balance similar groups',
    byDefault: 'false',
  },
  'flags.balancingIgnoreLabel': {
    does: 'Labels that may differ between similar groups.',
    label: 'Labels to ignore',
  },
  'flags.scaleDownEnabled': {
    does: 'Whether it removes nodes at all.',
    label: 'Scale down',
    byDefault: 'true',
  },
  'flags.scaleDownUnneededTime': {
    does: 'How long a node must be unneeded before it goes.',
    label: 'Unneeded time',
    byDefault: '10m',
  },
  'flags.scaleDownUtilizationThreshold': {
    does: 'Below this share of requests a node counts as unneeded.',
    label: 'Utilization threshold',
    byDefault: '0.5',
  },
  'flags.scaleDownDelayAfterAdd': {
    does: 'How long it removes nothing after it added a node.',
    label: 'Delay after add',
    byDefault: '10m',
  },
  'flags.maxNodesTotal': {
    does: 'Nodes of the whole cluster at most; 0 is no limit.',
    label: 'Max nodes',
    byDefault: '0',
  },
  'flags.skipNodesWithLocalStorage': {
    does: 'Nodes whose pods keep data on the node are not removed.',
    label: 'Skip local storage',
    byDefault: 'true',
  },
  'flags.skipNodesWithSystemPods': {
    does: 'Nodes with pods of kube-system are not removed.',
    label: 'Skip system pods',
    byDefault: 'true',
  },
  'flags.maxNodeProvisionTime': {
    does: 'How long it waits for a node before it gives the group up for a while.',
    label: 'Max provision time',
    byDefault: '15m',
  },
  'flags.scanInterval': { does: 'How often it looks.', label: 'Scan interval', byDefault: '10s' },
  'flags.enableCsiNodeAwareScheduling': {
    does: 'Whether it counts how many volumes a new node can attach.',
    label: 'CSI node aware',
    byDefault: 'false',
  },
  'flags.expendablePodsPriorityCutoff': {
    does: 'Pods of a lower priority do not count: no node is added for them.',
    label: 'Expendable below',
    byDefault: '-10',
  },
  'flags.maxGracefulTerminationSec': {
    does: 'Seconds that pods get to end when their node goes.',
    label: 'Graceful termination, s',
    byDefault: '600',
  },

  'review.decisions': { does: 'What was decided.' },
  'review.comments': { does: 'Comments, pinned to objects.' },
  'review.acceptedFindings': {
    does: 'Findings that were accepted, each with its reason.',
    label: 'Accepted findings',
  },
  'decisions.id': { does: 'Its id.' },
  'comments.id': { does: 'Its id.' },
  'acceptedFindings.rule': { does: 'The rule, such as CPL-001.' },
  'acceptedFindings.subject': { does: 'The object that it was found at.' },
  'acceptedFindings.reason': { does: 'Why it is accepted.' },
  'acceptedFindings.owner': { does: 'Who accepts it.' },
}

function volumeTypes(): Readonly<Record<string, ValueWords>> {
  return {
    gp3: { does: 'General purpose; IOPS and throughput are chosen.' },
    gp2: { does: 'General purpose, older; IOPS grow with the size.' },
    io1: { does: 'Provisioned IOPS, older.' },
    io2: { does: 'Provisioned IOPS.' },
    st1: { does: 'Hard disk for large reads and writes.' },
    sc1: { does: 'Hard disk for what is read rarely.' },
    standard: { does: 'Magnetic, of the first generation.' },
  }
}
