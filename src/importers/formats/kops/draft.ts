import type { MapTask } from '../../format-importer.ts'
import type { SourceDocument } from '../../import-context.ts'
import type { PendingGuess, Strength } from '../../importer.ts'
import type { Subnet } from './subnets.ts'

/** What one cluster gives, gathered while its instance groups are read. */
export interface Draft {
  readonly task: MapTask
  /** Empty: the groups do not say their cluster, and the import has none. */
  readonly clusterName: string
  /** The spec of the Cluster document; `undefined` where only its groups are in the import. */
  readonly spec: unknown
  readonly document: SourceDocument | undefined
  /** By name, which is not the zone's (I6.1). */
  readonly subnets: ReadonlyMap<string, Subnet>
  readonly groups: readonly RawGroup[]
  readonly strengths: Map<string, Strength>
  readonly guesses: Map<string, PendingGuess>
}

/** An InstanceGroup as it was copied. */
export interface RawGroup {
  readonly name: string
  readonly spec: unknown
  readonly role: Role
  readonly document: SourceDocument
}

export type Role = 'control-plane' | 'api-server' | 'worker' | 'etcd' | 'bastion'
