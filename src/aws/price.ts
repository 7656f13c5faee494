import { findInstanceType } from './instance-type.ts'
import { getAt } from '#base/assert.ts'
import type { InstanceType } from './instance-type.ts'

/** On-demand prices of Linux instances, shared tenancy, without tax or discounts. */
export interface PriceList {
  readonly regions: ReadonlyMap<string, RegionPrices>
}

interface RegionPrices {
  readonly currency: string
  /** By instance type. */
  readonly known: ReadonlyMap<string, { readonly pricePerHour: number; readonly asOf: string }>
  /** Prices as a multiple of those of us-east-1. */
  readonly ratios: Readonly<Record<PriceClass | 'median', number | undefined>>
}

type PriceClass = 'intel' | 'amd' | 'arm64' | 'accelerated'

export interface Price {
  readonly pricePerHour: number
  /** `USD`, in China `CNY`. */
  readonly currency: string
  /** Day of the list it comes from. */
  readonly asOf: string
  /** True: made from the price in us-east-1; show it as such. */
  readonly isEstimate: boolean
}

const BASE_REGION = 'us-east-1'

/** Fetches the list, which is a chunk of its own: most plans are judged without a price. */
export async function loadPrices(): Promise<PriceList> {
  const { default: data } = await import('./data/prices.json', { with: { type: 'json' } })
  const dates = new Map(data.sources.map((source) => [source.id, source.asOf]))
  const regions = data.regions.map((row): [string, RegionPrices] => {
    const known = row.prices.split(',').flatMap((cell, index) => {
      if (cell === '') return []
      const asOf = dates.get(row.sources.charAt(index)) ?? data.asOf
      return [[getAt(data.types, index), { pricePerHour: Number(cell), asOf }] as const]
    })
    return [
      row.code,
      { currency: row.currency, known: new Map(known), ratios: parseRatios(row.ratios) },
    ]
  })
  return { regions: new Map(regions) }
}

/** The price of a type in a region, or the estimate for one that no list holds; undefined: neither. */
export function findPrice(
  list: PriceList,
  place: { readonly region: string; readonly instanceType: string },
): Price | undefined {
  const region = list.regions.get(place.region)
  const known = region?.known.get(place.instanceType)
  if (region !== undefined && known !== undefined) {
    return { ...known, currency: region.currency, isEstimate: false }
  }
  const base = list.regions.get(BASE_REGION)
  const basePrice = base?.known.get(place.instanceType)
  const type = findInstanceType(place.instanceType)
  if (region === undefined || base === undefined || basePrice === undefined) return undefined
  if (type === undefined) return undefined
  const ratio = findFamilyRatio(type, region, base) ?? findClassRatio(type, region)
  if (ratio === undefined) return undefined
  const pricePerHour = basePrice.pricePerHour * ratio
  return { pricePerHour, currency: region.currency, asOf: basePrice.asOf, isEstimate: true }
}

/** The ratio of another size of the family in the region: the better guess where there is one. */
function findFamilyRatio(
  type: InstanceType,
  region: RegionPrices,
  base: RegionPrices,
): number | undefined {
  for (const [name, price] of region.known) {
    const basePrice = base.known.get(name)
    if (name.startsWith(`${type.family}.`) && basePrice !== undefined) {
      return price.pricePerHour / basePrice.pricePerHour
    }
  }
  return undefined
}

function findClassRatio(type: InstanceType, { ratios }: RegionPrices): number | undefined {
  return ratios[findPriceClass(type)] ?? ratios.median
}

function findPriceClass(type: InstanceType): PriceClass {
  if (type.gpu !== undefined || type.accelerator !== undefined) return 'accelerated'
  if (type.arch === 'arm64') return 'arm64'
  return type.cpuMaker === 'amd' ? 'amd' : 'intel'
}

function parseRatios(text: string): RegionPrices['ratios'] {
  const [median, intel, amd, arm64, accelerated] = text
    .split(',')
    .map((cell) => (cell === '' ? undefined : Number(cell)))
  return { median, intel, amd, arm64, accelerated }
}
