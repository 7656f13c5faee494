import { compareText } from '#base/compare.ts'
import { readText } from '#kube/field.ts'
import {
  findTaggedCluster,
  findVolumeCluster,
  readEtcdMembers,
  type TaggedCluster,
} from '../../aws-tags.ts'
import { decide, placeOf, report } from '../../import-context.ts'
import { listType, type Draft, type World } from './draft.ts'
import type { Resource } from './read-resources.ts'
import { listGroupTags } from './scaling-group.ts'
import { listClusterSubnets } from './zones.ts'

/** The resources of each cluster: by the name that EKS' own resources give, else by tags (I8.2, I12.2). */
export function gatherClusters(world: World): readonly Draft[] {
  const gathering: Gathering = { world, builders: new Map() }
  for (const resource of listType(world, 'aws_eks_cluster')) addEksCluster(gathering, resource)
  for (const type of ['aws_eks_node_group', 'aws_eks_fargate_profile'] as const) {
    for (const resource of listType(world, type)) addEksMember(gathering, resource, type)
  }
  addTagged(gathering)
  addVolumes(gathering)
  return [...gathering.builders]
    .toSorted(([a], [b]) => compareText(a, b))
    .map(([, builder]) => ({ ...builder, subnets: listClusterSubnets(builder) }))
}

type Builder = {
  -readonly [Key in keyof Omit<Draft, 'subnets'>]: Draft[Key] extends readonly Resource[]
    ? Resource[]
    : Draft[Key]
}

interface Gathering {
  readonly world: World
  readonly builders: Map<string, Builder>
}

function getBuilder({ world, builders }: Gathering, name: string): Builder {
  const known = builders.get(name)
  if (known !== undefined) return known
  const builder: Builder = {
    world,
    clusterName: name,
    eksCluster: undefined,
    eksGroups: [],
    profiles: [],
    scalingGroups: [],
    instances: [],
    volumes: [],
    apiServerGroups: [],
    strengths: new Map(),
    guesses: new Map(),
  }
  builders.set(name, builder)
  return builder
}

function addEksCluster(gathering: Gathering, resource: Resource): void {
  const said = readName(resource, 'name')
  const isData = resource.block.startsWith('data.')
  // A data source that does not say what it is of says nothing.
  if (said === undefined && isData) return
  const name = said ?? resource.key
  if (said === undefined) {
    const message = `${resource.address} does not say its name yet: ${name} is taken`
    tell(gathering.world, resource, { code: 'tf-name', severity: 'assumed', message }, 'name')
  }
  const builder = getBuilder(gathering, name)
  const known = builder.eksCluster
  if (known === undefined || (known.block.startsWith('data.') && !isData)) {
    builder.eksCluster = resource
  } else if (!isData) {
    const message = `${known.address} and ${resource.address} are both named ${name}: taken for one cluster`
    const told = { code: 'tf-cluster-twice', severity: 'ambiguous' as const, message }
    tell(gathering.world, resource, told, 'name')
  }
}

function readName({ copy }: Resource, field: string): string | undefined {
  const name = readText(copy, field)
  return name === undefined || name === '' || name.length > 253 ? undefined : name
}

function tell(
  world: World,
  { document }: Resource,
  told: Parameters<typeof report>[1],
  path = '',
): void {
  report(world.task.context, told, placeOf(document, path))
}

function addEksMember(
  gathering: Gathering,
  resource: Resource,
  type: 'aws_eks_node_group' | 'aws_eks_fargate_profile',
): void {
  const name = readName(resource, 'cluster_name') ?? findParent(gathering, resource)
  const builder = getBuilder(gathering, name)
  if (type === 'aws_eks_node_group') builder.eksGroups.push(resource)
  else builder.profiles.push(resource)
}

/** The cluster that the configuration refers to, that of the same module or one around it, else the only one. */
function findParent({ world }: Gathering, resource: Resource): string {
  const clusters = listType(world, 'aws_eks_cluster')
  const referred = world.findReferred(resource, 'cluster_name', 'aws_eks_cluster')
  const near = clusters
    .filter(({ module }) => module === '' || `${resource.module}.`.startsWith(`${module}.`))
    .toSorted((a, b) => b.module.length - a.module.length)
  const [only] = clusters.length === 1 ? clusters : []
  const parent = (referred.length === 1 ? referred[0] : undefined) ?? only ?? near[0]
  if (parent === undefined) return ''
  const name = readName(parent, 'name') ?? parent.key
  const message = `${resource.address} does not say its cluster yet: ${name} is taken`
  tell(world, resource, { code: 'tf-cluster', severity: 'assumed', message }, 'cluster_name')
  return name
}

const LEFT_OUT = 'left out'
/** Questions asked one by one; what is more is left out as it is. */
const MAX_QUESTIONS = 12

/** Auto Scaling groups and instances by the steps of I12.2; what names no cluster is asked for. */
function addTagged(gathering: Gathering): void {
  const { world } = gathering
  const unassigned: { readonly resource: Resource; readonly type: string }[] = []
  for (const type of ['aws_autoscaling_group', 'aws_instance']) {
    for (const resource of listType(world, type)) {
      const tags = type === 'aws_instance' ? resource.tags : listGroupTags(world, resource)
      const found = findTaggedCluster(tags)
      if (found === undefined) unassigned.push({ resource, type })
      else add(gathering, noteAmbiguous(world, resource, found), { resource, type })
    }
  }
  askForGroups(gathering, unassigned)
}

function add(
  gathering: Gathering,
  name: string,
  { resource, type }: { readonly resource: Resource; readonly type: string },
): void {
  const builder = getBuilder(gathering, name)
  if (type === 'aws_instance') builder.instances.push(resource)
  else builder.scalingGroups.push(resource)
}

function noteAmbiguous(world: World, resource: Resource, { name, others }: TaggedCluster): string {
  if (others.length > 0) {
    const message = `tags of ${resource.address} name ${name} and ${others.join(', ').slice(0, 160)}; ${name} is taken`
    tell(world, resource, { code: 'tf-several-clusters', severity: 'ambiguous', message }, 'tags')
  }
  return name
}

/** I12.2, step 9: shown, and imported only if chosen. Instances are asked for together. */
function askForGroups(
  gathering: Gathering,
  unassigned: readonly { readonly resource: Resource; readonly type: string }[],
): void {
  const instances = unassigned.filter(({ type }) => type === 'aws_instance')
  const groups = unassigned.filter(({ type }) => type !== 'aws_instance')
  const names = [...gathering.builders.keys()].filter((name) => name !== '').sort(compareText)
  const asked = groups.slice(0, MAX_QUESTIONS).map((group) => [group])
  for (const list of [...asked, ...(instances.length === 0 ? [] : [instances])]) {
    const [first] = list
    if (first === undefined) continue
    const { address, document } = first.resource
    const what = list.length === 1 ? address : `${list.length} instances`
    const answer = decide(
      gathering.world.task.context,
      {
        id: list.length === 1 ? `tf.${address}` : 'tf.instances',
        code: 'tf-unassigned',
        severity: 'dropped',
        subject: `cluster of ${what}`,
        message: `no tag says a cluster of ${what}: not imported unless you name it`,
        value: LEFT_OUT,
        alternatives: names.map((name) => ({ value: name, label: name })),
        free: true,
      },
      placeOf(document, ''),
    ).trim()
    if (answer === LEFT_OUT || answer === '' || answer.length > 253) continue
    for (const one of list) add(gathering, answer, one)
  }
  if (groups.length <= MAX_QUESTIONS) return
  const [next] = groups.slice(MAX_QUESTIONS)
  if (next === undefined) return
  const count = groups.length - MAX_QUESTIONS
  const message = `${count} Auto Scaling groups more whose tags say no cluster: left out`
  tell(gathering.world, next.resource, {
    code: 'tf-unassigned',
    severity: 'dropped',
    message,
    count,
  })
}

/** I12.14: by its own tags, else by the instance that it is attached to. */
function addVolumes(gathering: Gathering): void {
  const { world } = gathering
  const attachments = listType(world, 'aws_volume_attachment')
  const left: Resource[] = []
  for (const volume of listType(world, 'aws_ebs_volume')) {
    const tagged = findVolumeCluster(volume.tags)
    if (tagged !== undefined) {
      getBuilder(gathering, noteAmbiguous(world, volume, tagged)).volumes.push(volume)
      continue
    }
    const hosts = attachments
      .filter((attachment) => isOf(world, attachment, 'volume_id', volume))
      .flatMap((attachment) =>
        [...gathering.builders.values()].filter(({ instances }) =>
          instances.some((instance) => isOf(world, attachment, 'instance_id', instance)),
        ),
      )
    const [only] = gathering.builders.size === 1 ? gathering.builders.values() : []
    const isEtcd = readEtcdMembers(volume.tags).length > 0
    const builder = hosts[0] ?? (isEtcd ? only : undefined)
    if (builder === undefined) left.push(volume)
    else builder.volumes.push(volume)
  }
  const [first] = left
  if (first === undefined) return
  const count = left.length
  const message = `${count} ${count === 1 ? 'volume that no tag and no instance gives' : 'volumes that no tag and no instance gives'} a cluster: left out`
  tell(world, first, { code: 'tf-volumes-left', severity: 'dropped', message, count })
}

function isOf(world: World, attachment: Resource, field: string, target: Resource): boolean {
  const id = readText(attachment.copy, field)
  if (id !== undefined) return readText(target.copy, 'id') === id
  return world.findReferred(attachment, field, target.type).includes(target)
}
