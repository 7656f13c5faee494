import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { BUILD_STAMP } from './build.mjs'
import { ROOT } from './root.mjs'

const INPUTS = ['src', 'public', 'scripts', 'index.html', 'vite.config.ts', 'package-lock.json']

/** Whether there is no build, or a source is newer than the last one. */
export async function isBuildStale() {
  const built = await findTimeMs(BUILD_STAMP)
  if (built === undefined) return true
  for (const input of INPUTS) {
    if (await isNewer(join(ROOT, input), built)) return true
  }
  return false
}

async function isNewer(path, thanMs) {
  const found = await stat(path).catch(() => undefined)
  if (found === undefined) return false
  // A folder's own time changes when a file in it comes or goes.
  if (found.mtimeMs > thanMs) return true
  if (!found.isDirectory()) return false
  for (const name of await readdir(path)) {
    if (await isNewer(join(path, name), thanMs)) return true
  }
  return false
}

async function findTimeMs(path) {
  return (await stat(path).catch(() => undefined))?.mtimeMs
}
