import { findRegion } from './zone.ts'
import { listInstanceLabels } from './instance-labels.ts'
import { listInstanceTypes } from './instance-type.ts'
import { listOfferedZoneIds } from './offering.ts'
import type { InstanceType } from './instance-type.ts'

/** One requirement of a Karpenter NodePool, or of a group that chooses its types by attributes. */
export interface InstanceRequirement {
  readonly key: string
  readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist' | 'Gt' | 'Lt' | 'Gte' | 'Lte'
  readonly values?: readonly string[] | undefined
}

/**
 * The types that satisfy every requirement, by Karpenter's label algebra (C5): a requirement on a key that
 * types do not carry does not narrow them.
 *
 * @param options.region narrows to types some zone of it offers; absent, or without known offerings: all
 */
export function matchInstanceTypes(
  requirements: readonly InstanceRequirement[],
  options: { readonly region?: string | undefined },
): readonly InstanceType[] {
  const byKey = new Map<string, InstanceRequirement[]>()
  for (const requirement of requirements) {
    byKey.set(requirement.key, [...(byKey.get(requirement.key) ?? []), requirement])
  }
  return listInstanceTypes().filter((type) => {
    const { region } = options
    const zoneIds = region === undefined ? undefined : listOfferedZoneIds(region, type.name)
    if (zoneIds?.length === 0) return false
    const labels = new Map([...listInstanceLabels(type), ...listPlaceLabels(region, zoneIds)])
    return [...byKey].every(([key, list]) => {
      const values = labels.get(key)
      return values === undefined || allowsOne(list, values)
    })
  })
}

/** The region, and the zones that offer the type where their names are the same for every account. */
function listPlaceLabels(
  region: string | undefined,
  zoneIds: readonly string[] | undefined,
): ReadonlyMap<string, readonly string[]> {
  if (region === undefined) return new Map()
  const labels = new Map<string, readonly string[]>([['topology.kubernetes.io/region', [region]]])
  const zones = findRegion(region)?.zones ?? []
  const areNamed = zones.length > 0 && zones.every((zone) => zone.zoneId !== undefined)
  if (zoneIds === undefined || !areNamed) return labels
  const offered = zones.filter((zone) => zoneIds.includes(zone.zoneId ?? ''))
  return labels.set(
    'topology.kubernetes.io/zone',
    offered.map((zone) => zone.name),
  )
}

/** A type without the label satisfies only what excludes values and demands none. */
function allowsOne(list: readonly InstanceRequirement[], values: readonly string[]): boolean {
  if (values.length > 0) return values.some((value) => list.every((one) => allowsValue(one, value)))
  const operators = list.map(({ operator }) => operator)
  return (
    operators.includes('DoesNotExist') || (operators.includes('NotIn') && !operators.includes('In'))
  )
}

function allowsValue(requirement: InstanceRequirement, value: string): boolean {
  const listed = requirement.values ?? []
  switch (requirement.operator) {
    case 'In':
      return listed.includes(value)
    case 'NotIn':
      return !listed.includes(value)
    case 'Exists':
      return true
    case 'DoesNotExist':
      return false
    case 'Gt':
      return compareWhole(value, listed[0], (a, b) => a > b)
    case 'Lt':
      return compareWhole(value, listed[0], (a, b) => a < b)
    case 'Gte':
      return compareWhole(value, listed[0], (a, b) => a >= b)
    case 'Lte':
      return compareWhole(value, listed[0], (a, b) => a <= b)
  }
}

/** Values that are no whole numbers are outside every bound. */
function compareWhole(
  value: string,
  bound: string | undefined,
  holds: (a: number, b: number) => boolean,
): boolean {
  if (!/^-?\d{1,15}$/.test(value) || !/^-?\d{1,15}$/.test(bound ?? '')) return false
  return holds(Number(value), Number(bound))
}
