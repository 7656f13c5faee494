import type { Page } from '@playwright/test'
import { servePage } from '../scripts/serve-page.mjs'
import { findMoto } from '../scripts/find-moto.mjs'
import { readLink } from '../src/share/read-link.ts'
import { makeShopAccount } from '../src/testing/aws-account.ts'
import { createAwsStub, serveAwsStub } from '../src/testing/aws-stub.ts'
import type { StubAccount, StubAnswer, StubCall } from '../src/testing/aws-stub.ts'
import {
  connect,
  readEverythingKept,
  KEY_ID,
  openAws,
  pasteKeys,
  renderKeys,
  SECRET,
  TOKEN,
} from './pages/aws.ts'
import { findVerdict } from './pages/topology.ts'
import { seedMoto } from './seed-moto.ts'
import { startMoto } from './start-moto.ts'
import { expect, findAccessibilityViolations, test as base } from './test.ts'

/** Starts the stand-in with what goes wrong, and a page whose header lets it be reached. */
type StartStub = (
  decide?: (call: StubCall) => StubAnswer | undefined,
  account?: StubAccount,
) => Promise<{
  readonly url: string
  readonly pageUrl: string
  readonly calls: readonly StubCall[]
}>

const test = base.extend<{ readonly startStub: StartStub }>({
  startStub: async ({}, use) => {
    const open: { readonly close: () => Promise<void> }[] = []
    await use(async (decide, account = makeShopAccount()) => {
      const stub = createAwsStub(account, decide)
      const served = await serveAwsStub(stub)
      const shown = await servePage(4480, '/', { awsEndpoint: served.url })
      open.push(served, shown)
      return { url: served.url, pageUrl: shown.url, calls: stub.calls }
    })
    await Promise.all(open.map((one) => one.close()))
  },
})

/** Answers that the stand-in gives on purpose; the browser tells each in its console. */
test.use({
  provoked: /status of (400|403|503)|^(400|403|503) http:\/\/127\.0\.0\.1:\d+\/$/,
})

const MANY_VOLUMES: StubAccount = {
  ...makeShopAccount(),
  pageSizes: { 'ec2:DescribeVolumes': 1 },
}

async function apply(page: Page) {
  await page.getByRole('button', { name: /^Apply \d+ items/ }).click()
  await expect(findVerdict(page)).not.toBeEmpty()
}

test('an account in a real server becomes a plan with a verdict within a minute', async ({
  page,
}) => {
  const moto = findMoto()
  test.skip(moto.kind === 'missing', moto.kind === 'missing' ? moto.reason : '')
  test.setTimeout(180_000)
  const server = await startMoto(moto)
  const shown = await servePage(4480, '/', { awsEndpoint: server.url })
  try {
    await seedMoto(server.url)
    const startedAtMs = performance.now()
    const dialog = await openAws(page, shown.url, server.url)
    await connect(dialog)
    await expect(dialog.getByRole('heading', { name: /^Account …\d{4}, / })).toBeVisible()
    await dialog.getByRole('button', { name: 'Read eu-west-1' }).click()
    const sources = page.getByRole('complementary', { name: 'Sources' })
    await expect(sources).toContainText('AWS eu-west-1', { timeout: 30_000 })
    await expect(sources).toContainText('calls read only')
    const verdict = page.getByRole('region', { name: 'First verdict' })
    await expect(verdict).toContainText('db-0', { timeout: 30_000 })
    await apply(page)
    expect(performance.now() - startedAtMs).toBeLessThan(60_000)
    const board = page.getByRole('main')
    await expect(board).toContainText('workers')
  } finally {
    await shown.close()
    await server.close()
  }
})

test('E25 five pages: the session ends on the fourth, fresh keys go on from there', async ({
  page,
  startStub,
}) => {
  const fresh = 'ASIAFRESHFRESHFRESH1'
  const { url, pageUrl, calls } = await startStub(
    ({ name, count, keyId }) =>
      name === 'ec2:DescribeVolumes' && count >= 4 && keyId !== fresh
        ? { kind: 'error', status: 400, code: 'RequestExpired' }
        : undefined,
    MANY_VOLUMES,
  )
  const dialog = await openAws(page, pageUrl, url)
  await connect(dialog)
  await dialog.getByRole('button', { name: 'Read eu-west-1' }).click()
  await expect(dialog.getByRole('alert')).toContainText('The session of these keys has ended')
  const row = dialog.getByRole('row', { name: /^ec2:DescribeVolumes/ })
  await expect(row).toContainText('waits for fresh keys')
  await expect(row.getByRole('cell').first()).toHaveText('3')
  expect(await findAccessibilityViolations(page)).toEqual([])
  await pasteKeys(dialog, renderKeys(fresh))
  await dialog.getByRole('button', { name: 'Go on with these keys' }).click()
  await expect(page.getByRole('complementary', { name: 'Sources' })).toContainText('5 volumes')
  const volumes = calls.filter(({ name }) => name === 'ec2:DescribeVolumes')
  expect(volumes.map(({ params }) => params.get('NextToken') ?? '')).toEqual([
    '',
    '1',
    '2',
    '3',
    '3',
    '4',
  ])
})

test('E24 throttling: the wait is counted down, and reading goes on by itself', async ({
  page,
  startStub,
}) => {
  const { url, pageUrl, calls } = await startStub(({ name, count }) =>
    name === 'ec2:DescribeInstances' && count <= 3
      ? { kind: 'error', status: 503, code: 'RequestLimitExceeded' }
      : undefined,
  )
  const dialog = await openAws(page, pageUrl, url)
  await connect(dialog)
  await dialog.getByRole('button', { name: 'Read eu-west-1' }).click()
  await expect(dialog.getByRole('row', { name: /^ec2:DescribeInstances/ })).toContainText(
    /AWS asks to slow down. Attempt \d of 6 in \d+ second/,
  )
  await expect(page.getByRole('region', { name: 'First verdict' })).toContainText('db-0', {
    timeout: 30_000,
  })
  const [first = 0, second = 0, third = 0, fourth = 0] = calls
    .filter(({ name }) => name === 'ec2:DescribeInstances')
    .map(({ atMs }) => atMs)
  expect(second - first).toBeGreaterThan(450)
  expect(third - second).toBeGreaterThan(second - first)
  expect(fourth - third).toBeGreaterThan(third - second)
})

test('E22 Auto Scaling denied: the rest is imported, with the action and the policy to copy', async ({
  page,
  startStub,
}) => {
  const { url, pageUrl } = await startStub(({ name }) =>
    name.startsWith('autoscaling:')
      ? {
          kind: 'error',
          status: 403,
          code: 'AccessDenied',
          message:
            'User: arn:aws:sts::123456789012:assumed-role/PlanReader/ann is not authorized to perform: autoscaling:DescribeAutoScalingGroups',
        }
      : undefined,
  )
  const dialog = await openAws(page, pageUrl, url)
  await connect(dialog)
  await dialog.getByRole('button', { name: 'Read eu-west-1' }).click()
  const missing = page.getByRole('region', { name: 'Not read from AWS' })
  await expect(missing).toContainText('The role may not call autoscaling:DescribeAutoScalingGroups')
  await expect(missing).toContainText('their sizes are unknown')
  await missing.getByText('Show the permission').click()
  await expect(missing.getByLabel('Policy', { exact: true })).toContainText(
    '"autoscaling:DescribeAutoScalingGroups"',
  )
  await expect(page.getByRole('main')).not.toContainText('123456789012')
  expect(await findAccessibilityViolations(page)).toEqual([])
  await apply(page)
})

test('an Auto Scaling that web pages may not call is left out at once', async ({
  page,
  startStub,
}) => {
  const { url, pageUrl } = await startStub(({ name }) =>
    name.startsWith('autoscaling:') ? { kind: 'nothing' } : undefined,
  )
  const dialog = await openAws(page, pageUrl, url)
  await connect(dialog)
  await dialog.getByRole('button', { name: 'Read eu-west-1' }).click()
  await expect(page.getByRole('region', { name: 'Not read from AWS' })).toContainText(
    'This service may not allow calls from web pages',
  )
})

test('keys that AWS does not take are refused with what to check, and can be pasted again', async ({
  page,
  startStub,
}) => {
  const { url, pageUrl } = await startStub(({ name, keyId }) =>
    name === 'sts:GetCallerIdentity' && keyId === KEY_ID
      ? { kind: 'error', status: 403, code: 'InvalidClientTokenId' }
      : undefined,
  )
  const dialog = await openAws(page, pageUrl, url)
  await pasteKeys(dialog, renderKeys())
  await dialog.getByRole('button', { name: 'Connect' }).click()
  await expect(dialog.getByRole('alert')).toContainText(
    'the Region is not enabled for this account',
  )
  await connect(dialog, renderKeys('ASIAFRESHFRESHFRESH1'))
})

test('cancel cuts the reading, and nothing has changed', async ({ page, startStub }) => {
  const { url, pageUrl } = await startStub(({ name }) =>
    name === 'ec2:DescribeVolumes' ? { kind: 'error', status: 503, code: 'Throttling' } : undefined,
  )
  const dialog = await openAws(page, pageUrl, url)
  await connect(dialog)
  await dialog.getByRole('button', { name: 'Read eu-west-1' }).click()
  await expect(dialog.getByRole('row', { name: /^ec2:DescribeVolumes/ })).toContainText('Attempt 2')
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await expect(dialog).toBeHidden()
  await expect(page.getByRole('heading', { name: 'Import a cluster' })).toBeVisible()
})

test('what is pasted wrongly is told at its line and never shown', async ({ page, startStub }) => {
  const { url, pageUrl } = await startStub()
  const dialog = await openAws(page, pageUrl, url)
  await pasteKeys(dialog, renderKeys('AIDAIOSFODNN7EXAMPLE'))
  await expect(dialog.locator('#aws-problems')).toContainText(
    'Line 1: “AIDA…” is not an access key id',
  )
  await expect(dialog.getByRole('textbox')).toHaveValue('')
  await pasteKeys(
    dialog,
    `[a]\naws_access_key_id=AKIAIOSFODNN7EXAMPLE\naws_secret_access_key=${SECRET}`,
  )
  await expect(dialog.locator('#aws-problems')).toContainText('these keys do not end by themselves')
  await expect(dialog).toContainText('aws configure export-credentials')
  expect(await findAccessibilityViolations(page)).toEqual([])
  await dialog.getByText('Use these long-lived keys anyway').click()
  await expect(dialog.locator('#aws-problems')).toContainText('Long-lived keys (AKIA…)')
  await expect(dialog.getByRole('textbox')).toHaveValue('')
})

test('E27 no credential is anywhere after an import', async ({ page, startStub }) => {
  const seen: string[] = []
  page.on('console', (message) => seen.push(message.text()))
  page.on('request', (request) => seen.push(request.url()))
  const { url, pageUrl, calls } = await startStub()
  const dialog = await openAws(page, pageUrl, url)
  await connect(dialog)
  const inDialog = await page.content()
  await dialog.getByRole('button', { name: 'Read eu-west-1' }).click()
  await expect(page.getByRole('region', { name: 'First verdict' })).toContainText('db-0')
  const inPreview = await page.content()
  await apply(page)
  await expect.poll(() => page.evaluate(readEverythingKept)).toContain('data-db-0')
  await page.getByRole('button', { name: 'Share' }).click()
  const link = page.getByRole('dialog').getByRole('textbox', { name: 'The link' })
  await expect(link).toHaveValue(/#plan=/)
  const address = await link.inputValue()
  const opened = await readLink(address, () => false)
  expect(opened.kind).toBe('ok')
  const kept = [
    ...seen,
    inDialog,
    inPreview,
    await page.content(),
    JSON.stringify(opened),
    JSON.stringify(await page.context().storageState({ indexedDB: true })),
    await page.evaluate(readEverythingKept),
  ].join('\n')
  // The search finds what is there: the plan itself, and that the stand-in was asked with these keys.
  expect(kept).toContain('data-db-0')
  expect(calls.some(({ keyId }) => keyId === KEY_ID)).toBe(true)
  for (const value of [
    KEY_ID,
    SECRET,
    TOKEN,
    encodeURIComponent(SECRET),
    encodeURIComponent(TOKEN),
  ]) {
    expect(kept).not.toContain(value)
  }
})
