import { findZoneRegion } from '#aws/zone.ts'
import { readList, readText } from '#kube/field.ts'
import { isAwsTagRead, type AwsTags } from '../../aws-tags.ts'
import type { SourceDocument } from '../../import-context.ts'

/** Where an item of an answer comes from. */
export interface ItemSource {
  readonly document: SourceDocument
  readonly region: string | undefined
  readonly at: string | undefined
}

/** The source alone, whatever else its bearer has; the zone tells the Region where the answer does not. */
export function toItem({ document, region, at }: ItemSource, zone?: string): ItemSource {
  return { document, at, region: region ?? (zone === undefined ? undefined : findZoneRegion(zone)) }
}

/** A text that a plan can hold as a name; `undefined` for what is missing, empty, too long or no text. */
export function readName(raw: unknown, ...path: readonly string[]): string | undefined {
  const text = readText(raw, ...path)
  return text === undefined || text === '' || text.length > MAX_NAME ? undefined : text
}

const MAX_NAME = 253

export function readZone(raw: unknown, ...path: readonly string[]): string | undefined {
  const zone = readText(raw, ...path)
  return zone !== undefined && /^[a-z0-9-]{1,63}$/.test(zone) ? zone : undefined
}

/** Tags of the allow-list; every other is dropped unread (I12.1). */
export function readItemTags(raw: unknown): AwsTags {
  const tags = readList(raw)
  if (tags.length === 0) return NO_TAGS
  const read = new Map<string, string>()
  for (const tag of tags) {
    const key = readText(tag, 'Key')
    if (key === undefined || !isAwsTagRead(key)) continue
    const value = readText(tag, 'Value') ?? ''
    // AWS allows 128 and 256 characters.
    if (key.length <= 317 && value.length <= 1024) read.set(key, value)
  }
  return read
}

const NO_TAGS: AwsTags = new Map()
