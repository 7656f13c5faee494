import type { VerdictSummary } from './compare-verdicts.ts'
import type { PlaneVerdict } from './draft.ts'
import type { ClusterPrice } from './price-cluster.ts'
import type { ZoneSketch } from './sketch-cluster.ts'

/** What a design leads to, as far as it is held against another: no picture, no trace. */
export interface JudgedDesign {
  readonly clusters: readonly JudgedDesignCluster[]
  readonly elapsedMs: number
}

export interface JudgedDesignCluster {
  readonly name: string
  /** Worst first. */
  readonly verdicts: readonly DesignVerdict[]
  readonly plane: PlaneVerdict
  readonly price: ClusterPrice
  readonly sketch: readonly ZoneSketch[]
}

export interface DesignVerdict {
  /** `namespace/name`; each pod that shares a result has its own. */
  readonly key: string
  readonly summary: VerdictSummary
  /** "prometheus-0 is pending for ever after one scale to zero". */
  readonly headline: string
}
