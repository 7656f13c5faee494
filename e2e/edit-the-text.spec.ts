import type { Locator, Page } from '@playwright/test'
import { TRAP, dropFiles } from './pages/files.ts'
import { findVerdict } from './pages/topology.ts'
import { expect, findAccessibilityViolations, test } from './test.ts'

async function openSource(page: Page): Promise<Locator> {
  await page.goto('./')
  await dropFiles(page, TRAP)
  await page.getByRole('button', { name: /^Apply/ }).click()
  await expect(findVerdict(page)).toHaveText('prometheus-0 is pending for ever')
  await page.keyboard.press('g')
  await page.keyboard.press('u')
  const text = page.getByRole('textbox', { name: 'The plan as YAML' })
  await expect(text).toContainText('name: workers')
  return text
}

/** Puts the caret behind a line's last letter. */
async function goToEndOf(page: Page, text: Locator, line: string): Promise<void> {
  await text.getByText(line, { exact: true }).first().click()
  await page.keyboard.press('End')
}

function findState(page: Page): Locator {
  return page.getByRole('region', { name: 'Problems' })
}

test('a number changed in the text changes the verdict, and undo brings both back', async ({
  page,
}) => {
  const text = await openSource(page)
  const header = page.getByRole('main').locator('header').first()
  await expect(header).toContainText('pending for ever')
  expect(await findAccessibilityViolations(page)).toEqual([])

  await goToEndOf(page, text, 'min: 1')
  await page.keyboard.press('Backspace')
  await page.keyboard.type('3')
  await expect(findState(page)).toContainText('2 is less than min, which is 3')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('End')
  await page.keyboard.press('Backspace')
  await page.keyboard.type('3')
  await expect(findState(page)).toContainText('Text, form and board are the same plan.')
  await expect(header).toContainText('ok, proven by RT5')
  await expect(page.getByRole('textbox', { name: 'Min', exact: true })).toHaveValue('3')

  await page.keyboard.press('Control+z')
  await expect(header).toContainText('pending for ever')
  await expect(text).toContainText('min: 1')
  await expect(page.getByRole('textbox', { name: 'Min', exact: true })).toHaveValue('1')
})

test('an error is told at its line and at its field, the board keeps, and a repair mends it', async ({
  page,
}) => {
  const text = await openSource(page)
  await goToEndOf(page, text, 'desired: 2')
  await page.keyboard.press('Backspace')
  await page.keyboard.type('8')
  const sentence = '8 is more than max, which is 5'
  await expect(findState(page).getByRole('button', { name: sentence })).toContainText('line 28')
  await expect(text).toContainText(`desired: 8${sentence}`)
  const form = page.getByRole('complementary', { name: 'Form' })
  await expect(form).toContainText(sentence)
  await expect(form).toContainText('+234.33 USD a month at desired')
  await expect(page.getByRole('main').locator('header').first()).toContainText(
    'of the text before line 28',
  )
  expect(await findAccessibilityViolations(page)).toEqual([])

  await page.getByRole('link', { name: 'Topology' }).click()
  await expect(findVerdict(page)).toHaveText('prometheus-0 is pending for ever')
  await page.getByRole('link', { name: 'Source' }).click()
  await expect(text).toContainText('desired: 8')
  await form.getByRole('button', { name: 'Set max to 8' }).click()
  await expect(findState(page)).toContainText('Text, form and board are the same plan.')
  await expect(text).toContainText('max: 8')
})

test('a comment stays when a form edits beside it, and the board edits the text', async ({
  page,
}) => {
  const text = await openSource(page)
  await goToEndOf(page, text, 'min: 1')
  await page.keyboard.type(' # never less')
  await expect(findState(page)).toContainText('Text, form and board are the same plan.')
  const max = page.getByRole('textbox', { name: 'Max', exact: true })
  await max.fill('7')
  await max.press('Enter')
  await expect(text).toContainText('max: 7')
  await expect(text).toContainText('min: 1 # never less')
  await page.getByRole('button', { name: 'Undo max of workers' }).click()
  await expect(text).toContainText('max: 5')
  await expect(text).toContainText('min: 1 # never less')

  await page.reload()
  await expect(text).toContainText('min: 1 # never less')
})

test('what is typed is completed with what it does', async ({ page }) => {
  const text = await openSource(page)
  await goToEndOf(page, text, 'max: 5')
  await page.keyboard.press('Enter')
  await page.keyboard.type('distr')
  const offers = page.getByRole('listbox')
  await expect(offers.getByRole('option', { name: /^distribution/ })).toBeVisible()
  await expect(page.getByText('What the group does when the zone')).toBeVisible()
  await takeOffer(page)
  await expect(offers.getByRole('option')).toHaveCount(2)
  await expect(offers.getByRole('option', { name: /^balanced-best-effort/ })).toContainText(
    'default',
  )
  await expect(page.getByText(/^Launches where the group has fewest nodes/)).toBeVisible()
  await page.keyboard.type('balanced-o')
  await expect(page.getByText('Keeps trying in the zone with the fewest.')).toBeVisible()
  await takeOffer(page)
  await expect(text).toContainText('distribution: balanced-only')
  await expect(findState(page)).toContainText('Text, form and board are the same plan.')
})

/** The list takes no Enter in its first 75 ms: nobody has read it by then, and the key was meant for the text. */
async function takeOffer(page: Page): Promise<void> {
  await page.waitForTimeout(150)
  await page.keyboard.press('Enter')
}

test('single keys belong to the text, F8 goes to the next problem', async ({ page }) => {
  const text = await openSource(page)
  await goToEndOf(page, text, 'min: 1')
  await page.keyboard.type(' # g t ?')
  await expect(text).toContainText('min: 1 # g t ?')
  await goToEndOf(page, text, 'max: 5')
  await page.keyboard.type('x')
  await expect(findState(page)).toContainText('1 error')
  await goToEndOf(page, text, 'name: shop')
  await page.keyboard.press('F8')
  await expect(findState(page)).toContainText('line 29, column')
})

test('JSON is the same plan, and the YAML comes back with its comments', async ({ page }) => {
  const text = await openSource(page)
  await goToEndOf(page, text, 'name: shop')
  await page.keyboard.type(' # billed')
  await expect(findState(page)).toContainText('Text, form and board are the same plan.')
  await page.getByRole('button', { name: 'JSON' }).click()
  await expect(page.getByRole('textbox', { name: 'The plan as JSON' })).toContainText(
    '"kind": "Plan"',
  )
  await page.getByRole('button', { name: 'YAML' }).click()
  await expect(text).toContainText('name: shop # billed')
})

test('on a phone the text stands over its form, in the dark', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await page.emulateMedia({ colorScheme: 'dark' })
  const text = await openSource(page)
  await expect(text).toBeVisible()
  await expect(page.getByRole('complementary', { name: 'Form' })).toContainText('shop')
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390)
  expect(await findAccessibilityViolations(page)).toEqual([])
})
