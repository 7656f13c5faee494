import { compareText } from '#base/compare.ts'
import { readField, readText } from '#kube/field.ts'
import type { Cluster } from '#plan/schema.ts'
import type { FormatImporter, FoundItem, MapTask } from '../../format-importer.ts'
import { placeOf, report, type SourceDocument } from '../../import-context.ts'
import type { Fragment } from '../../importer.ts'
import { copyByShape } from '../../shape.ts'
import { mapAutoscalers } from './autoscalers.ts'
import { mapControlPlane } from './control-plane.ts'
import type { Draft, RawGroup, Role } from './draft.ts'
import { mapGroup } from './instance-group.ts'
import { CLUSTER, INSTANCE_GROUP } from './shapes.ts'
import { findRegionOf, listZones, mapSubnets } from './subnets.ts'

/** kOps' Cluster and InstanceGroup, v1alpha2 and v1alpha3 (import specification section 6). */
export const kopsImporter: FormatImporter = { id: 'kops', format: 'kops', map: mapKops }

interface RawCluster {
  readonly name: string
  readonly spec: unknown
  readonly document: SourceDocument
  /** `aws` where it can be used. */
  readonly provider: string
}

/** A group and the cluster that its label names. */
interface LabelledGroup {
  readonly clusterName: string | undefined
  readonly group: RawGroup
}

const VERSIONS: readonly string[] = [
  'kops.k8s.io/v1alpha2',
  'kops/v1alpha2',
  'kops.k8s.io/v1alpha3',
]

function mapKops(task: MapTask): ReturnType<FormatImporter['map']> {
  const documents = task.documents.filter((document) => checkVersion(task, document))
  const clusters = documents.flatMap((document) => readCluster(task, document))
  const groups = documents
    .flatMap((document) => readGroup(task, document))
    .toSorted((a, b) => compareText(a.group.name, b.group.name))
  const ofCluster = joinGroups(task, clusters, groups)
  const usable = clusters.filter((cluster) => checkProvider(task, cluster))
  const foreign = new Set(clusters.filter((one) => !usable.includes(one)).map(({ name }) => name))
  const names = new Set([...usable.map(({ name }) => name), ...ofCluster.keys()])
  const drafts = [...names]
    .filter((name) => !foreign.has(name))
    .sort(compareText)
    .flatMap((name): Draft[] => {
      // The same cluster said twice is merged as two sources are; its groups belong to one.
      const own = usable.filter((cluster) => cluster.name === name)
      const rest = ofCluster.get(name) ?? []
      if (own.length === 0) return [makeDraft(task, name, undefined, rest)]
      return own.map((cluster, index) => makeDraft(task, name, cluster, index === 0 ? rest : []))
    })
  const fragments = drafts.map(mapDraft)
  return { fragments, found: drafts.flatMap(listFound) }
}

function checkVersion(task: MapTask, document: SourceDocument): boolean {
  const version = String(document.value['apiVersion'])
  const kind = String(document.value['kind'])
  if (kind !== 'Cluster' && kind !== 'InstanceGroup') {
    const message = `kOps’ kind ${kind.slice(0, 60)} is not used by a plan; not stored`
    report(
      task.context,
      { code: 'unknown-kind', severity: 'unknown', message },
      placeOf(document, ''),
    )
    return false
  }
  if (VERSIONS.includes(version)) return true
  const message = `${version.slice(0, 60)} is not read; kops get -o yaml gives kops.k8s.io/v1alpha2`
  report(
    task.context,
    { code: 'kops-version', severity: 'error', message },
    placeOf(document, 'apiVersion'),
  )
  return false
}

function readCluster(task: MapTask, document: SourceDocument): RawCluster[] {
  if (document.value['kind'] !== 'Cluster') return []
  const copy = copyByShape({ ...task, document, kind: 'kOps Cluster' }, CLUSTER)
  const name = findName(task, document, copy)
  if (name === undefined) return []
  const said = readField(document.value, 'spec', 'cloudProvider')
  const [first] = typeof said === 'object' && said !== null ? Object.keys(said) : []
  const provider = typeof said === 'string' && said !== '' ? said : (first ?? 'aws')
  return [{ name, spec: readField(copy, 'spec'), document, provider }]
}

function findName(task: MapTask, document: SourceDocument, copy: unknown): string | undefined {
  const name = readText(copy, 'metadata', 'name')
  if (name !== undefined && name !== '' && name.length <= 253) return name
  const message = `a kOps ${String(document.value['kind'])} without metadata.name; it could not be used`
  report(
    task.context,
    { code: 'no-name', severity: 'error', message },
    placeOf(document, 'metadata'),
  )
  return undefined
}

/** E6. */
function checkProvider(task: MapTask, { provider, name, document }: RawCluster): boolean {
  if (provider === 'aws') return true
  const message = `${name} is of the cloud provider ${provider.slice(0, 60)}; clusters of AWS are read, and this one is left out with its groups`
  report(
    task.context,
    { code: 'kops-cloud-provider', severity: 'error', message },
    placeOf(document, 'spec.cloudProvider'),
  )
  return false
}

const ROLES: ReadonlyMap<string, Role> = new Map([
  ['master', 'control-plane'],
  ['controlplane', 'control-plane'],
  ['control-plane', 'control-plane'],
  ['apiserver', 'api-server'],
  ['node', 'worker'],
  ['etcd', 'etcd'],
  ['bastion', 'bastion'],
])

function readGroup(task: MapTask, document: SourceDocument): LabelledGroup[] {
  if (document.value['kind'] !== 'InstanceGroup') return []
  const copy = copyByShape({ ...task, document, kind: 'InstanceGroup' }, INSTANCE_GROUP)
  const name = findName(task, document, copy)
  if (name === undefined) return []
  const spec = readField(copy, 'spec')
  const said = readText(spec, 'role')
  const role = ROLES.get((said ?? '').toLowerCase())
  if (role === undefined) {
    const message = `the role "${(said ?? '').slice(0, 60)}" of ${name} is none of kOps’; it could not be used`
    report(
      task.context,
      { code: 'kops-role', severity: 'error', message },
      placeOf(document, 'spec.role'),
    )
    return []
  }
  const labels = readField(copy, 'metadata', 'labels')
  const clusterName = readText(labels, 'kops.k8s.io/cluster')
  return [{ clusterName, group: { name, spec, role, document } }]
}

/** Groups by cluster: the one that the label names, or the only one (I6.1). */
function joinGroups(
  task: MapTask,
  clusters: readonly RawCluster[],
  groups: readonly LabelledGroup[],
): ReadonlyMap<string, readonly RawGroup[]> {
  const names = [...new Set(clusters.map(({ name }) => name))]
  const only = names.length <= 1 ? (names[0] ?? '') : undefined
  const joined = new Map<string, RawGroup[]>()
  for (const { clusterName, group } of groups) {
    const name = clusterName ?? only
    if (name === undefined) {
      const message = `${group.name} does not say its cluster (label kops.k8s.io/cluster), and the import has ${names.length}; it could not be used`
      report(
        task.context,
        { code: 'kops-no-cluster', severity: 'error', message },
        placeOf(group.document, 'metadata.labels'),
      )
      continue
    }
    const own = joined.get(name) ?? []
    if (own.some((other) => other.name === group.name)) {
      const message = `the instance group ${group.name} stands twice; read once`
      report(
        task.context,
        { code: 'kops-repeated-group', severity: 'error', message },
        placeOf(group.document, 'metadata.name'),
      )
      continue
    }
    joined.set(name, [...own, group])
  }
  return joined
}

function makeDraft(
  task: MapTask,
  clusterName: string,
  cluster: RawCluster | undefined,
  groups: readonly RawGroup[],
): Draft {
  return {
    task,
    clusterName,
    spec: cluster?.spec,
    document: cluster?.document,
    subnets: cluster === undefined ? new Map() : mapSubnets(task, cluster.document, cluster.spec),
    groups,
    strengths: new Map(),
    guesses: new Map(),
  }
}

function mapDraft(draft: Draft): Fragment {
  const { spec, clusterName, document } = draft
  const nodeGroups = draft.groups.map((group) => mapGroup(draft, group))
  const zones = listZones(draft.subnets)
  const groupZones = nodeGroups.flatMap((group) => group.zones ?? [])
  const [zone] = [...zones.map(({ name }) => name), ...groupZones]
  const region = zone === undefined ? undefined : findRegionOf(zone)
  const version = readText(spec, 'kubernetesVersion')
  const cidr = readText(spec, 'networkCIDR') ?? readText(spec, 'networking', 'networkCIDR')
  const controlPlane = mapControlPlane(draft, nodeGroups)
  reportTerminationHandler(draft)
  const cluster: Partial<Cluster> = {
    provisioner: 'kops',
    ...(region === undefined ? {} : { region }),
    ...(version === undefined ? {} : { kubernetesVersion: version.replace(/^v/, '') }),
    ...(cidr === undefined ? {} : { network: { vpcCidr: cidr } }),
    ...(controlPlane === undefined ? {} : { controlPlane }),
    zones,
    nodeGroups,
    autoscalers: mapAutoscalers(draft),
  }
  return {
    ...(clusterName === '' ? {} : { clusterName }),
    precedence: 10,
    source: document?.file ?? draft.groups[0]?.document.file ?? '',
    cluster,
    strengths: draft.strengths,
    guesses: draft.guesses,
  }
}

function reportTerminationHandler({ task, spec, document }: Draft): void {
  if (document === undefined || readField(spec, 'nodeTerminationHandler') === undefined) return
  const message =
    'Node Termination Handler drains nodes that AWS takes back; a plan does not hold it'
  report(
    task.context,
    { code: 'kops-termination-handler', severity: 'info', message },
    placeOf(document, 'spec.nodeTerminationHandler'),
  )
}

function listFound({ document, groups }: Draft): readonly FoundItem[] {
  const format = 'kOps'
  return [
    ...(document === undefined ? [] : [{ file: document.file, format, kind: 'cluster' }]),
    ...groups.map((group) => ({ file: group.document.file, format, kind: 'instance group' })),
  ]
}
