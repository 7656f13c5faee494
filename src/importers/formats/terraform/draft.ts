import type { MapTask } from '../../format-importer.ts'
import type { PendingGuess, Strength } from '../../importer.ts'
import type { Resource } from './read-resources.ts'
import type { ReferenceFinder } from './references.ts'

/** All resources of an import, and how they find each other. */
export interface World {
  readonly task: MapTask
  readonly resources: readonly Resource[]
  readonly findReferred: ReferenceFinder
}

/** What one cluster gives, gathered from the resources that name it. */
export interface Draft {
  readonly world: World
  /** Empty: no resource says the name. */
  readonly clusterName: string
  /** `aws_eks_cluster`; `undefined` where only its groups are in the import. */
  readonly eksCluster: Resource | undefined
  readonly eksGroups: readonly Resource[]
  readonly profiles: readonly Resource[]
  readonly scalingGroups: readonly Resource[]
  readonly instances: readonly Resource[]
  readonly volumes: readonly Resource[]
  readonly subnets: readonly Resource[]
  /** Names of groups that serve the API without a member of etcd. */
  readonly apiServerGroups: string[]
  readonly strengths: Map<string, Strength>
  readonly guesses: Map<string, PendingGuess>
}

export function listType({ resources }: World, type: string): readonly Resource[] {
  return resources.filter((resource) => resource.type === type)
}
