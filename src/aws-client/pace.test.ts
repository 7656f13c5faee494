import fc from 'fast-check'
import { expect, it } from 'vitest'
import { makeStillSurroundings } from '#testing/still-surroundings.ts'
import { chooseWaitMs, createPace } from './pace.ts'

it('I13.3 lets at most five requests a second leave', async () => {
  const surroundings = makeStillSurroundings()
  const takeTurn = createPace(surroundings)
  const startedAtMs = surroundings.nowMs()
  for (let request = 0; request < 11; request += 1) await takeTurn()
  expect(surroundings.nowMs() - startedAtMs).toBe(2000)
})

it('I13.3 waits between 0.5 s and 20 s, each time longer until the bound', () => {
  const draw = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })
  fc.assert(
    fc.property(fc.array(draw, { minLength: 2, maxLength: 8 }), (draws) => {
      const waits: number[] = []
      for (const [index, drawn] of draws.entries()) {
        waits.push(chooseWaitMs(index + 1, waits.at(-1) ?? 0, () => drawn))
      }
      expect(waits.every((ms) => ms >= 500 && ms <= 20_000)).toBe(true)
      expect(waits.every((ms, at) => at === 0 || ms > (waits[at - 1] ?? 0) || ms === 20_000)).toBe(
        true,
      )
    }),
  )
})
