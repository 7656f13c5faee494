import type { Locator, Page } from '@playwright/test'
import { TRAP, dropFiles } from './pages/files.ts'
import type { DroppedFile } from './pages/files.ts'
import { openIncident } from './pages/start.ts'
import { findVerdict } from './pages/topology.ts'
import { expect, findAccessibilityViolations, test } from './test.ts'

const VOLUME_PART = "2 node(s) didn't match PersistentVolume's node affinity"

function findRow(page: Page, node: string | RegExp): Locator {
  return page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: node }) })
}

function findTitle(page: Page): Locator {
  return page.getByRole('main').getByRole('heading', { level: 1 })
}

async function openScheduling(page: Page): Promise<void> {
  await expect(findVerdict(page)).toHaveText(/is pending for ever|None of/)
  await page.keyboard.press('g')
  await page.keyboard.press('p')
  await expect(page.getByRole('combobox', { name: 'Pod' })).toBeVisible()
}

function findOptions(page: Page): Locator {
  return page.getByRole('listbox', { name: 'Pods' }).getByRole('option')
}

async function pickPod(page: Page, words: string): Promise<void> {
  const field = page.getByRole('combobox', { name: 'Pod' })
  await field.click()
  await field.fill(words)
  await findOptions(page).first().click()
}

async function dropTrap(page: Page, files = TRAP): Promise<void> {
  await page.goto('./')
  await dropFiles(page, files)
  await page.getByRole('button', { name: /^Apply/ }).click()
}

test('a running pod is placed again: who refuses, each score and weight, the winner', async ({
  page,
}) => {
  await openIncident(page, 'R03')
  await openScheduling(page)
  await pickPod(page, 'monitoring grafana')
  await expect(findTitle(page)).toHaveText(
    /^grafana-\S+ runs where it would go: ip-10-0-47-18 in eu-west-1b$/,
  )
  const winner = findRow(page, /ip-10-0-47-18/)
  await expect(winner).toContainText('chosen')
  await expect(winner).toContainText('runs here')
  await expect(winner).toContainText('0 → 100 × 3')
  await expect(findRow(page, /ip-10-0-9-61/)).toContainText(
    'node(s) had untolerated taint(s) dedicated=system:NoSchedule; later filters not asked',
  )
  await expect(page.getByText(/^Normal Scheduled Successfully assigned monitoring/)).toBeVisible()
  await page.getByRole('button', { name: /with their reasons$/ }).click()
  await expect(page.getByText('the pod takes no port of its host')).toBeVisible()
  expect(await findAccessibilityViolations(page)).toEqual([])
})

test('the release can be changed, and its points follow', async ({ page }) => {
  await openIncident(page, 'R03')
  await openScheduling(page)
  await pickPod(page, 'monitoring grafana')
  await expect(page.getByRole('columnheader', { name: /^DynamicResources/ })).toHaveText(/× 2$/)
  await page.getByRole('combobox', { name: 'Release of kube-scheduler' }).selectOption('1.34')
  await expect(page.getByRole('columnheader', { name: /^DynamicResources/ })).toHaveCount(0)
})

test('the pending pod of the trap: each part of the message shows its nodes', async ({ page }) => {
  await dropTrap(page)
  await openScheduling(page)
  await expect(findTitle(page)).toHaveText('prometheus-0 goes nowhere: both nodes refuse it')
  const said = page.getByRole('region', { name: 'What kubectl describe would say' })
  await expect(said).toContainText(
    `0/2 nodes are available: ${VOLUME_PART}. no new claims to deallocate, preemption: 0/2 nodes are available: 2 Preemption is not helpful for scheduling.`,
  )
  await said.getByRole('button', { name: VOLUME_PART }).click()
  await expect(said.getByRole('status')).toContainText('The table shows 2 nodes of 2 nodes')
  await expect(page).toHaveURL(/open=/)
  await expect(findRow(page, /ip-10-0-12-7/)).toContainText(
    'the volume of claim data-prometheus-0 asks for topology.kubernetes.io/zone in (eu-west-1c)',
  )
  await said.getByRole('button', { name: 'All nodes' }).click()
  await expect(said).not.toContainText('The table shows')
  await expect(page.getByText('every node refuses it for a reason')).toBeVisible()
  expect(await findAccessibilityViolations(page)).toEqual([])
})

test('what would have to change is found by trying it', async ({ page }) => {
  await dropTrap(page)
  await openScheduling(page)
  const changes = page.getByRole('region', { name: 'What would have to change' })
  const added = changes.getByRole('listitem').filter({ hasText: 'Have one more node of workers' })
  await expect(added).toContainText('Have one more node of workers in eu-west-1c')
  await expect(added).toContainText('2 nodes run, 5 at most')
  await expect(changes).toContainText(
    'Move the volume of data-prometheus-0 from eu-west-1c to eu-west-1a or eu-west-1b',
  )
  await changes.getByText(/alone would not help$/).click()
  await expect(changes).toContainText('Have one more node of workers in eu-west-1a')
})

test('the pod’s panel leads here, and the address brings the pod back', async ({ page }) => {
  await dropTrap(page)
  await expect(findVerdict(page)).toHaveText('prometheus-0 is pending for ever')
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox', { name: 'Go to or run' }).fill('prometheus-0 pod in')
  await page.getByRole('option', { name: /^prometheus-0 pod in/ }).click()
  await page.getByRole('link', { name: 'Why nowhere' }).click()
  await expect(findTitle(page)).toHaveText('prometheus-0 goes nowhere: both nodes refuse it')
  await expect(page).toHaveURL(/#\/scheduling\?pod=monitoring\/prometheus-0$/)
  await page.reload()
  await expect(findTitle(page)).toHaveText('prometheus-0 goes nowhere: both nodes refuse it')
})

test('the palette schedules a pod by its name', async ({ page }) => {
  await openIncident(page, 'R03')
  await expect(findVerdict(page)).toHaveText(/is pending for ever/)
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox', { name: 'Go to or run' }).fill('schedule loki')
  await page.getByRole('option', { name: /^Schedule loki-0/ }).click()
  await expect(findTitle(page)).toHaveText(/^loki-0 runs where it would go/)
})

test('a pod is picked and rows are walked without a mouse', async ({ page }) => {
  await openIncident(page, 'R03')
  await openScheduling(page)
  const field = page.getByRole('combobox', { name: 'Pod' })
  await field.focus()
  await page.keyboard.press('ArrowDown')
  await expect(findOptions(page)).not.toHaveCount(0)
  await field.fill('alertmanager')
  await expect(findOptions(page)).toHaveCount(1)
  await page.keyboard.press('Enter')
  await expect(findTitle(page)).toHaveText(/^alertmanager-0 /)
  await expect(field).toBeFocused()
  const first = page.getByRole('rowheader').first().getByRole('button')
  await first.focus()
  await page.keyboard.press('End')
  await expect(page.getByRole('rowheader').last().getByRole('button')).toBeFocused()
  await page.keyboard.press('ArrowUp')
  await expect(page.getByRole('rowheader').last().getByRole('button')).not.toBeFocused()
  await page.keyboard.press('Home')
  await expect(first).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/#\/topology\?node=/)
})

test('5,000 nodes are a few rows, opened on demand', async ({ page }) => {
  test.setTimeout(120_000)
  await dropTrap(page, [makeLargeCluster()])
  await expect(findVerdict(page)).toBeVisible({ timeout: 60_000 })
  await page.keyboard.press('g')
  await page.keyboard.press('p')
  await expect(findTitle(page)).toHaveText('big-0 goes nowhere: all 5,000 nodes refuse it', {
    timeout: 60_000,
  })
  await expect(page.getByRole('rowheader')).toHaveCount(2)
  const said = page.getByRole('region', { name: 'What kubectl describe would say' })
  await said.getByRole('button', { name: '1000 node(s) had untolerated taint(s)' }).click()
  await expect(page.getByRole('rowheader')).toHaveCount(1)
  const many = page.getByRole('button', { name: /^1,000 nodes/ })
  await many.press('Enter')
  await expect(page.getByRole('rowheader')).toHaveCount(51)
  await page.getByRole('button', { name: 'Show 100 of 950 more' }).click()
  await expect(page.getByRole('rowheader')).toHaveCount(151)
  await many.press('Enter')
  await expect(page.getByRole('rowheader')).toHaveCount(1)
  const changes = page.getByRole('region', { name: 'What would have to change' })
  await expect(changes).toContainText('Ask for at most 4 cpu', { timeout: 60_000 })

  await pickPod(page, 'small-0')
  await expect(findTitle(page)).toHaveText(/^small-0 goes to node-\d+ in eu-west-1a, by a tie$/)
  await expect(page.getByText('The search ended at 500 nodes that can take it')).toBeVisible()
  await expect(page.getByText('4,000 nodes not looked at')).toHaveCount(0)
  await page.getByRole('button', { name: 'Take another' }).click()
  await expect(findTitle(page)).toHaveText(/by a tie$/)
  await page.getByRole('button', { name: /^Look on from/ }).click()
  await expect(page.getByRole('button', { name: 'From the first' })).toBeVisible()
  expect(await findAccessibilityViolations(page)).toEqual([])
})

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 } })

  test('the table is stacked pairs, and nothing is cut', async ({ page }) => {
    await dropTrap(page)
    await expect(findVerdict(page)).toHaveText('prometheus-0 is pending for ever')
    await page.goto('./#/scheduling?pod=monitoring/prometheus-0')
    await expect(findTitle(page)).toHaveText('prometheus-0 goes nowhere: both nodes refuse it')
    await expect(findRow(page, /ip-10-0-12-7/)).toContainText(
      "node(s) didn't match PersistentVolume's node affinity",
    )
    const width = await page.evaluate(() => document.documentElement.scrollWidth)
    expect(width).toBeLessThanOrEqual(390)
    expect(await findAccessibilityViolations(page)).toEqual([])
  })
})

/** 5,000 equal nodes of 4 cpu, every fifth tainted; a pod that is too large, and one that is not. */
function makeLargeCluster(): DroppedFile {
  const nodes = Array.from({ length: 5_000 }, (_, index) => ({
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name: `node-${index}`,
      labels: {
        'topology.kubernetes.io/zone': 'eu-west-1a',
        'topology.kubernetes.io/region': 'eu-west-1',
        'kubernetes.io/hostname': `node-${index}`,
      },
    },
    spec: index % 5 === 0 ? { taints: [{ key: 'team', value: 'data', effect: 'NoSchedule' }] } : {},
    status: {
      allocatable: { cpu: '4', memory: '16Gi', pods: '110' },
      conditions: [{ type: 'Ready', status: 'True' }],
    },
  }))
  const pods = [
    { name: 'big-0', cpu: '8' },
    { name: 'small-0', cpu: '1' },
  ].map(({ name, cpu }) => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: 'default', labels: { app: name } },
    spec: { containers: [{ name: 'main', resources: { requests: { cpu, memory: '1Gi' } } }] },
    status: { phase: 'Pending' },
  }))
  const list = { apiVersion: 'v1', kind: 'List', items: [...nodes, ...pods] }
  return { name: 'large.json', text: JSON.stringify(list) }
}
