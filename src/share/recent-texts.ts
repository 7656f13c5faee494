/**
 * The texts last met, newest first. A text that is met again is written as how many others were met since:
 * objects of one make then read alike, whatever their names, and deflate finds them (L3.5). Bounded, so that
 * no document is slow to read.
 */
export interface RecentTexts {
  /** Undefined: not met, or too long ago. */
  readonly findRank: (text: string) => number | undefined
  readonly findText: (rank: number) => string | undefined
  /** Makes the text the newest. */
  readonly meet: (text: string, rank: number | undefined) => void
}

const MAX_RECENT = 2_048

export function createRecentTexts(): RecentTexts {
  // The newest is last, where a list is changed at once.
  const list: string[] = [...WELL_KNOWN]
  const known = new Set(list)
  return {
    findRank: (text) => (known.has(text) ? list.length - 1 - list.lastIndexOf(text) : undefined),
    findText: (rank) => list[list.length - 1 - rank],
    meet: (text, rank) => {
      if (rank !== undefined) list.splice(list.length - 1 - rank, 1)
      list.push(text)
      known.add(text)
      const oldest = list.length > MAX_RECENT ? list.shift() : undefined
      if (oldest !== undefined) known.delete(oldest)
    },
  }
}

/** Words of Kubernetes that most plans have: met before the document begins, the most frequent last. */
const WELL_KNOWN: readonly string[] = [
  'NoExecute',
  'PreferNoSchedule',
  'NoSchedule',
  'Exists',
  'Equal',
  'kubernetes.io/hostname',
  'node.kubernetes.io/instance-type',
  'karpenter.sh/capacity-type',
  'on-demand',
  'spot',
  'policy/v1',
  'maxUnavailable',
  'DoNotSchedule',
  'ScheduleAnyway',
  'Immediate',
  'Retain',
  'True',
  'Ready',
  'Running',
  'pods',
  'ephemeral-storage',
  'kube-system',
  'm5.xlarge',
  'm6i.large',
  'm5.large',
  'k8s.io/cluster-autoscaler/enabled',
  'true',
  'owned',
  'auto-discovery',
  'us-east-1',
  'us-east-1c',
  'us-east-1b',
  'us-east-1a',
  'eu-west-1',
  'eu-west-1c',
  'eu-west-1b',
  'eu-west-1a',
  '1.35',
  'WaitForFirstConsumer',
  'default',
  'gp2',
  'Bound',
  'app.kubernetes.io/instance',
  'kubernetes.io/metadata.name',
  'topology.kubernetes.io/zone',
  'topology.ebs.csi.aws.com/zone',
  'In',
  'ebs.csi.aws.com',
  'ReadWriteOnce',
  '10Gi',
  'storage',
  'gp3',
  'data',
  '2Gi',
  '1Gi',
  '512Mi',
  '256Mi',
  '128Mi',
  '500m',
  '100m',
  'app.kubernetes.io/name',
  'app',
  'memory',
  'cpu',
]
