import { EBS_VOLUME_TYPES } from '#plan/schema.ts'
import type { NodeGroup } from '#plan/schema.ts'

type Volume = NonNullable<NodeGroup['rootVolume']>

/** A volume as a plan has it; where no type of EBS is said, kOps takes gp3. */
export function makeVolume(said: {
  readonly sizeGiB: number
  readonly type: string | undefined
  readonly iops: number | undefined
  readonly throughputMiBps: number | undefined
}): Volume {
  const { sizeGiB, iops, throughputMiBps } = said
  return {
    sizeGiB,
    type: EBS_VOLUME_TYPES.find((known) => known === said.type) ?? 'gp3',
    ...(iops === undefined ? {} : { iops }),
    ...(throughputMiBps === undefined ? {} : { throughputMiBps }),
  }
}
