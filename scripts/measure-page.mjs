import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from '@playwright/test'
import { servePage } from './serve-page.mjs'

/**
 * Imports one big file on the built page in a real browser, applies it, and waits for the board.
 *
 * @param {{ browser: string, text: string }} options `browser`: path of a Chromium
 * @returns {Promise<{ readMs: number, boardMs: number, totalMs: number, longestPauseMs: number }>}
 *   `longestPauseMs`: for how long at most the page drew no frame, which is how long a key press waits
 */
export async function measurePage({ browser, text }) {
  const folder = await mkdtemp(join(tmpdir(), 'neverpending-'))
  const file = join(folder, 'objects.json')
  await writeFile(file, text)
  const served = await servePage(4373)
  const isRoot = process.getuid?.() === 0
  const running = await chromium.launch({
    executablePath: browser,
    args: ['--disable-gpu', ...(isRoot || process.env.CI ? ['--no-sandbox'] : [])],
  })
  try {
    const page = await running.newPage({ viewport: { width: 1440, height: 900 } })
    await page.goto(`${served.url}#/import`)
    await page.getByRole('button', { name: 'Choose files' }).waitFor()
    await page.evaluate(watchPauses)
    const startedMs = performance.now()
    await page.locator('input[type=file]').first().setInputFiles(file)
    const apply = page.getByRole('button', { name: /^Apply \d/ })
    await apply.click({ timeout: 120_000 })
    const readMs = performance.now() - startedMs
    await page
      .getByRole('button', { name: /^Zone / })
      .first()
      .waitFor({ timeout: 120_000 })
    const totalMs = performance.now() - startedMs
    const longestPauseMs = await page.evaluate(() => Reflect.get(window, 'longestPauseMs'))
    return { readMs, boardMs: totalMs - readMs, totalMs, longestPauseMs }
  } finally {
    await running.close()
    await served.close()
    await rm(folder, { recursive: true, force: true })
  }
}

/** Runs in the page. */
function watchPauses() {
  let lastMs = performance.now()
  Reflect.set(window, 'longestPauseMs', 0)
  const look = () => {
    const nowMs = performance.now()
    const longestMs = Math.max(Reflect.get(window, 'longestPauseMs'), nowMs - lastMs)
    Reflect.set(window, 'longestPauseMs', Math.round(longestMs))
    lastMs = nowMs
    requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
}
