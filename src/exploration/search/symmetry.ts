import type { Space } from './space.ts'
import type { Ints } from './tables.ts'

export interface Symmetry {
  readonly settle: (words: Ints) => Ints
  /** By zone: those it stands for. */
  readonly zoneOrbits: readonly (readonly number[])[]
}

export function createSymmetry(_space: Space): Symmetry | undefined {
  return undefined
}
