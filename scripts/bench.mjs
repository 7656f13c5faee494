/**
 * `npm run bench`: what must stay fast, in figures for people, then a JSON line each.
 *
 * Fails when a limit is passed, or when the search has lost a fifth against `scripts/bench-record.json`.
 * The record holds ratios to a fixed piece of work, so that a slower machine does not fail; `--record`
 * writes it anew. Both are of the fastest round: other work on the machine only ever slows.
 */
import { readFile, writeFile } from 'node:fs/promises'
import { availableParallelism, loadavg } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { buildAll } from './build.mjs'
import { importTypeScript } from './bundle.mjs'
import { findBrowser } from './find-browser.mjs'
import { isBuildStale } from './is-build-stale.mjs'
import { measurePage } from './measure-page.mjs'
import { ROOT } from './root.mjs'

const VECTORS = join(ROOT, 'src/testing/vectors/exploration-bench.jsonl.gz')
const RECORD = join(ROOT, 'scripts/bench-record.json')
const LIMITS = { statesPerSecond: 400_000, editP95Ms: 100, importMs: 10_000, inventoryMs: 2000 }
/** Pods a second at 5,000 nodes, and how many times as long as at 1,000 a pod may take there. */
const SCHEDULER = {
  nodes: [100, 1000, 5000],
  podsPerSecond: {
    plain: 50_000,
    deployment: 20_000,
    'spread-zone': 20_000,
    'anti-host': 20_000,
    ebs: 20_000,
  },
  growth: 1.5,
}
const BIG = { nodes: 5000, pods: 50_000 }
const ACCOUNT = { instances: 5000, volumes: 10_000 }
const ROUNDS = 5
const readTimeMs = () => performance.now()

const lines = []
const faults = []
const ratios = {}

await benchSearch()
await benchEdits()
await benchImport()
await benchInventory()
await benchPage()
await benchScheduler()

console.log('')
for (const line of lines) console.log(JSON.stringify(line))
if (process.argv.includes('--record')) {
  await writeFile(RECORD, `${JSON.stringify(ratios, null, 2)}\n`)
  console.log(`Recorded ${Object.keys(ratios).length} ratios`)
} else await compareWithRecord()
for (const fault of faults) console.log(`FAILED: ${fault}`)
const [load] = loadavg()
if (load > availableParallelism()) {
  console.log(
    `Other work kept this machine busy (load ${load.toFixed(1)}): measure again without it`,
  )
}
if (faults.length > 0) process.exitCode = 1

async function benchSearch() {
  const { measureSearch } = await importTypeScript('src/testing/bench/measure-search.ts')
  const vectors = gunzipSync(await readFile(VECTORS))
    .toString()
    .trim()
    .split('\n')
  const before = measureReference()
  const speeds = measureSearch(vectors, ROUNDS, readTimeMs)
  const reference = Math.max(before, measureReference())
  console.log('Plain search, median of 5 rounds')
  for (const { id, answer, statesPerSecond, bestStatesPerSecond } of speeds) {
    const ratio = bestStatesPerSecond / reference
    ratios[id] = Number(ratio.toFixed(4))
    console.log(`  ${id}  ${answer.states} states, ${round(statesPerSecond)} states/s`)
    lines.push({ bench: 'search', id, ...answer.counts, statesPerSecond: round(statesPerSecond) })
    if (statesPerSecond < LIMITS.statesPerSecond) {
      faults.push(`${id}: ${round(statesPerSecond)} states/s, at least ${LIMITS.statesPerSecond}`)
    }
  }
}

async function benchEdits() {
  const { measureEdits } = await importTypeScript('src/testing/bench/measure-edits.ts')
  const { p50Ms, p95Ms, ...counts } = measureEdits(200, readTimeMs)
  const verdicts = Object.entries(counts.verdicts).map(([word, count]) => `${count} ${word}`)
  console.log(
    `Edit to last verdict, ${counts.nodes} nodes, ${counts.pods} pods, ${counts.targets} targets`,
  )
  console.log(`  p50 ${p50Ms.toFixed(1)} ms, p95 ${p95Ms.toFixed(1)} ms (${verdicts.join(', ')})`)
  lines.push({ bench: 'edit', ...counts, p50Ms: round(p50Ms, 1), p95Ms: round(p95Ms, 1) })
  if (p95Ms > LIMITS.editP95Ms) {
    faults.push(`edit to verdict: p95 ${p95Ms.toFixed(1)} ms, at most ${LIMITS.editP95Ms}`)
  }
}

async function benchImport() {
  const { measureImport } = await importTypeScript('src/testing/bench/measure-import.ts')
  const told = measureImport(BIG, readTimeMs)
  const { parts, totalMs, ...counts } = told
  console.log(
    `Import to picture, ${counts.nodes} nodes, ${counts.pods} pods, ${round(counts.megabytes)} MB of JSON`,
  )
  const shown = Object.entries(parts).map(([name, ms]) => `${name} ${round(ms)} ms`)
  console.log(`  ${round(totalMs)} ms: ${shown.join(', ')}`)
  lines.push({ bench: 'import', ...counts, ...parts, totalMs: round(totalMs) })
  if (totalMs > LIMITS.importMs) {
    faults.push(`import to picture: ${round(totalMs)} ms, at most ${LIMITS.importMs}`)
  }
}

async function benchInventory() {
  const { measureInventory } = await importTypeScript('src/testing/bench/measure-inventory.ts')
  const rounds = Array.from({ length: 3 }, () => measureInventory(ACCOUNT, readTimeMs))
  const { importMs, ...counts } = rounds.reduce((a, b) => (a.importMs < b.importMs ? a : b))
  console.log(
    `AWS inventory to plan, ${ACCOUNT.instances} instances, ${ACCOUNT.volumes} volumes, ${round(counts.megabytes)} MB of JSON`,
  )
  console.log(`  ${round(importMs)} ms`)
  lines.push({ bench: 'inventory', ...ACCOUNT, ...counts, importMs: round(importMs) })
  if (importMs > LIMITS.inventoryMs) {
    faults.push(`AWS inventory: ${round(importMs)} ms, at most ${LIMITS.inventoryMs}`)
  }
}

async function benchPage() {
  const browser = findBrowser()
  const { makeBigClusterJson } = await importTypeScript('src/testing/big-cluster.ts')
  if (await isBuildStale()) await buildAll()
  const told = await measurePage({ browser, text: makeBigClusterJson(BIG) })
  const { readMs, boardMs, totalMs, longestPauseMs } = told
  console.log(`Import to board in a browser, ${BIG.nodes} nodes, ${BIG.pods} pods`)
  console.log(
    `  ${round(totalMs)} ms: read ${round(readMs)} ms, board ${round(boardMs)} ms; longest pause of the page ${longestPauseMs} ms`,
  )
  lines.push({
    bench: 'page',
    ...BIG,
    readMs: round(readMs),
    boardMs: round(boardMs),
    totalMs: round(totalMs),
    longestPauseMs,
  })
  if (totalMs > LIMITS.importMs) {
    faults.push(`import to board: ${round(totalMs)} ms, at most ${LIMITS.importMs}`)
  }
}

async function benchScheduler() {
  const { measureSpeed } = await importTypeScript('src/scheduler/speed/measure-speed.ts')
  const clocks = { readTimeMs, readCpuMs }
  // Where other work takes the processors, the clock tells of that work.
  const isBusy = loadavg()[0] > availableParallelism()
  const microsOf = (speed) => (isBusy ? speed.fastCpuMicros : 1e6 / speed.fastPodsPerSecond)
  console.log(
    `Scheduler, pods a second, fast path and plain algorithm, ten pods a node${isBusy ? '; judged by processor time' : ''}`,
  )
  for (const [shape, least] of Object.entries(SCHEDULER.podsPerSecond)) {
    const speeds = SCHEDULER.nodes.map((nodes) => {
      const options = { nodes, pods: Math.min(5000, 10 * nodes), plainPods: 20, rounds: ROUNDS }
      return measureSpeed(shape, options, clocks)
    })
    const [, few, many] = speeds
    const growth = microsOf(many) / microsOf(few)
    const shown = speeds.map(
      (speed) =>
        `${speed.nodes} nodes ${round(speed.fastPodsPerSecond)} and ${round(speed.plainPodsPerSecond)} (${speed.fastCpuMicros.toFixed(1)} and ${round(speed.plainCpuMicros)} µs)`,
    )
    console.log(`  ${shape}  ${shown.join(', ')}; growth ${growth.toFixed(2)}`)
    for (const { shape: _, nodes, ...speed } of speeds) {
      const figures = Object.entries(speed).map(([name, value]) => [
        name,
        typeof value === 'number' ? round(value, 1) : value,
      ])
      lines.push({ bench: 'scheduler', shape, nodes, ...Object.fromEntries(figures) })
      if (speed.fastChecksum !== speed.plainChecksum) {
        faults.push(`${shape}, ${nodes} nodes: the fast path decides otherwise`)
      }
    }
    const rate = 1e6 / microsOf(many)
    if (rate < least) faults.push(`${shape}: ${round(rate)} pods/s, at least ${least}`)
    if (growth > SCHEDULER.growth) {
      faults.push(`${shape}: growth ${growth.toFixed(2)}, at most ${SCHEDULER.growth}`)
    }
  }
}

function readCpuMs() {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

async function compareWithRecord() {
  const record = JSON.parse(await readFile(RECORD, 'utf8').catch(() => '{}'))
  for (const [id, ratio] of Object.entries(ratios)) {
    const known = record[id]
    if (known !== undefined && ratio < known * 0.8) {
      faults.push(`${id}: ratio ${ratio} to the reference, recorded ${known}, a fifth is lost`)
    }
  }
}

/** Insertions a second into a table of integers, in the fastest round: the search's own kind of work. */
function measureReference() {
  const mask = (1 << 21) - 1
  const count = 1_000_000
  const speeds = Array.from({ length: ROUNDS }, () => {
    const table = new Int32Array(mask + 1)
    const startedMs = readTimeMs()
    let value = 1
    for (let index = 0; index < count; index++) {
      value = (Math.imul(value, 1_103_515_245) + 12_345) | 0
      let at = (value ^ (value >>> 15)) & mask
      while (table[at] !== 0 && table[at] !== value) at = (at + 1) & mask
      table[at] = value
    }
    return (count / (readTimeMs() - startedMs)) * 1000
  })
  return Math.max(...speeds)
}

function round(value, digits = 0) {
  return Number(value.toFixed(digits))
}
