import { compareText } from '#base/compare.ts'
import { readList, readText } from '#kube/field.ts'
import type { NodeGroup } from '#plan/schema.ts'
import { findTaggedRole, readTag } from '../../aws-tags.ts'
import { placeOf, report } from '../../import-context.ts'
import type { Draft } from './draft.ts'
import type { Resource } from './read-resources.ts'
import { mapDisk } from './templates.ts'
import { findSubnets, readZone } from './zones.ts'

export interface Machine {
  readonly name: string
  readonly zone?: string
  readonly instanceType?: string
}

/** `aws_instance`: machines of the control plane, and groups of the others by their types (I12.5). */
export function mapInstances(draft: Draft): {
  readonly machines: readonly Machine[]
  readonly groups: readonly NodeGroup[]
} {
  const masters = draft.instances.filter(isMaster)
  const others = draft.instances.filter((instance) => !isMaster(instance))
  const machines = masters.map((instance) => toMachine(draft, instance))
  const byName = new Map<string, Resource[]>()
  for (const instance of others) {
    const name = nameGroup(instance)
    byName.set(name, [...(byName.get(name) ?? []), instance])
  }
  const groups = [...byName]
    .toSorted(([a], [b]) => compareText(a, b))
    .map(([name, instances]) => mapMachines(draft, name, instances))
  return { machines: machines.toSorted((a, b) => compareText(a.name, b.name)), groups }
}

function isMaster({ tags }: Resource): boolean {
  return findTaggedRole(tags)?.role === 'control-plane'
}

function toMachine(draft: Draft, instance: Resource): Machine {
  const zone = findInstanceZone(draft, instance)
  const instanceType = readText(instance.copy, 'instance_type')
  return {
    name: readTag(instance.tags, 'Name') ?? instance.key,
    ...(zone === undefined ? {} : { zone }),
    ...(instanceType === undefined ? {} : { instanceType }),
  }
}

function findInstanceZone(draft: Draft, instance: Resource): string | undefined {
  const own = readZone(instance)
  if (own !== undefined) return own
  const id = readText(instance.copy, 'subnet_id')
  const ids = id === undefined ? [] : [id]
  const { subnets } = findSubnets(draft.world, instance, 'subnet_id', ids)
  const zones = new Set(subnets.flatMap((subnet) => readZone(subnet) ?? []))
  const [only] = zones
  return zones.size === 1 ? only : undefined
}

function nameGroup({ tags, copy }: Resource): string {
  const type = readText(copy, 'instance_type') ?? 'instances'
  const role = findTaggedRole(tags)?.role
  const isCapi = [...tags.keys()].some((key) =>
    key.startsWith('sigs.k8s.io/cluster-api-provider-aws/'),
  )
  if (role !== undefined) return `${role}-${type}`
  return isCapi ? `worker-${type}` : `ungrouped-${type}`
}

/** Terraform keeps as many as are written, and nothing makes another when a pod needs one. */
function mapMachines(draft: Draft, name: string, instances: readonly Resource[]): NodeGroup {
  const [first] = instances
  const count = instances.length
  const zones = [...new Set(instances.flatMap((one) => findInstanceZone(draft, one) ?? []))]
  const types = [...new Set(instances.flatMap(({ copy }) => readText(copy, 'instance_type') ?? []))]
  const role = first === undefined ? undefined : findTaggedRole(first.tags)?.role
  for (const field of ['min', 'desired', 'max']) {
    draft.strengths.set(`nodeGroups/${name}/${field}`, 'follows')
  }
  if (first !== undefined) {
    const message = `${count} ${count === 1 ? 'instance is' : 'instances are'} of no group (${name}): taken as a group of exactly as many, which nothing scales`
    report(
      draft.world.task.context,
      { code: 'tf-ungrouped', severity: 'ambiguous', message },
      placeOf(first.document, ''),
    )
  }
  const isSpot = instances.every(
    ({ copy }) => readText(readList(copy, 'instance_market_options')[0], 'market_type') === 'spot',
  )
  return {
    name,
    kind: 'asg',
    ...(role === undefined ? {} : { role }),
    min: count,
    desired: count,
    max: count,
    ...(zones.length === 0 ? {} : { zones: zones.sort(compareText) }),
    ...(types.length === 0 ? {} : { instanceTypes: types.sort(compareText) }),
    ...(isSpot ? { purchase: { onDemandBase: 0, onDemandPercentageAboveBase: 0 } } : {}),
    tags: {},
    ...mapDisk(readList(first?.copy, 'root_block_device')[0]),
  }
}
