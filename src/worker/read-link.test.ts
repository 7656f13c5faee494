import { describe, expect, it } from 'vitest'
import { INCIDENTS } from '#incidents/library.ts'
import { prepareLink } from '#share/prepare-link.ts'
import { readLink } from './read-link.ts'
import { createResourceCache } from './resource-cache.ts'

const desk = () => ({ resources: createResourceCache(), nowMs: () => 0, report: () => undefined })

async function makeLink(): Promise<string> {
  const plan = INCIDENTS.find(({ id }) => id === 'R14')?.plan
  if (plan === undefined) throw new Error('no incident')
  const view = { screen: 'findings', place: { design: 0, cluster: 0 }, open: 'wiki/wiki-0' }
  const options = { neutralNames: false, leftOut: [], origin: '' }
  const link = await prepareLink(plan, view, options)
  if (link.kind === 'failed' || link.value.link === undefined) throw new Error('no link')
  return link.value.link.slice(1)
}

describe('readLink', () => {
  it('L6.1 says what the link holds and where it opens', async () => {
    const reading = await readLink(`${await makeLink()}).`, desk())
    if (reading.kind === 'failed') throw new Error(reading.problem.message)
    const { contents, view, sketch, repairs, packed } = reading.preview
    expect(contents).toMatchObject({ designs: 1, nodeGroups: 2, volumes: 1 })
    expect(view).toEqual({
      screen: 'findings',
      place: { design: 0, cluster: 0 },
      open: 'wiki/wiki-0',
    })
    expect(repairs).toHaveLength(1)
    expect(sketch.map(({ zone, groups, volumes }) => [zone, groups.length, volumes])).toEqual([
      ['eu-west-2a', 1, []],
      ['eu-west-2b', 1, []],
      ['eu-west-2c', 0, ['data-wiki-0']],
    ])
    expect(packed.shell.designs[0]?.clusters[0]?.resources).toEqual([])
  })

  it('L5.4 gives one message for a link that was cut', async () => {
    const reading = await readLink((await makeLink()).slice(0, 200), desk())
    expect(reading).toMatchObject({ kind: 'failed', problem: { code: 'share/cut' } })
  })
})
