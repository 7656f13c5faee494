/** Forms beside the board, as a person opens and fills them. */
import { expect } from '@playwright/test'
import type { Locator, Page } from '@playwright/test'

/** The board itself: what a person sees of the plan. */
export function findBoard(page: Page): Locator {
  return page.getByRole('group', { name: 'Zones and node groups' })
}

/** Opens a form from the key at the head of the board; gives it once it is drawn. */
export async function openForm(
  page: Page,
  { add, form }: { readonly add: string; readonly form: string },
): Promise<Locator> {
  await page.getByRole('button', { name: 'Add to the plan' }).click()
  await page
    .getByRole('dialog', { name: 'Add to the plan' })
    .getByRole('button', { name: add, exact: true })
    .click()
  const opened = page.getByLabel(form, { exact: true })
  await expect(opened).toBeVisible()
  return opened
}
