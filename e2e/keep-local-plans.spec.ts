import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { dropFiles } from './pages/files.ts'
import { openIncident } from './pages/start.ts'
import { findVerdict, setSize } from './pages/topology.ts'
import { expect, findAccessibilityViolations, test } from './test.ts'

async function draw(page: Page, name: string, shape = /^EKS, a group per zone/): Promise<void> {
  await page.goto('./#/new-plan')
  await page.getByRole('button', { name: shape }).click()
  await page.getByLabel('Name').first().fill(name)
  const create = page.getByRole('button', { name: 'Create plan' })
  await expect(create).toBeEnabled()
  await create.click()
  await expect(findVerdict(page)).toContainText('pending for ever')
}

async function choose(page: Page, plan: string, item: string): Promise<void> {
  await page.getByRole('button', { name: `More for ${plan}`, exact: true }).click()
  await page.getByRole('menuitem', { name: item }).click()
}

function listNames(page: Page) {
  return page.getByRole('region', { name: 'Plans' }).locator('.ln b')
}

test('plans are renamed, duplicated, deleted, brought back, and there after a reload', async ({
  page,
}) => {
  await draw(page, 'shop-eu')
  await page.goto('./#/plans')
  await expect(listNames(page)).toHaveText([/^shop-eu/])
  await expect(page.getByRole('region', { name: 'Plans' })).toContainText(
    /3 nodes, 3 groups, .* pods; changed today .*ok, proven by RT1/s,
  )
  await page.reload()

  await choose(page, 'shop-eu', 'Rename')
  const field = page.getByRole('textbox', { name: 'New name of shop-eu' })
  await field.fill('shop-europe')
  await field.press('Enter')
  await expect(listNames(page)).toHaveText([/^shop-europe/])

  await choose(page, 'shop-europe', 'Duplicate')
  await expect(page.getByRole('button', { name: 'Plan shop-europe 2', exact: true })).toBeVisible()
  await expect(listNames(page)).toHaveText([/^shop-europe 2/, /^shop-europe/])
  expect(await findAccessibilityViolations(page)).toEqual([])

  await page.getByRole('button', { name: /^shop-europe \d+ nodes/ }).focus()
  await page.keyboard.press('Delete')
  await expect(listNames(page)).toHaveText([/^shop-europe 2/])
  await page.getByRole('status').getByRole('button', { name: 'Undo' }).click()
  await expect(listNames(page)).toHaveText([/^shop-europe 2/, /^shop-europe/])

  await page.reload()
  await expect(listNames(page)).toHaveText([/^shop-europe 2/, /^shop-europe/])
  await page.getByRole('button', { name: /^shop-europe \d+ nodes/ }).click()
  await expect(findVerdict(page)).toHaveText('None of 3 pods can be pending for ever')
})

test('the open plan is renamed in the top bar, and undone', async ({ page }) => {
  await draw(page, 'shop-eu')
  await page.getByRole('button', { name: 'Plan shop-eu', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Rename' }).click()
  const field = page.getByRole('textbox', { name: 'New name of shop-eu' })
  await field.fill('shop-europe')
  await field.press('Enter')
  await expect(page.getByRole('button', { name: 'Plan shop-europe', exact: true })).toBeVisible()
  await page.keyboard.press('Control+z')
  await expect(page.getByRole('button', { name: 'Plan shop-eu', exact: true })).toBeVisible()
})

test('an edited incident is a plan of its own, which the incident does not overwrite', async ({
  page,
}) => {
  await openIncident(page, 'R03')
  await setSize(page, { group: 'workers', field: 'min', value: 3 })
  await page.goto('./#/plans')
  await expect(page.getByRole('region', { name: 'Plans' })).toContainText('incident R03, edited')
  await openIncident(page, 'R03')
  await expect(findVerdict(page)).toContainText('pending for ever after one scale to zero')
  await page.goto('./#/plans')
  await expect(listNames(page)).toHaveCount(2)
})

test('two windows with one plan: the second keeps its edits as a copy, and both are there', async ({
  page,
  context,
}) => {
  await draw(page, 'shop-eu', /^The trap/)
  const other = await context.newPage()
  await other.goto('./#/topology')
  await expect(findVerdict(other)).toContainText('pending for ever after one scale to zero')
  await setSize(page, { group: 'workers', field: 'max', value: 7 })
  const notice = other.getByRole('alert')
  await expect(notice).toContainText('shop-eu was changed in another window')
  expect(await findAccessibilityViolations(other)).toEqual([])

  await setSize(other, { group: 'workers', field: 'max', value: 9 })
  await expect(notice).toContainText('Your edits go on as shop-eu 2; both are kept.')
  await other.goto('./#/plans')
  await expect(listNames(other)).toHaveText([/^shop-eu 2/, /^shop-eu/])
  await page.reload()
  await expect(
    page.getByRole('button', { name: /^Change size and zones of workers:.*7/ }),
  ).toBeVisible()
})

test('a plan goes out as YAML and JSON, and comes in as its own beside another', async ({
  page,
}) => {
  await draw(page, 'shop-eu')
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Plan shop-eu', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Plan file, JSON' }).click()
  const file = await download
  expect(file.suggestedFilename()).toBe('shop-eu.plan.json')
  const text = await readFile(await file.path(), 'utf8')
  expect(JSON.parse(text)).toMatchObject({ apiVersion: 'neverpending/v1', name: 'shop-eu' })

  await dropFiles(page, [
    { name: 'shop-eu.plan.json', text: text.replaceAll('shop-eu', 'shop-us') },
  ])
  await page.getByRole('button', { name: 'Open as its own plan' }).click()
  await expect(page.getByRole('button', { name: 'Plan shop-us', exact: true })).toBeVisible()
  await page.goto('./#/plans')
  await expect(listNames(page)).toHaveText([/^shop-us/, /^shop-eu/])
})

test('without a plan the list says what to do', async ({ page }) => {
  await page.goto('./#/plans')
  await expect(page.getByRole('heading', { name: 'No plan is kept yet' })).toBeVisible()
  expect(await findAccessibilityViolations(page)).toEqual([])
})
