/**
 * Random models that cover every field of the model form (exploration specification, section 2). Names
 * are few, so that things meet; sizes are small, so that the plain explorer ends.
 */
import fc from 'fast-check'
import type { Model, ModelGroup, ModelNode, ModelPod } from '#exploration/model.ts'

const ZONES = ['a', 'b', 'c'] as const
const CLASSES = ['P', 'Q', 'R', 'S'] as const

/** Every refusal of section 2 is avoided by construction. */
export const anyModel: fc.Arbitrary<Model> = fc
  .record({ zoneCount: fc.integer({ min: 1, max: 3 }), groupCount: fc.integer({ min: 1, max: 3 }) })
  .chain(({ zoneCount, groupCount }) => {
    const zones = ZONES.slice(0, zoneCount)
    const groupNames = ['g1', 'g2', 'g3'].slice(0, groupCount)
    return fc
      .record({
        groups: fc.tuple(...groupNames.map((name) => anyGroup(name, zones))),
        pods: fc
          .integer({ min: 1, max: 4 })
          .chain((count) => fc.tuple(...anyPods(CLASSES.slice(0, count), zones, groupNames))),
        seeds: fc.array(anyNodeSeed, { maxLength: 4 }),
        down: seldom(fc.constantFrom(...zones), 6),
        absent: fc.subarray(['P', 'Q', 'R', 'S']),
        isAbsent: fc.integer({ min: 0, max: 5 }).map((roll) => roll === 0),
        alike: fc.constantFrom('no', 'no', 'pods', 'all'),
        target: fc.nat(3),
        budget: fc.oneof(
          fc.constant({}),
          fc.record(
            {
              nodeLoss: fc.integer({ min: 0, max: 2 }),
              zoneOutage: fc.integer({ min: 0, max: 1 }),
              scaleToZero: fc.integer({ min: 0, max: 1 }),
              autoscalerRestart: fc.integer({ min: 0, max: 1 }),
            },
            { requiredKeys: [] },
          ),
        ),
      })
      .map(({ seeds, down, absent, isAbsent, alike, target, budget, ...drawn }) => {
        const pods =
          alike === 'no' ? drawn.pods : drawn.pods.map((pod) => likeOneOf(drawn.pods, pod))
        const groups =
          alike === 'all'
            ? drawn.groups.map((group) => likeFirst(drawn.groups, group))
            : drawn.groups
        const workloads = pods.map((pod) => pod.workload ?? pod.name)
        const away = isAbsent ? absent.filter((name) => workloads.includes(name)) : []
        const nodes = placeNodes({ groups, pods, seeds, down, away })
        return {
          zones,
          groups: groups.map((group) => sizeGroup(group, nodes)),
          pods,
          nodes,
          ...(away.length > 0 ? { absent: away } : {}),
          ...(down === undefined ? {} : { down }),
          target: pods[target % pods.length]?.name ?? 'P',
          budget,
        }
      })
  })

/** The same class as P or Q but for its name: models with symmetry. */
function likeOneOf(pods: readonly ModelPod[], pod: ModelPod): ModelPod {
  const kind = pods[CLASSES.findIndex((name) => name === pod.name) % 2] ?? pod
  const { after, workload, ...rest } = kind
  return { ...rest, name: pod.name }
}

function likeFirst(groups: readonly ModelGroup[], group: ModelGroup): ModelGroup {
  return { ...(groups[0] ?? group), name: group.name }
}

/** Present in one of `oneIn` cases. */
function seldom<T>(value: fc.Arbitrary<T>, oneIn: number): fc.Arbitrary<T | undefined> {
  return fc.oneof(
    { weight: 1, arbitrary: value },
    { weight: oneIn - 1, arbitrary: fc.constant(undefined) },
  )
}

const anyAmounts = (most: number) =>
  fc
    .record(
      { cpu: fc.integer({ min: 0, max: most }), memory: fc.integer({ min: 0, max: most }) },
      { requiredKeys: ['cpu'] },
    )
    .map((amounts) => ({ ...amounts }))

function anyGroup(name: string, zones: readonly string[]): fc.Arbitrary<ModelGroup> {
  return fc
    .record({
      zones: fc
        .shuffledSubarray([...zones], { minLength: 1 })
        .chain((list) => fc.tuple(fc.constant(list), seldom(fc.subarray(list), 4))),
      sizes: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 3, maxLength: 3 }),
      scaler: fc.constantFrom('none', 'cluster-autoscaler', 'cluster-autoscaler', 'karpenter'),
      rebalance: fc.boolean(),
      distribution: seldom(fc.constantFrom('balanced-best-effort', 'balanced-only'), 3),
      capacity: anyAmounts(4),
      templateCapacity: seldom(anyAmounts(4), 4),
      slots: seldom(fc.integer({ min: 0, max: 3 }), 3),
      slotsInTemplate: seldom(fc.boolean(), 2),
      overhead: seldom(anyAmounts(2), 4),
      removableBelow: seldom(fc.constantFrom(0, 0.25, 0.5, 1), 3),
      memory: seldom(fc.subarray([...zones]), 2),
    })
    .map(({ zones: [list, offered], sizes, scaler, ...rest }) => {
      const [min = 0, desired = 0, max = 0] = [...sizes].sort((a, b) => a - b)
      return clean({ name, zones: list, min, desired, max, scaler, offered, ...rest })
    })
}

function anyPods(
  names: readonly string[],
  zones: readonly string[],
  groups: readonly string[],
): readonly fc.Arbitrary<ModelPod>[] {
  const anyNames = seldom(fc.subarray([...names]), 5)
  return names.map((name, index) =>
    fc
      .record({
        workload: seldom(fc.constantFrom(...names), 5),
        count: fc.integer({ min: 1, max: 2 }),
        requests: anyAmounts(3),
        volumes: fc.integer({ min: 0, max: 2 }),
        where: fc.constantFrom('anywhere', 'zone', 'binds'),
        zone: fc.constantFrom(...zones),
        binds: fc.subarray([...zones]),
        zones: seldom(fc.subarray([...zones], { minLength: 1 }), 5),
        groups: seldom(fc.subarray([...groups], { minLength: 1 }), 5),
        apartFrom: anyNames,
        zoneApart: anyNames,
        zoneWith: anyNames,
        spread: seldom(
          fc.record({ maxSkew: fc.integer({ min: 1, max: 2 }), with: fc.subarray([...names]) }),
          4,
        ),
        priority: seldom(fc.integer({ min: -1, max: 2 }), 3),
        // Only classes that come before it, so that there is no circle.
        after:
          index === 0
            ? fc.constant(undefined)
            : seldom(fc.constantFrom(...names.slice(0, index)), 4),
        evictable: seldom(fc.boolean(), 4),
        finishes: seldom(fc.boolean(), 5),
      })
      .map(({ where, zone, binds, count, ...rest }) =>
        clean({
          name,
          ...rest,
          count: where === 'binds' ? 1 : count,
          zone: where === 'zone' ? zone : undefined,
          binds: where === 'binds' ? binds : undefined,
        }),
      ),
  )
}

const anyNodeSeed = fc.record({
  group: fc.nat(2),
  zone: fc.nat(2),
  pods: fc.array(fc.nat(3), { maxLength: 2 }),
})

interface Seeds {
  readonly groups: readonly ModelGroup[]
  readonly pods: readonly ModelPod[]
  readonly seeds: readonly { group: number; zone: number; pods: readonly number[] }[]
  readonly down: string | undefined
  readonly away: readonly string[]
}

/** Nodes where they may be, with no more pods of a class than there are. */
function placeNodes({ groups, pods, seeds, down, away }: Seeds): readonly ModelNode[] {
  const left = new Map(
    pods
      .filter((pod) => !away.includes(pod.workload ?? pod.name))
      .map((pod) => [pod.name, pod.count ?? 1]),
  )
  return seeds.flatMap((seed) => {
    const group = groups[seed.group % groups.length]
    const zone = group?.zones[seed.zone % group.zones.length]
    if (group === undefined || zone === undefined || zone === down) return []
    const held = seed.pods.flatMap((index) => {
      const name = pods[index % pods.length]?.name ?? ''
      const rest = left.get(name) ?? 0
      left.set(name, rest - 1)
      return rest > 0 ? [name] : []
    })
    return [{ group: group.name, zone, pods: held }]
  })
}

/** Raises the sizes to the nodes that there are. */
function sizeGroup(group: ModelGroup, nodes: readonly ModelNode[]): ModelGroup {
  const size = nodes.filter((node) => node.group === group.name).length
  const desired = Math.max(group.desired, size)
  return { ...group, desired, max: Math.max(group.max, desired) }
}

function clean<T extends object>(value: T): T {
  // Fields that are undefined are absent ones: the form is JSON.
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as T
}
