import type { Page } from '@playwright/test'
import { TRAP, dropFiles } from './pages/files.ts'
import { openIncident } from './pages/start.ts'
import { findVerdict } from './pages/topology.ts'
import { expect, findAccessibilityViolations, test } from './test.ts'

async function openTrap(page: Page): Promise<void> {
  await page.goto('./')
  await dropFiles(page, TRAP)
  await page.getByRole('button', { name: /^Apply/ }).click()
  await expect(findVerdict(page)).toHaveText('prometheus-0 is pending for ever')
}

test('the first fix of the trap is shown, applied and undone', async ({ page }) => {
  await openTrap(page)
  await page.getByRole('button', { name: 'Show the fix' }).click()
  const fixes = page.getByRole('region', { name: 'What would free it' })
  await expect(
    fixes.getByRole('heading', { name: 'A group of its own for eu-west-1c' }),
  ).toBeVisible()
  const edit = fixes.getByRole('group', { name: 'The edit' })
  await expect(edit).toContainText('+ - name: workers-c')
  await expect(edit).toContainText('+   zones: [eu-west-1c]')
  await expect(fixes).toContainText(/±0\.00 USD.*prices of \d{4}-\d\d-\d\d/s)
  await expect(fixes).toContainText('ok, proven by RT1')
  await expect(fixes).toContainText('It raises nothing.')
  expect(await findAccessibilityViolations(page)).toEqual([])

  await fixes.getByRole('button', { name: 'Apply the fix' }).click()
  await expect(page.getByRole('main').locator('header').first()).toContainText('ok, proven by RT1')
  await expect(findVerdict(page)).toContainText('prometheus-0')
  await expect(fixes).toBeHidden()
  await page.keyboard.press('Control+z')
  await expect(findVerdict(page)).toHaveText('prometheus-0 is pending for ever')
})

test('a dearer fix is chosen from the list, and its price is that of one more node', async ({
  page,
}) => {
  await openTrap(page)
  await page.keyboard.press('f')
  const fixes = page.getByRole('region', { name: 'What would free it' })
  await fixes.getByRole('button', { name: 'workers at least 3' }).click()
  await expect(fixes.getByRole('group', { name: 'The edit' })).toContainText('+   min: 3')
  await expect(fixes).toContainText('+78.11 USD')
  await fixes.getByRole('button', { name: 'Apply the fix' }).click()
  await expect(page.getByRole('main').locator('header').first()).toContainText(/^ok/)
})

test('the moving of a volume is a runbook, command by command', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-write'])
  await openTrap(page)
  await page.getByRole('button', { name: 'Show the fix' }).click()
  const fixes = page.getByRole('region', { name: 'What would free it' })
  await fixes.getByText('Or by hand: Move data-prometheus-0 to eu-west-1a').click()
  await fixes.getByRole('button', { name: 'Copy: Take a snapshot and wait for it' }).click()
  await expect(page.getByText('Copied', { exact: true })).toBeVisible()
  // The page may write the clipboard; its policy forbids everybody to read it.
  await expect(
    fixes.getByText('aws ec2 create-snapshot --region eu-west-1 --volume-id vol-0f1e2d3c4b5a69788'),
  ).toBeVisible()
})

test('a finding shows its fix in the dark, and what else it clears', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'dark' })
  await openIncident(page, 'R03')
  await expect(findVerdict(page)).toContainText('prometheus-0 is pending for ever')
  await page.getByRole('link', { name: /^Findings/ }).click()
  await page.getByRole('button', { name: /^prometheus-0 is pending for ever/ }).click()
  await page.keyboard.press('f')
  const fixes = page.getByRole('region', { name: 'What would free it' })
  await expect(fixes).toContainText('It also clears alertmanager-0, loki-0.')
  expect(await findAccessibilityViolations(page)).toEqual([])
})

test('a fix edits a Kubernetes object, line by line, and is one step of undo', async ({ page }) => {
  await page.goto('./#/incidents')
  await page.getByRole('button', { name: /^R23/ }).click()
  await page.getByRole('button', { name: 'Open as a plan' }).first().click()
  await expect(findVerdict(page)).toContainText('pending for ever')
  await page.keyboard.press('f')
  const fixes = page.getByRole('region', { name: 'What would free it' })
  await fixes.getByRole('button', { name: 'api prefers to spread over the zones' }).click()
  const edit = fixes.getByRole('group', { name: 'The edit' })
  await expect(edit).toContainText('Deployment shop/api')
  await expect(edit).toContainText('- whenUnsatisfiable: DoNotSchedule')
  await expect(edit).toContainText('+ whenUnsatisfiable: ScheduleAnyway')
  await expect(fixes).toContainText('±0.00 USD a month')
  expect(await findAccessibilityViolations(page)).toEqual([])

  await fixes.getByRole('button', { name: 'Apply the fix' }).click()
  await expect(page.getByRole('main').locator('header').first()).toContainText(/^ok/)
  await page.getByRole('button', { name: 'Undo' }).first().click()
  await expect(findVerdict(page)).toContainText('pending for ever')
})
