import { findInstanceType, listInstanceTypes } from '#aws/instance-type.ts'
import type { InstanceType } from '#aws/instance-type.ts'
import { findOffering } from '#aws/offering.ts'
import { compareText } from '#base/compare.ts'
import { setGroupField } from '#plan/edit.ts'
import type { FixCase, FixRecipe } from '../candidate.ts'

/** Another instance type where the group's own cannot be had in the pod's zone, as near to it as there is. */
export const otherType: FixRecipe = {
  id: 'other-type',
  frees: ['not-offered'],
  list: (at) =>
    at.hosts
      .filter(
        ({ group, compiled, model }) =>
          model.scaler !== 'karpenter' &&
          group.offeredZones === undefined &&
          at.zones.some((zone) => compiled.zones.includes(zone)) &&
          !at.zones.some((zone) => compiled.offered.includes(zone)),
      )
      .slice(0, 2)
      .flatMap(({ group, compiled }) =>
        listNearTypes(at, group.instanceTypes?.[0] ?? '', compiled.zones).map((type) => ({
          title: `${group.name} on ${type.name}`,
          plan: setGroupField(
            at.plan,
            { ...at.place, group: group.name },
            { field: 'instanceTypes', value: [type.name] },
          ),
        })),
      ),
}

/** Of the same size and processor, current, and sold in all zones of the group; at most three. */
function listNearTypes(
  { cluster }: FixCase,
  name: string,
  zones: readonly string[],
): readonly InstanceType[] {
  const own = findInstanceType(name)
  if (own === undefined) return []
  const letter = own.family.charAt(0)
  return listInstanceTypes()
    .filter(
      (type) =>
        type.name !== own.name &&
        type.isCurrentGeneration &&
        type.family.startsWith(letter) &&
        type.arch === own.arch &&
        type.vcpu === own.vcpu &&
        type.memoryMiB >= own.memoryMiB &&
        type.memoryMiB <= own.memoryMiB * 1.25,
    )
    .filter((type) =>
      zones.every((zone) => {
        const zoneId = cluster.zones.find((one) => one.name === zone)?.zoneId
        const place = { region: cluster.region, zone, zoneId, instanceType: type.name }
        return findOffering(place) === true
      }),
    )
    .sort((a, b) => a.memoryMiB - b.memoryMiB || compareText(a.name, b.name))
    .slice(0, 3)
}
