import { listRegionZones, type RegionZone } from '#aws/zone.ts'
import { readField, readText, readTexts } from '#kube/field.ts'
import type { Zone } from '#plan/schema.ts'
import { placeOf, report } from '../../import-context.ts'
import type { Draft } from './draft.ts'

/** Zone by subnet key and by subnet id; a key that is no zone and has no `az` is left out. */
export function mapSubnets(config: unknown): ReadonlyMap<string, string> {
  const zones = new Map<string, string>()
  for (const { key, zone, id } of listSubnets(config)) {
    if (zone === undefined) continue
    zones.set(key, zone)
    if (id !== undefined) zones.set(id, zone)
  }
  return zones
}

function listSubnets(config: unknown): readonly {
  readonly key: string
  readonly zone: string | undefined
  readonly id: string | undefined
  readonly cidr: string | undefined
}[] {
  return ['public', 'private'].flatMap((side) => {
    const subnets = readField(config, 'vpc', 'subnets', side)
    if (typeof subnets !== 'object' || subnets === null) return []
    return Object.entries(subnets).map(([key, subnet]) => ({
      key,
      zone: readText(subnet, 'az') ?? (isZoneName(key) ? key : undefined),
      id: readText(subnet, 'id'),
      cidr: readText(subnet, 'cidr'),
    }))
  })
}

export function isZoneName(text: string): boolean {
  return /^[a-z]{2,4}(?:-[a-z]+)+-\d+[a-z]$/.test(text)
}

/** Zone ids that eksctl never picks by itself. */
const AVOIDED_ZONE_IDS: readonly string[] = ['use1-az3', 'usw1-az2', 'cac1-az3']

/** Zones of the cluster: listed, else of its subnets, else as eksctl picks them (E1). */
export function mapZones(draft: Draft, region: string | undefined): Zone[] {
  const { config, document } = draft
  const listed = [...readTexts(config, 'availabilityZones'), ...readTexts(config, 'localZones')]
  const subnets = listSubnets(config)
  const fromSubnets = subnets.flatMap(({ zone }) => (zone === undefined ? [] : [zone]))
  const said = [...new Set(listed.length > 0 ? listed : fromSubnets)].filter((name) => {
    const isName = /^[a-z0-9-]{1,63}$/.test(name)
    if (!isName) {
      const message = `"${name.slice(0, 80)}" is not the name of a zone, such as eu-west-1a; left out`
      report(
        draft.task.context,
        { code: 'eksctl-zone', severity: 'error', message },
        placeOf(document, 'availabilityZones'),
      )
    }
    return isName
  })
  if (said.length > 0) {
    return said.map((name) => {
      const own = subnets.filter(({ zone }) => zone === name)
      return own.length === 0 ? { name } : { name, subnets: own.map(toSubnet) }
    })
  }
  if (region === undefined) return []
  const count = region === 'us-east-1' ? 2 : 3
  const known: readonly RegionZone[] =
    listRegionZones(region) ?? ['a', 'b', 'c'].map((letter) => ({ name: region + letter }))
  const zones = known
    .filter(({ zoneId }) => !AVOIDED_ZONE_IDS.includes(zoneId ?? ''))
    .slice(0, count)
    .map(({ name }) => ({ name }))
  draft.strengths.set('zones', 'default')
  draft.guesses.set('zones', {
    code: 'eksctl-random-zones',
    message: `no availabilityZones: eksctl picks ${count === 2 ? 'two' : 'three'} zones of ${region} at random`,
    place: placeOf(document, 'metadata.region'),
  })
  return zones
}

function toSubnet(subnet: {
  readonly id: string | undefined
  readonly cidr: string | undefined
}): NonNullable<Zone['subnets']>[number] {
  return {
    ...(subnet.id === undefined ? {} : { id: subnet.id }),
    ...(subnet.cidr === undefined ? {} : { cidr: subnet.cidr }),
  }
}
