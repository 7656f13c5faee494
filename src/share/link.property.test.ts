import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { shareable } from '#plan/shareable.ts'
import { anyPlan } from '#testing/any-plan.ts'
import { mutateLinks } from '#testing/mutate-links.ts'
import { decodeLink, encodeLink } from './link.ts'
import { renderDocument } from './document.ts'

const never = () => false

describe('links', () => {
  it('S1 open to what of the plan may be shared, and L3.6 are the same text each time', async () => {
    await fc.assert(
      fc.asyncProperty(anyPlan, async (plan) => {
        const link = await encodeLink(plan, undefined)
        expect(link.kind).toBe('ok')
        const opened = await decodeLink(link.kind === 'ok' ? link.value : '', never)
        expect(opened).toMatchObject({ kind: 'ok', value: { plan: shareable(plan), repairs: [] } })
        const once = shareable(plan)
        expect(renderDocument(shareable(once), undefined)).toBe(renderDocument(once, undefined))
      }),
      { numRuns: 30 },
    )
  }, 20_000)

  it('L7 projecting twice changes nothing', () => {
    fc.assert(
      fc.property(anyPlan, (plan) => {
        expect(shareable(shareable(plan))).toEqual(shareable(plan))
      }),
      { numRuns: 50 },
    )
  }, 20_000)

  // Ten thousand in all.
  it.each([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])(
    'S3 a thousand mutated links never open to another plan: seed %i',
    async (seed) => {
      const counts = await mutateLinks({ count: 1_000, seed })
      expect(counts).toMatchObject({ other: 0, escaped: 0, total: 1_000 })
      expect(counts.told).toBeGreaterThan(500)
    },
  )
})
