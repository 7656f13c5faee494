import { compareDesigns } from '#differences/compare-designs.ts'
import type { DesignComparison } from '#differences/difference.ts'
import type { Desk } from './desk.ts'
import type { DesignPair } from './design-questions.ts'
import { readDesign } from './read-design.ts'

/** What differs between two designs, in lines: no object of them leaves the worker (decision 0011). */
export async function answerDifferences(
  { mine, theirs }: DesignPair,
  desk: Pick<Desk<never>, 'resources' | 'pause'>,
): Promise<DesignComparison | undefined> {
  const here = await readDesign(mine, desk)
  const there = await readDesign(theirs, desk)
  if (here === undefined || there === undefined || !(await desk.pause())) return undefined
  return compareDesigns(here.design, there.design)
}
