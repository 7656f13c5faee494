import type { PackedPlan } from '#worker/packed-plan.ts'
import type { TextFormat } from '#worker/plan-text.ts'

/** Texts by the plan that they say, the latest of them. */
export interface TextMemory {
  readonly find: (packed: PackedPlan, format: TextFormat) => string | undefined
  readonly keep: (packed: PackedPlan, format: TextFormat, text: string) => void
}

const MAX_CHARACTERS = 20_000_000

export function createTextMemory(): TextMemory {
  let kept: readonly {
    readonly packed: PackedPlan
    readonly format: TextFormat
    readonly text: string
  }[] = []
  const isOf = (packed: PackedPlan, format: TextFormat) => (one: (typeof kept)[number]) =>
    one.packed === packed && one.format === format
  return {
    find: (packed, format) => kept.find(isOf(packed, format))?.text,
    keep: (packed, format, text) => {
      const isSame = isOf(packed, format)
      let characters = 0
      kept = [{ packed, format, text }, ...kept.filter((one) => !isSame(one))].filter((one) => {
        characters += one.text.length
        return characters <= MAX_CHARACTERS
      })
    },
  }
}
