import { findPlayer, findVerdict } from './pages/topology.ts'
import { expect, findAccessibilityViolations, test } from './test.ts'

/** What the library of incidents says of each: its number of steps, and the word of its verdict. */
const INCIDENTS = [
  { id: 'R03', word: 'at risk (1)', canBePlayed: true },
  { id: 'R01', word: 'pending for ever', canBePlayed: false },
  { id: 'R11', word: 'at risk (1)', canBePlayed: true },
  { id: 'R02', word: 'at risk (1)', canBePlayed: true },
  { id: 'R05', word: 'at risk (0)', canBePlayed: true },
  { id: 'R06', word: 'pending for ever', canBePlayed: false },
  { id: 'R12', word: 'pending for ever', canBePlayed: false },
  { id: 'R14', word: 'pending for ever', canBePlayed: false },
  { id: 'R20', word: 'pending for ever', canBePlayed: false },
  { id: 'R23', word: 'pending for ever', canBePlayed: false },
  { id: 'R25', word: 'pending for ever', canBePlayed: false },
  { id: 'R28', word: 'pending for ever', canBePlayed: false },
  { id: 'R31', word: 'pending for ever', canBePlayed: false },
  { id: 'R37', word: 'pending for ever', canBePlayed: false },
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

for (const { id, headline } of [
  { id: 'R17', headline: 'Without us-east-1a, etcd has no quorum and the API waits for the zone' },
  {
    id: 'R35',
    headline: 'Without eu-central-1a, etcd has no quorum and the API waits for the zone',
  },
]) {
  test(`a newcomer opens ${id}, sees what a zone takes, and opens its repaired twin`, async ({
    page,
  }) => {
    await page.goto(`./#/incidents?open=${id}`)
    const incident = page.getByRole('region', { name: 'Incident', exact: true })
    await expect(incident.getByText('CPL-003', { exact: true }).first()).toBeVisible()
    expect(await findAccessibilityViolations(page)).toEqual([])
    await incident.getByRole('button', { name: 'See what stops' }).click()
    const findHeadline = page.getByRole('main').getByRole('heading', { level: 1 })
    await expect(findHeadline).toHaveText(headline)

    await page.goBack()
    await incident.getByRole('button', { name: 'Open the repaired twin' }).click()
    await expect(findHeadline).toHaveText('Any one zone may go, and the API goes on')
  })
}
