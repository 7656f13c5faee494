import { placeOf, report, type ImportContext, type SourceDocument } from './import-context.ts'

/** `${NAME}`, `${NAME:-default}`, `${NAME:=default}`, `${NAME:offset:length}`; `$NAME` alone (I4.4). */
const BRACED = /\$\{([A-Za-z_][A-Za-z0-9_.]*)(?::([-=])([^}]*)|:(-?\d+)(?::(\d+))?)?\}/g
const WHOLE = /^\$([A-Za-z_][A-Za-z0-9_]*)$/

export function hasPlaceholder(text: string): boolean {
  return text.includes('$') && (text.search(BRACED) !== -1 || WHOLE.test(text))
}

/**
 * The text with its placeholders filled: by the values given, else by their defaults, which are told as
 * assumed.
 *
 * @returns `undefined` where one has neither; the field then counts as missing
 */
export function fillPlaceholders(
  context: ImportContext,
  text: string,
  at: { readonly document: SourceDocument; readonly path: string },
): string | undefined {
  let isOpen = false
  const fill = (name: string, fallback?: string): string => {
    const value = findVariable(context, name)
    if (value !== undefined) return value
    if (fallback === undefined) {
      isOpen = true
      noteOpen(context, name, at)
      return ''
    }
    const message = `no value for the placeholder ${name}: its default "${fallback.slice(0, 80)}" is taken`
    report(
      context,
      { code: 'placeholder-default', severity: 'assumed', message },
      placeOf(at.document, at.path),
    )
    return fallback
  }
  const whole = WHOLE.exec(text)
  const filled =
    whole?.[1] === undefined
      ? text.replaceAll(
          BRACED,
          (
            _all,
            name: string,
            kind?: string,
            fallback?: string,
            offset?: string,
            length?: string,
          ) => {
            if (kind !== undefined) return fill(name, fallback ?? '')
            const value = fill(name)
            if (offset === undefined) return value
            const cut = value.slice(Number(offset))
            return length === undefined ? cut : cut.slice(0, Number(length))
          },
        )
      : fill(whole[1])
  return isOpen ? undefined : filled
}

function findVariable(context: ImportContext, name: string): string | undefined {
  const { variables } = context.options
  return variables !== undefined && Object.hasOwn(variables, name) ? variables[name] : undefined
}

function noteOpen(
  context: ImportContext,
  name: string,
  at: { readonly document: SourceDocument; readonly path: string },
): void {
  const place = placeOf(at.document, at.path)
  const shown = `${place.file}${place.line === undefined ? '' : `:${place.line}`} ${place.path ?? ''}`
  const places = context.openPlaceholders.get(name) ?? new Set<string>()
  if (places.size < 200) places.add(shown)
  context.openPlaceholders.set(name, places)
}
