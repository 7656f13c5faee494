import type { Browser, Page } from '@playwright/test'
import { TRAP, dropFiles } from './pages/files.ts'
import { openIncident } from './pages/start.ts'
import { findPlayer, findVerdict } from './pages/topology.ts'
import { expect, findAccessibilityViolations, test } from './test.ts'

async function openTrap(page: Page): Promise<void> {
  await page.goto('./')
  await dropFiles(page, TRAP)
  await page.getByRole('button', { name: /^Apply/ }).click()
  await expect(findVerdict(page)).toHaveText('prometheus-0 is pending for ever')
}

async function applyFirstFix(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Show the fix' }).click()
  const fixes = page.getByRole('region', { name: 'What would free it' })
  await fixes.getByRole('button', { name: 'Apply the fix' }).click()
  await expect(page.getByRole('main').locator('header').first()).toContainText('ok, proven by RT1')
}

/** Opens the dialog and waits until the link was made and tested. */
async function share(page: Page) {
  await page.getByRole('button', { name: 'Share', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: /^Share / })
  await expect(dialog.getByText('tested: opens to the same verdicts')).toBeVisible()
  return dialog
}

/** The page may write the clipboard, and its policy forbids everybody to read it: the field says the same. */
async function copyLink(page: Page): Promise<string> {
  const dialog = await share(page)
  const names = dialog.getByRole('checkbox', { name: /^Neutral names/ })
  if (await names.isChecked()) {
    await names.uncheck({ force: true })
    await expect(dialog.getByText('Names as you wrote them')).toBeVisible()
    await expect(dialog.getByText('tested: opens to the same verdicts')).toBeVisible()
  }
  await dialog.getByRole('button', { name: 'Copy link' }).click()
  await expect(page.getByText(/^Link copied, /)).toBeVisible()
  const link = await dialog.getByRole('textbox', { name: 'The link' }).inputValue()
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  return link
}

/** What the board says, cell by cell, as its table for readers has it. */
async function readBoard(page: Page): Promise<string> {
  await page
    .getByRole('radio', { name: 'Table' })
    .or(page.getByRole('button', { name: 'Table' }))
    .click()
  const table = page.getByRole('main').getByRole('table')
  await expect(table.first()).toBeVisible()
  const text = (await table.allInnerTexts()).join('\n')
  // A node that is named after its address travels under a stand-in (L7.1).
  return text.replace(/\bip-[\w.-]+|\bnode-\d+/g, 'a node')
}

async function openFresh(browser: Browser, link: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  const page = await context.newPage()
  await page.goto(link)
  return page
}

test('a repaired plan is sent as a link and opens to the same picture and verdict', async ({
  page,
  context,
  browser,
}) => {
  await context.grantPermissions(['clipboard-write'])
  await openTrap(page)
  await applyFirstFix(page)
  const link = await copyLink(page)
  const verdict = await findVerdict(page).innerText()
  const board = await readBoard(page)

  const other = await openFresh(browser, link)
  const requests: string[] = []
  other.on('request', (request) => requests.push(request.url()))
  const dialog = other.getByRole('dialog', { name: 'A plan came with this link' })
  await expect(dialog.getByText('whole, as it was made')).toBeVisible()
  await expect(dialog).not.toContainText(/proven|pending for ever/)
  expect(await findAccessibilityViolations(other)).toEqual([])
  await dialog.getByRole('button', { name: 'Open', exact: true }).click()
  await expect(other.getByRole('main').locator('header').first()).toContainText('ok, proven by RT1')
  expect(await findVerdict(other).innerText()).toBe(verdict)
  expect(await readBoard(other)).toBe(board)
  // S8, S9: nothing of the link stays in the address, and nothing was asked of anybody else.
  expect(other.url()).not.toContain('plan=')
  const origin = new URL(link).origin
  expect(requests.filter((url) => !url.startsWith(origin) || url.includes('plan='))).toEqual([])
  await other.reload()
  await expect(other.getByRole('region', { name: 'Recent plans' })).toContainText('from a link')
  await other.context().close()
})

test('the dialog says what is sent, and each option what it is worth', async ({ page }) => {
  await openIncident(page, 'R11')
  const dialog = await share(page)
  expect(await findAccessibilityViolations(page)).toEqual([])
  await expect(dialog.getByText('Names as you wrote them')).toBeVisible()
  const names = dialog.getByRole('checkbox', { name: /^Neutral names/ })
  const saved = Number(
    (await dialog.locator('label').filter({ hasText: 'Neutral names' }).innerText()).match(
      /−(\d+)/,
    )?.[1],
  )
  const field = dialog.getByRole('textbox', { name: 'The link' })
  const before = (await field.inputValue()).length
  await names.check({ force: true })
  await expect(dialog.getByText(/^Neutral names:/)).toBeVisible()
  await expect(dialog.getByText('tested: opens to the same verdicts')).toBeVisible()
  expect(before - (await field.inputValue()).length).toBe(saved)
  await expect(dialog.getByRole('img', { name: 'The link as a QR code' })).toBeVisible()
  expect((await field.inputValue()).length).toBeLessThanOrEqual(1_000)

  // Without its nodes this plan is judged otherwise, and the dialog says so instead of claiming the same.
  await dialog
    .getByRole('checkbox', { name: /^Leave out the .*observed node/ })
    .check({ force: true })
  await expect(dialog.getByText(/^tested: \d+ of \d+ verdicts? differs?$/)).toBeVisible()
  await expect(dialog.getByRole('region', { name: 'Verdicts that differ' })).toBeVisible()
})

test('a link opens beside an edited plan, which stays as it was', async ({ page }) => {
  await openIncident(page, 'R11')
  const link = await (await share(page)).getByRole('textbox', { name: 'The link' }).inputValue()
  await openTrap(page)
  await applyFirstFix(page)
  await page.goto(link)
  const dialog = page.getByRole('dialog', { name: 'A plan came with this link' })
  await expect(dialog.getByText(/has 1 change not yet in a file$/)).toBeVisible()
  await expect(dialog.getByRole('radio', { name: /^Keep it/ })).toBeChecked()
  expect(await findAccessibilityViolations(page)).toEqual([])

  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await expect(page).toHaveURL(/#\/topology/)
  await expect(findVerdict(page)).toContainText('prometheus-0')

  await page.goto(link)
  await dialog.getByRole('button', { name: 'Open beside my plan' }).click()
  await expect(findVerdict(page)).toContainText('hub-0')
  await page.keyboard.press('Control+z')
  await expect(findVerdict(page)).toContainText('prometheus-0')
  await page.keyboard.press('Control+Shift+z')
  await page.getByRole('link', { name: 'Neverpending, start page' }).click()
  const recent = page.getByRole('region', { name: 'Recent plans' })
  await expect(recent.getByRole('button', { name: /from a link/ })).toBeVisible()
  await recent.getByRole('button', { name: /^shop/ }).click()
  await expect(page.getByRole('main').locator('header').first()).toContainText('ok, proven by RT1')
})

test('a link takes the place of a plan only on purpose, and undo brings it back', async ({
  page,
}) => {
  await openIncident(page, 'R11')
  const link = await (await share(page)).getByRole('textbox', { name: 'The link' }).inputValue()
  await page.keyboard.press('Escape')
  await page.goto(link)
  const dialog = page.getByRole('dialog', { name: 'A plan came with this link' })
  await dialog.getByRole('radio', { name: 'Replace it without saving' }).check({ force: true })
  await dialog.getByRole('button', { name: 'Replace my plan' }).click()
  await expect(page.getByText('Opened from a link')).toBeVisible()
  await expect(page.getByText('From a link', { exact: true })).toBeVisible()
  await page.keyboard.press('Control+z')
  await expect(page.getByText('Incident R11')).toBeVisible()
})

for (const { name, change, message } of [
  {
    name: 'one changed character',
    change: (link: string) =>
      `${link.slice(0, 120)}${link[120] === 'A' ? 'B' : 'A'}${link.slice(121)}`,
    message: 'This link was changed on its way.',
  },
  {
    name: 'a cut',
    change: (link: string) => link.slice(0, 300),
    message: 'This link was cut short: ',
  },
  {
    name: 'a newer version',
    change: () => './#plan=9d.16.986ebe83.q1YqzyxKVbIyrAUA.z',
    message: 'Made by a newer version of this page',
  },
  {
    name: 'a prototype',
    change: () =>
      './#plan=1d.80.6c57f598.q1YqzyxKVbIy1FGKjy8oyi_Jj49XsqpWKsjPySktSU1RsiopKk2t1VEqyEnMA0nkJeamKlkpVSjV1gIA.z',
    message: 'The link is whole, but its content is not a plan this page accepts',
  },
]) {
  test(`${name} in a link ends in its message and changes nothing`, async ({ page }) => {
    await openIncident(page, 'R11')
    const link = await (await share(page)).getByRole('textbox', { name: 'The link' }).inputValue()
    await page.keyboard.press('Escape')
    const verdict = await findVerdict(page).innerText()
    await page.goto(change(link))
    const dialog = page.getByRole('dialog', { name: 'This link does not open' })
    await expect(dialog.getByRole('alert')).toContainText(message)
    expect(await findAccessibilityViolations(page)).toEqual([])
    await dialog.getByRole('button', { name: 'Close' }).click()
    expect(await findVerdict(page).innerText()).toBe(verdict)
    expect(page.url()).not.toContain('plan=')
    expect(await page.evaluate(() => Reflect.get({}, 'polluted'))).toBeUndefined()
  })
}

test('a bomb is refused, and nothing is opened (S5)', async ({ page }) => {
  await page.goto('./')
  const fragment = await page.evaluate(makeBomb)
  await page.goto(`./#${fragment}`)
  const dialog = page.getByRole('dialog', { name: 'This link does not open' })
  // How long it may take is held where nothing else runs (src/share); here either limit ends it.
  await expect(dialog.getByRole('alert')).toContainText(
    /unpacks to more than this page accepts|took too long/,
  )
  await dialog.getByRole('button', { name: 'Close' }).click()
  await expect(page.getByRole('region', { name: 'Recent plans' })).toContainText('None yet')
})

test('a link is pasted anywhere, dropped as a shortcut, and opened as a share file', async ({
  page,
}) => {
  await openIncident(page, 'R11')
  const link = await (await share(page)).getByRole('textbox', { name: 'The link' }).inputValue()
  const saved = page.waitForEvent('download')
  await page.getByRole('button', { name: /^Share file/ }).click()
  const file = await saved
  expect(file.suggestedFilename()).toMatch(/\.neverpending-share\.json$/)
  const chunks: Buffer[] = []
  for await (const chunk of await file.createReadStream()) chunks.push(Buffer.from(chunk))
  await page.keyboard.press('Escape')
  const dialog = page.getByRole('dialog', { name: 'A plan came with this link' })

  await paste(page, `See ${link}.`)
  await expect(dialog).toContainText('Opens at')
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await dropFiles(page, [
    { name: 'plan.url', text: `[InternetShortcut]\r\nURL=${link}\r\nIconIndex=0\r\n` },
  ])
  await expect(dialog).toContainText('Opens at')
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  const text = Buffer.concat(chunks).toString('utf8')
  await dropFiles(page, [{ name: file.suggestedFilename(), text }])
  await expect(dialog).toContainText('Opens at')
  await dialog.getByRole('button', { name: 'Open beside my plan' }).click()
  await expect(findVerdict(page)).toContainText('hub-0')
})

test('without a mouse: shared, refused by the clipboard, and opened at the sender’s view', async ({
  page,
}) => {
  await page.addInitScript(() => {
    if (!isSecureContext) return
    navigator.clipboard.writeText = () => Promise.reject(new Error('no'))
  })
  await openIncident(page, 'R03')
  await expect(findVerdict(page)).toContainText('prometheus-0')
  const player = findPlayer(page)
  await expect(player).toBeVisible()
  await page.keyboard.press('End')
  await expect(player.getByText('After step 3 of 3', { exact: true })).toBeVisible()
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox', { name: 'Go to or run' }).fill('share')
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: /^Share / })
  await expect(dialog.getByText('tested: opens to the same verdicts')).toBeVisible()
  const copy = dialog.getByRole('button', { name: 'Copy link' })
  for (let presses = 0; presses < 6 && !(await copy.evaluate(isFocused)); presses++) {
    await page.keyboard.press('Tab')
  }
  await page.keyboard.press('Enter')
  await expect(page.getByText(/the link is selected/)).toBeVisible()
  const link = await page.evaluate(() => getSelection()?.toString() ?? '')
  expect(link).toContain('#plan=1d.')
  expect(link.length).toBeGreaterThan(1_000)
  await expect(dialog.getByRole('img', { name: 'The link as a QR code' })).toBeHidden()
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()

  await page.goto('about:blank')
  await page.goto(link)
  const opening = page.getByRole('dialog', { name: 'A plan came with this link' })
  await expect(opening).toContainText('step 3 of the trace')
  await expect(opening.getByRole('button', { name: 'Open', exact: true })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByText('After step 3 of 3', { exact: true })).toBeVisible()
  expect(new URL(page.url()).hash).toBe('')
})

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })

  for (const colorScheme of ['light', 'dark'] as const) {
    test(`a plan is shared and opened, ${colorScheme}`, async ({ page }) => {
      await page.emulateMedia({ colorScheme })
      await openIncident(page, 'R11')
      const dialog = await share(page)
      expect(await findAccessibilityViolations(page)).toEqual([])
      const link = await dialog.getByRole('textbox', { name: 'The link' }).inputValue()
      await dialog.getByRole('button', { name: 'Close' }).last().tap()
      await page.goto(link)
      const opening = page.getByRole('dialog', { name: 'A plan came with this link' })
      await expect(opening).toContainText('Opens at')
      expect(await findAccessibilityViolations(page)).toEqual([])
      const width = await page.evaluate(() => document.documentElement.scrollWidth)
      expect(width).toBeLessThanOrEqual(390)
      await opening.getByRole('button', { name: 'Open beside my plan' }).tap()
      await expect(findVerdict(page)).toContainText('hub-0')
    })
  }
})

function isFocused(element: Element): boolean {
  return element === document.activeElement
}

async function paste(page: Page, text: string): Promise<void> {
  await page.evaluate((given) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/plain', given)
    document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }))
  }, text)
}

/** Runs in the page: 40 MB of spaces in a whole link. */
async function makeBomb(): Promise<string> {
  const stream = new Blob([' '.repeat(40_000_000)])
    .stream()
    .pipeThrough(new CompressionStream('deflate-raw'))
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer())
  const text = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')
  const data = btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
  const head = `1d.${data.length}`
  let crc = -1
  for (const character of `${head}.${data}`) {
    crc ^= character.charCodeAt(0)
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (0xedb88320 & -(crc & 1))
  }
  const check = ((crc ^ -1) >>> 0).toString(16).padStart(8, '0')
  return `plan=${head}.${check}.${data}.z`
}
