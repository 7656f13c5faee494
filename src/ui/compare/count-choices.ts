import type {
  DesignComparison,
  Difference,
  DifferenceChoice,
  DifferenceChoices,
  DifferenceGroup,
} from '#differences/difference.ts'

/** What is chosen of a difference: for itself, else for its kind, else the own is kept. */
export function findChoice(
  { things, kinds }: DifferenceChoices,
  group: DifferenceGroup,
  difference: Difference,
): DifferenceChoice {
  return things[difference.id] ?? settle(kinds[group.key] ?? 'keep', difference)
}

/** Two of it can't stand side by side: the own is kept; one that is only there is taken. */
function settle(choice: DifferenceChoice, { canKeepBoth, state }: Difference): DifferenceChoice {
  if (choice !== 'both' || canKeepBoth) return choice
  return state === 'only-theirs' ? 'replace' : 'keep'
}

/** What is chosen of a kind where all of it has the same choice. */
export function findKindChoice(
  choices: DifferenceChoices,
  group: DifferenceGroup,
): DifferenceChoice | undefined {
  const of = choices.kinds[group.key] ?? 'keep'
  const isMixed = group.differences.some(({ id }) => (choices.things[id] ?? of) !== of)
  return isMixed ? undefined : of
}

export interface ChoiceCounts {
  readonly kept: number
  readonly replaced: number
  readonly doubled: number
}

/** How many differences go which way; those that are not told one by one go with their kind. */
export function countChoices(
  { groups, count }: DesignComparison,
  choices: DifferenceChoices,
): ChoiceCounts {
  let replaced = 0
  let doubled = 0
  for (const group of groups) {
    for (const difference of group.differences) {
      const choice = findChoice(choices, group, difference)
      if (choice === 'replace') replaced++
      if (choice === 'both') doubled++
    }
    const untold = countDifferences(group) - group.differences.length
    const choice = choices.kinds[group.key] ?? 'keep'
    if (choice === 'replace') replaced += untold
    if (choice === 'both') doubled += untold
  }
  return { kept: count - replaced - doubled, replaced, doubled }
}

export function countDifferences({ changed, onlyMine, onlyTheirs }: DifferenceGroup): number {
  return changed + onlyMine + onlyTheirs
}
