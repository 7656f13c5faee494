import { READ_PREFIXES, READ_TAGS } from '#importers/aws-tags.ts'
import { ANSWER_SHAPES } from '../answer-shapes.ts'
import type { Shape } from '../answer-shapes.ts'
import type { AnyCallName } from '../operations.ts'

/**
 * What of a call's answer the command line writes: the members of `answer-shapes.ts` and no others, as a
 * `--query`. It holds single quotes, and neither double ones nor `$`, backticks, `!` or blanks: so it stands
 * between double quotes in every shell, pasted or not.
 *
 * @param tagsOf the selection of tags by the name of the list that they are in, for a shell that has it in a
 *   variable
 */
export function renderQuery(
  call: AnyCallName,
  renderTags: (list: string) => string = renderTagSelection,
): string {
  const shape = ANSWER_SHAPES[call]
  return shape === undefined ? '@' : renderShape(shape, renderTags)
}

/** `Tags[?…].{Key:Key,Value:Value}`: the tags of I12.1; every other never gets into the file. */
export function renderTagSelection(list: string): string {
  const whole = `contains([${[...READ_TAGS].map((key) => `'${key}'`).join(',')}],Key)`
  const begins = READ_PREFIXES.map((prefix) => `starts_with(Key,'${prefix}')`)
  return `${list}[?${[whole, ...begins].join('||')}].{Key:Key,Value:Value}`
}

type RenderTags = (list: string) => string

function renderShape(shape: Shape, renderTags: RenderTags): string {
  if (typeof shape === 'string' || isList(shape)) return '@'
  const members = Object.entries(shape).flatMap(([name, inner]) => {
    // The command line cannot cut a text: a range of addresses stays out of the file as a whole.
    return inner === 'prefix' ? [] : [`${name}:${renderMember(name, inner, renderTags)}`]
  })
  return `{${members.join(',')}}`
}

function renderMember(name: string, shape: Shape, renderTags: RenderTags): string {
  if (shape === 'tags') return renderTags(name)
  if (typeof shape === 'string') return name
  return isList(shape)
    ? `${name}[].${renderShape(shape[0], renderTags)}`
    : `${name}.${renderShape(shape, renderTags)}`
}

function isList(shape: Shape): shape is readonly [Shape] {
  return Array.isArray(shape)
}
