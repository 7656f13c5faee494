import { compareText } from '#base/compare.ts'
import { findZoneRegion } from '#aws/zone.ts'
import { readBoolean, readField, readList, readText, readTextMap, readTexts } from '#kube/field.ts'
import type { Cluster, NodeGroup } from '#plan/schema.ts'
import { findProvisionerSign, findTaggedGroup } from '../../aws-tags.ts'
import type { FormatImporter, FoundItem, MapTask } from '../../format-importer.ts'
import { placeOf, report, type SourceDocument } from '../../import-context.ts'
import type { Fragment } from '../../importer.ts'
import { gatherClusters } from './clusters.ts'
import { mapControlPlane } from './control-plane.ts'
import { listType, type Draft, type World } from './draft.ts'
import { mapEksGroup } from './eks-group.ts'
import { mapInstances } from './instances.ts'
import { readResources, type Resource } from './read-resources.ts'
import { makeReferenceFinder } from './references.ts'
import { listGroupTags, mapScalingGroup } from './scaling-group.ts'
import { SHAPES } from './shapes.ts'
import { mapVolumes } from './volumes.ts'
import { mapZones } from './zones.ts'

/** Plans and states as `terraform show -json` prints them, and `terraform.tfstate` (import specification section 8). */
export const terraformImporter: FormatImporter = {
  id: 'terraform',
  format: 'terraform',
  map: mapTerraform,
}

function mapTerraform(task: MapTask): ReturnType<FormatImporter['map']> {
  const documents = task.documents.filter((document) => checkVersion(task, document))
  const resources = documents.flatMap((document) => readResources(task, document))
  for (const document of documents) {
    reportLeftOutParts(task, document)
    reportDeleted(task, document)
  }
  const findReferred = makeReferenceFinder(resources, documents)
  const world: World = { task, resources, findReferred }
  const drafts = gatherClusters(world)
  const fragments = drafts.map(mapCluster)
  const observed = drafts.flatMap((draft) => mapVolumes(draft) ?? [])
  if (fragments.length === 0) reportNothing(task, documents)
  reportIgnored(world)
  return { fragments, observed, found: listFound(documents, resources) }
}

/** I8.1: what `show -json` prints since 0.12, and states of version 4. */
function checkVersion(task: MapTask, document: SourceDocument): boolean {
  const { value } = document
  const format = value['format_version']
  const refuse = (message: string, path: string): false => {
    const told = { code: 'tf-version', severity: 'error' as const, message }
    report(task.context, told, placeOf(document, path))
    return false
  }
  if (format === undefined) {
    const version = value['version']
    if (version === 4) return true
    return refuse(
      `a Terraform state of version ${String(version).slice(0, 20)}; 4 is read: terraform show -json prints it as it is now`,
      'version',
    )
  }
  if (typeof format === 'string' && /^(?:0\.[1-9]\d*|1\.\d+)$/.test(format)) return true
  const message = `format_version ${JSON.stringify(format)?.slice(0, 20) ?? ''} is not read; 0.1 to 1.x is`
  return refuse(message, 'format_version')
}

/** Parts of a plan or state that are read, or say only how it was made. */
const READ_PARTS: ReadonlySet<string> = new Set([
  'configuration',
  'format_version',
  'lineage',
  'planned_values',
  'resource_changes',
  'resources',
  'serial',
  'terraform_version',
  'values',
  'version',
])

/** Everything else never comes in: variables, outputs and what was before may hold secrets. */
function reportLeftOutParts(task: MapTask, document: SourceDocument): void {
  const { value } = document
  const parts = Object.keys(value).filter((part) => !READ_PARTS.has(part) && value[part] !== null)
  const inner = ['planned_values', 'values'].flatMap((part) =>
    readField(value, part, 'outputs') === undefined ? [] : [`${part}.outputs`],
  )
  const left = [...parts.map((part) => part.slice(0, 60)), ...inner].sort(compareText)
  if (left.length === 0) return
  const message = `${left.join(', ').slice(0, 300)}: left out on purpose`
  report(
    task.context,
    { code: 'tf-parts', severity: 'dropped', message, count: left.length },
    placeOf(document, ''),
  )
}

/** What a plan deletes is not in its planned values; it is told, and so is what it makes anew. */
function reportDeleted(task: MapTask, document: SourceDocument): void {
  for (const change of readList(document.value, 'resource_changes')) {
    const type = readText(change, 'type') ?? ''
    const actions = readTexts(change, 'change', 'actions')
    if (!SHAPES.has(type) || !(actions.includes('delete') || actions.includes('forget'))) continue
    const address = (readText(change, 'address') ?? type).slice(0, 200)
    const isReplaced = actions.includes('create')
    const message = isReplaced
      ? `${address} is deleted and made anew by this plan; it is imported as it will be`
      : `${address} is deleted by this plan: not imported`
    const code = isReplaced ? 'tf-replaced' : 'tf-deleted'
    report(task.context, { code, severity: 'info', message }, placeOf(document, address))
  }
}

function reportNothing(task: MapTask, documents: readonly SourceDocument[]): void {
  for (const document of documents) {
    const message = 'no resource in it is of a Kubernetes cluster'
    const told = { code: 'tf-no-cluster', severity: 'ambiguous' as const, message }
    report(task.context, told, placeOf(document, ''))
  }
}

/** I8.4. */
function reportIgnored(world: World): void {
  const sized = ['aws_eks_node_group', 'aws_autoscaling_group'].flatMap((type) =>
    listType(world, type),
  )
  const [first] = sized
  if (first === undefined) return
  const message =
    'sizes are what the files ask for: with ignore_changes on the desired size, which JSON does not show, the number that runs may be another'
  report(
    world.task.context,
    { code: 'tf-ignore-changes', severity: 'info', message },
    placeOf(first.document, ''),
  )
}

function listFound(
  documents: readonly SourceDocument[],
  resources: readonly Resource[],
): readonly FoundItem[] {
  return documents.flatMap((document) => {
    const own = resources.filter(
      (one) => one.document.file === document.file && one.document.document === document.document,
    )
    const format = Object.hasOwn(document.value, 'planned_values')
      ? 'Terraform plan'
      : 'Terraform state'
    const kinds = own.map(({ type }) => type).sort(compareText)
    return (kinds.length === 0 ? ['document'] : kinds).map((kind) => ({
      file: document.file,
      format,
      kind,
    }))
  })
}

function mapCluster(draft: Draft): Fragment {
  const groups = mapGroups(draft)
  const { machines, groups: machineGroups } = mapInstances(draft)
  const zones = mapZones(draft)
  const nodeGroups = [...groups, ...machineGroups, ...mapProfiles(draft), ...mapPools(draft)]
  const controlPlane = mapControlPlane(draft, nodeGroups, machines)
  const provisioner = findProvisioner(draft)
  const version = readText(draft.eksCluster?.copy, 'version')
  const zone =
    zones[0]?.name ??
    nodeGroups.flatMap((group) => group.zones ?? [])[0] ??
    (controlPlane?.kind === 'self-managed' ? controlPlane.members[0]?.zone : undefined)
  const region = zone === undefined ? undefined : (findZoneRegion(zone) ?? findTestRegion(zone))
  const networks = listType(draft.world, 'aws_vpc')
  const cidr = networks.length === 1 ? readText(networks[0]?.copy, 'cidr_block') : undefined
  const cluster: Partial<Cluster> = {
    ...(provisioner === undefined ? {} : { provisioner }),
    ...(region === undefined ? {} : { region }),
    ...(version === undefined || version === '' ? {} : { kubernetesVersion: version }),
    ...(cidr === undefined ? {} : { network: { vpcCidr: cidr } }),
    ...(controlPlane === undefined ? {} : { controlPlane }),
    zones,
    nodeGroups,
    autoscalers: isAutoMode(draft) ? [{ kind: 'karpenter', owns: 'auto-discovery' }] : [],
  }
  return {
    ...(draft.clusterName === '' ? {} : { clusterName: draft.clusterName }),
    precedence: 10,
    source: findSource(draft),
    cluster,
    strengths: draft.strengths,
    guesses: draft.guesses,
  }
}

/** Local zones too: `us-west-2-lax-1a` is of `us-west-2`. */
function findTestRegion(zone: string): string | undefined {
  return /^[a-z]{2,4}(?:-[a-z]+)+-\d+/.exec(zone)?.[0]
}

function listAll(draft: Draft): readonly Resource[] {
  const { eksCluster, eksGroups, profiles, scalingGroups, instances, volumes } = draft
  const cluster = eksCluster === undefined ? [] : [eksCluster]
  return [...cluster, ...eksGroups, ...profiles, ...scalingGroups, ...instances, ...volumes]
}

function findSource(draft: Draft): string {
  const files = listAll(draft).map(({ document }) => document.file)
  return [...new Set(files)].sort(compareText).join(', ')
}

const SIGNS = ['eks', 'kops', 'capa', 'kubeadm'] as const

/** I12.3. */
function findProvisioner(draft: Draft): (typeof SIGNS)[number] | undefined {
  const { world, eksCluster, eksGroups, profiles, scalingGroups } = draft
  if (eksCluster !== undefined || eksGroups.length > 0 || profiles.length > 0) return 'eks'
  const signs = listAll(draft).map((resource) =>
    findProvisionerSign(
      scalingGroups.includes(resource) ? listGroupTags(world, resource) : resource.tags,
    ),
  )
  return SIGNS.find((sign) => signs.includes(sign))
}

/** Groups by their names, each once; a name that is known only after apply is that of the address. */
function mapGroups(draft: Draft): readonly NodeGroup[] {
  const { world, eksGroups, scalingGroups } = draft
  const used = new Set<string>()
  const claim = (resource: Resource, said: string | undefined): string => {
    const base = said ?? resource.key
    if (said === undefined) {
      const message = `the name of ${resource.address} is known only after apply: ${base} is taken`
      report(
        world.task.context,
        { code: 'tf-name', severity: 'assumed', message },
        placeOf(resource.document, ''),
      )
    }
    let name = base
    for (let next = 2; used.has(name); next += 1) name = `${base}-${next}`
    used.add(name)
    return name
  }
  return [
    ...eksGroups.map((resource) =>
      mapEksGroup(draft, resource, claim(resource, readSaid(resource, 'node_group_name'))),
    ),
    ...scalingGroups.map((resource) => {
      const tagged = findTaggedGroup(listGroupTags(world, resource))
      return mapScalingGroup(
        draft,
        resource,
        claim(resource, tagged?.name ?? readSaid(resource, 'name')),
      )
    }),
  ]
}

function readSaid({ copy }: Resource, field: string): string | undefined {
  const text = readText(copy, field)
  return text === undefined || text === '' || text.length > 253 ? undefined : text
}

function mapProfiles({ profiles }: Draft): readonly NodeGroup[] {
  return profiles.map((resource): NodeGroup => {
    const selectors = readList(resource.copy, 'selector').flatMap((selector) => {
      const namespace = readText(selector, 'namespace')
      if (namespace === undefined || namespace === '') return []
      const labels = readTextMap(selector, 'labels')
      return [Object.keys(labels).length === 0 ? { namespace } : { namespace, labels }]
    })
    const name = readSaid(resource, 'fargate_profile_name') ?? resource.key
    return { name, kind: 'fargate', selectors }
  })
}

function isAutoMode({ eksCluster }: Draft): boolean {
  const [config] = readList(eksCluster?.copy, 'compute_config')
  return readBoolean(config, 'enabled') === true
}

function mapPools(draft: Draft): readonly NodeGroup[] {
  if (!isAutoMode(draft)) return []
  const [config] = readList(draft.eksCluster?.copy, 'compute_config')
  return readTexts(config, 'node_pools').map((name) => ({ name, kind: 'auto-mode' }))
}
