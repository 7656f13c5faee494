import { listRegionZones } from '#aws/zone.ts'
import type { ControlPlaneChoices, GroupLayout, PlanChoices, Provisioner } from './plan-choices.ts'

/**
 * Changes of one choice that bring others with them, so that what was chosen before stays as far as it
 * can. Plain ones need no function.
 */

/** How many zones a plan begins with, where its region has as many. */
const FIRST_ZONES = 3

/** Other zones, the first three of the region; masters and volumes move with them. */
export function chooseRegion(choices: PlanChoices, region: string): PlanChoices {
  if (region === choices.region) return choices
  const zones = (listRegionZones(region) ?? []).slice(0, FIRST_ZONES).map(({ name }) => name)
  const { zoneIds: _other, ...rest } = choices
  return chooseZones({ ...rest, region }, zones)
}

/**
 * A cluster keeps at least one zone. What stood in a zone that is gone: masters spread over all that
 * are left, volumes go where their pods first run.
 */
export function chooseZones(choices: PlanChoices, zones: readonly string[]): PlanChoices {
  if (zones.length === 0) return choices
  const { controlPlane, workload } = choices
  const kept =
    controlPlane.kind === 'managed'
      ? []
      : controlPlane.zones.length === choices.zones.length
        ? zones
        : controlPlane.zones.filter((zone) => zones.includes(zone))
  return {
    ...choices,
    zones,
    controlPlane:
      controlPlane.kind === 'managed'
        ? controlPlane
        : { ...controlPlane, zones: kept.length === 0 ? zones : kept },
    ...(workload === undefined ? {} : { workload: keepVolumeZone(workload, zones) }),
  }
}

function keepVolumeZone(
  workload: NonNullable<PlanChoices['workload']>,
  zones: readonly string[],
): NonNullable<PlanChoices['workload']> {
  const { volumeZone, ...rest } = workload
  return volumeZone !== undefined && zones.includes(volumeZone) ? workload : rest
}

/**
 * One group for all zones has the nodes that the groups of the zones had together, and the minimum that
 * one of them had: so people write it, and so it breaks.
 */
export function chooseLayout(choices: PlanChoices, layout: GroupLayout): PlanChoices {
  const { groups, zones } = choices
  if (layout === groups.layout) return choices
  const isShared = (one: GroupLayout) => one === 'one-group'
  const scale = isShared(layout) === isShared(groups.layout) ? 1 : zones.length
  const resize = (size: number) =>
    isShared(layout) ? size * scale : Math.max(1, Math.ceil(size / scale))
  const desired = resize(groups.desired)
  const min = Math.min(groups.min, desired)
  return {
    ...choices,
    groups: {
      ...groups,
      layout,
      min,
      desired,
      max: Math.max(desired, resize(groups.max)),
      isAutoscaled: groups.layout === 'none' || layout === 'karpenter' || groups.isAutoscaled,
    },
  }
}

/** EKS manages its control plane; elsewhere somebody must, and three members are the usual. */
export function chooseProvisioner(choices: PlanChoices, provisioner: Provisioner): PlanChoices {
  if (provisioner === choices.provisioner) return choices
  if (provisioner === 'eks') return { ...choices, provisioner, controlPlane: { kind: 'managed' } }
  const { controlPlane } = choices
  return {
    ...choices,
    provisioner,
    controlPlane: controlPlane.kind === 'managed' ? makeMembers(choices, 3) : controlPlane,
  }
}

/** `managed`, or so many members, which keep their zones; a managed one is EKS, members are kOps'. */
export function chooseControlPlane(choices: PlanChoices, count: 'managed' | number): PlanChoices {
  if (count === 'managed') return chooseProvisioner(choices, 'eks')
  const members = chooseProvisioner(
    choices,
    choices.provisioner === 'eks' ? 'kops' : choices.provisioner,
  )
  return { ...members, controlPlane: makeMembers(members, count) }
}

function makeMembers({ controlPlane, zones }: PlanChoices, count: number): ControlPlaneChoices {
  return controlPlane.kind === 'managed'
    ? { kind: 'self-managed', count, zones, etcd: 'stacked', endpoint: 'load-balancer' }
    : { ...controlPlane, count }
}

/** A size that is chosen whole; the other two follow where they would contradict it (I1). */
export function chooseSize(
  choices: PlanChoices,
  field: 'min' | 'desired' | 'max',
  size: number,
): PlanChoices {
  const { min, desired, max } = choices.groups
  const sizes = {
    min: { min: size, desired: Math.max(desired, size), max: Math.max(max, size) },
    desired: { min: Math.min(min, size), desired: size, max: Math.max(max, size) },
    max: { min: Math.min(min, size), desired: Math.min(desired, size), max: size },
  }[field]
  return { ...choices, groups: { ...choices.groups, ...sizes } }
}
