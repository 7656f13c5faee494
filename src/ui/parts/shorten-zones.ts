/** A zone's name and nothing else; its letter tells it from the others of its region. */
const ZONE = /^([a-z]{2}(?:-[a-z]+)+-\d)([a-z])$/

/**
 * `a or b` for `eu-west-1a or eu-west-1b`: the letters, where every word is a zone of one region. Undefined
 * where one is not.
 */
export function shortenZones(text: string): string | undefined {
  const parts = text.split(/(, | or | and )/)
  const zones = parts.filter((_, index) => index % 2 === 0).map((part) => ZONE.exec(part))
  const regions = new Set(zones.map((zone) => zone?.[1]))
  if (regions.size !== 1 || regions.has(undefined)) return undefined
  return parts.map((part) => ZONE.exec(part)?.[2] ?? part).join('')
}
