import { parseLabelSelector } from './label-selector.ts'
import { parseUnits } from './quantity.ts'
import { readBoolean, readField, readText } from './field.ts'
import type { KubeObject } from './object.ts'
import type { LabelSelector } from './label-selector.ts'

/** What a CSIDriver object switches on. */
export interface CsiDriver {
  readonly name: string
  /** True: CSIStorageCapacity objects are asked before a volume is made (VB-10). */
  readonly isCapacityTracked: boolean
  /** True: a node without the driver takes no pod that needs it (NV-7). */
  readonly isDemanded: boolean
}

/** How much a driver can still make for a class, on nodes of a topology. */
export interface CsiStorageCapacity {
  readonly className: string
  /** Of node labels; `nothing` where absent. */
  readonly nodeTopology: LabelSelector
  /** `maximumVolumeSize`, else `capacity`. */
  readonly largestBytes?: number | undefined
  /** `capacity`, whatever one volume may have of it. */
  readonly capacityBytes?: number | undefined
}

/** A volume that the control plane has attached, or is attaching, to a node. */
export interface VolumeAttachment {
  readonly nodeName: string
  readonly attacher: string
  readonly volumeName?: string | undefined
}

export function readCsiDriver(object: KubeObject): CsiDriver {
  return {
    name: readText(object, 'metadata', 'name') ?? '',
    isCapacityTracked: readBoolean(object, 'spec', 'storageCapacity') ?? false,
    isDemanded: readBoolean(object, 'spec', 'preventPodSchedulingIfMissing') ?? false,
  }
}

export function readCsiStorageCapacity(object: KubeObject): CsiStorageCapacity {
  const capacity = parseUnits(object['capacity'], '')
  const size = object['maximumVolumeSize'] ?? null
  const largest = size === null ? capacity : parseUnits(size, '')
  return {
    className: readText(object, 'storageClassName') ?? '',
    nodeTopology: parseLabelSelector(readField(object, 'nodeTopology'), 'nodeTopology'),
    largestBytes: largest.kind === 'ok' ? largest.value : undefined,
    capacityBytes: capacity.kind === 'ok' ? capacity.value : undefined,
  }
}

export function readVolumeAttachment(object: KubeObject): VolumeAttachment {
  return {
    nodeName: readText(object, 'spec', 'nodeName') ?? '',
    attacher: readText(object, 'spec', 'attacher') ?? '',
    volumeName: readText(object, 'spec', 'source', 'persistentVolumeName'),
  }
}
