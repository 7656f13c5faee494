import { findBoard, openForm } from './pages/edit.ts'
import { openAnyIncident } from './pages/start.ts'
import { findVerdict } from './pages/topology.ts'
import { expect, findAccessibilityViolations, test } from './test.ts'

test('a group and a workload are drawn, the volume moves, and undo goes back to the start', async ({
  page,
}) => {
  test.slow()
  await openAnyIncident(page, 'R14')
  await expect(findVerdict(page)).toHaveText('wiki-0 is pending for ever')
  const board = findBoard(page)
  const start = await board.innerText()
  const header = page.getByRole('main').locator('header').first()

  const group = await openForm(page, { add: 'Node group', form: 'New node group' })
  await group.getByLabel('Name', { exact: true }).fill('workers-c')
  await group.getByRole('checkbox', { name: 'eu-west-2a' }).uncheck()
  await group.getByRole('checkbox', { name: 'eu-west-2b' }).uncheck()
  await group.getByLabel('min', { exact: true }).fill('two')
  await group.getByRole('button', { name: 'Add the group' }).click()
  await expect(group.getByRole('alert')).toContainText('"two"')
  await group.getByLabel('min', { exact: true }).fill('1')
  await group.getByLabel('min', { exact: true }).press('Enter')
  await expect(board.getByRole('button', { name: /^Group workers-c/ })).toBeVisible()
  await expect(header).toContainText('ok')

  const workload = await openForm(page, { add: 'Workload', form: 'New workload' })
  await workload.getByLabel('Name', { exact: true }).fill('db')
  await workload.getByLabel('Namespace', { exact: true }).fill('wiki')
  await workload.getByLabel('Its volumes live in').selectOption('eu-west-2c')
  await workload.getByRole('button', { name: 'Add the workload' }).click()
  const volume = board.getByRole('button', { name: /^Volume data-db-0, zone eu-west-2c/ })
  await expect(volume).toBeVisible()
  await expect(page.getByRole('complementary', { name: 'Selected' })).toContainText('db-0')

  await volume.click()
  await page.getByLabel('The zone it lives in').selectOption('eu-west-2a')
  const moved = board.getByRole('button', { name: /^Volume data-db-0, zone eu-west-2a/ })
  await expect(moved).toBeVisible()
  await moved.dragTo(board.getByRole('button', { name: /^Volume data-wiki-0/ }))
  await expect(volume).toBeVisible()

  await board.getByRole('button', { name: /^Group workers-c/ }).click()
  await page.getByRole('button', { name: 'Remove', exact: true }).click()
  await page
    .getByLabel('Remove group workers-c')
    .getByRole('button', { name: 'Remove', exact: true })
    .click()
  await expect(board.getByRole('button', { name: /^Group workers-c/ })).toBeHidden()
  await expect(findVerdict(page)).toContainText('pending for ever')

  const undo = page.getByRole('button', { name: /^Undo/ })
  await undo.click()
  await expect(board.getByRole('button', { name: /^Group workers-c/ })).toBeVisible()
  await undo.click()
  await undo.click()
  await undo.click()
  await undo.click()
  await expect(findVerdict(page)).toHaveText('wiki-0 is pending for ever')
  await expect.poll(() => board.innerText()).toBe(start)
})

test('masters are added, moved to another zone and given back to EKS', async ({ page }) => {
  await openAnyIncident(page, 'R14')
  const board = findBoard(page)
  await board.getByRole('button', { name: 'Control plane: edit' }).click()
  const plane = page.getByRole('group', { name: 'Control plane', exact: true })
  await plane.getByLabel('Managed by').selectOption('self-managed')
  await expect(board.getByRole('button', { name: /^Master/ })).toHaveCount(3)
  await plane.getByLabel('Zone of master-eu-west-2b', { exact: true }).selectOption('eu-west-2a')
  await plane.getByLabel('Where it runs').selectOption('external')
  await expect(board.getByRole('button', { name: /^etcd member/ })).toHaveCount(3)
  expect(await findAccessibilityViolations(page)).toEqual([])
  await plane.getByRole('button', { name: 'Done' }).click()
  await page.getByRole('button', { name: /^Undo/ }).click()
  await page.getByRole('button', { name: /^Undo/ }).click()
  await page.getByRole('button', { name: /^Undo/ }).click()
  await expect(board).toContainText('Managed by EKS')
})

test('a group is renamed with its nodes and whoever names it', async ({ page }) => {
  await openAnyIncident(page, 'R14')
  const board = findBoard(page)
  await board.getByRole('button', { name: 'Group workers-a, 1 node' }).click()
  await page.getByRole('button', { name: 'All fields' }).click()
  const form = page.getByLabel('Node group workers-a', { exact: true })
  await form.getByLabel('Name', { exact: true }).fill('pool')
  await form.getByRole('button', { name: 'Apply' }).click()
  await expect(board.getByRole('button', { name: 'Group pool, 1 node' })).toBeVisible()
  await expect(page.getByRole('button', { name: /^Undo/ })).toHaveAccessibleName(
    /name workers-a → pool/,
  )
})

test('every form is readable in the dark on a phone, and Esc changes nothing', async ({ page }) => {
  test.slow()
  await page.emulateMedia({ colorScheme: 'dark' })
  await openAnyIncident(page, 'R14')
  await page.setViewportSize({ width: 390, height: 844 })
  const board = findBoard(page)
  const start = await board.innerText()
  for (const [add, form] of [
    ['Zone', 'New zone'],
    ['Node group', 'New node group'],
    ['Workload', 'New workload'],
    ['Volume', 'New volume'],
    ['Storage class', 'New storage class'],
    ['Autoscaler', 'New autoscaler'],
    ['Master', 'New master'],
    ['Edit what is there', 'What the plan holds'],
  ] as const) {
    const opened = await openForm(page, { add, form })
    expect(await findAccessibilityViolations(page)).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390)
    await opened.locator('input, select, textarea, button').first().focus()
    await page.keyboard.press('Escape')
    await expect(opened).toBeHidden()
  }
  expect(await board.innerText()).toBe(start)
})
