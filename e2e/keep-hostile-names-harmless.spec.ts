import { TRAP, dropFiles } from './pages/files.ts'
import { findVerdict } from './pages/topology.ts'
import { expect, test } from './test.ts'

const HOSTILE = '<img src=x onerror="document.title=1"><script src="https://example.com/x.js">'

test('a script in a name does not run, and nothing leaves to a foreign origin (S16)', async ({
  page,
  baseURL,
}) => {
  const foreign: string[] = []
  page.on('request', (request) => {
    if (!request.url().startsWith(baseURL ?? 'http://127.0.0.1')) foreign.push(request.url())
  })
  await page.goto('./')
  await dropFiles(
    page,
    TRAP.map(({ name, text }) => ({
      name,
      text: text
        .replace('name: shop', `name: ${JSON.stringify(HOSTILE)}`)
        .replaceAll('app: prometheus', `app: ${JSON.stringify(HOSTILE)}`),
    })),
  )
  await page.getByRole('button', { name: /^Apply/ }).click()
  await expect(findVerdict(page)).toContainText('prometheus-0')
  await expect(page).toHaveTitle(/Neverpending/)
  expect(foreign).toEqual([])
})

test('too much is refused with its reason, and what was on screen is still there', async ({
  page,
}) => {
  await page.goto('./')
  await dropFiles(page, TRAP)
  await page.getByRole('button', { name: /^Apply/ }).click()
  await expect(findVerdict(page)).toContainText('prometheus-0')
  const bomb = [
    'a: &a [x, x, x, x, x, x, x, x, x, x]',
    ...['b', 'c', 'd', 'e', 'f', 'g'].map(
      (name, index) => `${name}: &${name} [${`*${'abcdef'.charAt(index)}, `.repeat(10)}x]`,
    ),
  ].join('\n')
  const empties = '---\n'.repeat(1000)
  await dropFiles(page, [
    { name: 'bomb.yaml', text: bomb },
    { name: 'empty.yaml', text: empties },
    { name: 'bytes.yaml', text: 'MZ\u0001\u0002\0\0' },
  ])
  const main = page.getByRole('main')
  await expect(main).toContainText('bomb.yaml')
  await expect(main).toContainText(/alias/i)
  await expect(main).toContainText(/binary|UTF-8/)
  await expect(page.getByRole('button', { name: /^Apply/ })).toBeDisabled()
  await page.getByRole('button', { name: 'Cancel' }).click()
  await expect(findVerdict(page)).toHaveText('prometheus-0 is pending for ever')
})
