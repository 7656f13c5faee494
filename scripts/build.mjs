/** Builds the page to `dist/page` and the command line to `dist/cli/neverpending.js`. */
import { chmod, mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { build } from 'vite'
import { bundleForNode } from './bundle.mjs'
import { ROOT } from './root.mjs'
import { renderHostHeaders, SECURITY_HEADERS } from './security-policy.mjs'

export const COMMAND_LINE = join(ROOT, 'dist/cli/neverpending.js')
/** Written last: its time tells `start` and the tests whether the page is that of the sources. */
export const BUILD_STAMP = join(ROOT, 'dist/.built')

export async function buildPage() {
  await build({ root: ROOT, configFile: join(ROOT, 'vite.config.ts'), logLevel: 'warn' })
  await writeFile(join(ROOT, 'dist/page/_headers'), renderHostHeaders())
}

export async function buildCommandLine() {
  await bundleForNode({
    entry: join(ROOT, 'src/cli/neverpending.ts'),
    outFile: COMMAND_LINE,
    banner: '#!/usr/bin/env node',
    splits: true,
    define: { PAGE_HEADERS: JSON.stringify(SECURITY_HEADERS) },
  })
  await chmod(COMMAND_LINE, 0o755)
}

export async function buildAll() {
  await rm(BUILD_STAMP, { force: true })
  await rm(join(ROOT, 'dist'), { recursive: true, force: true })
  await mkdir(join(ROOT, 'dist'), { recursive: true })
  await buildPage()
  await buildCommandLine()
  await writeFile(BUILD_STAMP, '')
}

if (process.argv[1] === import.meta.filename) {
  const startedMs = performance.now()
  await buildAll()
  const seconds = ((performance.now() - startedMs) / 1000).toFixed(1)
  console.log(`Built dist/page and dist/cli/neverpending.js in ${seconds} s`)
}
