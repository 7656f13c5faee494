/**
 * `npm run fuzz [-- COUNT [SEED]]`: mutated links, a million unless said otherwise. Fails when one opens to
 * another plan or an exception comes out.
 */
import { importTypeScript } from './bundle.mjs'

const [count = 1_000_000, seed = 1] = process.argv.slice(2).map(Number)
if (!Number.isSafeInteger(count) || count < 1 || !Number.isSafeInteger(seed)) {
  console.error('npm run fuzz -- COUNT [SEED]: whole numbers')
  process.exit(2)
}
const { mutateLinks } = await importTypeScript('src/testing/mutate-links.ts')
const startedAt = performance.now()
const counts = await mutateLinks({ count, seed })
const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
console.log(
  `${counts.total} links in ${seconds} s: ${counts.told} told, ${counts.same} the same plan, ` +
    `${counts.documents} changed documents that are plans, ${counts.other} another plan, ` +
    `${counts.escaped} exceptions`,
)
process.exitCode = counts.other + counts.escaped > 0 ? 1 : 0
