/**
 * SC-4: scores as percentages of the greatest one. Reversed: the greatest becomes 0, and without any
 * all are best.
 */
export function normalizeScores(
  raw: readonly number[],
  options: { readonly isReversed: boolean },
): readonly number[] {
  const greatest = Math.max(0, ...raw)
  return raw.map((score) => {
    const percent = greatest === 0 ? 0 : Math.trunc((100 * score) / greatest)
    return options.isReversed ? 100 - percent : percent
  })
}
