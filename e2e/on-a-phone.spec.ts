import { findPlayer, findVerdict } from './pages/topology.ts'
import { expect, findAccessibilityViolations, test } from './test.ts'

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })

for (const colorScheme of ['light', 'dark'] as const) {
  test(`an incident is read and played on a phone, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme })
    await page.goto('./')
    expect(await findAccessibilityViolations(page)).toEqual([])
    await page
      .getByRole('region', { name: 'Incidents' })
      .getByRole('button', { name: /^R03/ })
      .tap()
    await expect(findVerdict(page)).toContainText('prometheus-0 is pending for ever')
    const player = findPlayer(page)
    await player.getByRole('button', { name: 'Step forward' }).tap()
    await expect(player).toContainText('prometheus is scaled to 0.')
    expect(await findAccessibilityViolations(page)).toEqual([])

    await page.getByRole('button', { name: 'Screens' }).tap()
    await page.getByRole('link', { name: 'Findings' }).tap()
    await expect(page).toHaveURL(/#\/findings/)
    expect(await findAccessibilityViolations(page)).toEqual([])
    const width = await page.evaluate(() => document.documentElement.scrollWidth)
    expect(width).toBeLessThanOrEqual(390)
  })
}
