import { readField, readList, readWhole } from '#kube/field.ts'
import { WORKLOAD_KINDS } from '#kube/workload.ts'
import type { Cluster, Plan } from '#plan/schema.ts'

/**
 * The limits of L5.2: the rule that a plan breaks, by name; undefined for a plan within all of them. Asked
 * on both sides: what can't be opened is not made either.
 */
export function findBrokenLimit(plan: Plan): string | undefined {
  const clusters = plan.designs.flatMap((design) => design.clusters)
  const groups = clusters.flatMap((cluster) => cluster.nodeGroups)
  const resources = clusters.flatMap((cluster) => cluster.resources)
  const replicas = resources
    .filter(isWorkload)
    .map((one) => readWhole(one, 'spec', 'replicas') ?? 1)
  const count = (...kinds: readonly string[]) =>
    resources.filter(({ kind }) => kinds.includes(kind)).length
  const rules: readonly (readonly [string, boolean])[] = [
    ['clusters', clusters.length > 50],
    ['zones', clusters.some(({ zones }) => zones.length > 30)],
    ['node-groups', groups.length > 500],
    ['instance-types', groups.some(({ instanceTypes }) => (instanceTypes?.length ?? 0) > 60)],
    ['group-sizes', groups.some(({ min, desired, max }) => [min, desired, max].some(isTooMany))],
    ['workloads', replicas.length > 5_000],
    ['replicas', replicas.some(isTooMany) || sum(replicas) > 100_000],
    ['containers', resources.some((one) => countContainers(one) > 20)],
    ['volumes', count('PersistentVolume') > 5_000 || count('PersistentVolumeClaim') > 5_000],
    ['nodes', count('Node') > 10_000],
    ['pods', count('Pod') > 100_000],
    ['lists-of-an-object', clusters.some(hasLongList)],
  ]
  return rules.find(([, isBroken]) => isBroken)?.[0]
}

function isWorkload({ kind }: Cluster['resources'][number]): boolean {
  return WORKLOAD_KINDS.some((one) => one === kind)
}

function isTooMany(count: number | undefined): boolean {
  return count !== undefined && (count < 0 || count > 5_000)
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

/** Labels, taints, tolerations and spread constraints: 100 of each. */
function hasLongList({ nodeGroups, resources }: Cluster): boolean {
  const sizes = [
    ...nodeGroups.flatMap(({ labels, taints, startupTaints }) => [
      Object.keys(labels ?? {}).length,
      taints?.length ?? 0,
      startupTaints?.length ?? 0,
    ]),
    ...resources.flatMap((object) => {
      const spec = findPodSpec(object)
      return [
        Object.keys(object.metadata.labels ?? {}).length,
        readList(object, 'spec', 'taints').length,
        readList(spec, 'tolerations').length,
        readList(spec, 'topologySpreadConstraints').length,
      ]
    }),
  ]
  return sizes.some((size) => size > 100)
}
