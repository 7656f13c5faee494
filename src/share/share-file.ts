import type { Problem } from '#base/problem.ts'
import { failed } from '#base/result.ts'
import type { Result } from '#base/result.ts'
import { FILE_LIMITS, parseDocument, renderDocument, type ReadDocument } from './document.ts'
import type { Shared } from './leave-out.ts'
import { makeTooBig } from './link-problem.ts'

/**
 * The document of a link as a file (L10.1), for plans that no link can hold: readable JSON, a line a row.
 * It holds what a link holds and nothing else (L10.2).
 */
export const SHARE_FILE = {
  extension: '.neverpending-share.json',
  mediaType: 'application/vnd.neverpending.share+json',
} as const

const MAX_BYTES = 16 * 1024 * 1024

/** @param shared what `prepareLink` gives */
export function renderShareFile({ plan, view }: Shared): string {
  return `${JSON.stringify(JSON.parse(renderDocument(plan, view)), null, 1)}\n`
}

export function isShareFile(text: string): boolean {
  return /^\uFEFF?\s*\{\s*"wire"\s*:/.test(text)
}

/** Steps 9 to 13 of L5.1 with ten times the limits. */
export function readShareFile(text: string): Result<ReadDocument, Problem> {
  if (new TextEncoder().encode(text).length > MAX_BYTES) return failed([makeTooBig()])
  return parseDocument(text.replace(/^\uFEFF/, ''), FILE_LIMITS)
}
