import { listInstanceTypes } from '#aws/instance-type.ts'
import { compareText } from '#base/compare.ts'
import { readText, readTexts, readWhole } from '#kube/field.ts'
import type { Requirement } from '#plan/schema.ts'

const PREFIX = 'karpenter.k8s.aws/instance-'
const TYPE_KEY = 'node.kubernetes.io/instance-type'

const MAKERS: ReadonlyMap<string, string> = new Map([
  ['intel', 'intel'],
  ['amd', 'amd'],
  ['amazon-web-services', 'aws'],
  ['apple', 'apple'],
])

/**
 * `InstanceRequirements` of EC2 as requirements on the labels of a type (I12.8), with EC2's own defaults:
 * burstable and bare-metal types are left out unless they are asked for.
 */
export function readRequirements(raw: unknown): readonly Requirement[] {
  const makers = readTexts(raw, 'CpuManufacturers').flatMap((maker) => MAKERS.get(maker) ?? [])
  const allowed = readTexts(raw, 'AllowedInstanceTypes')
  const excluded = readTexts(raw, 'ExcludedInstanceTypes')
  return [
    ...readBounds(raw, 'VCpuCount', `${PREFIX}cpu`),
    ...readBounds(raw, 'MemoryMiB', `${PREFIX}memory`),
    ...readAccelerators(raw),
    ...(makers.length === 0 ? [] : [choose(`${PREFIX}cpu-manufacturer`, 'In', makers)]),
    ...readSwitch(raw, 'BurstablePerformance', `${PREFIX}category`, 't'),
    // Bare metal has no hypervisor.
    ...readSwitch(raw, 'BareMetal', `${PREFIX}hypervisor`, ''),
    ...(readText(raw, 'LocalStorage') === 'required'
      ? [{ key: `${PREFIX}local-nvme`, operator: 'Exists' as const }]
      : []),
    ...(allowed.length === 0 ? [] : [choose(TYPE_KEY, 'In', expand(allowed))]),
    ...(excluded.length === 0 ? [] : [choose(TYPE_KEY, 'NotIn', expand(excluded))]),
  ]
}

function readBounds(raw: unknown, field: string, key: string): readonly Requirement[] {
  const min = readWhole(raw, field, 'Min')
  const max = readWhole(raw, field, 'Max')
  return [
    ...(min === undefined || min <= 0 ? [] : [choose(key, 'Gte', [String(min)])]),
    ...(max === undefined || max < 0 ? [] : [choose(key, 'Lte', [String(max)])]),
  ]
}

function readAccelerators(raw: unknown): readonly Requirement[] {
  const key = `${PREFIX}gpu-count`
  const max = readWhole(raw, 'AcceleratorCount', 'Max')
  const min = readWhole(raw, 'AcceleratorCount', 'Min') ?? 0
  if (max === 0) return [{ key, operator: 'DoesNotExist' }]
  return min > 0 ? [choose(key, 'Gte', [String(min)])] : []
}

/** `excluded` where nothing is said; `required`, or `included`, which narrows nothing. */
function readSwitch(
  raw: unknown,
  field: string,
  key: string,
  value: string,
): readonly Requirement[] {
  const said = readText(raw, field) ?? 'excluded'
  if (said === 'required') return [choose(key, 'In', [value])]
  return said === 'excluded' ? [choose(key, 'NotIn', [value])] : []
}

function choose(
  key: string,
  operator: 'In' | 'NotIn' | 'Gte' | 'Lte',
  values: readonly string[],
): Requirement {
  return { key, operator, values: [...new Set(values)].toSorted(compareText) }
}

/** `m5.*` and `c5*` as the types of the catalogue that they name; a type it lacks stays. */
function expand(patterns: readonly string[]): readonly string[] {
  return patterns.slice(0, 400).flatMap((pattern) => {
    if (!pattern.includes('*')) return [pattern.slice(0, 63)]
    if (!/^[a-z0-9.*-]{1,30}$/.test(pattern)) return []
    const parts = pattern.split(/\*+/)
    return listInstanceTypes().flatMap(({ name }) => (matches(name, parts) ? [name] : []))
  })
}

/** Parts in their order, the first at the beginning and the last at the end: no pattern can take long. */
function matches(name: string, parts: readonly string[]): boolean {
  const first = parts[0] ?? ''
  const last = parts.at(-1) ?? ''
  if (!name.startsWith(first) || !name.endsWith(last)) return false
  let at = first.length
  for (const part of parts.slice(1, -1)) {
    const found = name.indexOf(part, at)
    if (found === -1) return false
    at = found + part.length
  }
  return at <= name.length - last.length
}
