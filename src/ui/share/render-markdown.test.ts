import { describe, expect, it } from 'vitest'
import { renderMarkdown } from './render-markdown.ts'

describe('Markdown with the link', () => {
  it.each([
    {
      name: 'name, verdict and link',
      given: ['shop', 'db-0 is pending for ever'] as const,
      text: '[shop](https://a.example/#plan=1d.z): db-0 is pending for ever\n',
    },
    {
      name: 'without a verdict',
      given: ['shop', undefined] as const,
      text: '[shop](https://a.example/#plan=1d.z)\n',
    },
    {
      name: 'S11 a name that is Markdown stays text',
      given: ['[x](javascript:alert(1))\n<b>', undefined] as const,
      text: '[\\[x\\]\\(javascript:alert\\(1\\)\\) \\<b\\>](https://a.example/#plan=1d.z)\n',
    },
  ])('$name', ({ given: [name, headline], text }) => {
    expect(renderMarkdown(name, headline, 'https://a.example/#plan=1d.z')).toBe(text)
  })
})
