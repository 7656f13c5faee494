import { readList, readText, readTexts, readWhole } from '#kube/field.ts'
import type { Requirement } from '#plan/schema.ts'
import { readRequirements } from '../../read-requirements.ts'

/** `instance_requirements` as requirements on the labels of a type, as EC2 reads them (I12.8). */
export function mapRequirements(blocks: readonly unknown[]): readonly Requirement[] | undefined {
  const [raw] = blocks
  if (raw === undefined) return undefined
  return readRequirements({
    VCpuCount: toRange(raw, 'vcpu_count'),
    MemoryMiB: toRange(raw, 'memory_mib'),
    AcceleratorCount: readBound(raw, 'accelerator_count'),
    CpuManufacturers: readTexts(raw, 'cpu_manufacturers'),
    AllowedInstanceTypes: readTexts(raw, 'allowed_instance_types'),
    ExcludedInstanceTypes: readTexts(raw, 'excluded_instance_types'),
    BurstablePerformance: readWord(raw, 'burstable_performance'),
    BareMetal: readWord(raw, 'bare_metal'),
    LocalStorage: readWord(raw, 'local_storage'),
  })
}

/** Terraform writes 0 for a bound that is not set; of vCPUs and memory none can be 0. */
function toRange(raw: unknown, field: string): ReturnType<typeof readBound> {
  const { Min, Max } = readBound(raw, field)
  return { Min: Min === 0 ? undefined : Min, Max: Max === 0 ? undefined : Max }
}

function readBound(
  raw: unknown,
  field: string,
): { readonly Min: number | undefined; readonly Max: number | undefined } {
  const [range] = readList(raw, field)
  return { Min: readWhole(range, 'min'), Max: readWhole(range, 'max') }
}

function readWord(raw: unknown, field: string): string | undefined {
  const word = readText(raw, field)
  return word === '' ? undefined : word
}
