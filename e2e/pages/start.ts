import type { Page } from '@playwright/test'

/** From the start page: opens an incident as a plan. */
export async function openIncident(page: Page, id: string): Promise<void> {
  await page.goto('./')
  await page
    .getByRole('region', { name: 'Incidents' })
    .getByRole('button', { name: new RegExp(`^${id}`) })
    .click()
}

/** Any incident, also one that the start page does not name. */
export async function openAnyIncident(page: Page, id: string): Promise<void> {
  await page.goto('./')
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox', { name: 'Go to or run' }).fill(`open incident ${id}`)
  await page.getByRole('option', { name: new RegExp(`^Open incident ${id}`) }).click()
}
