import { expect, it } from 'vitest'
import { createVault, KEYS_LIVE_MS } from './vault.ts'

const KEYS = { keyId: 'ASIAIOSFODNN7EXAMPLE', secret: 'x' }

function makeTimer() {
  const due: { readonly run: () => void; readonly afterMs: number; isCancelled: boolean }[] = []
  return {
    due,
    schedule: (run: () => void, afterMs: number) => {
      const one = { run, afterMs, isCancelled: false }
      due.push(one)
      return () => {
        one.isCancelled = true
      }
    },
  }
}

it('I15.4 holds keys until they are wiped', () => {
  const timer = makeTimer()
  const vault = createVault(timer.schedule)
  expect(vault.get()).toBeUndefined()
  vault.put(KEYS)
  expect(vault.get()).toBe(KEYS)
  vault.wipe()
  expect(vault.get()).toBeUndefined()
  expect(timer.due.map(({ isCancelled }) => isCancelled)).toEqual([true])
})

it('I15.4 wipes them after 15 minutes, counted from the last ones', () => {
  const timer = makeTimer()
  const vault = createVault(timer.schedule)
  vault.put(KEYS)
  vault.put({ ...KEYS, secret: 'y' })
  expect(timer.due.map(({ afterMs, isCancelled }) => [afterMs, isCancelled])).toEqual([
    [KEYS_LIVE_MS, true],
    [15 * 60_000, false],
  ])
  timer.due[1]?.run()
  expect(vault.get()).toBeUndefined()
})

it('shows nothing of them to what prints it', () => {
  const vault = createVault(makeTimer().schedule)
  vault.put({ ...KEYS, secret: 'wJalrXUtnFEMI' })
  expect(JSON.stringify(vault)).toBe('{}')
})
