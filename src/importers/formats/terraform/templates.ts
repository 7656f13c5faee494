import { readField, readList, readText, readWhole } from '#kube/field.ts'
import { EBS_VOLUME_TYPES } from '#plan/schema.ts'
import type { NodeGroup } from '#plan/schema.ts'
import { listType, type World } from './draft.ts'
import type { Resource } from './read-resources.ts'

/** The launch template of a group: by its id, its name, or what the configuration refers to. */
export function findTemplate(
  world: World,
  resource: Resource,
  attribute: 'launch_template' | 'mixed_instances_policy',
): Resource | undefined {
  const [block] = readList(resource.copy, attribute)
  if (block === undefined) return undefined
  const [inner] = readList(block, 'launch_template')
  const [specification] = readList(inner, 'launch_template_specification')
  const id = readText(block, 'id') ?? readText(specification, 'launch_template_id')
  const name = readText(block, 'name') ?? readText(specification, 'launch_template_name')
  const templates = listType(world, 'aws_launch_template')
  return (
    templates.find(({ copy }) => id !== undefined && readText(copy, 'id') === id) ??
    templates.find(({ copy }) => name !== undefined && readText(copy, 'name') === name) ??
    findOnly(world.findReferred(resource, attribute, 'aws_launch_template'), resource) ??
    // Blocks that a module makes of its variables refer to nothing in a plan.
    (id === undefined && name === undefined ? findNeighbour(templates, resource) : undefined)
  )
}

/** The one of the same instance of a module, else the only one. */
function findOnly(found: readonly Resource[], of: Resource): Resource | undefined {
  const near = found.filter(({ module }) => module === of.module)
  const same = near.filter(({ key }) => key === of.key)
  const [first] =
    same.length === 1 ? same : near.length === 1 ? near : found.length === 1 ? found : []
  return first
}

function findNeighbour(templates: readonly Resource[], { module }: Resource): Resource | undefined {
  const near = module === '' ? [] : templates.filter((template) => template.module === module)
  return near.length === 1 ? near[0] : undefined
}

const ROOT_DEVICES: readonly string[] = ['/dev/xvda', '/dev/sda1']

/** The root disk is that of the image's root device, else the first. */
export function mapTemplateDisk(template: Resource | undefined): Pick<NodeGroup, 'rootVolume'> {
  const mappings = readList(template?.copy, 'block_device_mappings').filter(
    (mapping) => readList(mapping, 'ebs').length > 0,
  )
  const root =
    mappings.find((mapping) => ROOT_DEVICES.includes(readText(mapping, 'device_name') ?? '')) ??
    mappings[0]
  return mapDisk(readList(root, 'ebs')[0])
}

export function mapDisk(raw: unknown): Pick<NodeGroup, 'rootVolume'> {
  const sizeGiB = readWhole(raw, 'volume_size')
  if (sizeGiB === undefined) return {}
  const type = EBS_VOLUME_TYPES.find((known) => known === readText(raw, 'volume_type'))
  const iops = readWhole(raw, 'iops')
  const throughputMiBps = readWhole(raw, 'throughput')
  return {
    rootVolume: {
      sizeGiB,
      ...(type === undefined ? {} : { type }),
      // Providers write 0 where nothing is asked for.
      ...(iops === undefined || iops === 0 ? {} : { iops }),
      ...(throughputMiBps === undefined || throughputMiBps === 0 ? {} : { throughputMiBps }),
    },
  }
}

export function isSpotTemplate(template: Resource | undefined): boolean {
  const [market] = readList(template?.copy, 'instance_market_options')
  return readText(readField(market), 'market_type') === 'spot'
}
