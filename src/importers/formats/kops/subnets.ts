import { readList, readText } from '#kube/field.ts'
import type { Zone } from '#plan/schema.ts'
import { placeOf, report, type SourceDocument } from '../../import-context.ts'
import type { MapTask } from '../../format-importer.ts'

export interface Subnet {
  readonly zone: string | undefined
  /** Load balancers stand in utility subnets, and nodes never do. */
  readonly isUtility: boolean
  readonly id: string | undefined
  readonly cidr: string | undefined
}

/** Subnets by their names, which a third of all clusters does not take from the zones (I6.1). */
export function mapSubnets(
  task: MapTask,
  document: SourceDocument,
  spec: unknown,
): ReadonlyMap<string, Subnet> {
  const isNested = readList(spec, 'subnets').length === 0
  const base = isNested ? 'spec.networking.subnets' : 'spec.subnets'
  const list = isNested ? readList(spec, 'networking', 'subnets') : readList(spec, 'subnets')
  const subnets = new Map<string, Subnet>()
  for (const [index, raw] of list.entries()) {
    const id = readText(raw, 'id')
    const name = readText(raw, 'name') ?? id
    if (name === undefined) continue
    const zone = findZone(readText(raw, 'zone'))
    if (zone === undefined) {
      const message = `subnet ${name.slice(0, 80)} does not say its zone`
      report(
        task.context,
        { code: 'kops-subnet-zone', severity: 'ambiguous', message },
        placeOf(document, `${base}[${index}]`),
      )
    }
    const isUtility = readText(raw, 'type') === 'Utility'
    subnets.set(name, { zone, isUtility, id, cidr: readText(raw, 'cidr') })
  }
  return subnets
}

/** As a plan has zones; what else stands there is none. */
function findZone(text: string | undefined): string | undefined {
  return text !== undefined && /^[a-z0-9-]{1,63}$/.test(text) ? text : undefined
}

/** The zones that the subnets lie in, each with the subnets in which nodes may be. */
export function listZones(subnets: ReadonlyMap<string, Subnet>): Zone[] {
  const all = [...subnets.values()]
  const names = new Set(all.flatMap(({ zone }) => zone ?? []))
  return [...names].map((name) => {
    const own = all.filter(({ zone, isUtility }) => zone === name && !isUtility)
    return own.length === 0 ? { name } : { name, subnets: own.map(toSubnet) }
  })
}

function toSubnet({ id, cidr }: Subnet): NonNullable<Zone['subnets']>[number] {
  return { ...(id === undefined ? {} : { id }), ...(cidr === undefined ? {} : { cidr }) }
}

/** `us-east-1a` is of `us-east-1`, and so is the local zone `us-east-1-bos-1a`. */
export function findRegionOf(zone: string): string | undefined {
  return /^[a-z]{2,4}(?:-[a-z]+)+-\d+/.exec(zone)?.[0]
}
