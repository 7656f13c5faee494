import { isAwsTagRead } from '#importers/aws-tags.ts'
import { ANSWER_SHAPES } from './answer-shapes.ts'
import type { Shape } from './answer-shapes.ts'
import type { AnyCallName } from './operations.ts'
import type { Answer } from './send-call.ts'

/** The allowed members of an answer; nothing of a call that is not part of an inventory. */
export function reduceAnswer(call: AnyCallName, answer: Answer): Answer {
  const shape = ANSWER_SHAPES[call]
  if (shape === undefined) return {}
  const reduced = reduce(answer, shape)
  return isRecord(reduced) ? reduced : {}
}

function reduce(value: unknown, shape: Shape): unknown {
  if (shape === 'all') return value
  if (shape === 'prefix') return findPrefix(value)
  if (shape === 'tags') return Array.isArray(value) ? value.flatMap(keepTag) : undefined
  if (isListShape(shape)) {
    return Array.isArray(value) ? value.map((item) => reduce(item, shape[0])) : undefined
  }
  if (!isRecord(value)) return undefined
  const kept: Record<string, unknown> = {}
  for (const [member, inner] of Object.entries(shape)) {
    if (!Object.hasOwn(value, member)) continue
    const reduced = reduce(value[member], inner)
    if (reduced !== undefined) kept[member] = reduced
  }
  return kept
}

/** `/24` of `10.0.3.0/24`. */
function findPrefix(range: unknown): string | undefined {
  return typeof range === 'string' ? /\/\d{1,3}$/.exec(range)?.[0] : undefined
}

/** I12.1: every other tag is dropped unread. */
function keepTag(tag: unknown): readonly object[] {
  if (!isRecord(tag)) return []
  const { Key, Value } = tag
  return typeof Key === 'string' && isAwsTagRead(Key) ? [{ Key, Value }] : []
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isListShape(shape: Shape): shape is readonly [Shape] {
  return Array.isArray(shape)
}
