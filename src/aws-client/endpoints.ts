import data from './partitions.json' with { type: 'json' }

/**
 * Where calls go: hosts made from a fixed list of partitions and Regions (import specification, I13.6).
 * The page's policy names the same hosts one by one (scripts/security-policy.mjs reads the same file).
 */
export type Service = 'ec2' | 'autoscaling' | 'sts'

interface Partition {
  readonly name: string
  readonly suffix: string
  readonly regions: readonly string[]
}

const PARTITIONS: readonly Partition[] = data.partitions

export function listCallableRegions(): readonly string[] {
  return PARTITIONS.flatMap(({ regions }) => regions)
}

export function findPartition(region: string): string | undefined {
  return PARTITIONS.find(({ regions }) => regions.includes(region))?.name
}

/** `https://ec2.eu-west-1.amazonaws.com`; absent for a Region that is not on the list. */
export function findEndpoint(service: Service | 'eks', region: string): string | undefined {
  const partition = PARTITIONS.find(({ regions }) => regions.includes(region))
  return partition === undefined ? undefined : `https://${service}.${region}.${partition.suffix}`
}

const LOOPBACK: readonly string[] = ['127.0.0.1', 'localhost', '[::1]']

export function isLoopbackHost(hostname: string): boolean {
  return LOOPBACK.includes(hostname)
}

/**
 * An endpoint that a person typed: taken for this machine alone, for trying against a stand-in of AWS
 * (I13.6). Its origin, or absent when it is anything else.
 */
export function parseLoopbackEndpoint(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined
  const { protocol, hostname, username, password, pathname, search, hash, origin } = new URL(text)
  const isPlain =
    username === '' && password === '' && pathname === '/' && search === '' && hash === ''
  const isHttp = protocol === 'http:' || protocol === 'https:'
  return isHttp && isPlain && isLoopbackHost(hostname) ? origin : undefined
}

/** I13.8: a page from a file or over plain http, but from this machine, must not ask for credentials. */
export function mayAskForCredentials(page: {
  readonly protocol: string
  readonly hostname: string
}): boolean {
  if (page.protocol === 'https:') return true
  return page.protocol === 'http:' && isLoopbackHost(page.hostname)
}
