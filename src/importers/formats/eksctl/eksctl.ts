import { readField, readList, readText, readTextMap, readTexts } from '#kube/field.ts'
import type { Autoscaler, Cluster, NodeGroup } from '#plan/schema.ts'
import { placeOf, report, type SourceDocument } from '../../import-context.ts'
import type { FormatImporter, FoundItem, MapTask } from '../../format-importer.ts'
import type { Fragment } from '../../importer.ts'
import { copyByShape } from '../../shape.ts'
import { CLUSTER_CONFIG } from './cluster-config.ts'
import type { Draft } from './draft.ts'
import { mapGroups, reportManagedTags } from './node-group.ts'
import { mapSubnets, mapZones } from './zones.ts'

/** eksctl's `ClusterConfig`, with eksctl's own defaults, each told (import specification section 5). */
export const eksctlImporter: FormatImporter = { id: 'eksctl', format: 'eksctl', map: mapEksctl }

function mapEksctl(task: MapTask): ReturnType<FormatImporter['map']> {
  const fragments: Fragment[] = []
  const found: FoundItem[] = []
  for (const document of task.documents) {
    const fragment = mapClusterConfig(task, document)
    if (fragment === undefined) continue
    fragments.push(fragment)
    const item = { file: document.file, format: 'eksctl ClusterConfig' }
    found.push({ ...item, kind: 'cluster' })
    for (const _group of fragment.cluster.nodeGroups ?? []) {
      found.push({ ...item, kind: 'node group' })
    }
  }
  return { fragments, found }
}

function mapClusterConfig(task: MapTask, document: SourceDocument): Fragment | undefined {
  const { context } = task
  if (document.value['kind'] !== 'ClusterConfig') {
    const message = `eksctl's kind ${JSON.stringify(document.value['kind'])} is not known; ClusterConfig is`
    report(context, { code: 'eksctl-kind', severity: 'error', message }, placeOf(document, 'kind'))
    return undefined
  }
  const config = copyByShape({ ...task, document, kind: 'ClusterConfig' }, CLUSTER_CONFIG)
  reportDropped(task, document)
  const clusterName = findName(readText(config, 'metadata', 'name'))
  const region = readText(config, 'metadata', 'region')
  if (clusterName === undefined || region === undefined) {
    const missing = clusterName === undefined ? 'name' : 'region'
    const message = `metadata.${missing} is missing; eksctl requires it, and the cluster cannot be used without`
    report(
      context,
      { code: `eksctl-no-${missing}`, severity: 'error', message },
      placeOf(document, 'metadata'),
    )
    if (clusterName === undefined && region === undefined) return undefined
  }
  const draft: Draft = {
    task,
    document,
    config,
    clusterName: clusterName ?? '',
    strengths: new Map(),
    guesses: new Map(),
    subnetZones: mapSubnets(config),
  }
  const nodeGroups = [
    ...mapGroups(draft, 'nodeGroups', 'asg'),
    ...mapGroups(draft, 'managedNodeGroups', 'eks-managed'),
    ...mapFargate(draft),
    ...mapAutoMode(draft),
  ]
  reportManagedTags(draft)
  const version = readText(config, 'metadata', 'version')
  const cidr = readText(config, 'vpc', 'cidr')
  const cluster: Partial<Cluster> = {
    provisioner: 'eks',
    controlPlane: { kind: 'managed' },
    ...(region === undefined ? {} : { region }),
    ...(version === undefined ? {} : { kubernetesVersion: version.replace(/^v/, '') }),
    ...(cidr === undefined ? {} : { network: { vpcCidr: cidr } }),
    zones: mapZones(draft, region),
    nodeGroups,
    autoscalers: mapAutoscalers(config),
  }
  return {
    ...(clusterName === undefined ? {} : { clusterName }),
    precedence: 10,
    source: document.file,
    cluster,
    strengths: draft.strengths,
    guesses: draft.guesses,
  }
}

/** A name that a plan can bear; an empty one, or one of over 253 characters, is none. */
function findName(text: string | undefined): string | undefined {
  return text === undefined || text === '' || text.length > 253 ? undefined : text
}

function reportDropped(task: MapTask, document: SourceDocument): void {
  const told: Readonly<Record<string, string>> = {
    outpost: 'nodes on Outposts are not part of a plan',
    remoteNetworkConfig: 'hybrid nodes are not part of a plan',
  }
  for (const [field, message] of Object.entries(told)) {
    if (!Object.hasOwn(document.value, field)) continue
    report(
      task.context,
      { code: `eksctl-${field}`, severity: 'dropped', message },
      placeOf(document, field),
    )
  }
}

function mapAutoscalers(config: unknown): Autoscaler[] {
  const version = readText(config, 'karpenter', 'version')
  const isAuto = readField(config, 'autoModeConfig', 'enabled') === true
  if (version === undefined && !isAuto) return []
  const owns = 'auto-discovery'
  return version === undefined
    ? [{ kind: 'karpenter', owns }]
    : [{ kind: 'karpenter', version: version.replace(/^v/, ''), owns }]
}

function mapFargate(draft: Draft): NodeGroup[] {
  return readList(draft.config, 'fargateProfiles').flatMap((raw) => {
    const name = readText(raw, 'name')
    if (name === undefined) return []
    const selectors = readList(raw, 'selectors').flatMap((selector) => {
      const namespace = readText(selector, 'namespace')
      if (namespace === undefined) return []
      const labels = readTextMap(selector, 'labels')
      return [Object.keys(labels).length === 0 ? { namespace } : { namespace, labels }]
    })
    return [{ name, kind: 'fargate' as const, selectors }]
  })
}

function mapAutoMode(draft: Draft): NodeGroup[] {
  if (readField(draft.config, 'autoModeConfig', 'enabled') !== true) return []
  const pools = readField(draft.config, 'autoModeConfig', 'nodePools')
  const names = Array.isArray(pools) ? readTexts(pools) : ['general-purpose', 'system']
  return names.map((name) => ({ name, kind: 'auto-mode' as const }))
}
