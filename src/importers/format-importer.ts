import type { KubeObject } from '#kube/object.ts'
import type { Plan } from '#plan/schema.ts'
import type { DetectedFormat } from './detect.ts'
import type { ImportContext, SourceDocument } from './import-context.ts'
import type { Fragment, MissingCall } from './importer.ts'
import type { Copying } from './shape.ts'

/** Maps the documents of one format; pure, and alone: no member knows another (I1.2). */
export interface FormatImporter {
  readonly id: string
  /** The documents it is given (`detectDocument`). */
  readonly format: DetectedFormat['kind']
  readonly map: (task: MapTask) => Mapped
}

export interface MapTask extends Copying {
  readonly context: ImportContext
  readonly documents: readonly SourceDocument[]
  readonly known: KnownIds
}

/** Ids of AWS that the Kubernetes objects of the same import name: they belong to their cluster. */
export interface KnownIds {
  /** `i-…`, of `spec.providerID` of Nodes. */
  readonly instances: ReadonlySet<string>
  /** `vol-…`, of PersistentVolumes. */
  readonly volumes: ReadonlySet<string>
}

export interface Mapped {
  readonly fragments: readonly Fragment[]
  readonly plans?: readonly Plan[]
  /** Kubernetes objects, cleaned; they belong to the cluster that the import is about. */
  readonly objects?: readonly ImportedObject[]
  /** What an inventory shows of clusters, to be joined with the Kubernetes objects of the import. */
  readonly observed?: readonly ObservedCluster[]
  /** Calls that were not answered: the result is partial (I13.5). */
  readonly missing?: readonly MissingCall[]
  /** Local labels that were given, by ids of AWS (I11.4). */
  readonly localNames?: ReadonlyMap<string, string>
  /** For the list of sources: what was found, by file. */
  readonly found: readonly FoundItem[]
}

/** Machines and disks of a cluster as objects, each with the id by which a Kubernetes object is the same. */
export interface ObservedCluster {
  /** That of the fragment; absent: the cluster of the Kubernetes objects. */
  readonly clusterName?: string
  readonly nodes: readonly ObservedNode[]
  readonly volumes: readonly ObservedVolume[]
  /** Workloads and their pods as the names of claims suggest them; any object of a workload is surer. */
  readonly guessed: readonly ImportedObject[]
  /** Told only where the workloads are taken. */
  readonly guessNote?: string
}

export interface ObservedNode extends ImportedObject {
  readonly instanceId: string
  /** Its node group in the fragment, and the label that says so on the object. */
  readonly group?: string
}

export interface ObservedVolume {
  readonly volumeId: string
  readonly zone?: string
  /** The PersistentVolume, its claim and its attachment, as far as they are known. */
  readonly objects: readonly ImportedObject[]
}

export interface ImportedObject {
  readonly object: KubeObject
  readonly document: SourceDocument
}

export interface FoundItem {
  readonly file: string
  /** `eksctl ClusterConfig`. */
  readonly format: string
  /** `node group`. */
  readonly kind: string
}
