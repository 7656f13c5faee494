import { compareText } from '#base/compare.ts'
import { readField, readText, readTextMap, readWhole } from '#kube/field.ts'
import type { MapTask } from '../../format-importer.ts'
import { placeOf, report } from '../../import-context.ts'
import type {
  ClusterParts,
  ControlPlanePart,
  GroupPart,
  Part,
  Profile,
  RunningMachine,
} from './draft.ts'
import {
  findReferred,
  readReference,
  withoutPlaceholders,
  type CapiObject,
  type ObjectIndex,
  type Reference,
} from './objects.ts'
import {
  CLUSTER_LABEL,
  CONTROL_PLANE_LABEL,
  DEPLOYMENT_LABEL,
  MAX_SIZE,
  MIN_SIZE,
} from './shapes.ts'
import { expandTopology, listFailureDomains } from './topology.ts'

/** The objects of each cluster: those that it refers to, and those that name it (section 9). */
export function gatherClusters(task: MapTask, index: ObjectIndex): readonly ClusterParts[] {
  const { objects } = index
  const clusters = objects.filter(({ kind }) => kind === 'Cluster')
  const known = new Set(clusters.map(({ writtenName }) => writtenName))
  // Machines whose Cluster is in no file name it all the same.
  const orphans = objects.filter((object) => {
    const owner = findOwnerName(object)
    return owner !== undefined && !known.has(owner)
  })
  const loose = [...new Set(orphans.flatMap((object) => findOwnerName(object) ?? []))]
  const all = [
    ...clusters.flatMap((cluster) => gatherCluster(task, cluster, index) ?? []),
    ...loose.sort(compareText).flatMap((name) => gatherLoose(task, name, index)),
  ]
  return all.length > 0 ? all : gatherBare(index)
}

function gatherCluster(
  task: MapTask,
  cluster: CapiObject,
  index: ObjectIndex,
): ClusterParts | undefined {
  index.used.add(cluster)
  const named = listOwned(index, cluster.writtenName)
  const { document, copy, namespace } = cluster
  const written = readField(document.value, 'spec')
  const infrastructureRef = readReference(written, 'infrastructureRef')
  const topology = readField(copy, 'spec', 'topology')
  const expanded = topology === undefined ? undefined : expandTopology(task, cluster, index)
  const kind = infrastructureRef?.kind ?? expanded?.infrastructureKind
  if (kind !== undefined && !kind.startsWith('AWS')) {
    reportForeign(task, cluster, kind)
    return undefined
  }
  const find = (reference: Reference | undefined): CapiObject | undefined =>
    findReferred(index, reference, namespace)
  const infrastructure = find(infrastructureRef)
  const controlPlane =
    find(readReference(written, 'controlPlaneRef')) ?? named.find(({ kind }) => isPlane(kind))
  return {
    name: cluster.isNamed ? cluster.name : undefined,
    document,
    infrastructure:
      infrastructure === undefined ? expanded?.infrastructure : toPart(infrastructure),
    controlPlane:
      controlPlane === undefined
        ? expanded?.controlPlane
        : toControlPlane(task, controlPlane, index),
    version: expanded?.version,
    region: expanded?.region,
    groups: [...(expanded?.groups ?? []), ...listGroups(named, index)],
    profiles: listProfiles(named),
    machines: listMachines(named),
  }
}

function reportForeign(task: MapTask, { name, document }: CapiObject, kind: string): void {
  const message = kind.startsWith('ROSA')
    ? `${name || 'the cluster'} is Red Hat OpenShift on AWS (${kind}), which is not supported; left out with its machines`
    : `${name || 'the cluster'} stands on ${kind.slice(0, 60)}, which is none of AWS; left out with its machines`
  report(
    task.context,
    { code: 'capi-provider', severity: 'error', message },
    placeOf(document, 'spec.infrastructureRef'),
  )
}

function isPlane(kind: string): boolean {
  return kind === 'KubeadmControlPlane' || kind === 'AWSManagedControlPlane'
}

/** The cluster that an object says it is of, as it is written. */
function findOwnerName({ kind, document }: CapiObject): string | undefined {
  if (kind === 'Cluster' || kind === 'ClusterClass' || kind.endsWith('Template')) return undefined
  const isOwned =
    kind === 'Machine' ||
    kind === 'MachineDeployment' ||
    kind === 'MachinePool' ||
    kind === 'AWSFargateProfile'
  const said = isOwned ? readText(document.value, 'spec', 'clusterName') : undefined
  return (
    said ??
    (isOwned || isPlane(kind)
      ? readText(document.value, 'metadata', 'labels', CLUSTER_LABEL)
      : undefined)
  )
}

function listOwned({ objects, used }: ObjectIndex, owner: string): readonly CapiObject[] {
  const owned = objects.filter((object) => findOwnerName(object) === owner)
  for (const object of owned) used.add(object)
  return owned
}

function gatherLoose(task: MapTask, owner: string, index: ObjectIndex): readonly ClusterParts[] {
  const { objects, used } = index
  const named = listOwned(index, owner)
  const [first] = named
  if (first === undefined) return []
  const filled = named
    .map(
      ({ copy }) =>
        readText(copy, 'spec', 'clusterName') ??
        readText(copy, 'metadata', 'labels', CLUSTER_LABEL),
    )
    .find((name) => name !== undefined && name !== '')
  const planes = objects.filter(({ kind }) => isPlane(kind))
  const controlPlane =
    named.find(({ kind }) => isPlane(kind)) ?? (planes.length === 1 ? planes[0] : undefined)
  if (controlPlane !== undefined) used.add(controlPlane)
  return [
    {
      name: filled,
      document: first.document,
      infrastructure: undefined,
      controlPlane:
        controlPlane === undefined ? undefined : toControlPlane(task, controlPlane, index),
      version: undefined,
      region: undefined,
      groups: listGroups(named, index),
      profiles: listProfiles(named),
      machines: listMachines(named),
    },
  ]
}

/** Control planes or networks alone, without a Cluster and without machines. */
function gatherBare({ objects, used }: ObjectIndex): readonly ClusterParts[] {
  return objects
    .filter(({ kind }) => isPlane(kind) || kind === 'AWSCluster')
    .filter(({ kind }, _index, all) => isPlane(kind) || all.every((other) => !isPlane(other.kind)))
    .map((object): ClusterParts => {
      used.add(object)
      const isNetwork = object.kind === 'AWSCluster'
      const networks = objects.filter(({ kind }) => kind === 'AWSCluster')
      const network = isNetwork ? object : networks.length === 1 ? networks[0] : undefined
      if (network !== undefined) used.add(network)
      const said = readText(object.copy, 'spec', 'eksClusterName')
      const own = object.name.replace(/-control-plane$/, '')
      return {
        name: said ?? (object.isNamed && own !== '' ? own : undefined),
        document: object.document,
        infrastructure: network === undefined ? undefined : toPart(network),
        controlPlane: isNetwork ? undefined : makeControlPlane(object, undefined),
        version: undefined,
        region: undefined,
        groups: [],
        profiles: [],
        machines: [],
      }
    })
}

function toPart({ kind, copy, document }: CapiObject): Part {
  const isTemplate = kind.endsWith('Template')
  return {
    kind: kind.replace(/Template$/, ''),
    spec: isTemplate ? readField(copy, 'spec', 'template', 'spec') : readField(copy, 'spec'),
    document,
    path: isTemplate ? 'spec.template.spec' : 'spec',
  }
}

function toControlPlane(task: MapTask, object: CapiObject, index: ObjectIndex): ControlPlanePart {
  const written = readField(object.document.value, 'spec', 'machineTemplate')
  const reference =
    readReference(written, 'infrastructureRef') ??
    readReference(written, 'spec', 'infrastructureRef')
  const machine = findReferred(index, reference, object.namespace)
  if (reference !== undefined && machine === undefined) {
    const message = `${reference.kind} ${reference.name.slice(0, 80)} of the control plane is not in the import: the type of its machines is not known`
    report(
      task.context,
      { code: 'capi-no-machine', severity: 'ambiguous', message },
      placeOf(object.document, 'spec.machineTemplate'),
    )
  }
  return makeControlPlane(object, machine === undefined ? undefined : toPart(machine))
}

function makeControlPlane(object: CapiObject, machine: Part | undefined): ControlPlanePart {
  return {
    ...toPart(object),
    name: object.name,
    replicas: readWhole(object.copy, 'spec', 'replicas'),
    version: readText(object.copy, 'spec', 'version'),
    machine,
  }
}

function listGroups(named: readonly CapiObject[], index: ObjectIndex): readonly GroupPart[] {
  return named.flatMap((object): GroupPart[] => {
    const { kind, copy, document, namespace } = object
    if (kind !== 'MachineDeployment' && kind !== 'MachinePool') return []
    const template = readField(copy, 'spec', 'template', 'spec')
    const written = readField(document.value, 'spec', 'template', 'spec')
    const reference = readReference(written, 'infrastructureRef')
    const infrastructure = findReferred(index, reference, namespace)
    const bootstrap = findReferred(
      index,
      readReference(written, 'bootstrap', 'configRef'),
      namespace,
    )
    return [
      {
        kind,
        name: object.name || withoutPlaceholders(reference?.name ?? '') || 'workers',
        document,
        path: 'spec',
        replicas: readWhole(copy, 'spec', 'replicas'),
        minSize: readText(copy, 'metadata', 'annotations', MIN_SIZE),
        maxSize: readText(copy, 'metadata', 'annotations', MAX_SIZE),
        failureDomains: [
          ...listFailureDomains(template),
          ...listFailureDomains(readField(copy, 'spec')),
        ],
        version: readText(template, 'version'),
        labels: readTextMap(copy, 'spec', 'template', 'metadata', 'labels'),
        taints: readField(template, 'taints'),
        infrastructureKind: reference?.kind.replace(/Template$/, ''),
        infrastructure: infrastructure === undefined ? undefined : toPart(infrastructure),
        bootstrap: bootstrap === undefined ? undefined : toPart(bootstrap),
      },
    ]
  })
}

function listProfiles(named: readonly CapiObject[]): readonly Profile[] {
  return named
    .filter(({ kind }) => kind === 'AWSFargateProfile')
    .map(({ name, copy }) => ({
      name: readText(copy, 'spec', 'profileName') ?? (name || 'fargate'),
      spec: readField(copy, 'spec'),
    }))
}

function listMachines(named: readonly CapiObject[]): readonly RunningMachine[] {
  return named
    .filter(({ kind }) => kind === 'Machine')
    .map(({ name, copy }): RunningMachine => {
      const id = readText(copy, 'spec', 'providerID') ?? ''
      const said = readText(copy, 'spec', 'failureDomain') ?? /^aws:\/\/\/([^/]+)\//.exec(id)?.[1]
      return {
        name,
        zone: said !== undefined && /^[a-z0-9-]{1,63}$/.test(said) ? said : undefined,
        isControlPlane: readText(copy, 'metadata', 'labels', CONTROL_PLANE_LABEL) !== undefined,
        deployment: readText(copy, 'metadata', 'labels', DEPLOYMENT_LABEL),
      }
    })
}
