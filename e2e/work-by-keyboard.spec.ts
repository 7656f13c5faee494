import type { Page } from '@playwright/test'
import { findPlayer, findVerdict } from './pages/topology.ts'
import { expect, test } from './test.ts'

test('an incident is opened, played and repaired without a mouse', async ({ page }) => {
  await page.goto('./')
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await tabTo(page, /^R03/)
  await page.keyboard.press('Enter')
  await expect(findVerdict(page)).toContainText('prometheus-0 is pending for ever')

  const player = findPlayer(page)
  await expect(player).toBeVisible()
  await page.keyboard.press('End')
  await expect(player.getByText('After step 3 of 3', { exact: true })).toBeVisible()
  await page.keyboard.press(',')
  await expect(player.getByText('After step 2 of 3', { exact: true })).toBeVisible()
  await page.keyboard.press('.')
  await expect(player.getByText('After step 3 of 3', { exact: true })).toBeVisible()
  await page.keyboard.press('Home')
  await page.keyboard.press('Space')
  await expect(player.getByText('After step 3 of 3', { exact: true })).toBeVisible()
  await page.keyboard.press('Home')

  await tabTo(page, 'data-nav')
  await arrowTo(page, /^Change size and zones of workers:/)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog', { name: 'workers' })).toBeVisible()
  await tabTo(page, 'min of workers')
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Escape')
  await expect(findVerdict(page)).toHaveText('None of 3 pods can be pending for ever')
  await page.keyboard.press('Control+z')
  await expect(findVerdict(page)).toContainText('prometheus-0 is pending for ever')
})

test('the palette goes to a screen, and Esc gives the focus back', async ({ page }) => {
  await page.goto('./')
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox', { name: 'Go to or run' }).fill('incidents')
  await expect(page.getByRole('option').first()).toContainText('Incidents')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/#\/incidents/)
  await expect(page.getByRole('region', { name: 'Incidents' })).toBeVisible()
  await page.keyboard.press('g')
  await page.keyboard.press('d')
  await expect(page).toHaveURL(/#\/import/)
  const opener = page.getByRole('button', { name: 'Go to or run' })
  await opener.focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('combobox', { name: 'Go to or run' })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(opener).toBeFocused()
})

/** Presses Tab until what has the focus has that name, or belongs to the board. */
async function tabTo(page: Page, name: RegExp | string): Promise<void> {
  for (let presses = 0; presses < 60; presses++) {
    await page.keyboard.press('Tab')
    if (await isFocused(page, name)) return
  }
  throw new Error(`Tab does not reach ${String(name)}`)
}

/** Walks down the heads of the board's rows until what has the focus has that name. */
async function arrowTo(page: Page, name: RegExp): Promise<void> {
  for (let presses = 0; presses < 20; presses++) {
    if (await isFocused(page, name)) return
    await page.keyboard.press(presses < 2 ? 'ArrowLeft' : 'ArrowDown')
  }
  throw new Error(`the arrows do not reach ${String(name)}`)
}

async function isFocused(page: Page, name: RegExp | string): Promise<boolean> {
  const focused = page.locator(':focus')
  if ((await focused.count()) === 0) return false
  if (name === 'data-nav') return (await focused.getAttribute('data-nav')) !== null
  const words = (await focused.getAttribute('aria-label')) ?? (await focused.innerText())
  return typeof name === 'string' ? words === name : name.test(words)
}
