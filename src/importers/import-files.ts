import { compareText } from '#base/compare.ts'
import { pluralize } from '#base/plural.ts'
import type { Problem } from '#base/problem.ts'
import type { KubeObject } from '#kube/object.ts'
import { canonicalizePlan } from '#plan/canonical.ts'
import { compareResources } from '#plan/compare-resources.ts'
import { PLAN_API_VERSION, type Cluster, type Design, type Plan } from '#plan/schema.ts'
import { findAutoscalers } from './autoscalers.ts'
import { findJoinName } from './cluster-name.ts'
import { collectObjects, mergeResources } from './collect-objects.ts'
import { MAX_IMPORT_BYTES } from './decode-source.ts'
import { detectDocument } from './detect.ts'
import { dropInvalid } from './drop-invalid.ts'
import type { FoundItem, ImportedObject, Mapped } from './format-importer.ts'
import {
  makeImportContext,
  placeOf,
  report,
  sortFindings,
  type ImportContext,
  type SourceDocument,
} from './import-context.ts'
import type {
  AbsentThings,
  Fragment,
  ImportFinding,
  ImportOptions,
  ImportProgress,
  ImportResult,
  MissingCall,
  SourceFile,
} from './importer.ts'
import { listAbsent } from './list-absent.ts'
import { mergeFragments, type MergedCluster } from './merge.ts'
import { observeCluster } from './observe-cluster.ts'
import { countBytes, readSource, refuseCredentials } from './read-source.ts'
import {
  completeObjects,
  findNodeNames,
  joinInventory,
  listKnownIds,
  renameMembers,
} from './join-inventory.ts'
import { IMPORTERS } from './registry.ts'
import { settleCluster } from './settle-cluster.ts'
import { reportLeftOut, type LeftOutCounts } from './shape.ts'

/**
 * Files as people have them, made one plan, with everything that was guessed, left out or not
 * understood (import specification I1). Pure: the same files and options give the same bytes, whatever
 * the order of files, documents and list items.
 */
export function importFiles(
  files: readonly SourceFile[],
  options: ImportOptions,
  onProgress: (progress: ImportProgress) => void = () => undefined,
): ImportResult {
  const context = makeImportContext(options)
  const ordered = files.toSorted(
    (a, b) => compareText(a.label, b.label) || compareText(a.text, b.text),
  )
  const sizes = ordered.map((file) => countBytes(file.text))
  const documents = readFiles(context, ordered, sizes, onProgress)
  const counts: LeftOutCounts = new Map()
  const mapped = mapDocuments(context, documents, counts, onProgress)
  onProgress({ stage: 'merge', file: '', done: 0, total: 1 })
  const objects = collectObjects(
    context,
    mapped.flatMap((one) => one.objects ?? []),
  )
  const plan = buildPlan(context, mapped, objects)
  reportLeftOut({ context, counts })
  onProgress({ stage: 'merge', file: '', done: 1, total: 1 })
  return finish(context, {
    ordered,
    sizes,
    found: mapped.flatMap((one) => one.found),
    missing: mapped.flatMap((one) => one.missing ?? []),
    localNames: new Map(mapped.flatMap((one) => [...(one.localNames ?? [])])),
    ...plan,
  })
}

function readFiles(
  context: ImportContext,
  files: readonly SourceFile[],
  sizes: readonly number[],
  onProgress: (progress: ImportProgress) => void,
): readonly SourceDocument[] {
  const documents: SourceDocument[] = []
  const read = new Set<string>()
  let bytes = 0
  for (const [index, file] of files.entries()) {
    onProgress({ stage: 'parse', file: file.label, done: index, total: files.length })
    const size = sizes[index] ?? 0
    bytes += size
    if (bytes > MAX_IMPORT_BYTES) {
      const message = 'all files of one import may have 128 MiB; import the others afterwards'
      report(context, { code: 'limit-import', severity: 'error', message }, { file: file.label })
      continue
    }
    // The same text twice says nothing new.
    if (read.has(file.text)) {
      const message = 'the same file stands twice in the import; read once'
      report(context, { code: 'same-file', severity: 'info', message }, { file: file.label })
      continue
    }
    read.add(file.text)
    for (const document of readSource(context, file, size)) documents.push(document)
  }
  return documents
}

function mapDocuments(
  context: ImportContext,
  documents: readonly SourceDocument[],
  counts: LeftOutCounts,
  onProgress: (progress: ImportProgress) => void,
): readonly Mapped[] {
  const byFormat = new Map<string, SourceDocument[]>()
  for (const document of documents) {
    const format = detectDocument(document.value)
    if (format.kind === 'unsupported') {
      const message = `${format.name} is not supported yet: ${format.advice}`
      report(context, { code: 'not-supported', severity: 'error', message }, placeOf(document, ''))
    } else if (format.kind === 'credentials') {
      refuseCredentials(context, document.file)
    } else if (format.kind === 'not-recognised') {
      const message =
        'not recognised: neither a plan nor output of kubectl or aws, nor a file of eksctl, kOps, Cluster API, Karpenter or Terraform (apiVersion and kind, the lists of AWS, and format_version were looked for)'
      report(context, { code: 'not-recognised', severity: 'error', message }, placeOf(document, ''))
    } else {
      const known = byFormat.get(format.kind)
      if (known === undefined) byFormat.set(format.kind, [document])
      else known.push(document)
    }
  }
  const known = listKnownIds(listObjects(byFormat.get('kubernetes') ?? [], context.options.base))
  return IMPORTERS.map((importer, index) => {
    onProgress({ stage: 'map', file: '', done: index, total: IMPORTERS.length })
    return importer.map({ context, documents: byFormat.get(importer.format) ?? [], counts, known })
  })
}

function* listObjects(
  documents: readonly SourceDocument[],
  base: Plan | undefined,
): Generator<unknown> {
  for (const { value } of documents) yield value
  for (const cluster of base?.designs[0]?.clusters ?? []) yield* cluster.resources
}

interface BuiltPlan {
  readonly plan?: Plan
  readonly merged: readonly MergedCluster[]
  readonly absent?: readonly AbsentThings[]
}

function buildPlan(
  context: ImportContext,
  mapped: readonly Mapped[],
  collected: readonly ImportedObject[],
): BuiltPlan {
  const plans = mapped
    .flatMap((one) => one.plans ?? [])
    .toSorted((a, b) => compareText(a.name, b.name))
  const [whole, ...more] = plans
  for (const plan of more) {
    const message = `the import has several plans; ${whole?.name ?? ''} is taken, ${plan.name} is not`
    report(context, { code: 'several-plans', severity: 'error', message }, { file: '' })
  }
  const base = whole ?? context.options.base
  const inventories = mapped.flatMap((one) => one.observed ?? [])
  const { objects, cluster: joined } = joinInventory(context, collected, inventories)
  const seen = observeCluster(context, objects)
  // What objects and inventory have in common tells the cluster of the objects.
  const observed =
    seen !== undefined && seen.clusterName === undefined && joined?.clusterName !== undefined
      ? { ...seen, clusterName: joined.clusterName }
      : seen
  const autoscalers = findAutoscalers(
    context,
    objects.map(({ document }) => document),
  )
  const fragments = mapped.flatMap((one) => one.fragments)
  const ofObjects = observed?.clusterName === undefined ? {} : { clusterName: observed.clusterName }
  const found = autoscalers.map(({ autoscaler, document }): Fragment => ({
    ...ofObjects,
    precedence: 40,
    source: document.file,
    cluster: { autoscalers: [autoscaler] },
  }))
  const all = [...fragments, ...(observed === undefined ? [] : [observed]), ...found]
  if (all.length === 0) return whole === undefined ? { merged: [] } : { plan: whole, merged: [] }
  const planNames = (whole?.designs[0]?.clusters ?? []).map(({ name }): Fragment => ({
    clusterName: name,
    precedence: 0,
    source: '',
    cluster: {},
  }))
  const needsName = all.some(({ clusterName }) => clusterName === undefined)
  const joinName = needsName
    ? findJoinName(context, [...all, ...planNames], {
        base,
        autoscalers: autoscalers.map(({ autoscaler }) => autoscaler),
      })
    : ''
  const objectsOf = observed === undefined ? '' : (observed.clusterName ?? joinName)
  const names = [...new Set(all.map(({ clusterName }) => clusterName ?? joinName))].sort(
    compareText,
  )
  const isPartial = mapped.some((one) => (one.missing ?? []).length > 0)
  const merged: MergedCluster[] = []
  const absent: AbsentThings[] = []
  const clusters = names.map((name): Cluster => {
    const open = base?.designs[0]?.clusters.find((cluster) => cluster.name === name)
    const isOfObjects = name === objectsOf
    const here = isOfObjects ? objects : []
    const inventory = inventories.find(({ clusterName }) => (clusterName ?? joinName) === name)
    const known = here.length > 0 ? here.map(({ object }) => object) : (open?.resources ?? [])
    const nodeNames = inventory === undefined ? NO_NAMES : findNodeNames(inventory, known)
    const own = all
      .filter(({ clusterName }) => (clusterName ?? joinName) === name)
      .map((fragment) => renameMembers(fragment, nodeNames))
    const withOpen = open === undefined ? own : [...own, toFragment(open, whole !== undefined)]
    const one = mergeFragments(name, withOpen, {
      choices: context.options.choices ?? {},
      idPrefix: names.length > 1 ? `${name}/` : '',
    })
    merged.push(one)
    const resources = open?.resources ?? []
    const added =
      inventory === undefined
        ? []
        : completeObjects(context, {
            observed: inventory,
            clusterName: name,
            objects: here,
            open: resources,
          })
    if (open !== undefined && whole === undefined) {
      // An inventory with calls that were not answered may lack anything.
      const said = isPartial
        ? []
        : all.filter(
            (fragment) => fragment !== observed && (fragment.clusterName ?? joinName) === name,
          )
      const listed = [...here, ...(isPartial ? [] : added.filter(isListedByAws))]
      absent.push(
        listAbsent(
          open,
          said,
          listed.map(({ object }) => object),
        ),
      )
    }
    // Schema and shapes agree on the form of objects: texts, and a name.
    const imported = sortObjects([...here, ...added]) as Cluster['resources']
    const named = names.length > 1 ? { ...context, clusterName: name } : context
    return settleCluster(named, one, mergeResources(resources, imported))
  })
  const plan = assemblePlan(context, base, clusters)
  return plan === undefined ? { merged } : { plan, merged, absent }
}

/** AWS has all machines and disks of a cluster, and of workloads only what their volumes let one guess. */
function isListedByAws({ object }: ImportedObject): boolean {
  return object.kind === 'Node' || object.kind === 'PersistentVolume'
}

const NO_NAMES: ReadonlyMap<string, string> = new Map()

/** The objects of the files are in order; those of an inventory come among them. */
function sortObjects(objects: readonly ImportedObject[]): readonly KubeObject[] {
  return objects.map(({ object }) => object).toSorted(compareResources)
}

/** The open plan speaks last, and wins over what was only guessed. */
function toFragment(cluster: Cluster, isImported: boolean): Fragment {
  const { name, resources: _resources, ...others } = cluster
  return {
    clusterName: name,
    precedence: 0,
    source: isImported ? 'plan file' : 'Open plan',
    cluster: others,
  }
}

function assemblePlan(
  context: ImportContext,
  base: Plan | undefined,
  clusters: readonly Cluster[],
): Plan | undefined {
  const [design, ...others] = base?.designs ?? []
  const isKnown = clusters.some((cluster) =>
    (design?.clusters ?? []).some(({ name }) => name === cluster.name),
  )
  if (base === undefined || design === undefined || !isKnown) {
    const fresh: Design = { id: 'a', name: 'As imported', clusters }
    const name = clusters.map((cluster) => cluster.name).join(', ')
    return orderPlan(context, {
      apiVersion: PLAN_API_VERSION,
      kind: 'Plan',
      name: name.slice(0, 253),
      designs: [fresh],
    })
  }
  const kept = design.clusters.map(
    (cluster) => clusters.find(({ name }) => name === cluster.name) ?? cluster,
  )
  const added = clusters.filter((cluster) => kept.every(({ name }) => name !== cluster.name))
  const changed: Design = { ...design, clusters: [...kept, ...added] }
  return orderPlan(context, { ...base, designs: [changed, ...others] })
}

/**
 * The canonical form of what a plan can hold, but for the inside of the resources, which are many, have
 * the form of the allow-lists, and are in order already.
 */
function orderPlan(context: ImportContext, plan: Plan): Plan | undefined {
  const bare = dropInvalid(
    context,
    mapClusters(plan, (cluster) => ({ ...cluster, resources: [] })),
  )
  if (bare === undefined) return undefined
  return mapClusters(canonicalizePlan(bare), (cluster, designIndex, index) => ({
    ...cluster,
    resources: plan.designs[designIndex]?.clusters[index]?.resources ?? [],
  }))
}

function mapClusters(
  plan: Plan,
  change: (cluster: Cluster, designIndex: number, index: number) => Cluster,
): Plan {
  const designs = plan.designs.map((design, designIndex) => ({
    ...design,
    clusters: design.clusters.map((cluster, index) => change(cluster, designIndex, index)),
  }))
  return { ...plan, designs }
}

function finish(
  context: ImportContext,
  outcome: BuiltPlan & {
    readonly ordered: readonly SourceFile[]
    readonly sizes: readonly number[]
    readonly found: readonly FoundItem[]
    readonly missing: readonly MissingCall[]
    readonly localNames: ReadonlyMap<string, string>
  },
): ImportResult {
  const { plan, merged, ordered, sizes, found, missing, localNames, absent = [] } = outcome
  const findings = sortFindings(context.findings)
  return {
    ...(plan === undefined ? {} : { plan }),
    findings,
    problems: plan === undefined ? listProblems(findings) : [],
    sources: ordered.map((file, index) => summarize(file, sizes[index] ?? 0, found)),
    understood: countUnderstood(plan),
    conflicts: merged.flatMap(({ conflicts }) => conflicts),
    placeholders: [...context.openPlaceholders]
      .toSorted(([a], [b]) => compareText(a, b))
      .map(([variable, places]) => ({ variable, places: [...places].sort(compareText) })),
    ...(missing.length === 0 ? {} : { missing }),
    ...(localNames.size === 0 ? {} : { localNames }),
    absent,
  }
}

/** Why nothing could be used. */
function listProblems(findings: readonly ImportFinding[]): readonly Problem[] {
  const errors = findings.filter(({ severity }) => severity === 'error')
  const told = errors.length > 0 ? errors : findings
  const problems = told.slice(0, 50).map(({ code, message, file, path, line }): Problem => ({
    code: code.includes('/') ? code : `import/${code}`,
    path: path ?? '',
    message,
    file,
    ...(line === undefined ? {} : { line }),
  }))
  if (problems.length > 0) return problems
  return [{ code: 'import/nothing', path: '', message: 'no file holds anything to import' }]
}

function summarize(
  file: SourceFile,
  bytes: number,
  found: readonly FoundItem[],
): ImportResult['sources'][number] {
  const own = found.filter((item) => item.file === file.label)
  const formats = [...new Set(own.map(({ format }) => format))].sort(compareText)
  const details = formats.map((format) => {
    const items = own.filter((item) => item.format === format)
    if (format === 'kubectl') {
      const kinds = new Set(items.map(({ kind }) => kind)).size
      return `${countOf(items.length, 'object')} of ${countOf(kinds, 'kind')}`
    }
    const kinds = [...new Set(items.map(({ kind }) => kind))]
    return kinds
      .map((kind) => countOf(items.filter((item) => item.kind === kind).length, kind))
      .join(', ')
  })
  return {
    label: file.label,
    bytes,
    format: formats.join(' and '),
    detail: details.join('; '),
  }
}

function countOf(count: number, name: string): string {
  return `${count.toLocaleString('en-US')} ${pluralize(name, count)}`
}

function countUnderstood(plan: Plan | undefined): ImportResult['understood'] {
  const counts = new Map<string, number>()
  for (const cluster of plan?.designs[0]?.clusters ?? []) {
    counts.set('Cluster', (counts.get('Cluster') ?? 0) + 1)
    if (cluster.nodeGroups.length > 0) {
      counts.set('Node group', (counts.get('Node group') ?? 0) + cluster.nodeGroups.length)
    }
    if (cluster.autoscalers.length > 0) {
      counts.set('Autoscaler', (counts.get('Autoscaler') ?? 0) + cluster.autoscalers.length)
    }
    for (const { kind } of cluster.resources) counts.set(kind, (counts.get(kind) ?? 0) + 1)
  }
  return [...counts].map(([kind, count]) => ({ kind, count }))
}
