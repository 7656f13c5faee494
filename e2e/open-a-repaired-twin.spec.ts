import { findPlayer, findVerdict } from './pages/topology.ts'
import { expect, test } from './test.ts'

/** What the library of incidents says of each: its number of steps, and the word of its verdict. */
const INCIDENTS = [
  { id: 'R03', word: 'at risk (1)', canBePlayed: true },
  { id: 'R01', word: 'pending for ever', canBePlayed: false },
  { id: 'R11', word: 'at risk (1)', canBePlayed: true },
  { id: 'R02', word: 'at risk (1)', canBePlayed: true },
  { id: 'R05', word: 'at risk (0)', canBePlayed: true },
  { id: 'R12', word: 'pending for ever', canBePlayed: false },
  { id: 'R14', word: 'pending for ever', canBePlayed: false },
  { id: 'R23', word: 'pending for ever', canBePlayed: false },
  { id: 'R25', word: 'pending for ever', canBePlayed: false },
  { id: 'R28', word: 'pending for ever', canBePlayed: false },
]

for (const { id, word, canBePlayed } of INCIDENTS) {
  test(`a newcomer opens ${id}, sees it break, and opens its repaired twin`, async ({ page }) => {
    await page.goto('./')
    await page.getByRole('link', { name: /with their repaired twins/ }).click()
    const list = page.getByRole('region', { name: 'Incidents' })
    await list.getByRole('button', { name: new RegExp(`^${id}`) }).click()
    const incident = page.getByRole('region', { name: 'Incident', exact: true })
    await expect(incident.getByText(word, { exact: true })).toBeVisible()
    await incident.getByRole('button', { name: /^(Watch it break|See why it waits)$/ }).click()
    await expect(findVerdict(page)).toContainText('is pending for ever')
    await expect(findPlayer(page)).toHaveCount(canBePlayed ? 1 : 0)

    await page.getByRole('link', { name: 'Incidents', exact: true }).click()
    await list.getByRole('button', { name: new RegExp(`^${id}`) }).click()
    await incident.getByRole('button', { name: 'Open the repaired twin' }).click()
    await expect(findVerdict(page)).toHaveText(
      /^(None of \d+ pods can|\S+ cannot) be pending for ever$/,
    )
    await expect(
      page
        .getByRole('main')
        .getByText(/^ok, proven by RT\d$/)
        .first(),
    ).toBeVisible()
  })
}
