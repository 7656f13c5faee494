/** RT4: no cover, no hope. Risks specification, 2.3.6; also AT2. */
import {
  allowsGroup,
  allowsZone,
  countOf,
  fitsEmptyNode,
  getPod,
  offeredZones,
  workloadOf,
} from '../fits.ts'
import type { Model, ModelGroup, ModelPod } from '../model.ts'
import type { Facts } from './prove-ok.ts'
import { settleBindings } from './ground.ts'

export interface StuckProof {
  readonly id: 'RT4'
  readonly facts: Facts
}

/**
 * A proof that the target is stuck now with every zone up: it is pending, and no node that it could ever
 * run on is there or can come. The same of a class that has to be placed before the target is created,
 * if all between are pending too.
 */
export function proveStuck(input: Model): StuckProof | undefined {
  const model = settleBindings(input)
  const target = getPod(model, model.target)
  if (model.down !== undefined || !isPending(model, target)) return undefined
  for (const pod of listUncreated(model, target)) {
    if (isPending(model, pod) && !hasCover(model, pod)) {
      return { id: 'RT4', facts: listFacts(model, pod) }
    }
  }
  return undefined
}

/** The target and those that keep it from being created: one that is placed lets the next be created. */
function listUncreated(model: Model, target: ModelPod): readonly ModelPod[] {
  const chain = [target]
  for (let pod = target; pod.after !== undefined && isPending(model, pod);) {
    pod = getPod(model, pod.after)
    chain.push(pod)
  }
  return chain
}

function isPending(model: Model, pod: ModelPod): boolean {
  const placed = model.nodes.flatMap((node) => node.pods).filter((name) => name === pod.name).length
  const isAbsent = (model.absent ?? []).includes(workloadOf(pod))
  return !isAbsent && placed < countOf(pod)
}

function hasCover(model: Model, pod: ModelPod): boolean {
  return model.groups.some((group) =>
    group.zones.some(
      (zone) =>
        fitsEmptyNode(model, pod.name, group.name, zone) && canHaveNodes(model, group, zone),
    ),
  )
}

/** A node of the group is in the zone, or can come: from above, whatever the desired size is. */
function canHaveNodes(model: Model, group: ModelGroup, zone: string): boolean {
  const isThere = model.nodes.some((node) => node.group === group.name && node.zone === zone)
  return isThere || (group.max > 0 && offeredZones(group).includes(zone))
}

function listFacts(model: Model, pod: ModelPod): Facts {
  const zones = model.zones.filter((zone) => allowsZone(pod, zone))
  const selected = model.groups.filter((group) => allowsGroup(pod, group))
  const inZone = selected.filter((group) => group.zones.some((zone) => zones.includes(zone)))
  return {
    pod: pod.name,
    zones: zones.join(', '),
    known: model.groups.length,
    selected: selected.length,
    inZone: inZone.length,
    feasible: inZone.filter((group) =>
      group.zones.some((zone) => fitsEmptyNode(model, pod.name, group.name, zone)),
    ).length,
  }
}
