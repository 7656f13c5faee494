import { describe, expect, it } from 'vitest'
import type { PlayerFrame } from '#worker/player-frame.ts'
import { drawFilmPicture } from './draw-film-picture.ts'

const FRAME: PlayerFrame = {
  frame: {
    nodes: [
      { id: 'n1', group: 'workers', zone: 'eu-west-1a', pods: ['web', 'web'] },
      { id: 'n2', group: 'workers', zone: 'eu-west-1c', pods: ['web', 'db'] },
    ],
    desired: { workers: 2 },
    pending: [],
    absent: [],
    finished: {},
    memory: {},
    bound: {},
    changed: {},
  },
  groups: [
    { name: 'workers', desired: 2, believedZones: ['eu-west-1a'], actualZones: ['eu-west-1b'] },
  ],
  podsOfClass: { web: ['shop/web-1', 'shop/web-2', 'shop/web-3'], db: ['shop/db-0'] },
}
const DB = { target: 'shop/db-0', zone: 'eu-west-1c' }

describe('a small picture of a state', () => {
  it('has a column for every zone that is named, in order', () => {
    const { zones } = drawFilmPicture(FRAME, DB)
    expect(zones.map(({ letter }) => letter)).toEqual(['a', 'b', 'c'])
  })

  it('draws the judged pod first on its node', () => {
    expect(drawFilmPicture(FRAME, DB).zones[2]?.nodes).toEqual([{ pods: [true, false] }])
  })

  it('marks the hole where the pod waits and no node is', () => {
    const frame = {
      ...FRAME.frame,
      nodes: FRAME.frame.nodes.slice(0, 1),
      pending: ['db'],
    }
    const { zones } = drawFilmPicture({ ...FRAME, frame }, DB)
    expect(zones.map(({ isHole }) => isHole)).toEqual([false, false, true])
  })

  it('marks no hole where a node is there and refuses the pod', () => {
    const frame = { ...FRAME.frame, pending: ['db'] }
    expect(drawFilmPicture({ ...FRAME, frame }, DB).zones[2]?.isHole).toBe(false)
  })
})
