import { findPlayer, findVerdict, setSize } from './pages/topology.ts'
import { openIncident } from './pages/start.ts'
import { expect, test } from './test.ts'

test.beforeEach(async ({ page }) => {
  await openIncident(page, 'R03')
  await expect(findVerdict(page)).toHaveText(
    'prometheus-0 is pending for ever after one scale to zero',
  )
})

test('a person plays the trace of R03 to its end and sees where the pod is stuck', async ({
  page,
}) => {
  const player = findPlayer(page)
  await expect(player).toContainText('order of events, not times')
  await expect(player.getByText('Today, 3 steps ahead', { exact: true })).toBeVisible()
  await player.getByRole('button', { name: 'Play', exact: true }).click()
  await expect(player.getByText('After step 3 of 3', { exact: true })).toBeVisible()
  await expect(player.getByRole('button', { name: 'Play', exact: true })).toBeVisible()
  await expect(
    page.getByRole('button', {
      name: 'Pod prometheus-0, pending for ever, can run only in eu-west-1c',
    }),
  ).toBeVisible()
})

test('a person steps back and forth, and scrubs', async ({ page }) => {
  const player = findPlayer(page)
  const scrubber = player.getByRole('slider', { name: 'Step of the trace' })
  await player.getByRole('button', { name: 'Step forward' }).click()
  await expect(player.getByText('After step 1 of 3', { exact: true })).toBeVisible()
  await player.getByRole('button', { name: 'Last step' }).click()
  await expect(scrubber).toHaveValue('3')
  await player.getByRole('button', { name: 'Step back' }).click()
  await expect(scrubber).toHaveValue('2')
  await scrubber.fill('0')
  await expect(player.getByText('Today, 3 steps ahead', { exact: true })).toBeVisible()
})

test('disturbances and moves of the system are told apart in words', async ({ page }) => {
  const steps = findPlayer(page).getByRole('list', { name: 'Steps in order' }).getByRole('listitem')
  await expect(steps.nth(1)).toContainText('DISTURBANCE')
  await expect(steps.nth(1)).toContainText('prometheus is scaled to 0.')
  await expect(steps.nth(2)).toContainText('Cluster Autoscaler')
  await expect(steps.nth(3)).toContainText('ENDS')
})

test('raising min to 3 with rebalancing on makes the plan ok, and undo brings the risk back', async ({
  page,
}) => {
  await expect(page.getByText('AZRebalance on').first()).toBeVisible()
  await setSize(page, { group: 'workers', field: 'min', value: 3 })
  await expect(findVerdict(page)).toHaveText('None of 3 pods can be pending for ever')
  await expect(page.getByRole('main').getByText(/^ok/).first()).toBeVisible()
  await page.getByRole('button', { name: /^Undo/ }).click()
  await expect(findVerdict(page)).toHaveText(
    'prometheus-0 is pending for ever after one scale to zero',
  )
})

test('a size that is not allowed is refused with what is allowed', async ({ page }) => {
  await page.getByRole('button', { name: /^Change size and zones of workers:/ }).click()
  const number = page.getByRole('spinbutton', { name: 'max of workers' })
  await number.fill('many')
  await number.press('Enter')
  await expect(page.getByRole('alert')).toContainText('many')
  await expect(number).toHaveAttribute('aria-invalid', 'true')
})
