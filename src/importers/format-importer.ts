import type { KubeObject } from '#kube/object.ts'
import type { Plan } from '#plan/schema.ts'
import type { DetectedFormat } from './detect.ts'
import type { ImportContext, SourceDocument } from './import-context.ts'
import type { Fragment } from './importer.ts'
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
}

export interface Mapped {
  readonly fragments: readonly Fragment[]
  readonly plans?: readonly Plan[]
  /** Kubernetes objects, cleaned; they belong to the cluster that the import is about. */
  readonly objects?: readonly ImportedObject[]
  /** For the list of sources: what was found, by file. */
  readonly found: readonly FoundItem[]
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
