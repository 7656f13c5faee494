/** The name, or the name with the first number that is free: `shop`, `shop 2`. */
export function makeFreeName(name: string, taken: readonly string[]): string {
  if (!taken.includes(name)) return name
  for (let number = 2; ; number++) {
    const candidate = `${name} ${number}`
    if (!taken.includes(candidate)) return candidate
  }
}
