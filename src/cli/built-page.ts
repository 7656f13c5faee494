import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Written into the built command line by `scripts/build.mjs`: the policy has one home. */
declare const PAGE_HEADERS: Readonly<Record<string, string>> | undefined

/** The built page beside the built command line, and the headers that it is served with (L9.1). */
export interface BuiltPage {
  readonly folder: string
  readonly headers: Readonly<Record<string, string>>
}

/** Absent when the program runs without its build. */
export function findBuiltPage(): BuiltPage | undefined {
  const headers = typeof PAGE_HEADERS === 'undefined' ? undefined : PAGE_HEADERS
  const folder = join(dirname(fileURLToPath(import.meta.url)), '../page')
  if (headers === undefined || !existsSync(join(folder, 'index.html'))) return undefined
  return { folder, headers }
}
