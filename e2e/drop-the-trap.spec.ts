import { findVerdict } from './pages/topology.ts'
import { TRAP, dropFiles } from './pages/files.ts'
import { openIncident } from './pages/start.ts'
import { expect, findAccessibilityViolations, test } from './test.ts'

test('two files dropped together name the pod, the zone and the cause', async ({ page }) => {
  await page.goto('./')
  await dropFiles(page, TRAP)
  const sources = page.getByRole('complementary', { name: 'Sources' })
  await expect(sources).toContainText('eksctl ClusterConfig')
  await expect(sources).toContainText('20 objects of 10 kinds')
  const first = page.getByRole('region', { name: 'First verdict' })
  await expect(first).toContainText('pending for ever')
  await expect(first).toContainText('prometheus-0')
  expect(await findAccessibilityViolations(page)).toEqual([])

  await page.getByRole('button', { name: /^Apply/ }).click()
  await expect(findVerdict(page)).toHaveText('prometheus-0 is pending for ever')
  const verdict = page.getByRole('main').locator('header').first()
  await expect(verdict).toContainText('its volume is in eu-west-1c')
  await expect(verdict).toContainText('it never asks')
  await page.getByRole('button', { name: /^Pod prometheus-0, pending for ever/ }).click()
  const panel = page.getByRole('complementary')
  await expect(panel).toContainText(
    "0/2 nodes are available: 2 node(s) didn't match PersistentVolume's node affinity. no new claims to deallocate, preemption: 0/2 nodes are available: 2 Preemption is not helpful for scheduling.",
  )
  await page.getByRole('link', { name: /^Findings/ }).click()
  await expect(page.getByRole('main')).toContainText('template zone')
})

test('a guess is confirmed and changed by one press each', async ({ page }) => {
  await page.goto('./#/import')
  await dropFiles(page, TRAP)
  const guessed = page.getByRole('region', { name: 'Guessed' })
  const confirm = guessed.getByRole('button', { name: /^Confirm zones of workers/ })
  await confirm.click()
  await expect(confirm).toHaveAttribute('aria-pressed', 'true')
  await guessed.getByRole('button', { name: 'Change zones of workers' }).click()
  await expect(guessed.getByRole('textbox').or(guessed.getByRole('combobox'))).toBeFocused()
})

test('nothing is replaced before it is applied, and undo brings the old plan back', async ({
  page,
}) => {
  await openIncident(page, 'R01')
  await expect(findVerdict(page)).toContainText('is pending for ever')
  const before = await findVerdict(page).innerText()
  await dropFiles(page, TRAP)
  await expect(page.getByRole('region', { name: 'First verdict' })).toContainText('prometheus-0')
  await page.getByRole('button', { name: 'Cancel' }).click()
  await expect(findVerdict(page)).toHaveText(before)
  await dropFiles(page, TRAP)
  await page.getByRole('button', { name: /^Apply/ }).click()
  await expect(findVerdict(page)).toHaveText('prometheus-0 is pending for ever')
  await page.keyboard.press('Control+z')
  await expect(findVerdict(page)).toHaveText(before)
})

test('a file that was cut says where, and what was on screen is still there', async ({ page }) => {
  await page.goto('./')
  await dropFiles(page, TRAP)
  await page.getByRole('button', { name: /^Apply/ }).click()
  await expect(findVerdict(page)).toHaveText('prometheus-0 is pending for ever')
  const [cluster] = TRAP
  const cut = `${cluster?.text ?? ''}  - name: "unfinished\n    tags: {a: [`
  await dropFiles(page, [{ name: 'cut.yaml', text: cut }])
  const main = page.getByRole('main')
  await expect(main).toContainText('cut.yaml')
  await expect(main.getByText(/line \d+|:\d+/).first()).toBeVisible()
  await expect(page.getByRole('button', { name: /^Apply/ })).toBeDisabled()
  await page.getByRole('button', { name: 'Cancel' }).click()
  await expect(findVerdict(page)).toHaveText('prometheus-0 is pending for ever')
})

test('text is pasted anywhere on the page', async ({ page }) => {
  await page.goto('./')
  await page.evaluate((text) => {
    const data = new DataTransfer()
    data.setData('text/plain', text)
    document.body.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
    )
  }, TRAP[0]?.text ?? '')
  await expect(page.getByRole('complementary', { name: 'Sources' })).toContainText(
    'eksctl ClusterConfig',
  )
})

test('beside the drop area stands the one command for a running cluster', async ({ page }) => {
  await page.goto('./#/import')
  await expect(
    page.getByText(
      'kubectl get nodes,csinodes,pv,pvc,sc,sts,deploy,rs,ds,job,cronjob,po,pdb,priorityclass,hpa -A -o yaml',
      { exact: true },
    ),
  ).toBeVisible()
})
