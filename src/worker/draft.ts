import type { Picture } from '#cluster/picture.ts'
import { VERDICTS } from '#exploration/verdict.ts'
import type { VerdictReport, VerdictWord } from '#exploration/verdict.ts'
import type { ClusterPrice } from './price-cluster.ts'

/** What a drawn plan leads to: the verdicts of its pods, its control plane, its price. */
export interface Trial {
  /** The worst of the pods' verdicts; absent: no pod is judged. */
  readonly worst?: DraftVerdict
  readonly plane: PlaneVerdict
  readonly price: ClusterPrice
}

/** What the loss of a zone does to the API, and how long it is down in a year. */
export type PlaneVerdict =
  | { readonly kind: 'managed'; readonly boundMinutesPerYear?: number }
  | {
      readonly kind: 'self-managed'
      /** Zones whose loss ends the API until they return. */
      readonly zonesThatEndIt: readonly string[]
      readonly minutesPerYear: {
        readonly low: number
        readonly central: number
        readonly high: number
      }
    }
  | { readonly kind: 'unknown'; readonly reason: string }

export interface JudgedDraft extends Trial {
  readonly picture: Picture
  readonly judged: readonly DraftVerdict[]
}

/** As much of a verdict as the form shows. */
export interface DraftVerdict {
  readonly key: string
  /** Keys of other pods that share the result. */
  readonly alsoFor: readonly string[]
  readonly report: VerdictReport
  readonly headline: string
}

/** A lost quorum waits for its zone, and starts by itself when that returns. */
export function readPlaneWord(plane: PlaneVerdict): VerdictWord | undefined {
  switch (plane.kind) {
    case 'managed':
      return undefined
    case 'self-managed':
      return plane.zonesThatEndIt.length > 0 ? 'waits-for-zone' : 'ok'
    case 'unknown':
      return 'unknown'
  }
}

/** The verdict of a whole plan: its pods', unless that of its control plane is worse. */
export function combineTrial({ worst, plane }: Trial): VerdictReport | VerdictWord | undefined {
  const word = readPlaneWord(plane)
  if (worst === undefined || word === undefined) return worst?.report ?? word
  const isPlaneWorse = VERDICTS.indexOf(word) < VERDICTS.indexOf(worst.report.verdict)
  return isPlaneWorse ? word : worst.report
}
