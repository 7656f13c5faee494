/** Incidents that nobody edited are kept so many: the library has them all. */
export const INCIDENTS_KEPT = 10

/** Ids of plans that go: the incidents opened longest ago that nobody edited. What a person made never goes. */
export function listSurplus(
  lines: readonly {
    readonly id: string
    readonly changedAtMs: number
    readonly isEdited?: boolean
  }[],
  openId: string,
): readonly string[] {
  return lines
    .filter((line) => line.isEdited === false && line.id !== openId)
    .toSorted((a, b) => b.changedAtMs - a.changedAtMs || (a.id < b.id ? -1 : 1))
    .slice(INCIDENTS_KEPT)
    .map(({ id }) => id)
}
