/** Files on their way to the page, as a person brings them. */
import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Page } from '@playwright/test'

export interface DroppedFile {
  readonly name: string
  readonly text: string
}

export const TRAP: readonly DroppedFile[] = ['cluster.yaml', 'objects.yaml'].map((name) =>
  readFixture(`trap/${name}`),
)

export function readFixture(path: string): DroppedFile {
  const text = readFileSync(join(import.meta.dirname, '../fixtures', path), 'utf8')
  return { name: basename(path), text }
}

/** Drags files over the page and lets go, all in one drop. */
export async function dropFiles(page: Page, files: readonly DroppedFile[]): Promise<void> {
  const data = await page.evaluateHandle((given) => {
    const transfer = new DataTransfer()
    for (const { name, text } of given) transfer.items.add(new File([text], name))
    return transfer
  }, files)
  for (const type of ['dragenter', 'dragover', 'drop']) {
    await page.dispatchEvent('body', type, { dataTransfer: data })
  }
}
