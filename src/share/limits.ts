import { readField, readList, readText, readWhole } from '#kube/field.ts'
import { parseUnits } from '#kube/quantity.ts'
import { WORKLOAD_KINDS } from '#kube/workload.ts'
import type { Cluster, Plan } from '#plan/schema.ts'

/**
 * The limits of L5.2: the rule that a plan breaks, by name; undefined for a plan within all of them. Asked
 * on both sides: what can't be opened is not made either.
 *
 * @param factor how many times of each limit; a share file may hold ten times of a link (L10.1)
 */
export function findBrokenLimit(plan: Plan, factor: number): string | undefined {
  const clusters = plan.designs.flatMap((design) => design.clusters)
  const groups = clusters.flatMap((cluster) => cluster.nodeGroups)
  const resources = clusters.flatMap((cluster) => cluster.resources)
  const replicas = resources
    .filter(isWorkload)
    .map((one) => readWhole(one, 'spec', 'replicas') ?? 1)
  const count = (...kinds: readonly string[]) =>
    resources.filter(({ kind }) => kinds.includes(kind)).length
  const beyond = (found: number, limit: number): boolean => found > limit * factor
  const isTooMany = (one: number | undefined): boolean =>
    one !== undefined && (one < 0 || beyond(one, 5_000))
  const rules: readonly (readonly [string, boolean])[] = [
    ['clusters', beyond(clusters.length, 50)],
    ['zones', clusters.some(({ zones }) => beyond(zones.length, 30))],
    ['node-groups', beyond(groups.length, 500)],
    ['instance-types', groups.some(({ instanceTypes }) => beyond(instanceTypes?.length ?? 0, 60))],
    ['group-sizes', groups.some(({ min, desired, max }) => [min, desired, max].some(isTooMany))],
    ['workloads', beyond(replicas.length, 5_000)],
    ['replicas', replicas.some(isTooMany) || beyond(sum(replicas), 100_000)],
    ['containers', resources.some((one) => beyond(countContainers(one), 20))],
    ['volumes', beyond(count('PersistentVolume'), 5_000)],
    ['claims', beyond(count('PersistentVolumeClaim'), 5_000)],
    ['volume-size', resources.some((one) => beyond(readSizeGiB(one), 65_536))],
    ['nodes', beyond(count('Node'), 10_000)],
    ['pods', beyond(count('Pod'), 100_000)],
    ['lists-of-an-object', clusters.some((one) => beyond(findLongestList(one), 100))],
  ]
  return rules.find(([, isBroken]) => isBroken)?.[0]
}

function isWorkload({ kind }: Cluster['resources'][number]): boolean {
  return WORKLOAD_KINDS.some((one) => one === kind)
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0)
}

function countContainers(object: Cluster['resources'][number]): number {
  const spec = findPodSpec(object)
  return readList(spec, 'containers').length + readList(spec, 'initContainers').length
}

function findPodSpec(object: Cluster['resources'][number]): unknown {
  if (object.kind === 'Pod') return readField(object, 'spec')
  const spec =
    object.kind === 'CronJob'
      ? readField(object, 'spec', 'jobTemplate', 'spec')
      : readField(object, 'spec')
  return readField(spec, 'template', 'spec')
}

/** Of labels, taints, tolerations and spread constraints. */
function findLongestList({ nodeGroups, resources }: Cluster): number {
  const ofGroups = nodeGroups.flatMap(({ labels, taints, startupTaints }) => [
    Object.keys(labels ?? {}).length,
    taints?.length ?? 0,
    startupTaints?.length ?? 0,
  ])
  const ofObjects = resources.flatMap((object) => {
    const spec = findPodSpec(object)
    return [
      Object.keys(object.metadata.labels ?? {}).length,
      readList(object, 'spec', 'taints').length,
      readList(spec, 'tolerations').length,
      readList(spec, 'topologySpreadConstraints').length,
    ]
  })
  return [...ofGroups, ...ofObjects].reduce((longest, one) => Math.max(longest, one), 0)
}

const GIB = 2 ** 30

/** Of an EBS volume; 0 where it does not say, and for what has no size, such as a file system. */
function readSizeGiB(object: Cluster['resources'][number]): number {
  if (object.kind !== 'PersistentVolume' || !isEbs(object)) return 0
  const bytes = parseUnits(readField(object, 'spec', 'capacity', 'storage'), '')
  return bytes.kind === 'ok' ? bytes.value / GIB : 0
}

function isEbs(object: Cluster['resources'][number]): boolean {
  return (
    readText(object, 'spec', 'csi', 'driver') === 'ebs.csi.aws.com' ||
    readField(object, 'spec', 'awsElasticBlockStore') !== undefined
  )
}
