import { findInstanceType, listInstanceTypes } from '#aws/instance-type.ts'
import type { InstanceType } from '#aws/instance-type.ts'
import { findOffering } from '#aws/offering.ts'
import { compareText } from '#base/compare.ts'
import { hasRoom, hasSlots } from '../../fits.ts'
import type { FixCase, FixRecipe } from '../candidate.ts'
import { addGroupLike, makeZoneGroup } from '../make-zone-group.ts'

/** A group of larger machines, where the pod asks for more than any node of its groups has. */
export const largerType: FixRecipe = {
  id: 'larger-type',
  frees: ['resources', 'attach-limit'],
  list: (at) => {
    const [zone] = at.zones
    const [host] = at.hosts.filter(({ model }) => model.scaler !== 'karpenter')
    if (zone === undefined || host === undefined || at.hosts.some(holds(at))) return []
    const own = findInstanceType(
      host.group.instanceTypes?.[0] ?? host.compiled.shapes[0]?.label ?? '',
    )
    if (own === undefined) return []
    const kept = host.model.scaler === 'none' ? 1 : 0
    const sizes = { min: kept, desired: kept, max: Math.max(1, host.group.max ?? 1) }
    return listLarger(at, own, zone).map((type) => {
      const like = makeZoneGroup(at, host, zone, sizes)
      const group = { ...like, instanceTypes: [type.name] }
      return {
        title: `A group of ${type.name} in ${zone}`,
        plan: addGroupLike(at.plan, at.place, { group, like: host.group.name }),
      }
    })
  },
}

function holds({ pod }: FixCase) {
  return ({ model }: FixCase['hosts'][number]) =>
    hasRoom(pod, model.capacity) && hasSlots(pod, model)
}

/** The next sizes of its family that are sold in the zone. */
function listLarger(
  { cluster }: FixCase,
  own: InstanceType,
  zone: string,
): readonly InstanceType[] {
  const zoneId = cluster.zones.find((one) => one.name === zone)?.zoneId
  const place = { region: cluster.region, zone, zoneId }
  return listInstanceTypes()
    .filter((type) => type.family === own.family && type.arch === own.arch)
    .filter((type) => type.vcpu > own.vcpu)
    .filter((type) => findOffering({ ...place, instanceType: type.name }) !== false)
    .sort((a, b) => a.vcpu - b.vcpu || compareText(a.name, b.name))
    .slice(0, 4)
}
