import { describe, expect, it } from 'vitest'
import { getAt } from '#base/assert.ts'
import { compileCluster } from '#cluster/compile.ts'
import { startTargets } from '#exploration/compile/compile-targets.ts'
import { judge } from '#exploration/judge.ts'
import { INCIDENTS } from '#incidents/library.ts'
import { neutralizeNames } from '#plan/neutral-names.ts'
import type { Plan } from '#plan/schema.ts'
import { shareable } from '#plan/shareable.ts'

/** What is said of every pod that matters, without its name. */
function judgeAll(plan: Plan): readonly string[] {
  const compiler = startTargets(compileCluster(getAt(getAt(plan.designs, 0).clusters, 0), 'c'))
  return compiler.subjects
    .map((subject) => {
      const target = compiler.compile(subject)
      const report = target === undefined ? undefined : judge(target, { bound: 20_000 })
      return `${report?.verdict} ${report?.steps} ${report?.disturbances?.total} ${report?.proof?.kind}`
    })
    .sort()
}

describe('neutral names', () => {
  it.each(INCIDENTS)('S13 change no verdict of $id', ({ plan }) => {
    const shared = shareable(plan)
    const { plan: neutral } = neutralizeNames(shared)
    expect(judgeAll(neutral)).toEqual(judgeAll(shared))
  })
})
