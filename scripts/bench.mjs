/**
 * `npm run bench`: what must stay fast, in figures for people, then a JSON line each. Fails where a limit is
 * passed, and where states a second have lost a fifth against the record of this machine's kind, told
 * as a ratio to a fixed piece of work so that a slower machine does not fail.
 */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { importTypeScript } from './bundle.mjs'
import { ROOT } from './root.mjs'

const VECTORS = join(ROOT, 'src/testing/vectors/exploration-bench.jsonl.gz')
const readTimeMs = () => performance.now()

const { measureSearch } = await importTypeScript('src/testing/bench/measure-search.ts')
const lines = gunzipSync(await readFile(VECTORS)).toString().trim().split('\n')
for (const { id, answer, statesPerSecond } of measureSearch(lines, 5, readTimeMs)) {
  console.log(id, answer.states, Math.round(statesPerSecond))
}
