import type { Locator, Page } from '@playwright/test'
import { TRAP, dropFiles } from './pages/files.ts'
import { openIncident } from './pages/start.ts'
import { findVerdict, setSize } from './pages/topology.ts'
import { expect, findAccessibilityViolations, test } from './test.ts'

/** The designed cluster's objects as a running one has them: two more replicas, the disk under another name. */
function makeLive(): string {
  const objects = TRAP[1]?.text ?? ''
  const at = objects.indexOf('    name: web\n')
  const scaled = objects.slice(0, at) + objects.slice(at).replace('replicas: 3', 'replicas: 5')
  return scaled.replaceAll('pvc-6d1c0f52-9a1e-4f0b-8a77-0e0f6b1d2c3a', 'pvc-live')
}

function findDifferences(page: Page): Locator {
  return page.getByRole('region', { name: 'Differences' })
}

function findFoot(page: Page): Locator {
  return page.getByRole('region', { name: 'What is taken' })
}

function choose(page: Page, thing: string, choice: string): Promise<void> {
  return findDifferences(page)
    .getByRole('group', { name: thing, exact: true })
    .getByRole('button', { name: choice, exact: true })
    .click()
}

async function addDesign(page: Page, name: RegExp): Promise<void> {
  await page.getByRole('button', { name: 'Add a design' }).click()
  const dialog = page.getByRole('dialog', { name: 'Add a design' })
  await dialog.getByRole('button', { name }).click()
  await expect(dialog).toBeHidden()
}

test('what was designed stands beside what is live, and of it comes what is chosen', async ({
  page,
}) => {
  await page.goto('./')
  await dropFiles(page, TRAP)
  await page.getByRole('button', { name: /^Apply/ }).click()
  await expect(findVerdict(page)).toHaveText('prometheus-0 is pending for ever')
  await setSize(page, { group: 'workers', field: 'max', value: 9 })

  await dropFiles(page, [{ name: 'live.yaml', text: makeLive() }])
  await page.getByRole('button', { name: 'Compare with the open plan' }).click()
  const differences = findDifferences(page)
  await expect(differences.getByRole('heading', { level: 2 })).toHaveText('3 differences')
  const deployment = differences.getByRole('region', { name: 'Deployment' })
  await expect(deployment).toContainText('spec.replicas')
  await expect(deployment).toContainText(/3.*→.*5/)
  // One disk under two names: what is behind it tells that it is one.
  await expect(
    differences.getByRole('region', { name: 'PersistentVolume', exact: true }),
  ).toContainText('pvc-live: both are vol-0f1e2d3c4b5a69788')
  await expect(differences.getByRole('region', { name: 'Node group' })).toHaveCount(0)
  const apply = page.getByRole('button', { name: /^Apply/ })
  await expect(apply).toBeDisabled()
  await expect(findFoot(page)).toContainText('All of mine is kept')
  expect(await findAccessibilityViolations(page)).toEqual([])

  await choose(page, 'Deployment shop/web', 'replace')
  await expect(findFoot(page)).toContainText('1 replaced, 2 kept')
  await expect(findFoot(page)).toContainText('no verdict changes')
  await page.getByRole('button', { name: 'Apply 1 difference' }).click()
  await expect(differences.getByRole('heading', { level: 2 })).toHaveText('2 differences')
  await page.getByRole('main').press('Control+z')
  await expect(differences.getByRole('heading', { level: 2 })).toHaveText('3 differences')

  await differences.getByRole('button', { name: 'Take all of B into mine' }).click()
  await page.getByRole('button', { name: 'Apply 3 differences' }).click()
  await expect(differences.getByRole('heading', { level: 2 })).toHaveText('A and B are the same')
  await page.getByRole('link', { name: /^Topology/ }).click()
  await expect(
    page.getByRole('button', { name: /^Change size and zones of workers:.*9/ }),
  ).toBeVisible()

  // What the import says nothing of is what the plan says, also after an edit.
  await setSize(page, { group: 'workers', field: 'max', value: 7 })
  await page.getByRole('link', { name: /^Compare/ }).click()
  await expect(differences.getByRole('heading', { level: 2 })).toHaveText('A and B are the same')
})

test('the same import twice differs in nothing', async ({ page }) => {
  await page.goto('./')
  await dropFiles(page, TRAP)
  await page.getByRole('button', { name: /^Apply/ }).click()
  await expect(findVerdict(page)).toHaveText('prometheus-0 is pending for ever')
  await dropFiles(page, TRAP)
  await page.getByRole('button', { name: 'Compare with the open plan' }).click()
  await expect(findDifferences(page).getByRole('heading', { level: 2 })).toHaveText(
    'A and B are the same',
  )
})

test('a plan beside its repaired twin: which is better, in what, and the edit between them', async ({
  page,
}) => {
  await openIncident(page, 'R03')
  await expect(findVerdict(page)).toContainText('pending for ever after one scale to zero')
  await page.keyboard.press('g')
  await page.keyboard.press('m')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    'One design: add another to hold it against',
  )
  expect(await findAccessibilityViolations(page)).toEqual([])

  await addDesign(page, /incident R03, repaired/)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    'B removes every way to pend for ever, at the same price',
  )
  const table = page.getByRole('table', { name: 'Designs side by side' })
  await expect(table.getByRole('row', { name: /^prometheus-0/ })).toContainText(
    /at risk \(1\).*one scale to zero.*ok, proven by RT1.*better/,
  )
  await expect(table.getByRole('row', { name: /^Nodes and control plane/ })).toContainText(
    'prices of',
  )
  const edit = page.getByText('The edit from A to B')
  await edit.click()
  await expect(page.getByRole('group', { name: 'The edit from A to B' })).toContainText(
    '+ Node group workers-c',
  )
  expect(await findAccessibilityViolations(page)).toEqual([])

  await findDifferences(page).getByRole('button', { name: 'Take all of B into mine' }).click()
  await expect(findFoot(page)).toContainText(/at risk \(1\).*ok, proven by RT1.*3 verdicts better/)
  await page.getByRole('button', { name: /^Apply \d+ differences/ }).click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Equal at worst')
  await page.getByRole('status').getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    'B removes every way to pend for ever, at the same price',
  )
})

test('plans that this browser keeps stand beside the open one, also on a phone', async ({
  page,
}) => {
  await openIncident(page, 'R01')
  await expect(findVerdict(page)).toContainText('is pending for ever')
  await openIncident(page, 'R03')
  await expect(findVerdict(page)).toContainText('pending for ever after one scale to zero')
  await page.goto('./#/compare')
  await addDesign(page, /kept in this browser/)
  await addDesign(page, /incident R03, repaired/)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    'C removes every way to pend for ever',
  )
  const against = page.getByRole('group', { name: 'Held against A' })
  await against.getByRole('button', { name: 'A to B' }).click()
  await expect(against.getByRole('button', { name: 'A to B' })).toHaveAttribute(
    'aria-pressed',
    'true',
  )
  await page.setViewportSize({ width: 390, height: 844 })
  expect(await findAccessibilityViolations(page)).toEqual([])
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(
    true,
  )

  await page.getByRole('button', { name: 'Take B out of the comparison' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    'B removes every way to pend for ever, at the same price',
  )
  await page.getByRole('button', { name: 'Open B' }).click()
  await expect(findVerdict(page)).toContainText('None of 3 pods can be pending for ever')
})
