import { getAt } from '#base/assert.ts'
import catalogue from './data/instance-types.json' with { type: 'json' }

/**
 * The EC2 instance types: facts of the EC2 API, as of `INSTANCE_TYPES_AS_OF`. The data file holds a line a
 * type, its columns in the order of `parseRow`; absent values are empty.
 */
export interface InstanceType {
  readonly name: string
  /** The part before the dot: `m5`. */
  readonly family: string
  /** The part after the dot: `large`. */
  readonly size: string
  readonly vcpu: number
  /** As the API states it; a node's operating system sees less. */
  readonly memoryMiB: number
  readonly arch: 'amd64' | 'arm64'
  readonly cpuMaker: string
  readonly hypervisor: 'nitro' | 'xen' | 'metal'
  readonly clockGhz?: number | undefined
  readonly isCurrentGeneration: boolean
  readonly isMetal: boolean
  readonly isBurstable: boolean
  readonly isFlex: boolean
  /** False where Spot is not sold. */
  readonly isSoldAsSpot: boolean
  /** Interfaces on the default network card, and IPv4 addresses on each. */
  readonly interfaces: number
  readonly ipv4PerInterface: number
  /** The EKS default without prefix delegation: interfaces × (addresses − 1) + 2. */
  readonly eniMaxPods: number
  /** Attachments as the EBS CSI driver counts them; `shared` with network interfaces. */
  readonly attachments: { readonly kind: 'shared' | 'dedicated'; readonly max: number }
  readonly ebsMbps?: number | undefined
  readonly networkMbps?: number | undefined
  /** Instance store. */
  readonly disk?: { readonly totalGb: number; readonly isNvme: boolean } | undefined
  readonly gpu?: Gpu | undefined
  readonly accelerator?: Accelerator | undefined
}

export interface Gpu {
  readonly count: number
  readonly maker: string
  readonly name: string
  readonly memoryMiB: number
  /** Below 1 for a slice of one GPU. */
  readonly share: number
}

export interface Accelerator {
  readonly kind: string
  readonly count: number
  readonly maker: string
  readonly name: string
}

/** Day of the catalogue's main source. */
export const INSTANCE_TYPES_AS_OF = catalogue.asOf

const TYPES: ReadonlyMap<string, InstanceType> = new Map(
  catalogue.rows.map(parseRow).map((type) => [type.name, type]),
)

/** Every known type, by family and then by size as the API lists them. */
export function listInstanceTypes(): readonly InstanceType[] {
  return [...TYPES.values()]
}

/** Undefined: a type this catalogue does not know, which may still exist. */
export function findInstanceType(name: string): InstanceType | undefined {
  return TYPES.get(name)
}

function parseRow(row: string): InstanceType {
  const cells = row.split('|')
  const name = getAt(cells, 0)
  const flags = getAt(cells, 17)
  return {
    name,
    family: name.slice(0, name.indexOf('.')),
    size: name.slice(name.indexOf('.') + 1),
    vcpu: Number(cells[1]),
    memoryMiB: Number(cells[2]),
    arch: cells[3] === 'arm64' ? 'arm64' : 'amd64',
    cpuMaker: getAt(cells, 4),
    hypervisor: cells[5] === 'xen' ? 'xen' : cells[5] === 'metal' ? 'metal' : 'nitro',
    interfaces: Number(cells[6]),
    ipv4PerInterface: Number(cells[7]),
    eniMaxPods: Number(cells[8]),
    attachments: {
      kind: cells[9] === 'shared' ? 'shared' : 'dedicated',
      max: Number(cells[10]),
    },
    ebsMbps: parseNumber(getAt(cells, 11)),
    networkMbps: parseNumber(getAt(cells, 12)),
    clockGhz: parseNumber(getAt(cells, 13)),
    disk: parseDisk(getAt(cells, 14)),
    gpu: parseGpu(getAt(cells, 15)),
    accelerator: parseAccelerator(getAt(cells, 16)),
    isCurrentGeneration: flags.includes('c'),
    isMetal: flags.includes('m'),
    isBurstable: flags.includes('b'),
    isFlex: flags.includes('f'),
    isSoldAsSpot: !flags.includes('o'),
  }
}

function parseNumber(cell: string): number | undefined {
  return cell === '' ? undefined : Number(cell)
}

function parseDisk(cell: string): InstanceType['disk'] {
  if (cell === '') return undefined
  const [totalGb, kind] = cell.split(':')
  return { totalGb: Number(totalGb), isNvme: kind === 'nvme' }
}

function parseGpu(cell: string): Gpu | undefined {
  if (cell === '') return undefined
  const [count, maker = '', name = '', memoryMiB, share = '1'] = cell.split(':')
  return { count: Number(count), maker, name, memoryMiB: Number(memoryMiB), share: Number(share) }
}

function parseAccelerator(cell: string): Accelerator | undefined {
  if (cell === '') return undefined
  const [kind = '', count, maker = '', name = ''] = cell.split(':')
  return { kind, count: Number(count), maker, name }
}
