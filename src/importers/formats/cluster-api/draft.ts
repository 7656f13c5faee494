import type { MapTask } from '../../format-importer.ts'
import type { SourceDocument } from '../../import-context.ts'
import type { PendingGuess, Strength } from '../../importer.ts'
import type { Zone } from '#plan/schema.ts'

/** A spec, where it came from and what it is of. */
export interface Part {
  readonly kind: string
  readonly spec: unknown
  readonly document: SourceDocument
  /** Path of the spec in its document. */
  readonly path: string
}

/** A control plane, however its cluster says it. */
export interface ControlPlanePart extends Part {
  readonly name: string
  readonly replicas: number | undefined
  readonly version: string | undefined
  /** The spec of the machines of a self-managed one. */
  readonly machine: Part | undefined
}

/** A MachineDeployment or MachinePool, standing alone or as a part of a topology. */
export interface GroupPart {
  readonly kind: 'MachineDeployment' | 'MachinePool'
  readonly name: string
  readonly document: SourceDocument
  /** Path of what says its size. */
  readonly path: string
  readonly replicas: number | undefined
  readonly minSize: string | undefined
  readonly maxSize: string | undefined
  readonly failureDomains: readonly string[]
  readonly version: string | undefined
  readonly labels: Readonly<Record<string, string>>
  readonly taints: unknown
  /** Kind of what makes its machines, also where the object is not in the import. */
  readonly infrastructureKind: string | undefined
  readonly infrastructure: Part | undefined
  readonly bootstrap: Part | undefined
}

/** A Fargate profile. */
export interface Profile {
  readonly name: string
  readonly spec: unknown
}

/** A machine that stands, as the cluster's own objects tell it. */
export interface RunningMachine {
  readonly name: string
  readonly zone: string | undefined
  readonly isControlPlane: boolean
  readonly deployment: string | undefined
}

/** What one cluster gives, gathered from the objects that name it. */
export interface ClusterParts {
  /** Undefined: a placeholder without a value. */
  readonly name: string | undefined
  /** The object that stands for the cluster in what is told. */
  readonly document: SourceDocument
  readonly infrastructure: Part | undefined
  readonly controlPlane: ControlPlanePart | undefined
  readonly version: string | undefined
  /** From a variable of a class that is not in the import. */
  readonly region: string | undefined
  readonly groups: readonly GroupPart[]
  readonly profiles: readonly Profile[]
  readonly machines: readonly RunningMachine[]
}

/** Where the machines of a cluster can stand. */
export interface Network {
  readonly region: string | undefined
  readonly cidr: string | undefined
  readonly zones: readonly Zone[]
  /** Zones with a private subnet, in which machines stand that do not ask for another; by name. */
  readonly machineZones: readonly string[]
  /** By the subnet's id or name. */
  readonly subnetZones: ReadonlyMap<string, string>
  /** Set where the zones are those that the provider would take by itself. */
  readonly guess: PendingGuess | undefined
}

export interface Draft {
  readonly task: MapTask
  readonly parts: ClusterParts
  readonly network: Network
  readonly strengths: Map<string, Strength>
  readonly guesses: Map<string, PendingGuess>
}
