import { describe, expect, it } from 'vitest'
import { createFakeTerminal } from '#testing/fake-terminal.ts'
import { readFiles } from './read-files.ts'

describe('readFiles', () => {
  it('reads every file, standard input under its own label', async () => {
    const result = await readFiles(['a.yaml', '-'], createFakeTerminal({ 'a.yaml': 'x', '-': 'y' }))
    const bytes = (text: string) => new TextEncoder().encode(text)
    expect(result).toEqual({
      kind: 'ok',
      value: [
        { label: 'a.yaml', bytes: bytes('x') },
        { label: 'standard input', bytes: bytes('y') },
      ],
    })
  })

  it.each([
    { name: 'no file', paths: [], problems: [{ code: 'cli/missing', path: 'FILE' }] },
    {
      name: 'a file named twice',
      paths: ['a', 'a'],
      problems: [{ code: 'cli/repeated', path: 'a' }],
    },
    {
      name: 'missing files, all of them',
      paths: ['b', 'a', 'c'],
      problems: [
        { code: 'cli/unreadable', path: 'b', message: 'there is no such file' },
        { code: 'cli/unreadable', path: 'c', message: 'there is no such file' },
      ],
    },
  ])('refuses $name', async ({ paths, problems }) => {
    const result = await readFiles(paths, createFakeTerminal({ a: '' }))
    expect(result).toMatchObject({ kind: 'failed', problems })
  })
})
