import { describe, expect, it } from 'vitest'
import { createQueue } from './create-queue.ts'

const GAP_MS = 20
const never = new AbortController().signal

describe('createQueue, I13.3', () => {
  it('runs one at a time, in their order, with a gap between them', async () => {
    const takeTurn = createQueue(GAP_MS)
    const startedMs: number[] = []
    let running = 0
    let most = 0
    await Promise.all(
      [1, 2, 3].map(() =>
        takeTurn(never, async () => {
          running += 1
          most = Math.max(most, running)
          startedMs.push(performance.now())
          await Promise.resolve()
          running -= 1
        }),
      ),
    )
    const [first = 0, , last = 0] = startedMs
    expect(most).toBe(1)
    // A timer of Node may come up to a millisecond early.
    expect(last - first).toBeGreaterThanOrEqual(2 * (GAP_MS - 1))
  })

  it('goes on after work that failed, and after a page that went away', async () => {
    const takeTurn = createQueue(0)
    const gone = new AbortController()
    gone.abort(new Error('gone'))
    const ran: string[] = []
    const results = await Promise.allSettled([
      takeTurn(never, () => Promise.reject(new Error('failed'))),
      takeTurn(gone.signal, async () => ran.push('gone')),
      takeTurn(never, async () => ran.push('last')),
    ])
    expect([results.map(({ status }) => status), ran]).toEqual([
      ['rejected', 'rejected', 'fulfilled'],
      ['last'],
    ])
  })

  it('has room for 16 at once and no more', async () => {
    const takeTurn = createQueue(0)
    const results = await Promise.allSettled(
      Array.from({ length: 17 }, () => takeTurn(never, () => Promise.resolve())),
    )
    expect(results.map(({ status }) => status).filter((one) => one === 'rejected')).toHaveLength(1)
    expect(results[16]).toMatchObject({ reason: { name: 'QueueFull' } })
  })
})
