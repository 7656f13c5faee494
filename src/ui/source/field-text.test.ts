import { describe, expect, it } from 'vitest'
import type { FieldType } from '#plan/fields/field.ts'
import { parseFieldText, renderFieldText } from './field-text.ts'

const TEXT: FieldType = { kind: 'text' }
const TEXTS: FieldType = { kind: 'list', of: TEXT, isOrdered: true }
const TAINTS: FieldType = { kind: 'list', of: { kind: 'map', fields: [] }, isOrdered: false }
const OWNS: FieldType = {
  kind: 'either',
  types: [
    {
      kind: 'enum',
      values: [{ value: 'auto-discovery', label: '', does: '', isDefault: false }],
    },
    TEXTS,
  ],
}

describe('a field on one line', () => {
  it.each([
    { name: 'a number', type: { kind: 'number' }, value: 0.5, text: '0.5' },
    { name: 'a text', type: TEXT, value: '1.35', text: '1.35' },
    { name: 'a list', type: TEXTS, value: ['m5.large', 'm6i.large'], text: 'm5.large, m6i.large' },
    {
      name: 'labels',
      type: { kind: 'record' },
      value: { team: 'shop', a: '' },
      text: 'team=shop, a=',
    },
    {
      name: 'taints',
      type: TAINTS,
      value: [
        { key: 'dedicated', value: 'db', effect: 'NoSchedule' },
        { key: 'gpu', effect: 'NoExecute' },
      ],
      text: 'dedicated=db:NoSchedule, gpu:NoExecute',
    },
    {
      name: 'a word in the place of a list',
      type: OWNS,
      value: 'auto-discovery',
      text: 'auto-discovery',
    },
    { name: 'a list in the place of a word', type: OWNS, value: ['workers'], text: 'workers' },
    { name: 'nothing', type: TEXTS, value: undefined, text: '' },
  ] satisfies readonly { name: string; type: FieldType; value: unknown; text: string }[])(
    'is written and read back: $name',
    ({ type, value, text }) => {
      expect(renderFieldText(type, value)).toBe(text)
      expect(parseFieldText(type, text)).toEqual({ kind: 'ok', value })
    },
  )

  it.each([
    { type: { kind: 'number' }, text: 'two', problem: '"two" is not a number' },
    { type: { kind: 'record' }, text: 'team', problem: '"team" is not of the form key=value' },
    { type: TAINTS, text: 'gpu', problem: '"gpu" is not of the form key=value:NoSchedule' },
  ] satisfies readonly { type: FieldType; text: string; problem: string }[])(
    'is refused: $text',
    ({ type, text, problem }) => {
      expect(parseFieldText(type, text)).toEqual({ kind: 'failed', problems: [problem] })
    },
  )
})
