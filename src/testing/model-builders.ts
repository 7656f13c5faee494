import type { Model, ModelGroup, ModelNode, ModelPod } from '#exploration/model.ts'
import type { TargetVariant } from '#exploration/target.ts'

/** A group of Cluster Autoscaler over a, b and c with nodes of 4 cpu; the test says what differs. */
export function makeGroup(fields: Partial<ModelGroup> = {}): ModelGroup {
  return {
    name: 'ng',
    zones: ['a', 'b', 'c'],
    min: 1,
    max: 5,
    desired: 3,
    scaler: 'cluster-autoscaler',
    capacity: { cpu: 4 },
    ...fields,
  }
}

/** A group in one zone, named after it. */
export function makeZoneGroup(zone: string, fields: Partial<ModelGroup> = {}): ModelGroup {
  return makeGroup({ name: `ng-${zone}`, zones: [zone], min: 0, max: 2, desired: 0, ...fields })
}

/** A pod of 1 cpu with a volume in that zone. */
export function makeZonalPod(zone: string, fields: Partial<ModelPod> = {}): ModelPod {
  return { name: 'P', requests: { cpu: 1 }, volumes: 1, zone, ...fields }
}

/** A pod of 1 cpu without a volume. */
export function makePod(name: string, fields: Partial<ModelPod> = {}): ModelPod {
  return { name, requests: { cpu: 1 }, ...fields }
}

export function makeNode(group: string, zone: string, ...pods: readonly string[]): ModelNode {
  return { group, zone, pods }
}

/** Three zones, target P, no budget. */
export function makeModel(fields: Partial<Model> = {}): Model {
  return {
    zones: ['a', 'b', 'c'],
    groups: [makeGroup()],
    pods: [makeZonalPod('c')],
    nodes: [],
    target: 'P',
    budget: {},
    ...fields,
  }
}

/** A variant whose classes are named as in the plan by `names`: class to pods. */
export function makeVariant(
  model: Model,
  names: Readonly<Record<string, readonly string[]>> = {},
): TargetVariant {
  const classes = Object.entries(names).map(([name, pods]) => {
    const workload = (pods[0] ?? name).replace(/-[^-]*$/, '')
    return [name, { path: `resources[${name}]`, namespace: 'default', workload, pods }] as const
  })
  return {
    label: 'only',
    model,
    pointers: {
      groups: {},
      classes: Object.fromEntries(classes),
      nodes: model.nodes.map((node, index) => `${node.group}-${node.zone}-${index + 1}`),
    },
  }
}
