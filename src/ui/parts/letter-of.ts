/** The letter of a design in the plan's order: A to Z. */
export function letterOf(index: number): string {
  return String.fromCharCode(65 + index)
}
