import { findVerdict } from './pages/topology.ts'
import { expect, test } from './test.ts'

test('the page opens and judges without a network, after its first load', async ({
  page,
  context,
}) => {
  await page.goto('./')
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready
  })
  await context.setOffline(true)
  await page.reload()
  await page
    .getByRole('region', { name: 'Incidents' })
    .getByRole('button', { name: /^R01/ })
    .click()
  await expect(findVerdict(page)).toContainText('is pending for ever')
})
