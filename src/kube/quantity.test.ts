import { describe, expect, it } from 'vitest'
import { parseMilliCpu, parseQuantity, parseUnits } from './quantity.ts'

describe('quantities', () => {
  it.each([
    { name: 'Q-3 100m of CPU', value: '100m', milli: 100 },
    { name: 'Q-3 a tenth of a CPU', value: '0.1', milli: 100 },
    { name: 'I4.1 a YAML number', value: 0.5, milli: 500 },
    { name: 'I4.1 a whole YAML number', value: 1, milli: 1000 },
    { name: 'Q-3 rounds up', value: '1.0005', milli: 1001 },
    { name: 'Q-3 rounds a nano up', value: '1n', milli: 1 },
    { name: 'Q-2 rounds up what is finer than a nano', value: '0.0000000001', milli: 1 },
    { name: 'Q-3 rounds away from zero', value: '-1.5m', milli: -2 },
    { name: 'Q-1 nothing before the point', value: '.5', milli: 500 },
    { name: 'Q-1 nothing after the point', value: '5.', milli: 5000 },
    { name: 'Q-1 a plus sign', value: '+2', milli: 2000 },
  ])('$name', ({ value, milli }) => {
    expect(parseMilliCpu(value, '')).toEqual({ kind: 'ok', value: milli })
  })

  it.each([
    { name: 'I4.1 plain', value: '128974848', units: 128974848 },
    { name: 'I4.1 exponent', value: '129e6', units: 129000000 },
    { name: 'I4.1 decimal suffix', value: '129M', units: 129000000 },
    { name: 'I4.1 binary suffix', value: '123Mi', units: 128974848 },
    { name: 'Q-3 half a byte', value: '0.5', units: 1 },
    { name: 'Q-3 one and a half Gi', value: '1.5Gi', units: 1610612736 },
    { name: 'Q-1 E with digits is an exponent', value: '1E3', units: 1000 },
    { name: 'Q-1 E without digits is exa', value: '1E', units: 1e18 },
    { name: 'Q-1 a negative exponent', value: '12e-1', units: 2 },
    { name: 'Q-2 caps what is too large', value: '9Ei', units: Number(2n ** 63n - 1n) },
    {
      name: 'Q-2 caps a huge exponent at once',
      value: '1e999999999',
      units: Number(2n ** 63n - 1n),
    },
    { name: 'Q-2 a tiny exponent is one nano', value: '1e-999999999', units: 1 },
    { name: 'zero with a huge exponent', value: '0e999999999', units: 0 },
  ])('$name', ({ value, units }) => {
    expect(parseUnits(value, '')).toEqual({ kind: 'ok', value: units })
  })

  it.each(['', ' ', '1 Gi', '1gb', '1K', '1ki', '1mi', 'e3', '1e', '.', '1.2.3', '0x10', '1_000'])(
    'I4.1 refuses %j',
    (value) => {
      expect(parseQuantity(value, 'x').kind).toBe('failed')
    },
  )

  it.each([null, undefined, {}, [], true, NaN, Infinity, '1'.repeat(65)])('refuses %j', (value) => {
    expect(parseQuantity(value, 'x').kind).toBe('failed')
  })

  it('names the place, the value found and the suffixes allowed', () => {
    const result = parseQuantity('1gb', 'resources.requests.memory')
    expect(result).toMatchObject({
      kind: 'failed',
      problems: [
        {
          code: 'kube/quantity',
          path: 'resources.requests.memory',
          message: expect.stringContaining('"1gb"'),
        },
      ],
    })
  })
})
