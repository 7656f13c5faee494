import type { Page } from '@playwright/test'
import { findVerdict } from './pages/topology.ts'
import { expect, findAccessibilityViolations, test } from './test.ts'

function findPreview(page: Page) {
  const preview = page.getByRole('complementary', { name: 'What it will be' })
  return {
    preview,
    verdict: preview.getByRole('region', { name: 'Verdict' }),
    board: preview.getByRole('group', { name: 'The plan by zone' }),
  }
}

async function openForm(page: Page): Promise<void> {
  await page.goto('./')
  await page.getByRole('link', { name: /^New plan/ }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'New plan' })).toBeVisible()
}

test('a plan is drawn from nothing: at risk is shown, a group per zone is proven, it opens', async ({
  page,
}) => {
  const startedAtMs = Date.now()
  await openForm(page)
  const { verdict, board } = findPreview(page)
  await page.getByLabel('Name').first().fill('shop-eu')
  await page.getByRole('combobox', { name: /^Region/ }).selectOption('eu-central-1')
  await expect(board).toContainText('eu-central-1c')

  await page.getByRole('radio', { name: /^One group over all zones/ }).check()
  await expect(verdict).toContainText('at risk (1)')
  await expect(verdict).toContainText('pending for ever after one scale to zero')
  // Each minimum carries its verdict: enough for every zone is a proof.
  await expect(page.getByRole('radio', { name: /^min 3 ok, proven by RT5/ })).toBeVisible()
  await expect(page.getByRole('radio', { name: /^min 2 at risk \(1\)/ })).toBeVisible()

  await page.getByRole('radio', { name: /^One group per zone .*ok, proven by RT1/ }).check()
  await expect(verdict).toContainText('ok, proven by RT1')
  await expect(findPreview(page).preview).toContainText(/Price, USD a month.*prices of 20\d\d-/s)
  expect(await findAccessibilityViolations(page)).toEqual([])
  await page.getByRole('button', { name: 'Create plan' }).click()
  await expect(findVerdict(page)).toHaveText('None of 3 pods can be pending for ever')
  expect(Date.now() - startedAtMs).toBeLessThan(120_000)

  await expect(page.getByRole('button', { name: 'Plan shop-eu', exact: true })).toBeVisible()
  await page.keyboard.press('Control+z')
  await expect(page.getByRole('heading', { name: 'No plan is open' })).toBeVisible()
})

test('the form undoes each choice back to its start, by keys', async ({ page }) => {
  await openForm(page)
  const { verdict } = findPreview(page)
  await expect(verdict).toContainText('ok, proven by RT1')
  const perZone = page.getByRole('radio', { name: /^One group per zone/ })
  await perZone.focus()
  await page.keyboard.press('ArrowRight')
  await expect(verdict).toContainText('ok, proven by RT3')
  await page.keyboard.press('ArrowRight')
  await expect(verdict).toContainText('at risk (1)')
  await page.keyboard.press('Control+z')
  await page.keyboard.press('Control+z')
  await expect(perZone).toBeChecked()
  await expect(verdict).toContainText('ok, proven by RT1')
  await expect(page.getByRole('button', { name: 'Undo', exact: true })).toBeDisabled()
})

test('masters carry what the loss of a zone does, and a field says what it does not take', async ({
  page,
}) => {
  await openForm(page)
  const plane = page.getByRole('region', { name: 'Control plane' })
  await expect(plane.getByRole('radio', { name: /^1 member .*waits for zone/ })).toBeVisible()
  await plane.getByRole('radio', { name: /^3 members .*ok, searched/ }).check()
  await expect(findPreview(page).verdict).toContainText('the API, any one zone lost')
  await plane.getByRole('checkbox', { name: /eu-west-1c/ }).uncheck()
  await expect(findPreview(page).verdict).toContainText('the API, eu-west-1a lost')
  await expect(findPreview(page).verdict).toContainText('waits for zone')

  const memory = page.getByLabel('Memory each')
  await memory.fill('lots')
  await expect(page.getByRole('alert')).toHaveText('A quantity of memory, such as 512Mi or 4Gi.')
  await expect(page.getByRole('button', { name: 'Create plan' })).toBeDisabled()
  expect(await findAccessibilityViolations(page)).toEqual([])
  await memory.fill('4Gi')
  await expect(page.getByRole('button', { name: 'Create plan' })).toBeEnabled()
})

test('an instance type is found by a few letters, each with its verdict and price', async ({
  page,
}) => {
  await openForm(page)
  const type = page.getByRole('combobox', { name: 'Instance type' })
  await type.click()
  await type.fill('m7g')
  const options = page.getByRole('listbox', { name: 'Instance types' }).getByRole('option')
  await expect(options.first()).toContainText(/^m7g\.medium/)
  await expect(options.first()).toContainText(/a month/)
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(type).toHaveValue('m7g.large')
  await expect(findPreview(page).preview).toContainText('m7g.large')
})

test('a drawn cluster opens as a design beside the open plan', async ({ page }) => {
  await openForm(page)
  await page.getByRole('button', { name: 'Create plan' }).click()
  await expect(findVerdict(page)).toHaveText('None of 3 pods can be pending for ever')
  await page.keyboard.press('g')
  await page.keyboard.press('n')
  await page.getByRole('button', { name: /^The trap/ }).click()
  await expect(findPreview(page).verdict).toContainText('at risk (1)')
  await page.getByRole('button', { name: 'Open as design B' }).click()
  await expect(findVerdict(page)).toContainText('pending for ever after one scale to zero')
  await page.getByLabel('Cluster shown').selectOption({ index: 0 })
  await expect(findVerdict(page)).toHaveText('None of 3 pods can be pending for ever')
})

test('a plan is drawn on a phone, in the dark', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await page.emulateMedia({ colorScheme: 'dark' })
  await openForm(page)
  await page.getByLabel('Start from').selectOption('the-trap')
  await expect(page.getByRole('group', { name: 'The plan so far' })).toContainText('at risk (1)')
  expect(await findAccessibilityViolations(page)).toEqual([])
  const width = await page.evaluate(() => document.documentElement.scrollWidth)
  expect(width).toBeLessThanOrEqual(390)
  await page.getByRole('button', { name: 'Create plan' }).click()
  await expect(findVerdict(page)).toContainText('pending for ever')
})
