/** A noun for so many things: `2 node groups`, `3 StorageClasses`, `1 NetworkPolicy`, `2 NetworkPolicies`. */
export function pluralize(noun: string, count: number): string {
  if (count === 1) return noun
  if (/(?:s|x|ch|sh)$/.test(noun)) return `${noun}es`
  return /[^aeiou]y$/.test(noun) ? `${noun.slice(0, -1)}ies` : `${noun}s`
}
