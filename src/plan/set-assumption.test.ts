import { describe, expect, it } from 'vitest'
import { SAMPLE_PLAN } from '#testing/sample-plan.ts'
import { setAssumption } from './set-assumption.ts'

const set = (name: string, value: number | undefined, plan = SAMPLE_PLAN) =>
  setAssumption(plan, 0, { name, value })

describe('setAssumption', () => {
  it('sets one and keeps the others', () => {
    const plan = set('nodeMttrMinutes', 3, set('azDown', 0.1))
    expect(plan.designs[0]?.assumptions).toMatchObject({ azDown: 0.1, nodeMttrMinutes: 3 })
  })

  it('takes one away, and with the last of them the map', () => {
    const bare = Object.keys(SAMPLE_PLAN.designs[0]?.assumptions ?? {}).reduce(
      (plan, name) => set(name, undefined, plan),
      SAMPLE_PLAN,
    )
    expect(bare.designs[0]).not.toHaveProperty('assumptions')
    expect(set('azDown', undefined, set('azDown', 0.1, bare))).toEqual(bare)
  })

  it('changes nothing where it is so already, or where there is no such design', () => {
    const plan = set('azDown', 0.1)
    expect(set('azDown', 0.1, plan)).toBe(plan)
    expect(setAssumption(plan, 9, { name: 'azDown', value: 1 })).toBe(plan)
  })
})
