import { compareText } from '#base/compare.ts'
import { readList, readText, readTexts } from '#kube/field.ts'
import { listSubnetClusters } from '../../aws-tags.ts'
import type { NodeGroup, Zone } from '#plan/schema.ts'
import { placeOf, report } from '../../import-context.ts'
import { listType, type Draft, type World } from './draft.ts'
import type { Resource } from './read-resources.ts'

/** The subnets of a list of ids, or those that the configuration refers to while ids are not known (I8.3). */
export interface FoundSubnets {
  readonly subnets: readonly Resource[]
  readonly missing: readonly string[]
}

export function findSubnets(
  world: World,
  resource: Resource,
  attribute: string,
  ids: readonly string[],
): FoundSubnets {
  const all = listType(world, 'aws_subnet')
  if (ids.length === 0) {
    return { subnets: world.findReferred(resource, attribute, 'aws_subnet'), missing: [] }
  }
  const found = ids.map((id) => all.find(({ copy }) => readText(copy, 'id') === id))
  return {
    subnets: found.flatMap((one) => one ?? []),
    missing: ids.filter((_id, index) => found[index] === undefined),
  }
}

export function readZone({ copy }: Resource): string | undefined {
  const zone = readText(copy, 'availability_zone')
  return zone !== undefined && /^[a-z0-9-]{1,63}$/.test(zone) ? zone : undefined
}

/** Zones of a group by its subnets, else by its zones, else all of the cluster, assumed (I12.10). */
export function mapGroupZones(
  draft: Draft,
  group: { readonly name: string; readonly resource: Resource; readonly attribute: string },
): Pick<NodeGroup, 'zones'> {
  const { name, resource, attribute } = group
  const ids = readTexts(resource.copy, attribute)
  const { subnets, missing } = findSubnets(draft.world, resource, attribute, ids)
  const zones = subnets.map(readZone)
  const place = placeOf(resource.document, attribute)
  if (missing.length > 0 || zones.includes(undefined)) {
    const which = missing.length > 0 ? missing.join(', ').slice(0, 160) : 'a subnet of the group'
    const message = `zone of ${which}: no resource of the import says it; zones of ${name} are not known`
    report(
      draft.world.task.context,
      { code: 'tf-subnet-zone', severity: 'ambiguous', message },
      place,
    )
    return {}
  }
  const known = zones.flatMap((zone) => zone ?? [])
  const listed = known.length > 0 ? known : readTexts(resource.copy, 'availability_zones')
  if (listed.length > 0) return { zones: sortNames(listed) }
  draft.strengths.set(`nodeGroups/${name}/zones`, 'follows')
  draft.guesses.set(`nodeGroups/${name}/zones`, {
    code: 'tf-group-zones',
    message: `the subnets of ${name} are known only after apply: all zones of the cluster are taken`,
    place,
  })
  return {}
}

/** An Auto Scaling group has its zones by name, however its subnets are listed. */
function sortNames(names: readonly string[]): string[] {
  return [...new Set(names)].sort(compareText)
}

/** Subnets of the cluster: that its control plane or groups use, and those whose tags name it. */
export function listClusterSubnets(draft: Omit<Draft, 'subnets'>): readonly Resource[] {
  const { world, clusterName, eksCluster, eksGroups, scalingGroups, instances } = draft
  const used = new Set<Resource>()
  const take = (resource: Resource, attribute: string, ids: readonly string[]): void => {
    for (const subnet of findSubnets(world, resource, attribute, ids).subnets) used.add(subnet)
  }
  if (eksCluster !== undefined) {
    const [config] = readList(eksCluster.copy, 'vpc_config')
    take(eksCluster, 'vpc_config', readTexts(config, 'subnet_ids'))
  }
  for (const group of eksGroups) take(group, 'subnet_ids', readTexts(group.copy, 'subnet_ids'))
  for (const group of scalingGroups) {
    take(group, 'vpc_zone_identifier', readTexts(group.copy, 'vpc_zone_identifier'))
  }
  for (const instance of instances) {
    const id = readText(instance.copy, 'subnet_id')
    take(instance, 'subnet_id', id === undefined ? [] : [id])
  }
  for (const subnet of listType(world, 'aws_subnet')) {
    if (listSubnetClusters(subnet.tags).includes(clusterName)) used.add(subnet)
  }
  return [...used]
}

/**
 * The zones of a cluster, each with its subnets. Where no subnet is its own, those of the whole import
 * are taken for its own, which is told.
 */
export function mapZones(draft: Draft): readonly Zone[] {
  const own = groupByZone(draft.subnets)
  const seen = [...draft.volumes, ...draft.instances].flatMap((one) => readZone(one) ?? [])
  const listed = draft.scalingGroups.flatMap(({ copy }) => readTexts(copy, 'availability_zones'))
  const more = [...new Set([...seen, ...listed])].filter((name) =>
    own.every((zone) => zone.name !== name),
  )
  if (own.length + more.length > 0) {
    const all = [...own, ...more.map((name) => ({ name }))]
    return all.toSorted((a, b) => compareText(a.name, b.name))
  }
  const all = groupByZone(listType(draft.world, 'aws_subnet'))
  const [first] = all
  if (first === undefined) return []
  draft.strengths.set('zones', 'default')
  const resource = draft.eksCluster ?? draft.eksGroups[0] ?? draft.scalingGroups[0]
  if (resource !== undefined) {
    draft.guesses.set('zones', {
      code: 'tf-zones',
      message: `nothing says which subnets are of ${draft.clusterName || 'the cluster'}: the zones of all subnets here are taken`,
      place: placeOf(resource.document, ''),
    })
  }
  return all
}

function groupByZone(subnets: readonly Resource[]): readonly Zone[] {
  const names = [...new Set(subnets.flatMap((subnet) => readZone(subnet) ?? []))].sort(compareText)
  return names.map((name) => {
    const own = subnets.filter((subnet) => readZone(subnet) === name)
    const zoneId = own.map(({ copy }) => readText(copy, 'availability_zone_id')).find(isText)
    const ranges = own.flatMap(({ copy }) => readText(copy, 'cidr_block') ?? [])
    return {
      name,
      ...(zoneId === undefined ? {} : { zoneId }),
      ...(ranges.length === 0
        ? {}
        : {
            subnets: ranges
              .filter(isText)
              .sort(compareText)
              .map((cidr) => ({ cidr })),
          }),
    }
  })
}

function isText(text: string | undefined): text is string {
  return text !== undefined && text !== ''
}
