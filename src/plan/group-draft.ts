import { renderTaint } from '#kube/taint.ts'
import type { NodeGroup, Requirement, Taint } from './schema.ts'

/** A node group as a form holds it: numbers and lists as they were typed. */
export interface GroupDraft {
  readonly name: string
  readonly kind: NodeGroup['kind']
  readonly zones: readonly string[]
  readonly instanceTypes: readonly string[]
  /** `key operator value,value`, one an item. */
  readonly requirements: readonly string[]
  readonly min: string
  readonly desired: string
  readonly max: string
  readonly purchase: 'on-demand' | 'spot' | 'mixed'
  readonly onDemandBase: string
  readonly onDemandShare: string
  /** `key=value`, one an item. */
  readonly labels: readonly string[]
  /** `key=value:Effect`, one an item. */
  readonly taints: readonly string[]
  readonly tags: readonly string[]
  readonly limits: readonly string[]
  readonly distribution: NodeGroup['distribution'] | ''
  readonly suspendedProcesses: NonNullable<NodeGroup['suspendedProcesses']>
  readonly rootGiB: string
  readonly rootType: NonNullable<NodeGroup['rootVolume']>['type'] | ''
  readonly maxPods: string
  readonly weight: string
}

/** The draft of a group, or of a new one. */
export function toGroupDraft(group: NodeGroup): GroupDraft {
  const share = group.purchase?.onDemandPercentageAboveBase ?? 100
  const base = group.purchase?.onDemandBase ?? 0
  return {
    name: group.name,
    kind: group.kind,
    zones: group.zones ?? [],
    instanceTypes: group.instanceTypes ?? [],
    requirements: (group.requirements ?? []).map(renderRequirement),
    min: renderNumber(group.min),
    desired: renderNumber(group.desired),
    max: renderNumber(group.max),
    purchase: share === 100 ? 'on-demand' : share === 0 && base === 0 ? 'spot' : 'mixed',
    onDemandBase: String(base),
    onDemandShare: String(share),
    labels: renderPairs(group.labels),
    taints: (group.taints ?? []).map(renderTaint),
    tags: renderPairs(group.tags),
    limits: renderPairs(group.limits),
    distribution: group.distribution ?? '',
    suspendedProcesses: group.suspendedProcesses ?? [],
    rootGiB: renderNumber(group.rootVolume?.sizeGiB),
    rootType: group.rootVolume?.type ?? '',
    maxPods: renderNumber(group.maxPods),
    weight: renderNumber(group.weight),
  }
}

/**
 * The group as the draft has it, not checked: what is no number stays text, so that `checkPart` tells it
 * at its field. Fields that no form shows stay as `before` has them; a field that the draft leaves as it
 * reads stays as it was written.
 */
export function fromGroupDraft(draft: GroupDraft, before: NodeGroup): unknown {
  const old = toGroupDraft(before)
  const isSame = (...fields: readonly (keyof GroupDraft)[]) =>
    fields.every((field) => JSON.stringify(old[field]) === JSON.stringify(draft[field]))
  const hasSize = draft.kind === 'asg' || draft.kind === 'eks-managed'
  const isPool = draft.kind === 'karpenter' || draft.kind === 'auto-mode'
  const size = (field: 'min' | 'desired' | 'max') =>
    hasSize ? readNumber(draft[field]) : undefined
  const root = {
    ...before.rootVolume,
    sizeGiB: readNumber(draft.rootGiB),
    type: draft.rootType === '' ? undefined : draft.rootType,
  }
  return dropAbsent({
    ...before,
    name: draft.name.trim(),
    kind: draft.kind,
    zones: orAbsent(draft.zones),
    offeredZones: before.offeredZones?.filter((zone) => draft.zones.includes(zone)),
    instanceTypes: orAbsent(draft.instanceTypes),
    requirements: isSame('requirements')
      ? before.requirements
      : orAbsent(draft.requirements.map(readRequirement)),
    min: size('min'),
    desired: size('desired'),
    max: size('max'),
    purchase: isSame('purchase', 'onDemandBase', 'onDemandShare')
      ? before.purchase
      : readPurchase(draft),
    labels: isSame('labels') ? before.labels : readPairs(draft.labels),
    taints: isSame('taints') ? before.taints : orAbsent(draft.taints.map(readTaint)),
    tags: isSame('tags') ? before.tags : readPairs(draft.tags),
    limits: isPool ? (isSame('limits') ? before.limits : readPairs(draft.limits)) : undefined,
    distribution: draft.distribution === '' || !hasSize ? undefined : draft.distribution,
    suspendedProcesses: hasSize ? orAbsent(draft.suspendedProcesses) : undefined,
    rootVolume: isSame('rootGiB', 'rootType') ? before.rootVolume : orAbsentMap(root),
    maxPods: readNumber(draft.maxPods),
    weight: isPool ? readNumber(draft.weight) : undefined,
  })
}

/** A number where the text is one; any other text as it is, and none where there is none. */
export function readNumber(typed: string): number | string | undefined {
  const text = typed.trim()
  if (text === '') return undefined
  return /^-?\d{1,12}(?:\.\d+)?$/.test(text) ? Number(text) : text
}

export function renderNumber(value: number | undefined): string {
  return value === undefined ? '' : String(value)
}

export function renderPairs(map: Readonly<Record<string, string>> | undefined): readonly string[] {
  return Object.entries(map ?? {}).map(([key, value]) => `${key}=${value}`)
}

/** A line without `=` is a key with an empty value, as labels of roles are. */
export function readPairs(lines: readonly string[]): Readonly<Record<string, string>> | undefined {
  if (lines.length === 0) return undefined
  return Object.fromEntries(
    lines.map((line) => {
      const at = line.indexOf('=')
      return at === -1 ? [line, ''] : [line.slice(0, at), line.slice(at + 1)]
    }),
  )
}

/** What is after the last colon is the effect; whether it is one is for the schema to say. */
function readTaint(line: string): Taint | string {
  const match = /^([^=:]*)(?:=([^:]*))?:(.*)$/.exec(line)
  if (match === null) return line
  const [, key = '', value, effect = ''] = match
  const taint = { key, ...(value === undefined || value === '' ? {} : { value }), effect }
  return taint as Taint
}

function renderRequirement({ key, operator, values, minValues }: Requirement): string {
  const listed = values === undefined || values.length === 0 ? '' : ` ${values.join(',')}`
  return `${key} ${operator}${listed}${minValues === undefined ? '' : ` min ${minValues}`}`
}

function readRequirement(line: string): unknown {
  const [key = '', operator = '', values, min, minValues] = line.split(/\s+/)
  return {
    key,
    operator,
    ...(values === undefined ? {} : { values: values.split(',') }),
    ...(min === 'min' ? { minValues: readNumber(minValues ?? '') } : {}),
  }
}

function readPurchase(draft: GroupDraft): unknown {
  switch (draft.purchase) {
    case 'on-demand':
      return undefined
    case 'spot':
      return { onDemandBase: 0, onDemandPercentageAboveBase: 0 }
    case 'mixed':
      return {
        onDemandBase: readNumber(draft.onDemandBase),
        onDemandPercentageAboveBase: readNumber(draft.onDemandShare),
      }
  }
}

function orAbsent<T>(list: readonly T[]): readonly T[] | undefined {
  return list.length === 0 ? undefined : list
}

function orAbsentMap(map: object): object | undefined {
  const known = dropAbsent(map)
  return Object.keys(known).length === 0 ? undefined : known
}

function dropAbsent(map: object): object {
  return Object.fromEntries(Object.entries(map).filter(([, value]) => value !== undefined))
}
