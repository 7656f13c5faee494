import { describe, expect, it } from 'vitest'
import { matchWords, splitQuery } from './match-words.ts'

describe('words of the palette', () => {
  it.each([
    { name: 'nothing asked matches everything', query: '', parts: ['prometheus-0'] },
    { name: 'the beginning', query: 'prom', parts: ['', 'prom', 'etheus-0'] },
    { name: 'any letter case', query: 'PROM', parts: ['', 'prom', 'etheus-0'] },
    { name: 'inside a word', query: 'theus', parts: ['prome', 'theus', '-0'] },
    { name: 'words in another order', query: '0 prom', parts: ['', 'prom', 'etheus-', '0', ''] },
    {
      name: 'words that overlap are marked once',
      query: 'prom pro',
      parts: ['', 'prom', 'etheus-0'],
    },
    { name: 'a word that is not there', query: 'prom loki', parts: undefined },
  ])('$name', ({ query, parts }) => {
    expect(matchWords('prometheus-0', splitQuery(query))?.parts).toEqual(parts)
  })

  it('ranks the beginning of the text first, then of a word, then the middle', () => {
    const ranks = ['zone c', 'lose zone c', 'ozone'].map(
      (text) => matchWords(text, ['zone'])?.rank ?? Infinity,
    )
    expect(ranks).toEqual(ranks.toSorted((a, b) => a - b))
    expect(new Set(ranks).size).toBe(3)
  })
})
