import type { GroupSize } from '../group-edits.ts'

/** What a person has typed so far; a number that no file gave is undefined. */
export type SizeDraft = { readonly [Key in keyof GroupSize]: number | undefined }

export type SizeField = keyof GroupSize

export type SizeChange =
  | { readonly kind: 'changed'; readonly draft: SizeDraft }
  | { readonly kind: 'refused'; readonly message: string }

const MAX_SIZE = 100_000

/**
 * One number of a group changed to what was typed. As in an Auto Scaling group, desired follows a
 * minimum that is raised above it and a maximum that is lowered below it; min ≤ desired ≤ max (I1).
 */
export function changeSize(draft: SizeDraft, field: SizeField, typed: string): SizeChange {
  const low = field === 'min' ? 0 : (draft.min ?? 0)
  const high = field === 'max' ? MAX_SIZE : (draft.max ?? MAX_SIZE)
  const value = /^\d{1,6}$/.test(typed.trim()) ? Number(typed.trim()) : undefined
  if (value === undefined || value < low || value > high) {
    return { kind: 'refused', message: renderRefusal(draft, field, typed, low, high) }
  }
  const { desired } = draft
  if (field === 'min' && desired !== undefined && desired < value) {
    return { kind: 'changed', draft: { ...draft, min: value, desired: value } }
  }
  if (field === 'max' && desired !== undefined && desired > value) {
    return { kind: 'changed', draft: { ...draft, max: value, desired: value } }
  }
  return { kind: 'changed', draft: { ...draft, [field]: value } }
}

/** The size once all three numbers are known. */
export function readSize(draft: SizeDraft): GroupSize | undefined {
  const { min, desired, max } = draft
  return min === undefined || desired === undefined || max === undefined
    ? undefined
    : { min, desired, max }
}

function renderRefusal(
  draft: SizeDraft,
  field: SizeField,
  typed: string,
  low: number,
  high: number,
): string {
  const found = typed.trim() === '' ? 'nothing' : `“${typed.trim()}”`
  const lowWhy = field !== 'min' && draft.min !== undefined ? `${low} (min)` : String(low)
  const highWhy =
    field !== 'max' && draft.max !== undefined ? `${high} (max)` : high.toLocaleString('en-US')
  return `${field} is ${found}: a whole number from ${lowWhy} to ${highWhy}`
}
