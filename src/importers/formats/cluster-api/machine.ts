import { hasObject, readText, readWhole } from '#kube/field.ts'
import { EBS_VOLUME_TYPES } from '#plan/schema.ts'
import type { NodeGroup } from '#plan/schema.ts'

/** The root disk of a machine or launch template, where it says one. */
export function mapRootVolume(spec: unknown): Pick<NodeGroup, 'rootVolume'> {
  const sizeGiB = readWhole(spec, 'rootVolume', 'size')
  if (sizeGiB === undefined) return {}
  const said = readText(spec, 'rootVolume', 'type')
  const type = EBS_VOLUME_TYPES.find((known) => known === said)
  const iops = readWhole(spec, 'rootVolume', 'iops')
  const throughputMiBps = readWhole(spec, 'rootVolume', 'throughput')
  return {
    rootVolume: {
      sizeGiB,
      ...(type === undefined ? {} : { type }),
      ...(iops === undefined ? {} : { iops }),
      ...(throughputMiBps === undefined ? {} : { throughputMiBps }),
    },
  }
}

/** Spot options, even empty ones, ask for spot instances. */
export function isSpot(spec: unknown): boolean {
  return hasObject(spec, 'spotMarketOptions') || readText(spec, 'marketType') === 'Spot'
}

export const ALL_SPOT = { onDemandBase: 0, onDemandPercentageAboveBase: 0 } as const
