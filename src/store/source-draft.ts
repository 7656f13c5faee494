import type { Plan } from '#plan/schema.ts'
import type { PackedPlan } from '#worker/packed-plan.ts'
import type { TextFormat } from '#worker/plan-text.ts'
import type { OpenPlan } from './plan-store.ts'

/** A text, and the plan that it said when it last said one. */
export interface KeptText {
  readonly planId: string
  readonly format: TextFormat
  readonly text: string
  readonly base: PackedPlan
}

/** The text of the open plan, over a reload of the page: comments, and what says no whole plan yet. */
interface Draft {
  readonly planId: string
  readonly format: TextFormat
  readonly text: string
  readonly shell: Plan
  readonly sets: readonly string[]
}

const KEY = 'neverpending-text'
const MAX_CHARACTERS = 1_500_000

export function keepDraft({ planId, format, text, base }: KeptText): void {
  if (text.length > MAX_CHARACTERS) return
  const draft: Draft = { planId, format, text, shell: base.shell, sets: listSets(base) }
  try {
    sessionStorage.setItem(KEY, JSON.stringify(draft))
  } catch {
    // A browser that keeps nothing: the text lasts as long as the page.
  }
}

/** The text that was kept of this plan; undefined: none, or the plan's objects are others since. */
export function loadDraft(plan: OpenPlan): KeptText | undefined {
  try {
    const draft: unknown = JSON.parse(sessionStorage.getItem(KEY) ?? 'null')
    if (!isDraft(draft) || draft.planId !== plan.id) return undefined
    const { packed } = plan
    if (JSON.stringify(draft.sets) !== JSON.stringify(listSets(packed))) return undefined
    const isSame = JSON.stringify(draft.shell) === JSON.stringify(packed.shell)
    const base = isSame ? packed : { ...packed, shell: draft.shell }
    return { planId: plan.id, format: draft.format, text: draft.text, base }
  } catch {
    return undefined
  }
}

function listSets({ resourceSets }: PackedPlan): readonly string[] {
  return resourceSets.map(({ id }) => id)
}

/** Written by `keepDraft` in this tab; looked at only as far as another program could have written it. */
function isDraft(value: unknown): value is Draft {
  return (
    typeof value === 'object' &&
    value !== null &&
    'planId' in value &&
    'text' in value &&
    typeof value.text === 'string' &&
    'format' in value &&
    (value.format === 'yaml' || value.format === 'json') &&
    'shell' in value &&
    'sets' in value
  )
}
