import { describe, expect, it } from 'vitest'
import { FIRST_PLACE, parseRoute, renderRoute } from './route.ts'
import type { Route } from './route.ts'

const START: Route = {
  screen: 'start',
  place: FIRST_PLACE,
  selection: undefined,
  player: undefined,
  open: undefined,
}

describe('the address of a view', () => {
  it.each([
    { name: 'an empty address is the start', hash: '', route: START },
    { name: 'a screen', hash: '#/findings', route: { ...START, screen: 'findings' as const } },
    {
      name: 'a selected pod and a step of its trace',
      hash: '#/topology?pod=monitoring/prometheus-0&trace=monitoring/prometheus-0&step=2',
      route: {
        ...START,
        screen: 'topology' as const,
        selection: { kind: 'pod' as const, key: 'monitoring/prometheus-0' },
        player: { key: 'monitoring/prometheus-0', step: 2 },
      },
    },
    {
      name: 'a step of what one loss does',
      hash: '#/topology?trace=monitoring/prometheus-0&step=1&event=zone/eu-west-1c',
      route: {
        ...START,
        screen: 'topology' as const,
        player: { key: 'monitoring/prometheus-0', step: 1, event: 'zone/eu-west-1c' },
      },
    },
    {
      name: 'another cluster of the plan',
      hash: '#/topology?design=1&cluster=3',
      route: { ...START, screen: 'topology' as const, place: { design: 1, cluster: 3 } },
    },
    {
      name: 'a name with every character that an address reserves',
      hash: '#/topology?group=a%26b%3Dc%23d+e',
      route: {
        ...START,
        screen: 'topology' as const,
        selection: { kind: 'group' as const, key: 'a&b=c#d e' },
      },
    },
  ])('$name', ({ hash, route }) => {
    expect(parseRoute(hash)).toEqual(route)
    expect(parseRoute(renderRoute(route))).toEqual(route)
  })

  it.each([
    { name: 'a screen that is not there is the start', hash: '#/costs', route: START },
    {
      name: 'a step that is no number is the first',
      hash: '#/topology?trace=a/b&step=-1',
      route: { ...START, screen: 'topology' as const, player: { key: 'a/b', step: 0 } },
    },
    {
      name: 'a selection without a name is none',
      hash: '#/topology?pod=',
      route: { ...START, screen: 'topology' as const },
    },
  ])('$name', ({ hash, route }) => {
    expect(parseRoute(hash)).toEqual(route)
  })
})
