import { compareText } from '#base/compare.ts'
import { readField, readList, readText, readTextMap } from '#kube/field.ts'
import type { Autoscaler, Cluster, NodeGroup } from '#plan/schema.ts'
import type { FormatImporter, FoundItem, MapTask } from '../../format-importer.ts'
import { placeOf, report } from '../../import-context.ts'
import type { Fragment } from '../../importer.ts'
import { gatherClusters } from './clusters.ts'
import { mapControlPlane } from './control-plane.ts'
import type { ClusterParts, Draft } from './draft.ts'
import { mapNetwork } from './network.ts'
import { mapGroup } from './node-group.ts'
import { readObjects, type CapiObject } from './objects.ts'

/** Cluster API with its provider for AWS, templates and live objects (import specification section 9). */
export const clusterApiImporter: FormatImporter = {
  id: 'cluster-api',
  format: 'cluster-api',
  map: mapClusterApi,
}

function mapClusterApi(task: MapTask): ReturnType<FormatImporter['map']> {
  const objects = readObjects(task)
  const used = new Set<CapiObject>()
  const clusters = gatherClusters(task, { objects, used })
  reportUnused(
    task,
    objects.filter((object) => !used.has(object)),
  )
  const fragments = clusters.map((parts) => mapCluster(task, parts))
  const found = objects.map(({ document, kind }): FoundItem => ({
    file: document.file,
    format: 'Cluster API',
    kind,
  }))
  return { fragments, found: found.toSorted((a, b) => compareText(a.kind, b.kind)) }
}

/** Templates and classes alone describe no cluster; what has an owner there is one of its many. */
function reportUnused(task: MapTask, objects: readonly CapiObject[]): void {
  for (const { kind, name, document } of objects) {
    if (readList(document.value, 'metadata', 'ownerReferences').length > 0) continue
    const message = `${kind} ${name || 'without a value for its name'} belongs to no cluster of the import: what refers to it is missing`
    report(
      task.context,
      { code: 'capi-no-cluster', severity: 'ambiguous', message },
      placeOf(document, 'metadata.name'),
    )
  }
}

function mapCluster(task: MapTask, parts: ClusterParts): Fragment {
  const network = mapNetwork(task, parts)
  const draft: Draft = { task, parts, network, strengths: new Map(), guesses: new Map() }
  if (network.guess !== undefined && network.zones.length > 0) {
    draft.strengths.set('zones', 'default')
    draft.guesses.set('zones', network.guess)
  }
  const groups = dropSameNames(
    draft,
    parts.groups.flatMap((group) => mapGroup(draft, group) ?? []),
  )
  const nodeGroups = [...groups, ...mapProfiles(parts)]
  const controlPlane = mapControlPlane(draft)
  const version =
    parts.controlPlane?.version ??
    parts.version ??
    parts.groups.find((group) => group.version !== undefined)?.version
  const isManaged = controlPlane?.kind === 'managed'
  const cluster: Partial<Cluster> = {
    ...(controlPlane === undefined && parts.infrastructure === undefined
      ? {}
      : {
          provisioner:
            isManaged || parts.infrastructure?.kind === 'AWSManagedCluster' ? 'eks' : 'capa',
        }),
    ...(network.region === undefined ? {} : { region: network.region }),
    ...(version === undefined ? {} : { kubernetesVersion: version.replace(/^v/, '') }),
    ...(network.cidr === undefined ? {} : { network: { vpcCidr: network.cidr } }),
    ...(controlPlane === undefined ? {} : { controlPlane }),
    zones: network.zones,
    nodeGroups,
    autoscalers: mapAutoscalers(draft, groups),
  }
  reportOtherName(draft)
  return {
    ...(parts.name === undefined ? {} : { clusterName: parts.name }),
    precedence: 10,
    source: parts.document.file,
    cluster,
    strengths: draft.strengths,
    guesses: draft.guesses,
  }
}

/** Two groups of a cluster cannot share a name in a plan; their namespaces do not come into it. */
function dropSameNames(draft: Draft, groups: readonly NodeGroup[]): readonly NodeGroup[] {
  return groups.filter((group, index) => {
    const isFirst = groups.findIndex(({ name }) => name === group.name) === index
    if (isFirst) return true
    const message = `two groups of one cluster are named ${group.name}; read once`
    report(
      draft.task.context,
      { code: 'capi-repeated-group', severity: 'error', message },
      placeOf(draft.parts.document, ''),
    )
    return false
  })
}

function mapProfiles({ profiles }: ClusterParts): readonly NodeGroup[] {
  return profiles.map(({ name, spec }): NodeGroup => {
    const selectors = readList(spec, 'selectors').flatMap((selector) => {
      const namespace = readText(selector, 'namespace')
      if (namespace === undefined || namespace === '') return []
      const labels = readTextMap(selector, 'labels')
      return [Object.keys(labels).length === 0 ? { namespace } : { namespace, labels }]
    })
    return { name, kind: 'fargate', selectors }
  })
}

/** The annotations are how Cluster Autoscaler finds the groups of Cluster API that it scales. */
function mapAutoscalers(draft: Draft, groups: readonly NodeGroup[]): readonly Autoscaler[] {
  const names = new Set(groups.map(({ name }) => name))
  const scaled = draft.parts.groups.filter(
    ({ name, minSize, maxSize }) =>
      minSize !== undefined && maxSize !== undefined && names.has(name),
  )
  const [first] = scaled
  if (first === undefined) return []
  const message = `annotations of ${scaled.map(({ name }) => name).join(', ')} give Cluster Autoscaler their sizes: it is taken to run and to scale them`
  report(
    draft.task.context,
    { code: 'capi-autoscaler', severity: 'assumed', message },
    placeOf(first.document, 'metadata.annotations'),
  )
  return [{ kind: 'cluster-autoscaler', owns: scaled.map(({ name }) => name).sort(compareText) }]
}

function reportOtherName(draft: Draft): void {
  const { controlPlane, name } = draft.parts
  const other = readText(readField(controlPlane?.spec), 'eksClusterName')
  if (controlPlane === undefined || other === undefined || other === name) return
  const message = `EKS knows ${name ?? 'the cluster'} as ${other}`
  report(
    draft.task.context,
    { code: 'capi-eks-name', severity: 'info', message },
    placeOf(controlPlane.document, 'spec.eksClusterName'),
  )
}
