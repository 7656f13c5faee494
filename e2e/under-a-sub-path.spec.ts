import { servePage } from '../scripts/serve-page.mjs'
import { findVerdict } from './pages/topology.ts'
import { expect, test } from './test.ts'

test('the page works under a path of its host, also without a network', async ({
  page,
  context,
}) => {
  const served = await servePage(4473, '/tools/neverpending/')
  try {
    await page.goto(served.url)
    await page.evaluate(async () => {
      await navigator.serviceWorker.ready
    })
    await page
      .getByRole('region', { name: 'Incidents' })
      .getByRole('button', { name: /^R01/ })
      .click()
    await expect(findVerdict(page)).toContainText('is pending for ever')
    await context.setOffline(true)
    await page.reload()
    await expect(findVerdict(page)).toContainText('is pending for ever')
  } finally {
    await served.close()
  }
})

test('it does not run inside another page', async ({ page, baseURL }) => {
  // A host that sets no headers: the frame is drawn, and the page refuses by itself.
  await page.route('**/*', async (route) => {
    const response = await route.fetch()
    await route.fulfill({
      response,
      headers: { 'Content-Type': response.headers()['content-type'] ?? '' },
    })
  })
  await page.route('**/outer.html', (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: `<title>Outer</title><iframe src="${baseURL ?? ''}"></iframe>`,
    }),
  )
  await page.goto('./outer.html')
  await expect(page.frameLocator('iframe').getByText('Open it in a tab of its own')).toBeVisible()
})

test('the page can be told not to keep itself for offline', async ({ page }) => {
  await page.goto('./')
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready
  })
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox', { name: 'Go to or run' }).fill('offline')
  await expect(page.getByRole('option').first()).toContainText('Do not keep the page for offline')
  await page.keyboard.press('Enter')
  await expect(page.getByText('The page is no longer kept here')).toBeVisible()
  await page.reload()
  const left = await page.evaluate(async () => ({
    workers: (await navigator.serviceWorker.getRegistrations()).length,
    caches: (await caches.keys()).length,
  }))
  expect(left).toEqual({ workers: 0, caches: 0 })
})
