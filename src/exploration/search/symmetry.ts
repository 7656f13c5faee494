import type { Space } from './space.ts'
import type { Ints } from './tables.ts'

export interface Symmetry {
  /** Puts the state that begins there into the form that stands for all it is like. */
  readonly settle: (words: Ints, from: number) => void
  /** By zone: those it stands for. */
  readonly zoneOrbits: readonly (readonly number[])[]
}

export function createSymmetry(_space: Space): Symmetry | undefined {
  return undefined
}
