import { listInstanceLabels } from '#aws/instance-labels.ts'
import type { InstanceType } from '#aws/instance-type.ts'
import type { Labels } from '#kube/labels.ts'
import type { NodeGroup } from '#plan/schema.ts'

/** What a group leaves open of the labels of its next node: its instance types, and values of a pool's keys. */
export interface LaunchLabels {
  readonly types: readonly InstanceType[]
  /** A pool chooses among all labels of its types (C5); other groups show their type and architecture alone. */
  readonly isPool: boolean
  /** Values that a pool's requirements name for a key: custom keys, and those of which a type has several. */
  readonly values: ReadonlyMap<string, readonly string[]>
}

/** Labels of a node that may come, and the names of the types that come so. */
export interface LaunchVariant {
  readonly labels: Labels
  readonly types: ReadonlySet<string>
}

/** Older and other names of the labels by which types are told apart. */
const ALIASES: ReadonlyMap<string, string> = new Map([
  ['beta.kubernetes.io/arch', 'kubernetes.io/arch'],
  ['beta.kubernetes.io/instance-type', 'node.kubernetes.io/instance-type'],
  ['eks.amazonaws.com/capacityType', 'karpenter.sh/capacity-type'],
])
const AUTO_MODE_PREFIX = 'eks.amazonaws.com/instance-'
const KARPENTER_PREFIX = 'karpenter.k8s.aws/instance-'
const SHOWN_BY_GROUPS: readonly string[] = [
  'kubernetes.io/arch',
  'node.kubernetes.io/instance-type',
]
/** What the group says by itself: its image decides. */
const GIVEN: readonly string[] = ['kubernetes.io/os']

export function readLaunchLabels(group: NodeGroup, types: readonly InstanceType[]): LaunchLabels {
  const isPool = group.kind === 'karpenter' || group.kind === 'auto-mode'
  const named = (group.requirements ?? []).flatMap(({ key, operator, values }) =>
    operator === 'In' && values !== undefined ? [[key, values] as const] : [],
  )
  return { types, isPool, values: new Map(isPool ? named : []) }
}

/**
 * The sets of values that a new node may have for these keys, as far as the group leaves them open; none of
 * a key that it does not know. One empty set where nothing is open.
 */
export function listLaunchVariants(
  launch: LaunchLabels,
  keys: readonly string[],
): readonly LaunchVariant[] {
  if (keys.length === 0 || (!launch.isPool && launch.types.length < 2)) return [NOTHING_OPEN]
  const byText = new Map<string, { labels: Labels; types: Set<string> }>()
  for (const type of launch.types) {
    for (const labels of listCombinations(launch, type, keys)) {
      const text = JSON.stringify(labels)
      const known = byText.get(text)
      if (known === undefined) byText.set(text, { labels, types: new Set([type.name]) })
      else known.types.add(type.name)
    }
  }
  return byText.size === 0 ? [NOTHING_OPEN] : [...byText.values()]
}

const NOTHING_OPEN: LaunchVariant = { labels: {}, types: new Set() }

function listCombinations(
  launch: LaunchLabels,
  type: InstanceType,
  keys: readonly string[],
): readonly Labels[] {
  const own = listInstanceLabels(type)
  return keys.reduce<readonly Labels[]>(
    (sets, key) => {
      const values = listValues(launch, own, key)
      return values === undefined
        ? sets
        : sets.flatMap((set) => values.map((value) => ({ ...set, [key]: value })))
    },
    [{}],
  )
}

/** Undefined: the key is not open. A type that lacks a well-known label comes without it. */
function listValues(
  launch: LaunchLabels,
  own: ReadonlyMap<string, readonly string[]>,
  key: string,
): readonly string[] | undefined {
  const known = toKarpenterKey(key)
  if (GIVEN.includes(known)) return undefined
  if (!launch.isPool && !SHOWN_BY_GROUPS.includes(known)) return undefined
  const named = launch.values.get(key) ?? launch.values.get(known)
  const values = own.get(known)
  if (values === undefined) return named
  if (values.length === 0) return undefined
  return named === undefined ? values : values.filter((value) => named.includes(value))
}

/** Labels that Karpenter or EKS gives a pool's nodes and that nothing here records (C5: well-known keys are free). */
export function isUnrecorded(launch: LaunchLabels, key: string): boolean {
  if (!launch.isPool || launch.values.has(key)) return false
  const isTheirs = ['karpenter.k8s.aws/', 'karpenter.sh/', 'eks.amazonaws.com/instance-'].some(
    (prefix) => key.startsWith(prefix),
  )
  const [type] = launch.types
  return isTheirs && (type === undefined || !listInstanceLabels(type).has(toKarpenterKey(key)))
}

function toKarpenterKey(key: string): string {
  return key.startsWith(AUTO_MODE_PREFIX)
    ? key.replace(AUTO_MODE_PREFIX, KARPENTER_PREFIX)
    : (ALIASES.get(key) ?? key)
}
