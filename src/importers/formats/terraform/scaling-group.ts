import { readList, readText, readWhole } from '#kube/field.ts'
import type { NodeGroup, Taint } from '#plan/schema.ts'
import {
  findTaggedRole,
  isGroupTagKept,
  readTaggedTemplate,
  type AwsTags,
  type TaggedRole,
} from '../../aws-tags.ts'
import { placeOf, report } from '../../import-context.ts'
import type { Draft, World } from './draft.ts'
import type { Resource } from './read-resources.ts'
import { mapRequirements } from './requirements.ts'
import { findTemplate, isSpotTemplate, mapTemplateDisk } from './templates.ts'
import { mapGroupZones } from './zones.ts'

/** An Auto Scaling group's own template, or that of its policy. */
export function findGroupTemplate(world: World, resource: Resource): Resource | undefined {
  return (
    findTemplate(world, resource, 'launch_template') ??
    findTemplate(world, resource, 'mixed_instances_policy')
  )
}

/** Its own tags, and those that its template gives to instances. */
export function listGroupTags(world: World, resource: Resource): AwsTags {
  const template = findGroupTemplate(world, resource)
  return new Map([...(template?.tags ?? []), ...resource.tags])
}

/** `aws_autoscaling_group`, by its attributes and by its tags (I8.2, I12.5 to I12.11). */
export function mapScalingGroup(draft: Draft, resource: Resource, name: string): NodeGroup {
  const { world } = draft
  const template = findGroupTemplate(world, resource)
  const tags = listGroupTags(world, resource)
  const tagged = findTaggedRole(tags)
  const role = tagged?.role
  if (tagged?.isApiServerOnly === true) draft.apiServerGroups.push(name)
  const { labels, taints, problems } = readTaggedTemplate(tags)
  for (const { key, message } of problems) {
    report(
      world.task.context,
      { code: 'tf-tag', severity: 'error', message: `${key.slice(0, 120)}: ${message}` },
      placeOf(resource.document, 'tag'),
    )
  }
  const kept = [...tags].filter(([key]) => isGroupTagKept(key))
  return {
    name,
    kind: 'asg',
    ...(role === undefined ? {} : { role }),
    ...mapSizes(draft, resource, name),
    ...mapGroupZones(draft, { name, resource, attribute: 'vpc_zone_identifier' }),
    ...mapTypes(draft, resource, name, template),
    ...mapPurchase(resource, template),
    labels,
    // Tags leave out what keeps pods off a control plane; its kubelets do not.
    taints: taints.length > 0 ? taints : listRoleTaints(tagged),
    tags: Object.fromEntries(kept),
    ...mapTemplateDisk(template),
  }
}

function listRoleTaints(tagged: TaggedRole | undefined): readonly Taint[] {
  if (tagged?.role !== 'control-plane') return []
  const role = tagged.isApiServerOnly ? 'api-server' : 'control-plane'
  return [{ key: `node-role.kubernetes.io/${role}`, effect: 'NoSchedule' }]
}

function listOverrides({ copy }: Resource): readonly unknown[] {
  const [policy] = readList(copy, 'mixed_instances_policy')
  return readList(readList(policy, 'launch_template')[0], 'override')
}

function mapTypes(
  draft: Draft,
  resource: Resource,
  name: string,
  template: Resource | undefined,
): Pick<NodeGroup, 'instanceTypes' | 'requirements'> {
  const overrides = listOverrides(resource)
  const listed = overrides.flatMap((one) => readText(one, 'instance_type') ?? [])
  const types = listed.filter((type) => type !== '')
  if (types.length > 0) return { instanceTypes: [...new Set(types)] }
  const requirements =
    overrides
      .map((one) => mapRequirements(readList(one, 'instance_requirements')))
      .find((one) => one !== undefined) ??
    mapRequirements(readList(template?.copy, 'instance_requirements'))
  if (requirements !== undefined) return { requirements }
  const type = readText(template?.copy, 'instance_type')
  if (type !== undefined && type !== '') return { instanceTypes: [type] }
  const message =
    template === undefined
      ? `the launch template of ${name} is not in the import: its instance types are not known`
      : `neither ${name} nor its launch template names an instance type`
  report(
    draft.world.task.context,
    { code: 'tf-no-type', severity: 'ambiguous', message },
    placeOf(resource.document, 'launch_template'),
  )
  return {}
}

/** I12.9: base 0 and all on demand above it, where a policy does not say; spot by the template without one. */
function mapPurchase(
  { copy }: Resource,
  template: Resource | undefined,
): Pick<NodeGroup, 'purchase'> {
  const [policy] = readList(copy, 'mixed_instances_policy')
  if (policy === undefined) {
    return isSpotTemplate(template)
      ? { purchase: { onDemandBase: 0, onDemandPercentageAboveBase: 0 } }
      : {}
  }
  const [distribution] = readList(policy, 'instances_distribution')
  return {
    purchase: {
      onDemandBase: readWhole(distribution, 'on_demand_base_capacity') ?? 0,
      onDemandPercentageAboveBase:
        readWhole(distribution, 'on_demand_percentage_above_base_capacity') ?? 100,
    },
  }
}

/** Without a desired capacity the group starts at its least. Units become instances where one weight holds (I12.7). */
function mapSizes(
  draft: Draft,
  resource: Resource,
  name: string,
): Pick<NodeGroup, 'min' | 'desired' | 'max'> {
  const { copy, document } = resource
  const path = `nodeGroups/${name}`
  const min = readWhole(copy, 'min_size')
  const max = readWhole(copy, 'max_size')
  const said = readWhole(copy, 'desired_capacity')
  if (min === undefined || max === undefined) {
    return {
      ...(min === undefined ? {} : { min }),
      ...(max === undefined ? {} : { max }),
      ...(said === undefined ? {} : { desired: said }),
    }
  }
  const desired = said ?? min
  if (min < 0 || min > max || desired < min || desired > max) {
    const message = `sizes of ${name} cannot be: min ${min}, desired ${desired}, max ${max}; they count as not known`
    report(
      draft.world.task.context,
      { code: 'tf-sizes', severity: 'error', message },
      placeOf(document, 'min_size'),
    )
    return {}
  }
  if (said === undefined) {
    draft.strengths.set(`${path}/desired`, 'follows')
    if (min < max) {
      draft.guesses.set(`${path}/sizes`, {
        code: 'tf-desired',
        message: 'no desired_capacity: the group starts with its least, min_size',
        place: placeOf(document, 'desired_capacity'),
      })
    }
  }
  const weight = findWeight(draft, resource, name)
  const scale = (size: number): number => Math.ceil(size / weight)
  return { min: scale(min), desired: scale(desired), max: scale(max) }
}

function findWeight(draft: Draft, resource: Resource, name: string): number {
  const { copy, document } = resource
  const weights = listOverrides(resource).map((one) => {
    const text = readText(one, 'weighted_capacity')
    return text !== undefined && /^\d{1,3}$/.test(text) ? Number(text) : undefined
  })
  const unit = readText(copy, 'desired_capacity_type') ?? ''
  const isCounted = unit === '' || unit === 'units'
  const [first] = weights
  const isWeighted = weights.some((weight) => weight !== undefined)
  if (isCounted && !isWeighted) return 1
  if (isCounted && first !== undefined && weights.every((weight) => weight === first)) {
    return Math.max(first, 1)
  }
  const path = `nodeGroups/${name}`
  for (const field of ['min', 'desired', 'max']) draft.strengths.set(`${path}/${field}`, 'follows')
  const why = isCounted ? 'its types weigh differently' : `sizes count ${unit.slice(0, 40)}`
  report(
    draft.world.task.context,
    {
      code: 'tf-capacity-units',
      severity: 'ambiguous',
      message: `${why} in ${name}: min, desired and max are units, not instances`,
    },
    placeOf(document, 'desired_capacity_type'),
  )
  return 1
}
