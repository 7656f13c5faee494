/**
 * Models near the bounds of the theorems: few names, small figures, groups that mostly cover the
 * target's zone, so that a bound that is one too low is found.
 */
import fc from 'fast-check'
import type { Model, ModelGroup, ModelNode, ModelPod } from '#exploration/model.ts'

const ZONES: readonly string[] = ['a', 'b', 'c']

/** A value once in so many draws, else null. */
const rarely = <T>(value: fc.Arbitrary<T>, oneIn: number): fc.Arbitrary<T | null> =>
  fc.oneof({ weight: oneIn - 1, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: value })

const anyGroup = (name: string): fc.Arbitrary<ModelGroup> =>
  fc
    .record({
      zones: fc.oneof<fc.WeightedArbitrary<string[]>[]>(
        { weight: 3, arbitrary: fc.constant(['a']) },
        { weight: 2, arbitrary: fc.constantFrom(['a', 'b'], ['b', 'a'], ['c', 'a']) },
        { weight: 1, arbitrary: fc.constantFrom(['a', 'b', 'c'], ['c', 'b', 'a']) },
        { weight: 1, arbitrary: fc.constant(['b']) },
      ),
      min: fc.integer({ min: 0, max: 3 }),
      above: fc.tuple(fc.integer({ min: 0, max: 1 }), fc.integer({ min: 0, max: 2 })),
      scaler: fc.constantFrom(
        'cluster-autoscaler' as const,
        'cluster-autoscaler' as const,
        'karpenter' as const,
        'none' as const,
      ),
      rebalance: fc.constantFrom(true, true, false),
      isBalancedOnly: fc.constantFrom(false, false, false, true),
      missing: rarely(fc.constantFrom(...ZONES), 3),
      cpu: fc.integer({ min: 1, max: 4 }),
      template: rarely(fc.integer({ min: 1, max: 4 }), 5),
      slots: rarely(fc.integer({ min: 1, max: 2 }), 4),
      slotsInTemplate: fc.boolean(),
      memory: rarely(fc.constantFrom(...ZONES), 4),
    })
    .map((one) => {
      const offered = one.zones.filter((zone) => zone !== one.missing)
      const isRemembered = one.memory !== null && one.zones.includes(one.memory)
      return {
        name,
        zones: one.zones,
        min: one.min,
        desired: one.min + one.above[0],
        max: one.min + one.above[0] + one.above[1],
        scaler: one.scaler,
        rebalance: one.rebalance,
        ...(one.isBalancedOnly ? { distribution: 'balanced-only' as const } : {}),
        ...(offered.length < one.zones.length ? { offered } : {}),
        capacity: { cpu: one.cpu },
        ...(one.template === null ? {} : { templateCapacity: { cpu: one.template } }),
        ...(one.slots === null ? {} : { slots: one.slots, slotsInTemplate: one.slotsInTemplate }),
        ...(isRemembered && one.scaler === 'cluster-autoscaler' && one.memory !== null
          ? { memory: [one.memory] }
          : {}),
      }
    })

const anyPod = (name: string): fc.Arbitrary<ModelPod> =>
  fc
    .record({
      cpu: fc.integer({ min: 0, max: 3 }),
      volumes: fc.integer({ min: 0, max: 1 }),
      place: fc.constantFrom('zone', 'zone', 'zone', 'binds', 'zones', 'anywhere'),
      zones: fc.shuffledSubarray([...ZONES], { minLength: 1, maxLength: 2 }),
      count: fc.constantFrom(1, 1, 2),
      groups: rarely(fc.shuffledSubarray(['g', 'h'], { minLength: 1 }), 3),
      apart: rarely(fc.constantFrom('P', 'Q', 'S'), 3),
      zoneApart: rarely(fc.constantFrom('P', 'Q', 'S'), 8),
      spread: rarely(fc.integer({ min: 1, max: 2 }), 8),
      priority: fc.constantFrom(0, 0, 0, 1, -1),
      hasOrder: fc.constantFrom(false, false, false, false, true),
      isEvictable: fc.constantFrom(true, true, false),
      canFinish: fc.constantFrom(false, false, false, false, true),
      workload: fc.constantFrom('own', 'own', 'shared'),
    })
    .map((one) => ({
      name,
      ...(one.workload === 'shared' ? { workload: 'w' } : {}),
      ...(one.count > 1 && one.place !== 'binds' ? { count: one.count } : {}),
      requests: { cpu: one.cpu },
      ...(one.volumes > 0 ? { volumes: one.volumes } : {}),
      ...(one.place === 'zone' ? { zone: name === 'P' ? 'a' : one.zones[0] } : {}),
      ...(one.place === 'binds' ? { binds: one.zones } : {}),
      ...(one.place === 'zones' ? { zones: one.zones } : {}),
      ...(one.groups === null ? {} : { groups: one.groups }),
      ...(one.apart === null ? {} : { apartFrom: [one.apart] }),
      ...(one.zoneApart === null ? {} : { zoneApart: [one.zoneApart] }),
      ...(one.spread === null ? {} : { spread: { maxSkew: one.spread, with: ['P', name] } }),
      priority: one.priority,
      ...(one.hasOrder && name === 'P' ? { after: 'Q' } : {}),
      ...(one.isEvictable ? {} : { evictable: false }),
      ...(one.canFinish ? { finishes: true } : {}),
    }))

/** Places whatever nodes and pods the group's size and the classes' counts allow; the draws say where. */
function placeNodes(
  groups: readonly ModelGroup[],
  pods: readonly ModelPod[],
  draws: readonly number[],
): readonly ModelNode[] {
  const drawn = [...draws]
  const draw = (below: number) => (drawn.shift() ?? 0) % below
  const left = new Map(pods.map((pod) => [pod.name, pod.count ?? 1]))
  return groups.flatMap((group) => {
    const most = group.scaler === 'karpenter' ? group.max : group.desired
    return Array.from({ length: draw(most + 1) }, () => {
      const zone = group.zones[draw(group.zones.length)] ?? 'a'
      const held = pods.filter((pod) => (left.get(pod.name) ?? 0) > 0 && draw(3) > 0)
      const used = held.reduce<{ cpu: number; names: string[] }>(
        (sum, pod) => {
          const cpu = sum.cpu + (pod.requests['cpu'] ?? 0)
          const fits =
            cpu <= (group.capacity['cpu'] ?? 0) && (pod.zone === undefined || pod.zone === zone)
          return fits ? { cpu, names: [...sum.names, pod.name] } : sum
        },
        { cpu: 0, names: [] },
      )
      for (const name of used.names) left.set(name, (left.get(name) ?? 0) - 1)
      return { group: group.name, zone, pods: used.names }
    })
  })
}

/** Any model of one or two groups and up to three classes, `P` the target; no workload is absent. */
export const anyCoveredModel: fc.Arbitrary<Model> = fc
  .record({
    groups: fc.oneof(fc.tuple(anyGroup('g')), fc.tuple(anyGroup('g'), anyGroup('h'))),
    pods: fc.oneof(
      fc.tuple(anyPod('P'), anyPod('Q')),
      fc.tuple(anyPod('P'), anyPod('Q'), anyPod('S')),
    ),
    draws: fc.array(fc.nat(30), { minLength: 24, maxLength: 24 }),
    isAbsent: fc.constantFrom(false, false, false, true),
    down: rarely(fc.constantFrom('b', 'c', 'a'), 8),
  })
  .map(({ groups, pods, draws, isAbsent, down }) => {
    const groupNames = groups.map((group) => group.name)
    const podNames = pods.map((pod) => pod.name)
    const known = pods.map((pod) => dropUnknown(pod, groupNames, podNames))
    const present = isAbsent
      ? known.filter((pod) => pod.name !== 'Q' && pod.workload !== 'w')
      : known
    const absent = known
      .filter((pod) => !present.includes(pod))
      .map((pod) => pod.workload ?? pod.name)
    const nodes = placeNodes(groups, present, draws).filter((node) => node.zone !== down)
    const emptied = groups.map((group) =>
      nodes.some((node) => node.group === group.name) ? { ...group, memory: [] } : group,
    )
    return {
      zones: ZONES,
      groups: emptied,
      pods: known,
      nodes,
      ...(absent.length > 0 ? { absent: [...new Set(absent)] } : {}),
      ...(down === null ? {} : { down }),
      target: 'P',
      budget: {},
    }
  })

function dropUnknown(
  pod: ModelPod,
  groups: readonly string[],
  classes: readonly string[],
): ModelPod {
  const keep = (names: readonly string[] | undefined, known: readonly string[]) =>
    names?.filter((name) => known.includes(name))
  const { groups: _, ...rest } = pod
  const selected = keep(pod.groups, groups)
  return {
    ...rest,
    ...(selected === undefined || selected.length === 0 ? {} : { groups: selected }),
    apartFrom: keep(pod.apartFrom, classes),
    zoneApart: keep(pod.zoneApart, classes),
  }
}
