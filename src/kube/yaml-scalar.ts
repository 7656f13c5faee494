const NUMBER = /^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:e[-+][0-9]+)?$/

/**
 * What an unquoted YAML scalar means, by the 1.2 core schema; words such as `yes` stay text (import
 * specification I4.2). A number whose usual form is not the one written (`1.30`, `012`, `0x1F`,
 * digits that a number would lose) stays text too: a version keeps its zero, and number fields refuse
 * or convert it (I4.3).
 */
export function resolvePlainScalar(text: string): string | number | boolean | null {
  const first = text.charCodeAt(0)
  // A digit or a minus sign.
  if ((first >= 48 && first <= 57) || first === 45) {
    if (!NUMBER.test(text)) return text
    const value = Number(text)
    return String(value) === text ? value : text
  }
  if (text.length > 5) return text
  switch (text) {
    case '':
    case '~':
    case 'null':
    case 'Null':
    case 'NULL':
      return null
    case 'true':
    case 'True':
    case 'TRUE':
      return true
    case 'false':
    case 'False':
    case 'FALSE':
      return false
    default:
      return text
  }
}
