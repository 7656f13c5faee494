import { describe, expect, it } from 'vitest'
import { SAMPLE_PLAN } from '#testing/sample-plan.ts'
import { toLinkView, toRoute } from './link-route.ts'
import { FIRST_PLACE } from './route.ts'
import type { Route } from './route.ts'

const BOARD: Route = {
  screen: 'topology',
  place: FIRST_PLACE,
  selection: { kind: 'pod', key: 'monitoring/prometheus-0' },
  player: { key: 'monitoring/prometheus-0', step: 3 },
  open: undefined,
}

describe('the view of a link (L3.4)', () => {
  it('comes back as it was', () => {
    expect(toRoute(toLinkView(BOARD), SAMPLE_PLAN)).toEqual(BOARD)
  })

  it('keeps the pod that is scheduled, and the part of its message', () => {
    const placed: Route = {
      ...BOARD,
      screen: 'scheduling',
      player: undefined,
      open: '0/2 Insufficient cpu',
    }
    expect(toRoute(toLinkView(placed), SAMPLE_PLAN)).toEqual(placed)
  })

  it('is none on a screen that shows no plan', () => {
    expect(toLinkView({ ...BOARD, screen: 'import' })).toBeUndefined()
  })

  it.each([
    { name: 'no view', view: undefined },
    { name: 'a screen of another version', view: { screen: 'cost', place: FIRST_PLACE } },
    { name: 'a screen that shows no plan', view: { screen: 'import', place: FIRST_PLACE } },
    {
      name: 'a design that is not there',
      view: { screen: 'topology', place: { design: 3, cluster: 0 } },
    },
    {
      name: 'a kind of selection that is not known',
      view: { screen: 'topology', place: FIRST_PLACE, selection: { kind: 'script', key: 'x' } },
    },
  ])('opens at the board with $name', ({ view }) => {
    expect(toRoute(view, SAMPLE_PLAN)).toEqual({
      ...BOARD,
      selection: undefined,
      player: undefined,
    })
  })
})
