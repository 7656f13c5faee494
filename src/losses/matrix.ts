import type { LossEvent } from '#exploration/event.ts'
import type { Fact } from '#exploration/explain.ts'
import type { Proof, VerdictReport, VerdictWord } from '#exploration/verdict.ts'

/**
 * The zone-loss matrix of one cluster: what each loss does to each thing. A cell is the plan's verdict when
 * only its column's event may happen (exploration specification, sections 1 and 4).
 */
export interface LossMatrix {
  readonly columns: readonly LossColumn[]
  readonly rows: readonly LossRow[]
  readonly nodes: number
  readonly pods: number
  readonly pending: number
}

export interface LossColumn {
  /** `zone/eu-west-1c`, `node`, `zero`. */
  readonly key: string
  readonly event: LossEvent
  /** Of a zone: nodes and pods that run there today. */
  readonly nodes?: number
  readonly pods?: number
}

/** In the order in which they are shown. */
export const LOSS_SECTIONS = ['workloads', 'volumes', 'control-plane'] as const
export type LossSection = (typeof LOSS_SECTIONS)[number]

export interface LossRow {
  /** Unique in the matrix. */
  readonly key: string
  readonly section: LossSection
  readonly name: string
  readonly namespace?: string
  /** "1 replica, volume in c". */
  readonly detail: string
  /** The only zone of what it stands for. */
  readonly zone?: string
  /** Pods that it stands for, `namespace/name`; empty for what is no pod. */
  readonly pods: readonly string[]
}

/** Fields of a verdict that its mark shows, and its words. */
export interface LossCell extends Pick<
  VerdictReport,
  'disturbances' | 'zoneBack' | 'starvable' | 'steps'
> {
  readonly row: string
  readonly column: string
  readonly verdict: VerdictWord
  /** Absent for what no exploration judges: volumes, members of the control plane. */
  readonly proof?: Proof
  /** The second line: "zone back, pod not". */
  readonly note: string
  /** The verdict as a sentence: at most 12 words, no full stop. */
  readonly headline: string
  readonly chain: readonly Fact[]
  readonly proofSentence: string
  /** The pod that was judged, `namespace/name`; of a row of several the worst. */
  readonly pod?: string
  /** That pod, where the verdict has a trace. */
  readonly plays?: string
}
