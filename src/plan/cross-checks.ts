import type { Problem } from '#base/problem.ts'
import { findNearestName } from './nearest-name.ts'
import type { Cluster, NodeGroup, Plan } from './schema.ts'

/** What one field of a plan says of another; the schema cannot hold these. */
export function findCrossProblems(plan: Plan): Problem[] {
  const problems: Problem[] = []
  checkUnique(
    plan.designs.map((design) => design.id),
    { of: 'the plan', what: 'design', path: (index) => `designs[${index}].id` },
    problems,
  )
  plan.designs.forEach((design, designIndex) => {
    const path = `designs[${designIndex}].clusters`
    checkUnique(
      design.clusters.map((cluster) => cluster.name),
      { of: design.name, what: 'cluster', path: (index) => `${path}[${index}].name` },
      problems,
    )
    design.clusters.forEach((cluster, index) => {
      checkCluster(cluster, `${path}[${index}]`, problems)
    })
  })
  return problems
}

function checkCluster(cluster: Cluster, path: string, problems: Problem[]): void {
  const zones = cluster.zones.map((zone) => zone.name)
  checkUnique(
    zones,
    { of: cluster.name, what: 'zone', path: (index) => `${path}.zones[${index}].name` },
    problems,
  )
  checkUnique(
    cluster.nodeGroups.map((group) => group.name),
    { of: cluster.name, what: 'node group', path: (index) => `${path}.nodeGroups[${index}].name` },
    problems,
  )
  cluster.nodeGroups.forEach((group, index) => {
    checkNodeGroup(group, { cluster, zones, path: `${path}.nodeGroups[${index}]` }, problems)
  })
  checkControlPlane(cluster, zones, `${path}.controlPlane`, problems)
  checkAutoscalers(cluster, `${path}.autoscalers`, problems)
  checkResources(cluster, `${path}.resources`, problems)
}

interface Uniqueness {
  readonly of: string
  readonly what: string
  readonly path: (index: number) => string
}

function checkUnique(names: readonly string[], place: Uniqueness, problems: Problem[]): void {
  const first = new Map<string, number>()
  names.forEach((name, index) => {
    const before = first.get(name)
    if (before === undefined) {
      first.set(name, index)
      return
    }
    const message = `"${name}" is already the name of ${place.what} ${before} of ${place.of}`
    problems.push({ code: 'plan/repeated-name', path: place.path(index), message })
  })
}

function checkNodeGroup(
  group: NodeGroup,
  place: { readonly cluster: Cluster; readonly zones: readonly string[]; readonly path: string },
  problems: Problem[],
): void {
  const { cluster, zones, path } = place
  const region = `zone of ${cluster.name}`
  checkNames(group.zones, { known: zones, of: region, path: `${path}.zones` }, problems)
  checkUnique(
    group.zones ?? [],
    { of: group.name, what: 'zone', path: (index) => `${path}.zones[${index}]` },
    problems,
  )
  checkNames(
    group.offeredZones,
    {
      known: group.zones ?? zones,
      of: group.zones === undefined ? region : `zone of ${group.name}`,
      path: `${path}.offeredZones`,
    },
    problems,
  )
  checkSizes(group, path, problems)
  checkTaints(group, path, problems)
}

function checkNames(
  names: readonly string[] | undefined,
  place: { readonly known: readonly string[]; readonly of: string; readonly path: string },
  problems: Problem[],
): void {
  names?.forEach((name, index) => {
    if (place.known.includes(name)) return
    const nearest = findNearestName(name, place.known)
    const hint = nearest === undefined ? '' : `; did you mean "${nearest}"?`
    const message = `"${name}" is not a ${place.of} (${place.known.join(', ')})${hint}`
    const code = place.of.startsWith('zone') ? 'plan/unknown-zone' : 'plan/unknown-name'
    problems.push({ code, path: `${place.path}[${index}]`, message })
  })
}

/** I1: min ≤ desired ≤ max, as far as they are known. */
function checkSizes(group: NodeGroup, path: string, problems: Problem[]): void {
  const { min, desired, max } = group
  const add = (field: string, message: string): void => {
    problems.push({ code: 'plan/size-order', path: `${path}.${field}`, message })
  }
  if (min !== undefined && max !== undefined && min > max) {
    add('min', `${min} is more than max, which is ${max}`)
  }
  if (desired === undefined) return
  if (min !== undefined && desired < min) {
    add('desired', `${desired} is less than min, which is ${min}`)
  }
  if (max !== undefined && desired > max) {
    add('desired', `${desired} is more than max, which is ${max}`)
  }
}

function checkTaints(group: NodeGroup, path: string, problems: Problem[]): void {
  const seen = new Set<string>()
  group.taints?.forEach((taint, index) => {
    const id = `${taint.key}:${taint.effect}`
    if (seen.has(id)) {
      const message = `the taint ${id} stands twice; a node bears a key and effect once`
      problems.push({ code: 'plan/repeated-taint', path: `${path}.taints[${index}]`, message })
    }
    seen.add(id)
  })
}

function checkControlPlane(
  cluster: Cluster,
  zones: readonly string[],
  path: string,
  problems: Problem[],
): void {
  const plane = cluster.controlPlane
  if (plane.kind !== 'self-managed') return
  const check = (zone: string | undefined, at: string): void => {
    if (zone === undefined || zones.includes(zone)) return
    const nearest = findNearestName(zone, zones)
    const hint = nearest === undefined ? '' : `; did you mean "${nearest}"?`
    const message = `"${zone}" is not a zone of ${cluster.name} (${zones.join(', ')})${hint}`
    problems.push({ code: 'plan/unknown-zone', path: at, message })
  }
  plane.members.forEach((member, index) => {
    check(member.zone, `${path}.members[${index}].zone`)
  })
  checkUnique(
    plane.members.map((member) => member.name),
    {
      of: cluster.name,
      what: 'control plane member',
      path: (index) => `${path}.members[${index}].name`,
    },
    problems,
  )
  plane.etcd.clusters.forEach((etcd, clusterIndex) => {
    etcd.members.forEach((member, index) => {
      check(member.zone, `${path}.etcd.clusters[${clusterIndex}].members[${index}].zone`)
    })
  })
}

function checkAutoscalers(cluster: Cluster, path: string, problems: Problem[]): void {
  const groups = cluster.nodeGroups.map((group) => group.name)
  cluster.autoscalers.forEach((autoscaler, index) => {
    if (autoscaler.owns === 'auto-discovery') return
    checkNames(
      autoscaler.owns,
      { known: groups, of: `node group of ${cluster.name}`, path: `${path}[${index}].owns` },
      problems,
    )
  })
}

function checkResources(cluster: Cluster, path: string, problems: Problem[]): void {
  const first = new Map<string, number>()
  cluster.resources.forEach((object, index) => {
    const { name, namespace } = object.metadata
    const id = `${object.apiVersion} ${object.kind} ${namespace ?? ''}/${name}`
    const before = first.get(id)
    if (before === undefined) {
      first.set(id, index)
      return
    }
    const shown = `${object.kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`
    const message = `${shown} is already resource ${before} of ${cluster.name}`
    problems.push({ code: 'plan/repeated-resource', path: `${path}[${index}]`, message })
  })
}
