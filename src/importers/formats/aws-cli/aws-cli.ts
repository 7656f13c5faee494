import { compareText } from '#base/compare.ts'
import { readTexts } from '#kube/field.ts'
import type { Autoscaler, Cluster, Zone } from '#plan/schema.ts'
import type {
  FormatImporter,
  FoundItem,
  Mapped,
  MapTask,
  ObservedCluster,
} from '../../format-importer.ts'
import { decide, placeOf, report } from '../../import-context.ts'
import type { Fragment, PendingGuess, Strength } from '../../importer.ts'
import type { ClusterDraft, Mapping, NameMode } from './draft.ts'
import { findClusters } from './find-clusters.ts'
import { findGroups } from './find-groups.ts'
import { guessSets } from './guess-sets.ts'
import type { Inventory } from './inventory.ts'
import { startLabels } from './local-labels.ts'
import { mapControlPlane } from './map-control-plane.ts'
import { findTemplate, mapGroup, type MappedGroup } from './map-group.ts'
import { mapNodes } from './map-nodes.ts'
import { mapVolumes } from './map-volumes.ts'
import { mapZones } from './map-zones.ts'
import { readAnswers, type Answer } from './read-answers.ts'
import { readInventory } from './read-inventory.ts'
import { reportMissingLists, reportRefusals } from './report-refusals.ts'

/**
 * The inventory of an AWS account: what the command line printed, what the script wrote, and what the
 * live calls brought, all alike (import specification sections 11 and 12).
 */
export const awsCliImporter: FormatImporter = { id: 'aws-cli', format: 'aws', map: mapInventory }

/** Live inventory: below Kubernetes objects, above what tools want (I1.6). */
const PRECEDENCE = 30

function mapInventory(task: MapTask): Mapped {
  const { answers, refusals } = readAnswers(task)
  const inventory = readInventory(answers)
  const missing = reportRefusals(task, refusals, answers)
  if (answers.length === 0) {
    const found = refusals.map(({ document: { file } }): FoundItem => {
      return { file, format: 'AWS inventory', kind: 'call without answer' }
    })
    return { fragments: [], found, missing }
  }
  reportMissingLists(task, inventory, { answers, refusals })
  reportLeftOut(task, answers)
  const { drafts, groupOfInstance } = findClusters(task, inventory)
  reportUnseen(task, answers, drafts)
  const names = hasNamed(task, drafts) ? askNames(task, answers) : 'labels'
  const labels = startLabels(task.context.options.localNames)
  const mapping: Mapping = { task, inventory, groupOfInstance, names, labels }
  const clusters = drafts.map((draft) => mapCluster(mapping, draft))
  return {
    fragments: clusters.map(({ fragment }) => fragment),
    observed: clusters.map(({ observed }) => observed),
    found: listFound(inventory, answers),
    missing,
    localNames: labels.given,
  }
}

/** True where something gets a name here: what Kubernetes objects name keeps theirs. */
function hasNamed({ known }: MapTask, drafts: readonly ClusterDraft[]): boolean {
  return drafts.some(
    ({ instances, volumes }) =>
      instances.some(({ id }) => !known.instances.has(id)) ||
      volumes.some(({ id }) => !known.volumes.has(id)),
  )
}

/** Clusters that EKS lists and of which nothing else came. */
function reportUnseen(
  task: MapTask,
  answers: readonly Answer[],
  drafts: readonly ClusterDraft[],
): void {
  const seen = new Set(drafts.map(({ name }) => name))
  for (const { value, document, region } of answers) {
    for (const name of readTexts(value, 'clusters')) {
      if (seen.has(name) || drafts.some((draft) => draft.name === `${name} (${region ?? ''})`))
        continue
      const message = `EKS lists the cluster ${name.slice(0, 100)}, of which nothing else came: not imported (aws eks describe-cluster tells its version and subnets)`
      report(
        task.context,
        { code: 'aws-cluster-unseen', severity: 'info', message },
        placeOf(document, 'clusters'),
      )
    }
  }
}

/** I11.4. */
function askNames(task: MapTask, answers: readonly Answer[]): NameMode {
  const [first] = answers
  const answer = decide(
    task.context,
    {
      id: 'aws.names',
      code: 'aws-names',
      severity: 'dropped',
      subject: 'names of nodes and volumes',
      message: 'ids of AWS are left out: nodes and volumes get local labels',
      value: 'labels',
      label: 'local labels (node-7)',
      alternatives: [
        { value: 'names', label: 'their tags Name' },
        { value: 'ids', label: 'keep AWS ids' },
      ],
    },
    first === undefined ? { file: '' } : placeOf(first.document, ''),
  )
  return answer === 'names' || answer === 'ids' ? answer : 'labels'
}

function reportLeftOut(task: MapTask, answers: readonly Answer[]): void {
  const files = [...new Set(answers.map(({ document }) => document.file))].sort(compareText)
  const message =
    'everything else that AWS tells is left out unread: addresses, keys, user data, security groups, other tags'
  report(
    task.context,
    { code: 'aws-left-out', severity: 'dropped', message, count: files.length },
    { file: files[0] ?? '' },
  )
}

function mapCluster(
  mapping: Mapping,
  draft: ClusterDraft,
): { readonly fragment: Fragment; readonly observed: ObservedCluster } {
  const strengths = new Map<string, Strength>()
  const guesses = new Map<string, PendingGuess>()
  const groups = findGroups(mapping, draft).map((group): MappedGroup => {
    const document = (group.scalingGroup ?? group.eksGroup ?? group.members[0] ?? draft.eksCluster)
      ?.document
    const template = findTemplate(mapping, group)
    return mapGroup({
      ...mapping,
      group,
      template,
      document: document ?? getFirst(mapping.task),
      strengths,
      guesses,
    })
  })
  reportLabels(mapping, draft, groups)
  const nodes = mapNodes(mapping, draft, groups)
  const volumes = mapVolumes(mapping, draft, nodes)
  const controlPlane = mapControlPlane({ mapping, draft, groups, nodes, strengths })
  const zones = mapZones(mapping, draft, groups)
  const sets = guessSets(volumes)
  const name = draft.name === '' ? {} : { clusterName: draft.name }
  const autoscalers = findAutoscalers(draft, groups)
  const cluster: Partial<Cluster> = {
    ...(draft.region === undefined ? {} : { region: draft.region }),
    provisioner: draft.provisioner,
    ...(draft.eksCluster?.version === undefined
      ? {}
      : { kubernetesVersion: draft.eksCluster.version }),
    ...(zones.length === 0 ? {} : { zones: zones as Zone[] }),
    ...(controlPlane === undefined ? {} : { controlPlane }),
    nodeGroups: groups.map(({ group }) => group),
    ...(autoscalers.length === 0 ? {} : { autoscalers }),
  }
  const files = new Set(
    [...draft.instances, ...draft.scalingGroups, ...draft.interfaces, ...draft.volumes].map(
      ({ document }) => document.file,
    ),
  )
  return {
    fragment: {
      ...name,
      precedence: PRECEDENCE,
      source: [...files].sort(compareText).join(', '),
      cluster,
      strengths,
      guesses,
    },
    observed: {
      ...name,
      nodes,
      volumes,
      guessed: sets.objects,
      ...(sets.note === undefined ? {} : { guessNote: sets.note }),
    },
  }
}

function getFirst(task: MapTask): MapTask['documents'][number] {
  const [first] = task.documents
  if (first === undefined) throw new Error('an inventory without documents has no groups')
  return first
}

/** Who launched the nodes of a pool runs; the tags of a group say only that it may be owned (I10.5). */
function findAutoscalers(
  draft: ClusterDraft,
  groups: readonly MappedGroup[],
): readonly Autoscaler[] {
  const hasPools = groups.some(
    ({ group }) => group.kind === 'karpenter' || group.kind === 'auto-mode',
  )
  if (!hasPools && draft.eksCluster?.isAutoMode !== true) return []
  return [{ kind: 'karpenter', owns: 'auto-discovery' }]
}

/** I12.11. Nodes of a Kubernetes file say their labels themselves. */
function reportLabels(
  { task }: Mapping,
  draft: ClusterDraft,
  groups: readonly MappedGroup[],
): void {
  const isNode = ({ draft: { members } }: MappedGroup): boolean =>
    members.some(({ id }) => task.known.instances.has(id))
  const hosts = groups.filter((group) => group.draft.role === 'worker' && !isNode(group))
  const tell = (
    list: readonly MappedGroup[],
    told: { readonly code: string; readonly say: (names: string) => string },
  ): void => {
    const document = list.flatMap(
      (one) => one.draft.scalingGroup?.document ?? one.draft.members[0]?.document ?? [],
    )[0]
    if (list.length === 0) return
    const names = list.map(({ group }) => group.name)
    const shown =
      names.slice(0, 5).join(', ') + (names.length > 5 ? ` and ${names.length - 5} more` : '')
    report(
      task.context,
      { code: told.code, severity: 'info', message: told.say(shown), count: list.length },
      placeOf(document ?? getFirst(task), ''),
    )
  }
  tell(
    hosts.filter(({ hasTaggedLabels }) => hasTaggedLabels),
    {
      code: 'labels-from-tags',
      say: (names) =>
        `labels and taints of ${names} (${draft.name}) are from autoscaler tags, not from the nodes`,
    },
  )
  tell(
    hosts.filter(({ areLabelsUnknown }) => areLabelsUnknown),
    {
      code: 'labels-unknown',
      say: (names) =>
        `labels and taints of ${names} (${draft.name}) are not known: add the output of kubectl get nodes -o yaml to the import`,
    },
  )
}

function listFound(inventory: Inventory, answers: readonly Answer[]): readonly FoundItem[] {
  const format = 'AWS inventory'
  const of = (items: readonly { readonly document: { readonly file: string } }[], kind: string) =>
    items.map(({ document }): FoundItem => ({ file: document.file, format, kind }))
  const found = [
    ...of(inventory.instances, 'instance'),
    ...of([...inventory.volumes.values()], 'volume'),
    ...of(inventory.scalingGroups, 'Auto Scaling group'),
    ...of([...inventory.subnets.values()], 'subnet'),
    ...of(inventory.templates, 'launch template version'),
    ...of(inventory.interfaces, 'control plane interface'),
    ...of(inventory.eksClusters, 'EKS cluster'),
    ...of(inventory.eksGroups, 'EKS node group'),
  ]
  const files = new Set(found.map(({ file }) => file))
  const others = answers.filter(({ document }) => !files.has(document.file))
  return [...found, ...of(others, 'answer')]
}
