/**
 * `npm run conformance -- FILE…`: compares our answers with files of vectors, `.jsonl` or `.jsonl.gz`: those of
 * the scheduler and of the exploration, told apart by what a line holds. Prints what differs, then
 * `N passed, M failed`, counted in lines.
 */
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { importTypeScript } from './bundle.mjs'

/** Differences printed of one line; the rest is counted. */
const MAX_PRINTED = 10

// npm starts scripts in the project's folder: paths are those of the folder in which it was called.
const from = process.env.INIT_CWD ?? process.cwd()
const paths = process.argv.slice(2)
if (paths.length === 0) {
  console.error('Name at least one file of vectors: npm run conformance -- FILE…')
  process.exit(2)
}
const { checkVector } = await importTypeScript('src/exploration/conformance.ts')
const { checkScenarioLine } = await importTypeScript('src/scheduler/conformance.ts')
let passed = 0
let failed = 0
let attempts = 0
for (const path of paths) {
  for (const line of await readLines(resolve(from, path))) {
    const scenario = checkScenarioLine(line)
    attempts += scenario?.attempts ?? 0
    const { id, differences } = scenario ?? checkVector(line)
    if (differences.length === 0) passed += 1
    else {
      failed += 1
      for (const difference of differences.slice(0, MAX_PRINTED))
        console.log(`${id}: ${difference}`)
      const more = differences.length - MAX_PRINTED
      if (more > 0) console.log(`${id}: and ${more} more`)
    }
  }
}
if (attempts > 0) console.log(`${attempts} attempts of the scheduler compared`)
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed > 0 || passed === 0 ? 1 : 0

async function readLines(path) {
  try {
    const bytes = await readFile(path)
    const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b
    const text = (isGzip ? gunzipSync(bytes) : bytes).toString()
    return text.split('\n').filter((line) => line.trim() !== '')
  } catch (error) {
    console.error(`${path}: ${error instanceof Error ? error.message : error}`)
    process.exit(2)
  }
}
