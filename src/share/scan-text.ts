export interface TextLimits {
  readonly maxDepth: number
  /** Commas and colons outside of texts. */
  readonly maxSeparators: number
}

/** What a JSON text may not be before it is parsed (L5.1 step 10): the rule it breaks, by name. */
export function scanText(
  text: string,
  { maxDepth, maxSeparators }: TextLimits,
): string | undefined {
  let depth = 0
  let separators = 0
  let isInString = false
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at]
    if (isInString) {
      if (character === '\\') at += 1
      else if (character === '"') isInString = false
      continue
    }
    if (character === '"') isInString = true
    else if (character === '[' || character === '{') depth += 1
    else if (character === ']' || character === '}') depth -= 1
    else if (character === ',' || character === ':') separators += 1
    if (depth > maxDepth) return 'depth'
    if (separators > maxSeparators) return 'size'
  }
  return undefined
}
