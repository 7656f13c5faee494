/** The topology screen, by what a person reads on it. */
import { expect } from '@playwright/test'
import type { Locator, Page } from '@playwright/test'

/** The verdict of the plan: the sentence at the top. */
export function findVerdict(page: Page): Locator {
  return page.getByRole('main').getByRole('heading', { level: 1 })
}

export function findPlayer(page: Page): Locator {
  return page.getByRole('region', { name: 'Trace player' })
}

/** Opens the editor of a group's size, sets one number, and closes it. */
export async function setSize(
  page: Page,
  {
    group,
    field,
    value,
  }: { readonly group: string; readonly field: string; readonly value: number },
): Promise<void> {
  await page
    .getByRole('button', { name: new RegExp(`^Change size and zones of ${group}:`) })
    .click()
  const editor = page.getByRole('dialog', { name: group })
  const number = editor.getByRole('spinbutton', { name: `${field} of ${group}` })
  await number.fill(String(value))
  await number.press('Enter')
  await expect(number).toHaveAttribute('aria-valuenow', String(value))
  await page.keyboard.press('Escape')
  await expect(editor).toBeHidden()
}
