/**
 * What the API server fills in where a manifest says nothing, of the fields that plans hold: a manifest
 * written by hand and the same object as `kubectl` prints it are one design.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/
 */

/** Of any kind, by the end of the path. */
const ANYWHERE: Readonly<Record<string, readonly unknown[]>> = {
  'metadata.namespace': ['default'],
  'spec.restartPolicy': ['Always'],
  'spec.terminationGracePeriodSeconds': [30],
  'spec.schedulerName': ['default-scheduler'],
  'spec.preemptionPolicy': ['PreemptLowerPriority'],
  'spec.hostNetwork': [false],
  'spec.priority': [0],
  'ports[].protocol': ['TCP'],
  'topologySpreadConstraints[].nodeAffinityPolicy': ['Honor'],
  'topologySpreadConstraints[].nodeTaintsPolicy': ['Ignore'],
  'spec.volumeMode': ['Filesystem'],
  'persistentVolumeClaim.readOnly': [false],
  'csi.readOnly': [false],
}

const BY_KIND: Readonly<Record<string, Readonly<Record<string, readonly unknown[]>>>> = {
  Deployment: {
    'spec.replicas': [1],
    'spec.strategy.type': ['RollingUpdate'],
    'spec.strategy.rollingUpdate.maxSurge': ['25%'],
    'spec.strategy.rollingUpdate.maxUnavailable': ['25%'],
    'spec.progressDeadlineSeconds': [600],
    'spec.revisionHistoryLimit': [10],
    'spec.minReadySeconds': [0],
  },
  StatefulSet: {
    'spec.replicas': [1],
    'spec.podManagementPolicy': ['OrderedReady'],
    'spec.updateStrategy.type': ['RollingUpdate'],
    'spec.updateStrategy.rollingUpdate.partition': [0],
    'spec.revisionHistoryLimit': [10],
    'spec.minReadySeconds': [0],
    'spec.persistentVolumeClaimRetentionPolicy.whenDeleted': ['Retain'],
    'spec.persistentVolumeClaimRetentionPolicy.whenScaled': ['Retain'],
  },
  DaemonSet: {
    'spec.updateStrategy.type': ['RollingUpdate'],
    'spec.updateStrategy.rollingUpdate.maxUnavailable': [1],
    'spec.updateStrategy.rollingUpdate.maxSurge': [0],
    'spec.revisionHistoryLimit': [10],
    'spec.minReadySeconds': [0],
  },
  Job: { 'spec.parallelism': [1], 'spec.completions': [1], 'spec.backoffLimit': [6] },
  CronJob: { 'spec.suspend': [false], 'spec.concurrencyPolicy': ['Allow'] },
  HorizontalPodAutoscaler: { 'spec.minReplicas': [1] },
  StorageClass: { reclaimPolicy: ['Delete'], volumeBindingMode: ['Immediate'] },
  PersistentVolume: { 'spec.persistentVolumeReclaimPolicy': ['Retain'] },
  PriorityClass: { globalDefault: [false], preemptionPolicy: ['PreemptLowerPriority'] },
}

/** True where leaving the field out says the same; `pattern` is a path with `[]` for any item of a list. */
export function isApiDefault(kind: string, pattern: string, value: unknown): boolean {
  const ofKind = BY_KIND[kind]
  if (ofKind !== undefined && Object.hasOwn(ofKind, pattern)) {
    return ofKind[pattern]?.includes(value) === true
  }
  for (const { end, values } of ENDS) {
    if (`.${pattern}`.endsWith(end)) return values.includes(value)
  }
  return false
}

const ENDS = Object.entries(ANYWHERE).map(([end, values]) => ({ end: `.${end}`, values }))
