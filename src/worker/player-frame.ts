import type { Frame } from '#exploration/replay.ts'

/** A frame in the plan's own names, ready to be laid over the picture. */
export interface PlayerFrame {
  readonly frame: Frame
  /** For each group of the model: where the autoscaler believes, and where the group would launch, now. */
  readonly groups: readonly {
    readonly name: string
    readonly desired?: number
    readonly believedZones: readonly string[]
    readonly actualZones: readonly string[]
  }[]
  /** Class name to the pods it stands for. */
  readonly podsOfClass: Readonly<Record<string, readonly string[]>>
}
