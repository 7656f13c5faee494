/**
 * The test of every journey: fails on a console error, a page error, a violation of the policy and an
 * answer that is an error, whatever the journey itself asks.
 */
import AxeBuilder from '@axe-core/playwright'
import { test as base, expect } from '@playwright/test'
import type { Page } from '@playwright/test'

export { expect }

interface Watched {
  /** Faults that the journey provokes on purpose. */
  readonly provoked: RegExp | undefined
  readonly watched: readonly string[]
}

export const test = base.extend<Watched>({
  provoked: [undefined, { option: true }],
  watched: [
    async ({ page, provoked }, use) => {
      const faults: string[] = []
      page.on('console', (message) => {
        if (message.type() === 'error') faults.push(`console: ${message.text()}`)
      })
      page.on('pageerror', (error) => faults.push(`page error: ${error.message}`))
      page.on('crash', () => faults.push('the page crashed'))
      page.on('response', (response) => {
        if (response.status() >= 400) faults.push(`${response.status()} ${response.url()}`)
      })
      await page.exposeFunction('noteViolation', (text: string) => {
        faults.push(`policy: ${text}`)
      })
      await page.addInitScript(() => {
        document.addEventListener('securitypolicyviolation', (event) => {
          const note: unknown = Reflect.get(window, 'noteViolation')
          if (typeof note === 'function') note(`${event.violatedDirective} ${event.blockedURI}`)
        })
      })
      await use(faults)
      expect(faults.filter((fault) => provoked?.test(fault) !== true)).toEqual([])
    },
    { auto: true },
  ],
})

/** What axe finds in the page as it stands, a line each. */
export async function findAccessibilityViolations(page: Page): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(
      ({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary ?? ''}`,
    ),
  )
}
