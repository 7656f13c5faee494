import type { Step } from './trace.ts'

/** The five words, worst first (exploration specification, section 1). */
export const VERDICTS = ['pending-forever', 'at-risk', 'unknown', 'waits-for-zone', 'ok'] as const
export type VerdictWord = (typeof VERDICTS)[number]

export type DisturbanceKind = 'nodeLoss' | 'zoneOutage' | 'scaleToZero' | 'autoscalerRestart'

/** Families of constraints, in the order in which they are tried (section 6). */
export const CAUSES = [
  'zone-coverage',
  'template-zone',
  'maximum-reached',
  'not-offered',
  'attach-limit',
  'resources',
  'node-rules',
  'pod-rules',
  'spread',
  'earlier-ordinal',
  'eviction-refused',
] as const
export type Cause = (typeof CAUSES)[number]

export type TheoremId = 'RT1' | 'RT2' | 'RT3' | 'RT4' | 'RT5' | 'RT6' | 'AT1' | 'V1'

export type Proof =
  | {
      readonly kind: 'theorem'
      readonly id: TheoremId
      /** The figures that the theorem rests on: `{ group, zone, max, need }`. */
      readonly facts: Readonly<Record<string, string | number | boolean>>
    }
  | {
      readonly kind: 'search'
      /** States seen, over all questions asked. */
      readonly states: number
      readonly complete: boolean
      readonly bound: number
    }

export interface Subject {
  readonly kind: 'Pod'
  readonly namespace: string
  readonly name: string
}

/** A step with its sentence for people: names of the plan, active voice, at most 25 words. */
export type TraceStep = Step & { readonly text: string }

/** What is missing or outside the model, and where in the plan it is or would be. */
export interface Unknown {
  readonly reason: string
  /** Path in the plan document, `designs[0].clusters[0].nodeGroups[1].max`. */
  readonly path?: string | undefined
  readonly bound?: number | undefined
}

/** One verdict with its proof: the JSON of section 9. Absent optional fields are left out. */
export interface VerdictReport {
  readonly subject: Subject
  readonly verdict: VerdictWord
  readonly disturbances?: { readonly total: number; readonly kinds: readonly DisturbanceKind[] }
  readonly steps?: number
  readonly minimal?: boolean
  readonly zoneBack?: boolean
  readonly starvable?: boolean
  readonly waitsFor?: string
  readonly proof: Proof
  readonly causes?: readonly Cause[]
  readonly trace?: readonly TraceStep[]
  readonly unknown?: Unknown
}
