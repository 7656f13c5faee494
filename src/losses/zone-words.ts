/** `c` of `eu-west-1c`; the whole name where it is not AWS' own. */
export function shortenZone(zone: string): string {
  return /^[a-z]{2}-.+-\d[a-z]$/.test(zone) ? zone.slice(-1) : zone
}

/** "a, b and c". */
export function joinZones(zones: readonly string[]): string {
  const short = zones.map(shortenZone)
  const last = short.at(-1) ?? ''
  return short.length < 2 ? last : `${short.slice(0, -1).join(', ')} and ${last}`
}
