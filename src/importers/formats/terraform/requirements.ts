import { readList, readText, readTexts, readWhole } from '#kube/field.ts'
import type { Requirement } from '#plan/schema.ts'

const PREFIX = 'karpenter.k8s.aws/instance-'
const TYPE_KEY = 'node.kubernetes.io/instance-type'

const MAKERS: ReadonlyMap<string, string> = new Map([
  ['intel', 'intel'],
  ['amd', 'amd'],
  ['amazon-web-services', 'aws'],
])

/**
 * `instance_requirements` as requirements on the labels of a type (I12.8), with EC2's own defaults:
 * burstable and bare-metal types only where they are asked for.
 */
export function mapRequirements(blocks: readonly unknown[]): readonly Requirement[] | undefined {
  const [raw] = blocks
  if (raw === undefined) return undefined
  const makers = readTexts(raw, 'cpu_manufacturers').flatMap((maker) => MAKERS.get(maker) ?? [])
  const allowed = readNames(raw, 'allowed_instance_types')
  const excluded = readNames(raw, 'excluded_instance_types')
  return [
    ...mapRange(raw, 'vcpu_count', `${PREFIX}cpu`),
    ...mapRange(raw, 'memory_mib', `${PREFIX}memory`),
    ...mapGpus(raw),
    ...(makers.length === 0
      ? []
      : [{ key: `${PREFIX}cpu-manufacturer`, operator: 'In' as const, values: makers }]),
    ...mapSwitch(raw, 'burstable_performance', { key: `${PREFIX}category`, value: 't' }),
    // Bare metal has no hypervisor.
    ...mapSwitch(raw, 'bare_metal', { key: `${PREFIX}hypervisor`, value: '' }),
    ...(readText(raw, 'local_storage') === 'required'
      ? [{ key: `${PREFIX}local-nvme`, operator: 'Exists' as const }]
      : []),
    ...(allowed.length === 0 ? [] : [{ key: TYPE_KEY, operator: 'In' as const, values: allowed }]),
    ...(excluded.length === 0
      ? []
      : [{ key: TYPE_KEY, operator: 'NotIn' as const, values: excluded }]),
  ]
}

/** Names only: a pattern such as `m5*` narrows less than it would here. */
function readNames(raw: unknown, field: string): string[] {
  const names = readTexts(raw, field)
  return names.some((name) => name.includes('*')) ? [] : names.map((name) => name.slice(0, 63))
}

function mapRange(raw: unknown, field: string, key: string): readonly Requirement[] {
  const [range] = readList(raw, field)
  return [
    toBound(key, 'Gte', readWhole(range, 'min')),
    toBound(key, 'Lte', readWhole(range, 'max')),
  ].flat()
}

/** Terraform writes 0 for a bound that is not set. */
function toBound(key: string, operator: 'Gte' | 'Lte', value: number | undefined): Requirement[] {
  return value === undefined || value <= 0 ? [] : [{ key, operator, values: [String(value)] }]
}

function mapGpus(raw: unknown): readonly Requirement[] {
  const key = `${PREFIX}gpu-count`
  const [range] = readList(raw, 'accelerator_count')
  const min = readWhole(range, 'min') ?? 0
  return min > 0 ? toBound(key, 'Gte', min) : []
}

function mapSwitch(
  raw: unknown,
  field: string,
  label: { readonly key: string; readonly value: string },
): readonly Requirement[] {
  const said = readText(raw, field) ?? 'excluded'
  const operator =
    said === 'required' ? 'In' : said === 'excluded' || said === '' ? 'NotIn' : undefined
  return operator === undefined ? [] : [{ key: label.key, operator, values: [label.value] }]
}
