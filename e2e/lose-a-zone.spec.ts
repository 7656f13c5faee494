import type { Locator, Page } from '@playwright/test'
import { TRAP, dropFiles } from './pages/files.ts'
import { openIncident } from './pages/start.ts'
import { findPlayer, findVerdict } from './pages/topology.ts'
import { expect, findAccessibilityViolations, test } from './test.ts'

/** The cell of a row and a column, by their heads. */
function findCell(page: Page, row: string, column: number): Locator {
  return page
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader', { name: row }) })
    .getByRole('cell')
    .nth(column)
    .getByRole('button')
}

const LOSE_A = 0
const LOSE_B = 1
const LOSE_C = 2
const LOSE_NODE = 3
const TO_ZERO = 4

async function openMatrix(page: Page, row: string): Promise<void> {
  await expect(findVerdict(page)).toHaveText(/prometheus-0 is|None of/)
  await page.keyboard.press('g')
  await page.keyboard.press('z')
  await expect(findCell(page, row, TO_ZERO)).toBeVisible()
}

test('the outage of its zone strands prometheus-0, and only that and a night at zero', async ({
  page,
}) => {
  await openIncident(page, 'R03')
  await openMatrix(page, 'prometheus-0')
  await expect(findCell(page, 'prometheus-0', LOSE_C)).toHaveText('at risk (1)zone back, pod not')
  await expect(findCell(page, 'prometheus-0', TO_ZERO)).toHaveText('at risk (1)in 3 steps')
  await expect(findCell(page, 'prometheus-0', LOSE_A)).toHaveText('oknot touched')
  await expect(findCell(page, 'prometheus-0', LOSE_B)).toHaveText('oknot touched')
  await expect(findCell(page, 'prometheus-0', LOSE_NODE)).toHaveText(/^ok/)
  await expect(findCell(page, 'db-prometheus-0', LOSE_C)).toHaveText(/^waits for zone/)
  await expect(findCell(page, 'db-prometheus-0', LOSE_NODE)).toHaveText(/^ok/)
  await expect(findCell(page, 'API servers and etcd', LOSE_C)).toHaveText('okwithin its SLA')
  await expect(page.getByRole('link', { name: 'Zone loss 4 cells not safe' })).toBeVisible()
  expect(await findAccessibilityViolations(page)).toEqual([])
})

test('a cell plays its own trace on the board, and Esc is back at today’s plan', async ({
  page,
}) => {
  await openIncident(page, 'R03')
  await openMatrix(page, 'prometheus-0')
  await findCell(page, 'prometheus-0', LOSE_C).click()
  const detail = page.getByRole('region', { name: 'The picked cell' })
  await expect(detail).toContainText('prometheus-0, lose eu-west-1c: pending for ever.')
  await expect(detail.getByRole('button', { name: 'Show the fix' })).toBeVisible()
  await detail.getByRole('button', { name: 'Play' }).click()
  await expect(findVerdict(page)).toHaveText(
    'prometheus-0 is pending for ever after one zone outage',
  )
  const player = findPlayer(page)
  await expect(player).toContainText('eu-west-1c goes down with 1 node')
  await expect(player).toContainText('eu-west-1c is up again')
  await page.keyboard.press('End')
  await expect(player).toContainText(/After step (\d+) of \1/)
  expect(await findAccessibilityViolations(page)).toEqual([])
  await page.keyboard.press('Escape')
  await expect(findVerdict(page)).toHaveText(/after one scale to zero$/)
})

test('the repaired twin waits for each zone and is safe from the rest', async ({ page }) => {
  await page.goto('./')
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox', { name: 'Go to or run' }).fill('repaired twin of R03')
  await page.keyboard.press('Enter')
  await expect(findVerdict(page)).toBeVisible()
  await openMatrix(page, 'prometheus-0')
  await expect(findCell(page, 'prometheus-0', LOSE_C)).toHaveText('waits for zonetill it is back')
  await expect(findCell(page, 'prometheus-0', TO_ZERO)).toHaveText('okproven by RT1')
  await expect(page.getByText('at risk')).toHaveCount(0)
})

test('a pod that is stuck already fills its row', async ({ page }) => {
  await page.goto('./')
  await dropFiles(page, TRAP)
  await page.getByRole('button', { name: /^Apply/ }).click()
  await expect(findVerdict(page)).toHaveText('prometheus-0 is pending for ever')
  await openMatrix(page, 'prometheus-0')
  for (const column of [LOSE_A, LOSE_B, LOSE_C, LOSE_NODE, TO_ZERO]) {
    await expect(findCell(page, 'prometheus-0', column)).toHaveText('pending for everstuck already')
  }
})

test('arrows go from cell to cell, Enter plays', async ({ page }) => {
  await openIncident(page, 'R03')
  await openMatrix(page, 'prometheus-0')
  await findCell(page, 'loki-0', LOSE_B).click()
  await page.keyboard.press('ArrowDown')
  await expect(findCell(page, 'prometheus-0', LOSE_B)).toBeFocused()
  await page.keyboard.press('ArrowRight')
  await expect(findCell(page, 'prometheus-0', LOSE_C)).toBeFocused()
  await expect(page.getByRole('region', { name: 'The picked cell' })).toContainText(
    'prometheus-0, lose eu-west-1c',
  )
  await page.keyboard.press('Enter')
  await expect(findPlayer(page)).toContainText('eu-west-1c goes down')
})

test('a zone is lost on the board with x, and undo brings it back', async ({ page }) => {
  await openIncident(page, 'R03')
  await page.getByRole('button', { name: /^Zone eu-west-1c/ }).click()
  await expect(page.getByRole('button', { name: 'Lose this zone' })).toBeVisible()
  await page.keyboard.press('x')
  await expect(findVerdict(page)).toHaveText(
    'prometheus-0 is pending for ever after one zone outage',
  )
  await page.keyboard.press('Control+z')
  await expect(findVerdict(page)).toHaveText(/after one scale to zero$/)
})

test('the palette scales a workload to zero and back', async ({ page }) => {
  await openIncident(page, 'R03')
  await expect(findVerdict(page)).toHaveText(/after one scale to zero$/)
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox', { name: 'Go to or run' }).fill('scale prometheus to zero')
  await page.keyboard.press('Enter')
  await expect(findPlayer(page)).toContainText('prometheus is scaled to 0')
  await expect(page.getByRole('button', { name: 'Back to today’s plan' })).toBeVisible()
})

test.describe('on a phone, dark', () => {
  test.use({ viewport: { width: 390, height: 844 }, colorScheme: 'dark' })

  test('rows are stacked pairs of event and verdict', async ({ page }) => {
    await openIncident(page, 'R03')
    await openMatrix(page, 'prometheus-0')
    await expect(findCell(page, 'prometheus-0', LOSE_C)).toBeVisible()
    const width = await page.evaluate(() => document.documentElement.scrollWidth)
    expect(width).toBeLessThanOrEqual(390)
    expect(await findAccessibilityViolations(page)).toEqual([])
  })
})
