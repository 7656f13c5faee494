import type { Page } from '@playwright/test'
import { dropFiles, readFixture } from './pages/files.ts'
import { openIncident } from './pages/start.ts'
import { expect, findAccessibilityViolations, test } from './test.ts'

const MASTERS = readFixture('masters/two-in-one-zone.plan.yaml')

/** Opens the plan of three masters as (2,1,0), with main and events, on the control plane's screen. */
async function openMasters(page: Page, text = MASTERS.text): Promise<void> {
  await page.goto('./')
  await dropFiles(page, [{ ...MASTERS, text }])
  await page.getByRole('button', { name: /^Apply/ }).click()
  await expect(page.getByText('Control plane').last()).toBeVisible()
  await page.goto('./#/control-plane')
  await expect(page.getByRole('table', { name: /^Choices of a control plane/ })).toBeVisible()
}

const findHeadline = (page: Page) => page.getByRole('main').getByRole('heading', { level: 1 })
const findToday = (page: Page) => page.locator('.forest tr[aria-current="true"]')

test('three masters as two, one and none are called out, one moved clears it, undo brings it back', async ({
  page,
}) => {
  await openMasters(page)
  await expect(findHeadline(page)).toHaveText(
    'Without us-east-1a, etcd has no quorum and the API waits for the zone',
  )
  await expect(findToday(page)).toContainText('3 stacked, 2 + 1 + 0')
  await expect(findToday(page)).toContainText('18 min')
  await expect(findToday(page)).toContainText('6 min to 54 min')
  await expect(findToday(page)).toContainText('not a')
  await expect(findToday(page)).toContainText('210.24')
  await expect(page.getByRole('link', { name: /^Findings/ })).toContainText('2')
  const loss = page.getByRole('region', { name: 'When us-east-1a is lost' })
  await expect(loss).toContainText('main: 1 of 3 left, quorum needs 2')
  await expect(loss).toContainText('scheduling')
  await expect(loss).toContainText('running pods')

  await page.getByRole('button', { name: 'a2, members in us-east-1a' }).click()
  await page.getByRole('button', { name: 'Move to us-east-1c' }).click()
  await expect(findHeadline(page)).toHaveText('Any one zone may go, and the API goes on')
  await expect(findToday(page)).toContainText('3 stacked, 1 + 1 + 1')
  await expect(findToday(page)).toContainText('2.2 s')
  await expect(page.getByRole('button', { name: 'a2, etcd events in us-east-1c' })).toBeVisible()
  await expect(page.getByRole('link', { name: /^Findings/ })).toHaveText('Findings')

  await page.keyboard.press('Control+z')
  await expect(findToday(page)).toContainText('3 stacked, 2 + 1 + 0')
})

test('the chart stands in a table that says the same, and nothing offends axe', async ({
  page,
}) => {
  await openMasters(page)
  const table = page.getByRole('table', { name: /^Choices of a control plane/ })
  await expect(table.locator('.band-mark')).toHaveCount(7)
  await expect(table.locator('.band-bound')).toHaveCount(2)
  for (const [name, minutes, band] of [
    ['1 member', '2 h 24 min', '2 h 8 min to 3 h 12 min'],
    ['3 stacked, 1 + 1 + 1', '2.2 s', '0.7 s to 7.7 s'],
    ['5 stacked, 2 + 2 + 1', '1.7 s', '0.5 s to 6.1 s'],
    ['3 + 3 external etcd', '2.2 s', '0.7 s to 7.7 s'],
    ['EKS, standard', '4 h 23 min', 'a bound, no forecast'],
  ]) {
    const row = table.getByRole('row', { name: new RegExp(`^${name?.replaceAll('+', '\\+')}`) })
    await expect(row).toContainText(minutes ?? '')
    await expect(row).toContainText(band ?? '')
  }
  await expect(page.getByText(/list of \d{4}-\d\d-\d\d/)).toBeVisible()
  expect(await findAccessibilityViolations(page)).toEqual([])
  await page.emulateMedia({ colorScheme: 'dark' })
  expect(await findAccessibilityViolations(page)).toEqual([])
  await page.getByRole('button', { name: 'a1, members in us-east-1a' }).click()
  expect(await findAccessibilityViolations(page)).toEqual([])
})

test('the finding has its evidence and source, and its fix is applied and undone', async ({
  page,
}) => {
  await openMasters(page)
  await page.goto('./#/findings')
  await expect(findHeadline(page).last()).toHaveText('Without us-east-1a, etcd main has no quorum')
  const detail = page.getByRole('region', { name: 'Evidence' })
  await expect(detail).toContainText('max_z m_z > n − q(n)')
  await expect(detail).toContainText('risks 2.4 CPL-003')
  const edit = detail.getByRole('group', { name: 'The edit' })
  await expect(edit).toContainText('- - { name: a2, zone: us-east-1a }')
  await expect(edit).toContainText('+ - { name: us-east-1c-1, zone: us-east-1c }')
  await expect(detail).toContainText('±0.00 USD')
  await expect(detail).toContainText('−18 min')
  expect(await findAccessibilityViolations(page)).toEqual([])
  await detail.getByRole('button', { name: 'Apply the fix' }).click()
  await expect(page.getByRole('heading', { name: 'No finding, and why' })).toBeVisible()
  await page.keyboard.press('Control+z')
  await expect(detail.getByRole('button', { name: 'Apply the fix' })).toBeVisible()
})

test('what the plan does not say is asked, and an answer gives the figures', async ({ page }) => {
  const [head = ''] = MASTERS.text.split('          etcd:')
  await openMasters(
    page,
    `${head}          etcd: { topology: unknown, clusters: [] }\n${MASTERS.text.slice(MASTERS.text.indexOf('        nodeGroups:'))}`,
  )
  await expect(findHeadline(page)).toHaveText('Is etcd on the masters, or on machines of its own?')
  await expect(findToday(page)).toHaveCount(0)
  expect(await findAccessibilityViolations(page)).toEqual([])
  await page.getByRole('button', { name: 'on the masters (stacked)' }).click()
  await expect(findToday(page)).toContainText('3 stacked, 2 + 1 + 0')
  await page.getByRole('button', { name: 'by DNS records' }).click()
  await page.getByRole('button', { name: 'no', exact: true }).click()
  await expect(page.getByRole('button', { name: /^CPL-009:/ })).toBeVisible()
})

test('every edit is made by keys, and the figures follow', async ({ page }) => {
  await openMasters(page)
  await page.keyboard.press('g')
  await page.keyboard.press('t')
  await page.keyboard.press('g')
  await page.keyboard.press('c')
  await page.getByRole('button', { name: 'Add to members in us-east-1c' }).focus()
  await page.keyboard.press('Enter')
  await expect(findToday(page)).toContainText('4 stacked, 2 + 1 + 1')
  await expect(findToday(page)).toContainText('280.32')
  await page.getByRole('button', { name: 'a2, members in us-east-1a' }).focus()
  await page.keyboard.press('Enter')
  const editor = page.getByRole('dialog', { name: 'a2' })
  await editor.getByRole('button', { name: 'Remove' }).focus()
  await page.keyboard.press('Enter')
  await expect(findToday(page)).toContainText('3 stacked, 1 + 1 + 1')
  await page.getByRole('combobox', { name: 'etcd', exact: true }).selectOption('external')
  await expect(findToday(page)).toContainText('3 + 3 external etcd')
  await expect(findToday(page)).toContainText('420.48')
  await page.getByRole('combobox', { name: 'Run by' }).selectOption('managed')
  await expect(findHeadline(page)).toHaveText(
    'EKS runs the API: down at most 4 h 23 min a year, by contract',
  )
  expect(await findAccessibilityViolations(page)).toEqual([])
  await page.getByRole('combobox', { name: 'Tier' }).selectOption('tier-xl')
  await expect(findToday(page)).toContainText('1,277.50')
})

test('on a phone every figure bears its name and nothing is wider than the screen', async ({
  page,
}) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await openMasters(page)
  await expect(findToday(page)).toContainText('18 min')
  const width = await page.evaluate(() => document.documentElement.scrollWidth)
  expect(width).toBeLessThanOrEqual(390)
  expect(await findAccessibilityViolations(page)).toEqual([])
})

test('a prior that is known better replaces the default, and is taken back', async ({ page }) => {
  await openMasters(page)
  await page.getByRole('button', { name: 'Priors and bands' }).click()
  const dialog = page.getByRole('dialog', { name: 'Priors and bands' })
  const rate = dialog.getByRole('textbox', { name: 'a zone goes down', exact: true })
  await rate.fill('often')
  await expect(dialog).toContainText('"often" is not a number from 0 to 365')
  await rate.fill('0.5')
  await rate.press('Enter')
  await expect(findToday(page)).toContainText('3 h')
  expect(await findAccessibilityViolations(page)).toEqual([])
  await dialog.getByRole('button', { name: 'a zone goes down: back to the default' }).click()
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await expect(findToday(page)).toContainText('18 min')
})

test('the lane of the board bears the finding and leads to it', async ({ page }) => {
  await openMasters(page)
  await page.goto('./#/topology')
  await page.getByRole('button', { name: /^high, CPL-003: Without us-east-1a/ }).click()
  await expect(page.getByRole('region', { name: 'Evidence' })).toContainText('max_z m_z')
})

test('a managed control plane of an incident is told by its contract', async ({ page }) => {
  await openIncident(page, 'R03')
  await page.goto('./#/control-plane')
  await expect(page.getByRole('region', { name: 'What AWS gives' })).toContainText(
    'Cannot be known',
  )
})
