import type { Page } from '@playwright/test'
import { findBoard } from './pages/edit.ts'
import { openAnyIncident } from './pages/start.ts'
import { findVerdict } from './pages/topology.ts'
import { expect, findAccessibilityViolations, test } from './test.ts'

const QUEUE = `apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: queue
  namespace: wiki
spec:
  replicas: 2
  podManagementPolicy: Parallel
  selector:
    matchLabels: { app: queue }
  template:
    metadata:
      labels: { app: queue }
    spec:
      containers:
        - name: queue
          resources: { requests: { cpu: 200m, memory: 256Mi } }
  volumeClaimTemplates:
    - metadata: { name: data }
      spec:
        accessModes: [ReadWriteOnce]
        storageClassName: gp3
        resources: { requests: { storage: 5Gi } }
`

async function openPaste(page: Page) {
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox', { name: 'Go to or run' }).fill('paste manifests')
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Paste manifests' })
  await expect(dialog).toBeVisible()
  return dialog
}

test('a wrong word is told at its line with those allowed, and nothing is applied', async ({
  page,
}) => {
  await openAnyIncident(page, 'R14')
  await expect(findVerdict(page)).toHaveText('wiki-0 is pending for ever')
  const dialog = await openPaste(page)
  const text = dialog.getByRole('textbox')
  await text.fill(QUEUE.replace('Parallel', 'Sideways').replace('200m', 'much'))
  await expect(dialog).toContainText('2 problems')
  await expect(dialog).toContainText('"Sideways" is not one of OrderedReady, Parallel')
  await expect(dialog.getByRole('button', { name: 'line 17' })).toBeVisible()
  await expect(dialog.getByRole('button', { name: /^Apply/ })).toBeDisabled()
  expect(await findAccessibilityViolations(page)).toEqual([])
  await dialog.getByRole('button', { name: 'line 8' }).click()
  await page.keyboard.type('  podManagementPolicy: Parallel')
  await expect(dialog).toContainText('1 problem')
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await expect(findVerdict(page)).toHaveText('wiki-0 is pending for ever')
})

test('objects are added, and replaced by their name, each in one step of undo', async ({
  page,
}) => {
  await openAnyIncident(page, 'R14')
  const board = findBoard(page)
  const first = await openPaste(page)
  await first.getByRole('textbox').fill(QUEUE)
  await expect(first).toContainText('1 object to add')
  await first.getByRole('button', { name: 'Apply 1 object' }).click()
  await expect(
    board.getByRole('button', { name: /^Volume data-queue-1, no zone yet/ }),
  ).toBeVisible()

  const second = await openPaste(page)
  await second.getByRole('textbox').fill(QUEUE.replace('replicas: 2', 'replicas: 1'))
  await expect(second).toContainText('1 object to replace')
  await second.getByRole('textbox').press('Control+Enter')
  await expect(board.getByRole('button', { name: /^Volume data-queue-1/ })).toBeHidden()
  await expect(board.getByRole('button', { name: /^Volume data-queue-0/ })).toBeVisible()

  await page.getByRole('button', { name: /^Undo/ }).click()
  await expect(board.getByRole('button', { name: /^Volume data-queue-1/ })).toBeVisible()
  await page.getByRole('button', { name: /^Undo/ }).click()
  await expect(board.getByRole('button', { name: /^Volume data-queue-0/ })).toBeHidden()
})
