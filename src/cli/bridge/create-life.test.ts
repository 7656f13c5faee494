import { describe, expect, it } from 'vitest'
import { createLife, IDLE_MS } from './create-life.ts'

/** A clock that the test moves. */
function startLife() {
  let timers: { readonly run: () => void; readonly atMs: number }[] = []
  let nowMs = 0
  let isOver = false
  const life = createLife((run, afterMs) => {
    const timer = { run, atMs: nowMs + afterMs }
    timers.push(timer)
    return () => {
      timers = timers.filter((one) => one !== timer)
    }
  })
  void life.ended.then(() => {
    isOver = true
  })
  const pass = async (minutes: number) => {
    nowMs += minutes * 60_000
    for (const timer of timers.filter(({ atMs }) => atMs <= nowMs)) timer.run()
    await Promise.resolve()
    return isOver
  }
  return { life, pass, countTimers: () => timers.length }
}

describe('createLife, I17.7', () => {
  it('ends after 15 minutes without a call', async () => {
    const { pass } = startLife()
    expect([IDLE_MS, await pass(14), await pass(1)]).toEqual([900_000, false, true])
  })

  it('counts anew after each call', async () => {
    const { life, pass } = startLife()
    const seen = [await pass(14)]
    await life.during(() => Promise.resolve())
    seen.push(await pass(14), await pass(1))
    expect(seen).toEqual([false, false, true])
  })

  it('does not end while a call is under way, however many there are', async () => {
    const { life, pass } = startLife()
    const finish: (() => void)[] = []
    const calls = [1, 2].map(() =>
      life.during(() => new Promise<void>((resolve) => finish.push(resolve))),
    )
    finish[0]?.()
    await calls[0]
    const during = await pass(60)
    finish[1]?.()
    await calls[1]
    expect([during, await pass(14), await pass(1)]).toEqual([false, false, true])
  })

  it('leaves no timer behind when it is ended, not even by a call that comes back later', async () => {
    const { life, countTimers } = startLife()
    let finish = () => {}
    const call = life.during(
      () =>
        new Promise<void>((resolve) => {
          finish = resolve
        }),
    )
    life.end()
    finish()
    await call
    await life.ended
    expect(countTimers()).toBe(0)
  })
})
