import { compareText } from '#base/compare.ts'
import type { Cluster } from '#plan/schema.ts'
import {
  findProvisionerSign,
  findTaggedCluster,
  findVolumeCluster,
  readEtcdMembers,
  readTag,
  readTaggedVolume,
  type TaggedCluster,
} from '../../aws-tags.ts'
import { decide, placeOf, report, type SourceDocument } from '../../import-context.ts'
import type { MapTask } from '../../format-importer.ts'
import type { ClusterDraft } from './draft.ts'
import type {
  EksCluster,
  EksGroup,
  Instance,
  Inventory,
  PlaneInterface,
  ScalingGroup,
  Volume,
} from './inventory.ts'

/**
 * Which cluster each thing belongs to, by the steps of I12.2; control planes of EKS without a node make
 * clusters of their own (I12.4). What belongs to none is shown, and imported only if a person says where.
 */
export function findClusters(
  task: MapTask,
  inventory: Inventory,
): {
  readonly drafts: readonly ClusterDraft[]
  readonly groupOfInstance: ReadonlyMap<string, ScalingGroup>
} {
  const finding = startFinding(task, inventory)
  for (const instance of inventory.instances) {
    const name = findInstanceCluster(finding, instance)
    if (name !== undefined) getBuilder(finding, name, instance.region).instances.push(instance)
    else finding.unassigned.push(instance)
  }
  askForUnassigned(finding)
  for (const group of inventory.scalingGroups) {
    const name = finding.clusterOfGroup.get(group)
    if (name !== undefined) getBuilder(finding, name, group.region).scalingGroups.push(group)
  }
  for (const plane of inventory.interfaces) {
    getBuilder(finding, plane.clusterName, plane.region).interfaces.push(plane)
  }
  for (const cluster of inventory.eksClusters) {
    getBuilder(finding, cluster.name, cluster.region).eksCluster = cluster
  }
  for (const group of inventory.eksGroups) addEksGroup(finding, group)
  assignVolumes(finding)
  reportAmbiguous(finding)
  const drafts = finding.builders
    .map((builder) => ({ ...builder, provisioner: findProvisioner(builder) }))
    .toSorted((a, b) => compareText(a.name, b.name) || compareText(a.region ?? '', b.region ?? ''))
  return { drafts: nameApart(task, drafts), groupOfInstance: finding.groupOfInstance }
}

interface Builder {
  readonly name: string
  region: string | undefined
  readonly instances: Instance[]
  readonly scalingGroups: ScalingGroup[]
  readonly volumes: Volume[]
  readonly interfaces: PlaneInterface[]
  readonly eksGroups: EksGroup[]
  eksCluster: EksCluster | undefined
}

interface Finding {
  readonly task: MapTask
  readonly inventory: Inventory
  readonly builders: Builder[]
  readonly groupOfInstance: Map<string, ScalingGroup>
  readonly clusterOfGroup: Map<ScalingGroup, string>
  readonly unassigned: Instance[]
  /** By the cluster taken and the others that tags name. */
  readonly ambiguous: Map<
    string,
    { readonly found: TaggedCluster; readonly document: SourceDocument; count: number }
  >
}

function startFinding(task: MapTask, inventory: Inventory): Finding {
  const byName = new Map<string, ScalingGroup>()
  const groupOfInstance = new Map<string, ScalingGroup>()
  for (const group of inventory.scalingGroups) {
    byName.set(`${group.region ?? ''} ${group.name}`, group)
    for (const { instanceId } of group.members) groupOfInstance.set(instanceId, group)
  }
  for (const { id, region, tags } of inventory.instances) {
    const group = byName.get(`${region ?? ''} ${readTag(tags, 'aws:autoscaling:groupName') ?? ''}`)
    if (group !== undefined) groupOfInstance.set(id, group)
  }
  const finding: Finding = {
    task,
    inventory,
    builders: [],
    groupOfInstance,
    clusterOfGroup: new Map(),
    unassigned: [],
    ambiguous: new Map(),
  }
  const membersOf = new Map<ScalingGroup, Instance[]>()
  for (const instance of inventory.instances) {
    const group = groupOfInstance.get(instance.id)
    if (group === undefined) continue
    const known = membersOf.get(group)
    if (known === undefined) membersOf.set(group, [instance])
    else known.push(instance)
  }
  for (const group of inventory.scalingGroups) {
    const name = findGroupCluster(finding, group, membersOf.get(group) ?? [])
    if (name !== undefined) finding.clusterOfGroup.set(group, name)
  }
  return finding
}

/** By its own tags, what EKS says of it, the tags its template gives, and those of its instances. */
function findGroupCluster(
  finding: Finding,
  group: ScalingGroup,
  members: readonly Instance[],
): string | undefined {
  const { eksGroups, templates } = finding.inventory
  const own = findTaggedCluster(group.tags)
  if (own !== undefined) return noteAmbiguous(finding, own, group.document)
  const eks = eksGroups.find(({ scalingGroupNames }) => scalingGroupNames.includes(group.name))
  if (eks?.clusterName !== undefined) return eks.clusterName
  const template = templates.find(
    ({ id, name }) =>
      group.template !== undefined &&
      (group.template.id === undefined ? name === group.template.name : id === group.template.id),
  )
  const given = template === undefined ? undefined : findTaggedCluster(template.tags)
  if (given !== undefined) return given.name
  for (const { tags } of members) {
    const found = findTaggedCluster(tags)
    if (found !== undefined) return found.name
  }
  return members.some(({ id }) => finding.task.known.instances.has(id)) ? JOINED : undefined
}

/** The cluster of the Kubernetes objects, whose name other files say or a person does. */
const JOINED = ''

/** Steps 1 to 9; a node of the Kubernetes objects belongs to their cluster, whatever it lacks. */
function findInstanceCluster(finding: Finding, instance: Instance): string | undefined {
  const own = findTaggedCluster(instance.tags)
  if (own !== undefined) return noteAmbiguous(finding, own, instance.document)
  const group = finding.groupOfInstance.get(instance.id)
  const name = group === undefined ? undefined : finding.clusterOfGroup.get(group)
  if (name !== undefined) return name
  return finding.task.known.instances.has(instance.id) ? JOINED : undefined
}

function getBuilder(finding: Finding, name: string, region: string | undefined): Builder {
  const alike = finding.builders.filter((builder) => builder.name === name)
  const known =
    alike.find((builder) => builder.region === region) ??
    alike.find((builder) => builder.region === undefined || region === undefined)
  if (known !== undefined) {
    known.region ??= region
    return known
  }
  const builder: Builder = {
    name,
    region,
    instances: [],
    scalingGroups: [],
    volumes: [],
    interfaces: [],
    eksGroups: [],
    eksCluster: undefined,
  }
  finding.builders.push(builder)
  return builder
}

function addEksGroup(finding: Finding, group: EksGroup): void {
  const builder = finding.builders.find(({ scalingGroups }) =>
    scalingGroups.some(({ name }) => group.scalingGroupNames.includes(name)),
  )
  if (builder !== undefined) builder.eksGroups.push(group)
  else if (group.clusterName !== undefined) {
    getBuilder(finding, group.clusterName, group.region).eksGroups.push(group)
  } else {
    const message = `nothing tells the cluster of the managed group ${group.name}; left out`
    const told = { code: 'aws-group-of-no-cluster', severity: 'error' as const, message }
    report(finding.task.context, told, placeOf(group.document, 'nodegroup'))
  }
}

function noteAmbiguous(finding: Finding, found: TaggedCluster, document: SourceDocument): string {
  if (found.others.length > 0) {
    const key = JSON.stringify([found.name, found.others])
    const known = finding.ambiguous.get(key)
    if (known === undefined) finding.ambiguous.set(key, { found, document, count: 1 })
    else known.count += 1
  }
  return found.name
}

function reportAmbiguous({ task, ambiguous }: Finding): void {
  for (const [, { found, document, count }] of [...ambiguous].toSorted(([a], [b]) =>
    compareText(a, b),
  )) {
    const message = `tags of ${count} ${count === 1 ? 'instance or group' : 'instances or groups'} name ${found.name} and ${found.others.join(', ')}; ${found.name} is taken`
    const told = { code: 'aws-several-clusters', severity: 'ambiguous' as const, message, count }
    report(task.context, told, placeOf(document, ''))
  }
}

const LEFT_OUT = 'left out'
/** Questions asked one by one; the rest is one question. */
const MAX_QUESTIONS = 12

/** I12.2, step 9: shown, and imported only if chosen; what one Auto Scaling group holds goes together. */
function askForUnassigned(finding: Finding): void {
  const byGroup = new Map<string, Instance[]>()
  for (const instance of finding.unassigned) {
    const tagged = readTag(instance.tags, 'aws:autoscaling:groupName')
    const name = finding.groupOfInstance.get(instance.id)?.name ?? tagged ?? ''
    byGroup.set(name, [...(byGroup.get(name) ?? []), instance])
  }
  const sorted = [...byGroup].toSorted(([a], [b]) => compareText(a, b))
  const single = sorted.filter(([name]) => name !== '').slice(0, MAX_QUESTIONS)
  const rest = sorted.filter((entry) => !single.includes(entry)).flatMap(([, list]) => list)
  const left = [...single, ...(rest.length === 0 ? [] : [['', rest] as const])]
  for (const [groupName, instances] of left) askFor(finding, groupName, instances)
}

function askFor(finding: Finding, groupName: string, instances: readonly Instance[]): void {
  const [first] = instances
  if (first === undefined) return
  const names = new Set(finding.builders.map(({ name }) => name).filter((name) => name !== JOINED))
  const types = [...new Set(instances.map(({ type }) => type))].toSorted(compareText)
  const what = groupName === '' ? 'instances' : `instances of ${groupName}`
  const listed = `${types.slice(0, 4).join(', ')}${types.length > 4 ? ` and ${types.length - 4} types more` : ''}`
  const answer = decide(
    finding.task.context,
    {
      id: groupName === '' ? 'aws.unassigned' : `aws.unassigned.${groupName}`,
      code: 'aws-unassigned',
      severity: 'dropped',
      subject: `cluster of ${instances.length} ${what}`,
      message: `no tag says a cluster of ${instances.length} ${what} (${listed}): not imported unless you name their cluster`,
      value: LEFT_OUT,
      alternatives: [...names].sort(compareText).map((name) => ({ value: name, label: name })),
      free: true,
    },
    placeOf(first.document, ''),
  ).trim()
  if (answer === LEFT_OUT || answer === '' || answer.length > 253) return
  for (const instance of instances) {
    getBuilder(finding, answer, instance.region).instances.push(instance)
    const group = finding.groupOfInstance.get(instance.id)
    if (group !== undefined) finding.clusterOfGroup.set(group, answer)
  }
}

/** I12.14: by its own tags, else that of the instance it is attached to. */
function assignVolumes(finding: Finding): void {
  const builderOf = new Map(
    finding.builders.flatMap((builder) =>
      builder.instances.map(({ id }) => [id, builder] as const),
    ),
  )
  const hasCompute =
    finding.inventory.answered.has('Reservations') ||
    finding.inventory.answered.has('AutoScalingGroups')
  const orphans = new Map<string, Volume[]>()
  const homeless: Volume[] = []
  // Volumes that show a cluster come before those that only belong to one.
  const volumes = [...finding.inventory.volumes.values()]
  const showing = volumes.filter(showsCluster)
  const others = volumes.filter((volume) => !showsCluster(volume))
  for (const volume of [...showing, ...others]) {
    const tagged = findVolumeCluster(volume.tags)
    const attached = volume.attachments.flatMap(({ instanceId }) => builderOf.get(instanceId) ?? [])
    if (tagged === undefined) {
      if (attached[0] !== undefined) attached[0].volumes.push(volume)
      else homeless.push(volume)
      continue
    }
    const name = noteAmbiguous(finding, tagged, volume.document)
    const builder = finding.builders.find(
      (one) => one.name === name && (one.region === volume.region || one.region === undefined),
    )
    if (builder !== undefined) builder.volumes.push(volume)
    else if (showsCluster(volume) || !hasCompute) {
      getBuilder(finding, name, volume.region).volumes.push(volume)
    } else orphans.set(name, [...(orphans.get(name) ?? []), volume])
  }
  reportOrphans(finding, orphans)
  placeHomeless(finding, homeless)
}

/** A detached volume may be what a cluster that is gone has left. */
function showsCluster({ tags, attachments }: Volume): boolean {
  return attachments.length > 0 || readEtcdMembers(tags).length > 0
}

function reportOrphans(finding: Finding, orphans: ReadonlyMap<string, readonly Volume[]>): void {
  for (const [name, volumes] of [...orphans].toSorted(([a], [b]) => compareText(a, b))) {
    const [first] = volumes
    if (first === undefined) continue
    const message = `${volumes.length} detached ${volumes.length === 1 ? 'volume is' : 'volumes are'} of the cluster ${name}, of which nothing else is here; left out`
    const told = {
      code: 'aws-volumes-left',
      severity: 'dropped' as const,
      message,
      count: volumes.length,
    }
    report(finding.task.context, told, placeOf(first.document, 'Volumes'))
  }
}

/** Volumes of Kubernetes that no tag and no instance gives a cluster, and those of etcd. */
function placeHomeless(finding: Finding, homeless: readonly Volume[]): void {
  const { task, builders } = finding
  const etcd = homeless.filter(({ tags }) => readEtcdMembers(tags).length > 0)
  if (etcd.length > 0) {
    const kops = builders.filter((builder) => findProvisioner(builder) === 'kops')
    const [only] = kops.length === 1 ? kops : builders.length === 1 ? builders : []
    for (const volume of etcd) {
      const builder = only ?? getBuilder(finding, JOINED, volume.region)
      builder.volumes.push(volume)
    }
  }
  const claimed = homeless.filter(
    ({ id, tags }) => readTaggedVolume(tags).isOfKubernetes && !task.known.volumes.has(id),
  )
  const [first] = claimed
  if (first === undefined) return
  const names = [...new Set(builders.map(({ name }) => name))].sort(compareText)
  const [single] = names.length === 1 ? names : []
  const answer = decide(
    task.context,
    {
      id: 'aws.volumes',
      code: 'aws-volumes-unassigned',
      subject: `cluster of ${claimed.length} detached ${claimed.length === 1 ? 'volume' : 'volumes'}`,
      message: `no tag and no instance says the cluster of ${claimed.length} ${claimed.length === 1 ? 'volume' : 'volumes'} that Kubernetes made${single === undefined ? ': left out' : ': the only cluster here is taken'}`,
      value: single === undefined ? LEFT_OUT : single,
      alternatives: [...names, LEFT_OUT].map((name) => ({ value: name, label: name })),
    },
    placeOf(first.document, 'Volumes'),
  )
  for (const volume of claimed) {
    const builder =
      builders.find((one) => one.name === answer && one.region === volume.region) ??
      builders.find((one) => one.name === answer)
    builder?.volumes.push(volume)
  }
}

const SIGNS = ['eks', 'kops', 'capa', 'kubeadm'] as const

/** I12.3: the surest sign on anything that belongs to the cluster. */
function findProvisioner(builder: Builder): Cluster['provisioner'] {
  if (builder.interfaces.length > 0 || builder.eksCluster !== undefined) return 'eks'
  if (builder.eksGroups.length > 0) return 'eks'
  const seen = new Set<string | undefined>()
  for (const items of [builder.scalingGroups, builder.instances, builder.volumes]) {
    for (const { tags } of items) {
      const sign = findProvisionerSign(tags)
      if (sign === SIGNS[0]) return sign
      seen.add(sign)
    }
  }
  return SIGNS.find((sign) => seen.has(sign)) ?? 'unknown'
}

/** A plan knows a cluster by its name: two of one name get their Regions' (I1.5). */
function nameApart(task: MapTask, drafts: readonly ClusterDraft[]): readonly ClusterDraft[] {
  return drafts.map((draft) => {
    const alike = drafts.filter(({ name }) => name === draft.name)
    if (alike.length === 1) return draft
    const name = `${draft.name} (${draft.region ?? 'Region not known'})`
    const document = (draft.instances[0] ?? draft.scalingGroups[0] ?? draft.interfaces[0])?.document
    const message = `${alike.length} clusters are named ${draft.name}, one in each of ${alike.map(({ region }) => region ?? '?').join(', ')}; this one is called ${name}`
    const told = { code: 'aws-same-name', severity: 'ambiguous' as const, message }
    report(task.context, told, document === undefined ? { file: '' } : placeOf(document, ''))
    return { ...draft, name }
  })
}
