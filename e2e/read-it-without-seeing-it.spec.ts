import type { Page } from '@playwright/test'
import { openIncident } from './pages/start.ts'
import { findVerdict } from './pages/topology.ts'
import { expect, findAccessibilityViolations, test } from './test.ts'

const SCREENS = ['', '#/new-plan', '#/plans', '#/incidents', '#/import', '#/topology', '#/findings']

for (const colorScheme of ['light', 'dark'] as const) {
  for (const screen of SCREENS) {
    test(`axe finds nothing on ${screen === '' ? 'the start page' : screen}, ${colorScheme}`, async ({
      page,
    }) => {
      await page.emulateMedia({ colorScheme })
      await openR03(page)
      await page.goto(`./${screen}`)
      await expect(page.getByRole('main')).toBeVisible()
      await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible()
      expect(await findAccessibilityViolations(page)).toEqual([])
    })
  }

  test(`axe finds nothing with a panel, the editor and the table open, ${colorScheme}`, async ({
    page,
  }) => {
    await page.emulateMedia({ colorScheme })
    await openR03(page)
    await page.getByRole('button', { name: /^Group workers,/ }).click()
    expect(await findAccessibilityViolations(page)).toEqual([])
    await page.getByRole('button', { name: /^Change size and zones of workers:/ }).click()
    await expect(page.getByRole('dialog', { name: 'workers' })).toBeVisible()
    expect(await findAccessibilityViolations(page)).toEqual([])
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Table' }).click()
    await expect(page.getByRole('table')).toBeVisible()
    expect(await findAccessibilityViolations(page)).toEqual([])
  })

  test(`axe finds nothing in the palette and the list of keys, ${colorScheme}`, async ({
    page,
  }) => {
    await page.emulateMedia({ colorScheme })
    await openR03(page)
    await page.keyboard.press('Control+k')
    await expect(page.getByRole('combobox', { name: 'Go to or run' })).toBeFocused()
    expect(await findAccessibilityViolations(page)).toEqual([])
    await page.keyboard.press('Escape')
    await page.keyboard.press('?')
    await expect(page.getByRole('dialog')).toBeVisible()
    expect(await findAccessibilityViolations(page)).toEqual([])
  })
}

test('the table says what the board says', async ({ page }) => {
  await openR03(page)
  await page.getByRole('button', { name: 'Last step' }).click()
  await page.getByRole('button', { name: 'Table' }).click()
  const table = page.getByRole('table')
  await expect(table.getByRole('columnheader')).toContainText([
    'Row',
    'eu-west-1a',
    'eu-west-1b',
    'eu-west-1c',
  ])
  const row = (name: RegExp) => table.getByRole('row', { name })
  await expect(row(/^Pending, only in this zone/).getByRole('cell')).toContainText([
    'none',
    'none',
    'prometheus-0, pending for ever',
  ])
  await expect(
    row(/^Group workers/)
      .getByRole('cell')
      .nth(2),
  ).toContainText('No node here: prometheus-0 can run only in this zone')
})

async function openR03(page: Page): Promise<void> {
  await openIncident(page, 'R03')
  await expect(findVerdict(page)).toContainText('pending for ever')
}
