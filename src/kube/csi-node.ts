import { readList, readText, readTextMap, readWhole } from './field.ts'
import type { KubeObject } from './object.ts'

export const EBS_DRIVER = 'ebs.csi.aws.com'

/** Which storage drivers run on a node, and how many volumes each can attach there (NV-4). */
export interface CsiNode {
  /** The node's name. */
  readonly name: string
  readonly drivers: readonly {
    readonly name: string
    /** Absent: no limit is known to the scheduler. */
    readonly allocatableCount?: number | undefined
  }[]
  /** In-tree plugins whose volumes are handled by CSI drivers here (VB-5). */
  readonly migratedPlugins: readonly string[]
}

export function readCsiNode(object: KubeObject): CsiNode {
  const annotations = readTextMap(object, 'metadata', 'annotations')
  const migrated = Object.entries(annotations).find(
    ([key]) => key === 'storage.alpha.kubernetes.io/migrated-plugins',
  )
  return {
    name: readText(object, 'metadata', 'name') ?? '',
    drivers: readList(object, 'spec', 'drivers').flatMap((raw) => {
      const name = readText(raw, 'name')
      if (name === undefined) return []
      return [{ name, allocatableCount: readWhole(raw, 'allocatable', 'count') }]
    }),
    migratedPlugins: (migrated?.[1] ?? '').split(',').filter((plugin) => plugin !== ''),
  }
}

/** How many volumes of a driver the node takes; undefined: unlimited (V8). */
export function findAttachLimit(csiNode: CsiNode | undefined, driver: string): number | undefined {
  return csiNode?.drivers.find((entry) => entry.name === driver)?.allocatableCount
}
