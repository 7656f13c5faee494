import { failed, ok, type Result } from '#base/result.ts'
import type { FieldType } from '#plan/fields/field.ts'

/** A value on one line of a form: `m5.large, m6i.large`; `team=shop`; `dedicated=db:NoSchedule`. */
export function renderFieldText(type: FieldType, value: unknown): string {
  if (value === undefined || value === null) return ''
  if (Array.isArray(value)) return value.map(renderItem).join(', ')
  if (type.kind === 'record' && typeof value === 'object') {
    return Object.entries(value)
      .map(([key, text]) => `${key}=${String(text)}`)
      .join(', ')
  }
  return typeof value === 'object' ? JSON.stringify(value) : String(value as string | number)
}

/** Back to a value; an empty line is none. What the schema says of it is told by the text. */
export function parseFieldText(type: FieldType, typed: string): Result<unknown, string> {
  const text = typed.trim()
  if (text === '') return ok(undefined)
  switch (type.kind) {
    case 'number':
      return parseNumber(text)
    case 'record':
      return parseRecord(text)
    case 'either':
      return ok(
        text.includes(',') || !type.types.some((one) => isWordOf(one, text))
          ? splitList(text)
          : text,
      )
    case 'list':
      return type.of.kind === 'map' ? parseTaints(text) : ok(splitList(text))
    default:
      return ok(text)
  }
}

function renderItem(item: unknown): string {
  if (typeof item !== 'object' || item === null) return String(item)
  const { key, value, effect } = item as Readonly<Record<string, unknown>>
  const taint = `${String(key)}${value === undefined ? '' : `=${String(value)}`}`
  return `${taint}:${String(effect)}`
}

function isWordOf(type: FieldType, text: string): boolean {
  return type.kind === 'enum' && type.values.some(({ value }) => value === text)
}

function splitList(text: string): readonly string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
}

function parseNumber(text: string): Result<number, string> {
  const value = Number(text)
  return Number.isFinite(value) ? ok(value) : failed([`"${text}" is not a number`])
}

function parseRecord(text: string): Result<Readonly<Record<string, string>>, string> {
  const entries: [string, string][] = []
  for (const part of splitList(text)) {
    const at = part.indexOf('=')
    if (at < 1) return failed([`"${part}" is not of the form key=value`])
    entries.push([part.slice(0, at).trim(), part.slice(at + 1).trim()])
  }
  return ok(Object.fromEntries(entries))
}

const TAINT = /^([^=:]+)(?:=([^:]*))?:(.+)$/

function parseTaints(text: string): Result<readonly Readonly<Record<string, string>>[], string> {
  const taints: Readonly<Record<string, string>>[] = []
  for (const part of splitList(text)) {
    const [, key, value, effect] = TAINT.exec(part) ?? []
    if (key === undefined || effect === undefined) {
      return failed([`"${part}" is not of the form key=value:NoSchedule`])
    }
    taints.push({ key, ...(value === undefined ? {} : { value }), effect })
  }
  return ok(taints)
}
