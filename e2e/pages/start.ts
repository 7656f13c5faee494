import type { Page } from '@playwright/test'

/** From the start page: opens an incident as a plan. */
export async function openIncident(page: Page, id: string): Promise<void> {
  await page.goto('./')
  await page
    .getByRole('region', { name: 'Incidents' })
    .getByRole('button', { name: new RegExp(`^${id}`) })
    .click()
}
