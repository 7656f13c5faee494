import type { SourceDocument } from '../../import-context.ts'
import type { MapTask } from '../../format-importer.ts'
import type { PendingGuess, Strength } from '../../importer.ts'

/** What one document gives, gathered while its groups are read. */
export interface Draft {
  readonly task: MapTask
  readonly document: SourceDocument
  readonly config: Readonly<Record<string, unknown>>
  readonly clusterName: string
  readonly strengths: Map<string, Strength>
  readonly guesses: Map<string, PendingGuess>
  readonly subnetZones: ReadonlyMap<string, string>
}
