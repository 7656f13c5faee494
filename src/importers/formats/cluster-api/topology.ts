import { readField, readList, readText, readTextMap, readTexts, readWhole } from '#kube/field.ts'
import type { MapTask } from '../../format-importer.ts'
import { placeOf, report } from '../../import-context.ts'
import type { ControlPlanePart, GroupPart, Part } from './draft.ts'
import {
  findReferred,
  readReference,
  type CapiObject,
  type ObjectIndex,
  type Reference,
} from './objects.ts'
import { applyPatches, type PatchTarget } from './patches.ts'
import { MAX_SIZE, MIN_SIZE } from './shapes.ts'

/** What a class-based cluster stands for: the objects that its class makes of the topology. */
export interface ExpandedTopology {
  /** Kind of what makes its network, also where the object is not in the import. */
  readonly infrastructureKind: string | undefined
  readonly infrastructure: Part | undefined
  readonly controlPlane: ControlPlanePart | undefined
  readonly version: string | undefined
  readonly region: string | undefined
  readonly groups: readonly GroupPart[]
}

interface Expansion {
  readonly task: MapTask
  readonly cluster: CapiObject
  readonly topology: unknown
  readonly clusterClass: CapiObject | undefined
  readonly index: ObjectIndex
}

/** `spec.topology` with its ClusterClass, variables and patches (section 9). */
export function expandTopology(
  task: MapTask,
  cluster: CapiObject,
  index: ObjectIndex,
): ExpandedTopology {
  const topology = readField(cluster.copy, 'spec', 'topology')
  const className = findClassName(cluster)
  const clusterClass = findReferred(
    index,
    className === undefined ? undefined : { kind: 'ClusterClass', name: className },
    cluster.namespace,
  )
  const expansion: Expansion = { task, cluster, topology, clusterClass, index }
  if (clusterClass === undefined) reportNoClass(expansion, className)
  const infrastructureRef = readClassRef(clusterClass, 'infrastructure')
  return {
    infrastructureKind: infrastructureRef?.kind.replace(/Template$/, ''),
    infrastructure: makePart(expansion, infrastructureRef, { role: 'infrastructure' }),
    controlPlane: expandControlPlane(expansion),
    version: readText(topology, 'version'),
    region: clusterClass === undefined ? readVariable(topology, 'region') : undefined,
    groups: [
      ...expandGroups(expansion, 'machineDeployments', 'MachineDeployment'),
      ...expandGroups(expansion, 'machinePools', 'MachinePool'),
    ],
  }
}

/** As it is written, like all references. */
function findClassName({ document }: CapiObject): string | undefined {
  const topology = readField(document.value, 'spec', 'topology')
  return readText(topology, 'class') ?? readText(topology, 'classRef', 'name')
}

function reportNoClass({ task, cluster }: Expansion, name: string | undefined): void {
  const message = `the ClusterClass ${(name ?? '').slice(0, 80)} of ${cluster.name || 'the cluster'} is not in the import: instance types and disks come from it`
  report(
    task.context,
    { code: 'capi-no-class', severity: 'ambiguous', message },
    placeOf(cluster.document, 'spec.topology'),
  )
}

function readVariable(topology: unknown, name: string): string | undefined {
  const variable = readList(topology, 'variables').find((one) => readText(one, 'name') === name)
  return readText(variable, 'value')
}

/** `ref` of a class, or `templateRef` since v1beta2; as it is written. */
function readClassRef(
  clusterClass: CapiObject | undefined,
  ...path: readonly string[]
): Reference | undefined {
  const value = readField(clusterClass?.document.value, 'spec', ...path)
  return readReference(value, 'ref') ?? readReference(value, 'templateRef')
}

function makePart(
  { task, topology, clusterClass, index, cluster }: Expansion,
  reference: Reference | undefined,
  target: PatchTarget,
): Part | undefined {
  const object = findReferred(index, reference, clusterClass?.namespace ?? cluster.namespace)
  if (object === undefined || clusterClass === undefined) return undefined
  const { kind, document } = object
  const patched = applyPatches(task, object, { clusterClass, topology, target })
  return {
    kind: kind.replace(/Template$/, ''),
    spec: readField(patched, 'spec', 'template', 'spec'),
    document,
    path: 'spec.template.spec',
  }
}

function expandControlPlane(expansion: Expansion): ControlPlanePart | undefined {
  const { clusterClass, topology, cluster } = expansion
  const reference = readClassRef(clusterClass, 'controlPlane')
  const part = makePart(expansion, reference, { role: 'control-plane' })
  const replicas = readWhole(topology, 'controlPlane', 'replicas')
  const version = readText(topology, 'version')
  const machine = makePart(
    expansion,
    readClassRef(clusterClass, 'controlPlane', 'machineInfrastructure'),
    { role: 'control-plane' },
  )
  if (part !== undefined) {
    return { ...part, name: joinName(cluster), replicas, version, machine }
  }
  // Only a control plane of machines has a number of replicas.
  if (replicas === undefined) return undefined
  return {
    kind: 'KubeadmControlPlane',
    spec: undefined,
    document: cluster.document,
    path: 'spec.topology.controlPlane',
    name: joinName(cluster),
    replicas,
    version,
    machine,
  }
}

function expandGroups(
  expansion: Expansion,
  field: 'machineDeployments' | 'machinePools',
  kind: GroupPart['kind'],
): readonly GroupPart[] {
  const { topology, cluster } = expansion
  return readList(topology, 'workers', field).map((raw, index): GroupPart => {
    const path = `spec.topology.workers.${field}[${index}]`
    const className = readText(raw, 'class')
    const found = findWorkerClass(expansion, field, className)
    const target: PatchTarget = { role: kind, className, overrides: readField(raw, 'variables') }
    const reference = findWorkerRef(found?.written, 'infrastructure')
    const infrastructure = makePart(expansion, reference, target)
    const metadata = [
      readField(raw, 'metadata'),
      readField(found?.copy, 'metadata'),
      readField(found?.copy, 'template', 'metadata'),
    ]
    const annotation = (name: string): string | undefined =>
      metadata.map((one) => readText(one, 'annotations', name)).find((one) => one !== undefined)
    const domains = [readField(raw), readField(found?.copy)]
      .map((one) => listFailureDomains(one))
      .find((list) => list.length > 0)
    return {
      kind,
      name: readText(raw, 'name') ?? `${className ?? 'workers'}-${index}`,
      document: cluster.document,
      path,
      replicas: readWhole(raw, 'replicas'),
      minSize: annotation(MIN_SIZE),
      maxSize: annotation(MAX_SIZE),
      failureDomains: domains ?? [],
      version: readText(topology, 'version'),
      labels: {
        ...readTextMap(metadata[2], 'labels'),
        ...readTextMap(metadata[1], 'labels'),
        ...readTextMap(metadata[0], 'labels'),
      },
      taints: undefined,
      infrastructureKind: reference?.kind.replace(/Template$/, ''),
      infrastructure,
      bootstrap: makePart(expansion, findWorkerRef(found?.written, 'bootstrap'), target),
    }
  })
}

export function listFailureDomains(value: unknown): readonly string[] {
  const one = readText(value, 'failureDomain')
  const list = one === undefined ? readTexts(value, 'failureDomains') : [one]
  return list.filter((name) => name !== '')
}

/** A class of workers, as it was copied and as it is written. */
function findWorkerClass(
  { clusterClass }: Expansion,
  field: string,
  name: string | undefined,
): { readonly copy: unknown; readonly written: unknown } | undefined {
  const copies = readList(clusterClass?.copy, 'spec', 'workers', field)
  const index = copies.findIndex((one) => readText(one, 'class') === name)
  if (index === -1) return undefined
  const written = readList(clusterClass?.document.value, 'spec', 'workers', field)[index]
  return { copy: copies[index], written }
}

function findWorkerRef(workerClass: unknown, field: string): Reference | undefined {
  return (
    readReference(workerClass, 'template', field, 'ref') ??
    readReference(workerClass, field, 'templateRef') ??
    readReference(workerClass, field, 'ref')
  )
}

function joinName({ name }: CapiObject): string {
  return name === '' ? 'control-plane' : `${name}-control-plane`
}
