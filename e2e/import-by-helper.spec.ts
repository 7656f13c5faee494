import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { ROOT } from '../scripts/root.mjs'
import { findMoto } from '../scripts/find-moto.mjs'
import { makeShopAccount } from '../src/testing/aws-account.ts'
import { createAwsStub, serveAwsStub } from '../src/testing/aws-stub.ts'
import type { StubAnswer, StubCall } from '../src/testing/aws-stub.ts'
import { readEverythingKept } from './pages/aws.ts'
import { findVerdict } from './pages/topology.ts'
import { seedMoto } from './seed-moto.ts'
import { startMoto } from './start-moto.ts'
import { expect, findAccessibilityViolations, test as base } from './test.ts'

const KEY_ID = 'ASIAHELPERHELPER0001'
const SECRET = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYHELPERSKEY'

interface Helper {
  /** With the token in its fragment, as the terminal shows it. */
  readonly address: string
  /** What it has told on standard error. */
  readonly log: () => string
  readonly end: () => Promise<void>
}

/** `neverpending serve`, with keys in its environment and a stand-in in the place of AWS. */
type StartHelper = (endpoint: string) => Promise<Helper>

const test = base.extend<{ readonly startHelper: StartHelper }>({
  startHelper: async ({}, use) => {
    const helpers: Helper[] = []
    await use(async (endpoint) => {
      const helper = await startHelper(endpoint)
      helpers.push(helper)
      return helper
    })
    await Promise.all(helpers.map(({ end }) => end()))
  },
})

async function startHelper(endpoint: string): Promise<Helper> {
  const program = join(ROOT, 'dist/cli/neverpending.js')
  const helper = spawn(process.execPath, [program, 'serve', '--no-open'], {
    env: {
      ...process.env,
      AWS_ACCESS_KEY_ID: KEY_ID,
      AWS_SECRET_ACCESS_KEY: SECRET,
      AWS_SESSION_TOKEN: 'token-of-the-helper',
      AWS_REGION: 'eu-west-1',
      AWS_ENDPOINT_URL: endpoint,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let log = ''
  helper.stderr.on('data', (part: Buffer) => {
    log += part.toString('utf8')
  })
  const ended = new Promise<void>((resolve) => helper.once('exit', () => resolve()))
  const address = await readAddress(helper)
  return {
    address,
    log: () => log,
    end: async () => {
      helper.kill()
      await ended
    },
  }
}

function readAddress(helper: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = ''
    helper.stdout?.on('data', (part: Buffer) => {
      text += part.toString('utf8')
      const address = /http:\/\/127\.0\.0\.1:\d+\/#t=[\w-]{43}/.exec(text)?.[0]
      if (address !== undefined) resolve(address)
    })
    helper.once('exit', (code) => reject(new Error(`neverpending serve ended with ${code}`)))
  })
}

/** From the helper's address to the question what to read. */
async function connectByHelper(page: Page, address: string): Promise<Locator> {
  await page.goto(address)
  await expect(page).toHaveURL(new URL('/', address).href)
  await page.evaluate(() => {
    location.hash = '#/import'
  })
  await page.getByRole('button', { name: 'Import from AWS' }).click()
  const dialog = page.getByRole('dialog', { name: 'Import from AWS' })
  const way = dialog.getByRole('region', { name: 'With the local helper' })
  await expect(way.getByRole('combobox', { name: 'Region' })).toHaveValue('eu-west-1')
  expect(await findAccessibilityViolations(page)).toEqual([])
  await way.getByRole('button', { name: 'Connect by the helper' }).click()
  await expect(dialog.getByRole('form', { name: 'What to read' })).toBeVisible()
  return dialog
}

async function serveShop(decide?: (call: StubCall) => StubAnswer | undefined) {
  const stub = createAwsStub(makeShopAccount(), decide)
  return { stub, served: await serveAwsStub(stub) }
}

test('by the helper an account in a real server becomes a plan with a verdict', async ({
  page,
  startHelper: start,
}) => {
  const moto = findMoto()
  test.skip(moto.kind === 'missing', moto.kind === 'missing' ? moto.reason : '')
  test.setTimeout(180_000)
  const server = await startMoto(moto)
  try {
    await seedMoto(server.url)
    const helper = await start(server.url)
    const startedAtMs = performance.now()
    const dialog = await connectByHelper(page, helper.address)
    await expect(dialog.getByRole('heading', { name: /^Account …\d{4}, / })).toBeVisible()
    await dialog.getByRole('button', { name: 'Read eu-west-1' }).click()
    await expect(page.getByRole('region', { name: 'First verdict' })).toContainText('db-0', {
      timeout: 40_000,
    })
    await page.getByRole('button', { name: /^Apply \d+ items/ }).click()
    await expect(findVerdict(page)).not.toBeEmpty()
    expect(performance.now() - startedAtMs).toBeLessThan(60_000)
    await expect(page.getByRole('main')).toContainText('workers')
    expect(helper.log()).toMatch(/ec2:DescribeInstances eu-west-1 \d+ 200/)
    expect(helper.log()).toMatch(/eks:ListClusters eu-west-1 \d+ 200/)
  } finally {
    await server.close()
  }
})

test('neither the token nor the keys are kept, shown, logged or in an address', async ({
  page,
  startHelper: start,
}) => {
  const { served } = await serveShop()
  try {
    const seen: string[] = []
    page.on('request', (request) => seen.push(request.url()))
    page.on('console', (message) => seen.push(message.text()))
    const helper = await start(served.url)
    const token = helper.address.slice(helper.address.indexOf('#t=') + 3)
    const dialog = await connectByHelper(page, helper.address)
    await dialog.getByRole('button', { name: 'Read eu-west-1' }).click()
    await expect(page.getByRole('region', { name: 'First verdict' })).toContainText('db-0')
    await page.getByRole('button', { name: /^Apply \d+ items/ }).click()
    await expect.poll(() => page.evaluate(readEverythingKept)).toContain('data-db-0')
    const kept = [
      ...seen,
      helper.log(),
      page.url(),
      await page.content(),
      JSON.stringify(await page.context().storageState({ indexedDB: true })),
      await page.evaluate(readEverythingKept),
    ].join('\n')
    expect(kept).toContain('db-0')
    for (const secret of [token, KEY_ID, SECRET, 'token-of-the-helper']) {
      expect(kept).not.toContain(secret)
    }
  } finally {
    await served.close()
  }
})

test('a session that has ended is renewed outside, and reading goes on', async ({
  page,
  startHelper: start,
}) => {
  const { served } = await serveShop(({ name, count }) =>
    name === 'ec2:DescribeVolumes' && count === 1
      ? { kind: 'error', status: 400, code: 'ExpiredToken' }
      : undefined,
  )
  try {
    const helper = await start(served.url)
    const dialog = await connectByHelper(page, helper.address)
    await dialog.getByRole('button', { name: 'Read eu-west-1' }).click()
    await expect(dialog.getByRole('alert')).toContainText('Sign in again where the helper runs')
    expect(await findAccessibilityViolations(page)).toEqual([])
    await dialog.getByRole('button', { name: 'Try again' }).click()
    const sources = page.getByRole('complementary', { name: 'Sources' })
    await expect(sources).toContainText('5 volumes')
  } finally {
    await served.close()
  }
})

test('a reload says how to reach the helper again, and its address does', async ({
  page,
  startHelper: start,
}) => {
  const { served } = await serveShop()
  try {
    const helper = await start(served.url)
    await page.goto(helper.address)
    await page.evaluate(() => {
      location.hash = '#/import'
    })
    await expect(page.getByRole('button', { name: 'Import from AWS' })).toBeVisible()
    await page.reload()
    await page.getByRole('button', { name: 'Import from AWS' }).click()
    const way = page.getByRole('dialog').getByRole('region', { name: 'With the local helper' })
    await expect(way).toContainText('Open the address again')
    await page.keyboard.press('Escape')
    await connectByHelper(page, helper.address)
  } finally {
    await served.close()
  }
})
