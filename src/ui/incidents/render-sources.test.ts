import { describe, expect, it } from 'vitest'
import { renderSources } from './render-sources.ts'

describe('sources of an incident', () => {
  it.each([
    { name: 'none', sources: [], text: '' },
    { name: 'one', sources: ['a/b#1'], text: 'a/b#1' },
    { name: 'two threads of one repository', sources: ['a/b#1', 'a/b#2'], text: 'a/b#1, #2' },
    { name: 'two repositories', sources: ['a/b#1', 'a/c#2'], text: 'a/b#1, a/c#2' },
    { name: 'what is no thread', sources: ['a/b', 'a/b'], text: 'a/b, a/b' },
  ])('$name', ({ sources, text }) => {
    expect(renderSources(sources)).toBe(text)
  })
})
