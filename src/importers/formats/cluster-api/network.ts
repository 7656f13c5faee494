import { compareText } from '#base/compare.ts'
import { findZoneRegion, listRegionZones } from '#aws/zone.ts'
import { readBoolean, readField, readList, readText, readWhole } from '#kube/field.ts'
import type { Zone } from '#plan/schema.ts'
import type { MapTask } from '../../format-importer.ts'
import { placeOf, report } from '../../import-context.ts'
import type { ClusterParts, Network, Part } from './draft.ts'

interface Subnet {
  readonly names: readonly string[]
  readonly id: string | undefined
  readonly cidr: string | undefined
  readonly zone: string | undefined
  readonly isPublic: boolean
  /** Of a local or wavelength zone, in which no machine stands that does not ask for it. */
  readonly isEdge: boolean
}

/** Region, zones and subnets of AWSCluster or AWSManagedControlPlane (section 9). */
export function mapNetwork(task: MapTask, parts: ClusterParts): Network {
  const sources = [parts.infrastructure, parts.controlPlane].flatMap((part) =>
    part === undefined ? [] : [part],
  )
  const said = sources
    .map(({ spec }) => readText(spec, 'region'))
    .find((region) => region !== undefined && region !== '')
  const source = sources.find(({ spec }) => readList(spec, 'network', 'subnets').length > 0)
  const vpc = sources
    .map(({ spec }) => readField(spec, 'network', 'vpc'))
    .find((one) => one !== undefined)
  const subnets = source === undefined ? [] : readSubnets(task, source)
  const zones = listZones(subnets)
  const [first] = zones
  const region = said ?? parts.region ?? (first && findZoneRegion(first.name))
  const cidr = readText(vpc, 'cidrBlock')
  const common = { region, cidr, subnetZones: mapSubnetZones(subnets) }
  if (zones.length > 0) {
    return { ...common, zones, machineZones: listMachineZones(subnets), guess: undefined }
  }
  const defaults = region === undefined ? [] : pickZones(region, vpc)
  const place = sources[0] ?? { document: parts.document, path: '' }
  return {
    ...common,
    zones: defaults.map((name) => ({ name })),
    machineZones: defaults,
    guess: {
      code: 'capi-default-zones',
      message: explainZones(vpc, subnets.length, defaults.length),
      place: placeOf(place.document, place.path),
    },
  }
}

/** Cluster API for AWS makes subnets in this many zones of the region, in the order of their names. */
const ZONE_LIMIT = 3

function pickZones(region: string, vpc: unknown): readonly string[] {
  const said = readWhole(vpc, 'availabilityZoneUsageLimit') ?? ZONE_LIMIT
  const limit = said >= 1 ? said : ZONE_LIMIT
  const known =
    listRegionZones(region)?.map(({ name }) => name) ??
    ['a', 'b', 'c'].map((letter) => region + letter)
  return known.slice(0, limit)
}

function explainZones(vpc: unknown, subnetCount: number, zoneCount: number): string {
  const taken = zoneCount === 1 ? 'the first is taken' : `the first ${zoneCount} are taken`
  if (subnetCount > 0) return `subnets without their zones: ${taken}`
  if (readText(vpc, 'id') !== undefined) {
    return `the VPC stands already, and its subnets are not told: ${taken}`
  }
  const order = readText(vpc, 'availabilityZoneSelection') === 'Random' ? ' at random' : ''
  return `no subnets: Cluster API for AWS picks zones of the region${order}; ${taken}`
}

function readSubnets(task: MapTask, { spec, document, path }: Part): readonly Subnet[] {
  return readList(spec, 'network', 'subnets').map((raw, index): Subnet => {
    const name = readText(raw, 'id')
    const own = readText(raw, 'resourceID')
    const id = own ?? (name?.startsWith('subnet-') === true ? name : undefined)
    const zone = findZoneName(readText(raw, 'availabilityZone'))
    if (zone === undefined) {
      const message = `subnet ${(name ?? String(index + 1)).slice(0, 80)} does not say its zone`
      report(
        task.context,
        { code: 'capi-subnet-zone', severity: 'ambiguous', message },
        placeOf(document, `${path}.network.subnets[${index}]`),
      )
    }
    return {
      names: [name, own].flatMap((one) => one ?? []),
      id,
      cidr: readText(raw, 'cidrBlock'),
      zone,
      isPublic: readBoolean(raw, 'isPublic') === true,
      isEdge: !['availability-zone', undefined].includes(readText(raw, 'zoneType')),
    }
  })
}

function findZoneName(text: string | undefined): string | undefined {
  return text !== undefined && /^[a-z0-9-]{1,63}$/.test(text) ? text : undefined
}

/** Zones of all subnets, each with those in which machines stand. */
function listZones(subnets: readonly Subnet[]): readonly Zone[] {
  const hasPrivate = subnets.some(({ isPublic }) => !isPublic)
  const names = [...new Set(subnets.flatMap(({ zone }) => zone ?? []))].sort(compareText)
  return names.map((name) => {
    const own = subnets.filter(({ zone, isPublic }) => zone === name && !(hasPrivate && isPublic))
    return own.length === 0 ? { name } : { name, subnets: own.map(toPlanSubnet) }
  })
}

function toPlanSubnet({ id, cidr }: Subnet): NonNullable<Zone['subnets']>[number] {
  return { ...(id === undefined ? {} : { id }), ...(cidr === undefined ? {} : { cidr }) }
}

function listMachineZones(subnets: readonly Subnet[]): readonly string[] {
  const core = subnets.filter(({ isEdge }) => !isEdge)
  const own = core.filter(({ isPublic }) => !isPublic)
  const zones = (own.length > 0 ? own : core).flatMap(({ zone }) => zone ?? [])
  return [...new Set(zones)].sort(compareText)
}

function mapSubnetZones(subnets: readonly Subnet[]): ReadonlyMap<string, string> {
  return new Map(
    subnets.flatMap(({ names, zone }) =>
      zone === undefined ? [] : names.map((name) => [name, zone] as const),
    ),
  )
}
