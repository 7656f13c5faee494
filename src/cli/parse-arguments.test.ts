import { describe, expect, it } from 'vitest'
import type { Command } from './command.ts'
import { parseArguments } from './parse-arguments.ts'

const command: Command = {
  name: 'judge',
  summary: '',
  usage: [],
  options: [
    { name: 'bound', value: 'N', help: '' },
    { name: 'format', short: 'f', value: 'FORMAT', words: ['text', 'json'], help: '' },
    { name: 'set', value: 'NAME=VALUE', isRepeatable: true, help: '' },
    { name: 'plain', help: '' },
  ],
  notes: [],
  run: async () => 0,
}

describe('parseArguments', () => {
  it.each([
    { name: 'no arguments', args: [], files: [], values: {} },
    {
      name: 'files before and after options',
      args: ['a', '--plain', 'b'],
      files: ['a', 'b'],
      values: { plain: [''] },
    },
    { name: 'a value after a space', args: ['--bound', '5'], files: [], values: { bound: ['5'] } },
    { name: 'a value after =', args: ['--bound=5'], files: [], values: { bound: ['5'] } },
    { name: 'a short name', args: ['-f', 'json'], files: [], values: { format: ['json'] } },
    {
      name: 'a repeated option',
      args: ['--set', 'A=1', '--set', 'B=2'],
      files: [],
      values: { set: ['A=1', 'B=2'] },
    },
    { name: 'standard input', args: ['-'], files: ['-'], values: {} },
    {
      name: 'a file that looks like an option',
      args: ['--', '--plain'],
      files: ['--plain'],
      values: {},
    },
  ])('takes $name', ({ args, files, values }) => {
    expect(parseArguments(command, args)).toEqual({
      kind: 'ok',
      value: { files, values: new Map(Object.entries(values)) },
    })
  })

  it.each([
    {
      name: 'an unknown option',
      args: ['--bond=5'],
      path: '--bond',
      message: 'is not an option of judge (--bound, --format, --set, --plain)',
    },
    {
      name: 'a value that is not allowed',
      args: ['-f', 'xml'],
      path: '-f',
      message: '"xml" is not one of text, json',
    },
    {
      name: 'a missing value',
      args: ['--bound'],
      path: '--bound',
      message: 'needs a value: --bound N',
    },
    {
      name: 'a value for a flag',
      args: ['--plain=yes'],
      path: '--plain',
      message: '"yes": the option takes no value',
    },
  ])('refuses $name', ({ args, path, message }) => {
    const result = parseArguments(command, args)
    expect(result).toMatchObject({ kind: 'failed', problems: [{ path, message }] })
  })

  it('tells every problem, not only the first', () => {
    const result = parseArguments(command, ['--bond', '-f', 'xml', '--plain=1'])
    expect(result).toMatchObject({
      problems: [{ path: '--bond' }, { path: '-f' }, { path: '--plain' }],
    })
  })
})
