/** Importing from an AWS account, by what a person reads in the dialog. */
import { expect } from '@playwright/test'
import type { Locator, Page } from '@playwright/test'

export const KEY_ID = 'ASIAIOSFODNN7EXAMPLE'
export const SECRET = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'
export const TOKEN = 'IQoJb3JpZ2luX2VjEXAMPLETOKENOFNOBODYwEaCXVzLWVhc3QtMSJHMEUCIQ=='

export function renderKeys(keyId = KEY_ID): string {
  return `export AWS_ACCESS_KEY_ID="${keyId}"
export AWS_SECRET_ACCESS_KEY="${SECRET}"
export AWS_SESSION_TOKEN="${TOKEN}"
export AWS_REGION=eu-west-1`
}

/** Opens the dialog on a page whose calls go to a stand-in of AWS. */
export async function openAws(page: Page, pageUrl: string, standIn: string): Promise<Locator> {
  await page.goto(`${pageUrl}?aws-endpoint=${encodeURIComponent(standIn)}#/import`)
  await page.getByRole('button', { name: 'Import from AWS' }).click()
  const dialog = page.getByRole('dialog', { name: 'Import from AWS' })
  await expect(dialog).toContainText(`Development: calls go to ${standIn} on this machine`)
  return dialog
}

/** Pastes as the keyboard does: the text comes by the clipboard's event. */
export async function pasteKeys(dialog: Locator, text: string): Promise<void> {
  const box = dialog.getByRole('textbox', { name: /^Paste what your terminal/ })
  await box.focus()
  await box.evaluate((element, given) => {
    const data = new DataTransfer()
    data.setData('text/plain', given)
    const event = new ClipboardEvent('paste', {
      clipboardData: data,
      bubbles: true,
      cancelable: true,
    })
    const isTaken = !element.dispatchEvent(event)
    // What a browser does with a paste that nobody took.
    if (!isTaken) document.execCommand('insertText', false, given)
  }, text)
}

/** From the keys to the question what to read. */
export async function connect(dialog: Locator, keys = renderKeys()): Promise<void> {
  await pasteKeys(dialog, keys)
  await expect(dialog).toContainText('The box is empty again')
  await dialog.getByRole('button', { name: 'Connect' }).click()
  await expect(dialog.getByRole('form', { name: 'What to read' })).toBeVisible()
}

/** In the page: all that this origin keeps, as one text. */
export async function readEverythingKept(): Promise<string> {
  const texts = [
    document.cookie,
    JSON.stringify(localStorage),
    JSON.stringify(sessionStorage),
    location.href,
    JSON.stringify(history.state),
    ...[...document.querySelectorAll('input, textarea')].map((one) =>
      one instanceof HTMLInputElement || one instanceof HTMLTextAreaElement ? one.value : '',
    ),
  ]
  const readValue = async (value: unknown): Promise<void> => {
    if (value instanceof Blob) texts.push(await value.text())
    else if (typeof value === 'object' && value !== null) {
      for (const inner of Object.values(value)) await readValue(inner)
    } else texts.push(String(value))
  }
  const finish = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => reject(new Error('IndexedDB'))
    })
  for (const { name } of await indexedDB.databases()) {
    const database = await finish(indexedDB.open(name ?? ''))
    for (const store of database.objectStoreNames) {
      const values = await finish(database.transaction(store).objectStore(store).getAll())
      for (const value of values) await readValue(value)
    }
    database.close()
  }
  for (const name of await caches.keys()) {
    const cache = await caches.open(name)
    for (const request of await cache.keys()) {
      texts.push(request.url)
      const response = await cache.match(request)
      if (response !== undefined) texts.push(await response.text())
    }
  }
  return texts.join('\n')
}
