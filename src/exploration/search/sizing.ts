/** The groups' part: XM3 to XM9. */
import { CLUSTER_AUTOSCALER, KARPENTER } from './compiled-model.ts'
import { fitsElsewhere, isSkewFine, isZoneOpen } from './placing.ts'
import { SYSTEM, noteStep, offer, setNext } from './space.ts'
import type { Space } from './space.ts'
import { contentLessNode, contentWithNode } from './zone-contents.ts'

/** XM3, XM4, XM5, XM6 and XM8; true when one of them is enabled that forbids calm. */
export function offerSizes(space: Space): boolean {
  const { compiled, nodes, values, layout } = space
  let isBusy = false
  for (let group = 0; group < compiled.groups; group++) {
    const size = nodes[group] ?? 0
    if (compiled.scaler[group] === KARPENTER) {
      if (size < (compiled.max[group] ?? 0) && offerKarpenterLaunches(space, group)) isBusy = true
      continue
    }
    const isScaled = compiled.scaler[group] === CLUSTER_AUTOSCALER
    const wanted = values[layout.desired + group] ?? 0
    if (size < wanted) {
      const isLaunching = offerLaunches(space, group)
      if (isLaunching && isScaled) isBusy = true
      if (!isLaunching && isScaled) offerGivingUp(space, group)
    } else if (size === wanted) {
      if (compiled.rebalance[group] === 1) offerRebalance(space, group)
      if (isScaled && size < (compiled.max[group] ?? 0) && offerRaise(space, group)) isBusy = true
    }
  }
  return isBusy
}

function nodesAt(space: Space, group: number, zone: number): number {
  const { facts, stride, nodesRow } = space.contents
  return facts[(space.now[zone] ?? 0) * stride + nodesRow + group] ?? 0
}

/** The zone is up and offered to the group. */
function isOpen(space: Space, group: number, zone: number): boolean {
  return space.compiled.offered[group * space.compiled.zones + zone] === 1 && zone !== space.down
}

/** XM3. */
function offerLaunches(space: Space, group: number): boolean {
  const { compiled } = space
  const { zones, groupZone } = compiled
  const isStrict = compiled.balancedOnly[group] === 1
  let fewest = Infinity
  for (let zone = 0; zone < zones; zone++) {
    const counts = isStrict ? groupZone[group * zones + zone] === 1 : isOpen(space, group, zone)
    if (counts) fewest = Math.min(fewest, nodesAt(space, group, zone))
  }
  let isLaunching = false
  for (let zone = 0; zone < zones; zone++) {
    if (!isOpen(space, group, zone) || nodesAt(space, group, zone) !== fewest) continue
    isLaunching = true
    if (space.isTracing) noteStep(space, { code: 'launch', group, zone })
    offerNode(space, group, zone)
  }
  return isLaunching
}

/** An empty node comes; a group with nodes has no memory. */
function offerNode(space: Space, group: number, zone: number): void {
  const { contents, layout, now, next, nodes, values } = space
  const content = now[zone] ?? 0
  const memory = layout.memory + group
  next[zone] = contentWithNode(contents, content, group)
  if (nodes[group] === 0) setNext(space, memory, 0)
  offer(space, SYSTEM)
  next[zone] = content
  if (nodes[group] === 0) setNext(space, memory, values[memory] ?? 0)
}

/** XM4. */
function offerRebalance(space: Space, group: number): void {
  const { zones } = space.compiled
  let most = 0
  let fewest = Infinity
  for (let zone = 0; zone < zones; zone++) {
    if (!isOpen(space, group, zone)) continue
    const size = nodesAt(space, group, zone)
    most = Math.max(most, size)
    fewest = Math.min(fewest, size)
  }
  if (!(most - fewest > 1)) return
  for (let from = 0; from < zones; from++) {
    if (!isOpen(space, group, from) || nodesAt(space, group, from) !== most) continue
    for (let to = 0; to < zones; to++) {
      if (!isOpen(space, group, to) || nodesAt(space, group, to) !== fewest) continue
      offerMoves(space, group, { from, to })
    }
  }
}

function offerMoves(
  space: Space,
  group: number,
  zones: { readonly from: number; readonly to: number },
): void {
  const { contents, now, next } = space
  const { from, to } = zones
  const content = now[from] ?? 0
  const other = now[to] ?? 0
  next[to] = contentWithNode(contents, other, group)
  const end = contents.entryFrom[content + 1] ?? 0
  for (let entry = contents.entryFrom[content] ?? 0; entry < end; entry++) {
    const kind = contents.entryKind[entry] ?? 0
    if (contents.kinds.group[kind] !== group) continue
    next[from] = contentLessNode(contents, content, entry)
    if (space.isTracing) noteStep(space, { code: 'rebalance', zone: from, kind, other: to })
    offer(space, SYSTEM)
  }
  next[from] = content
  next[to] = other
}

/** XM5: one edge, whichever pod and template call for it. */
function offerRaise(space: Space, group: number): boolean {
  const { compiled, homeless, homelessCount, nodes, layout, now, values } = space
  const size = nodes[group] ?? 0
  const memory = size > 0 ? 0 : (values[layout.memory + group] ?? 0)
  const isKnown = size > 0 || memory > 0 ? 1 : 0
  const base = (group * 2 + isKnown) * compiled.classes
  for (let at = 0; at < homelessCount; at++) {
    const pod = homeless[at] ?? 0
    if (compiled.templateFits[base + pod] === 0) continue
    for (let zone = 0; zone < compiled.zones; zone++) {
      if (!isTemplateZone(space, group, zone, memory)) continue
      if (!isZoneOpen(space, now, pod, zone, space.contents.ruleRow)) continue
      if (space.isTracing) noteStep(space, { code: 'caRaises', pod, group, zone })
      offerDesired(space, group, size + 1)
      return true
    }
  }
  return false
}

function isTemplateZone(space: Space, group: number, zone: number, memory: number): boolean {
  const { compiled, nodes } = space
  if ((nodes[group] ?? 0) > 0) return nodesAt(space, group, zone) > 0
  if (memory === 0) return compiled.firstZone[group] === zone
  if (memory <= compiled.zones) return memory === zone + 1
  const { model } = compiled
  return model.groups[group]?.memory?.includes(model.zones[zone] ?? '') === true
}

/** XM6. */
function offerGivingUp(space: Space, group: number): void {
  const { compiled, nodes, values, layout } = space
  const min = compiled.min[group] ?? 0
  if ((values[layout.desired + group] ?? 0) <= min) return
  if (space.isTracing) noteStep(space, { code: 'caGivesUp', group })
  offerDesired(space, group, Math.max(nodes[group] ?? 0, min))
}

function offerDesired(space: Space, group: number, desired: number): void {
  const { layout } = space
  setNext(space, layout.desired + group, desired)
  offer(space, SYSTEM)
  setNext(space, layout.desired + group, space.values[layout.desired + group] ?? 0)
}

/** XM8. */
function offerKarpenterLaunches(space: Space, group: number): boolean {
  let isLaunching = false
  for (let zone = 0; zone < space.compiled.zones; zone++) {
    if (!isOpen(space, group, zone)) continue
    const pod = findLauncher(space, group, zone)
    if (pod < 0) continue
    isLaunching = true
    if (space.isTracing) noteStep(space, { code: 'karpenterLaunches', pod, group, zone })
    offerNode(space, group, zone)
  }
  return isLaunching
}

function findLauncher(space: Space, group: number, zone: number): number {
  const { compiled, homeless, homelessCount, now } = space
  for (let at = 0; at < homelessCount; at++) {
    const pod = homeless[at] ?? 0
    if (compiled.launchFits[group * compiled.classes + pod] === 0) continue
    if (!isZoneOpen(space, now, pod, zone, space.contents.ruleRow)) continue
    const hasSpread = (compiled.maxSkew[pod] ?? -1) >= 0
    if (!hasSpread || isSkewFine(space, now, pod, zone, 'karpenter')) return pod
  }
  return -1
}

/** XM7 and XM9, in a calm state. */
export function offerRemovals(space: Space): void {
  const { compiled, contents, now } = space
  const { kinds } = contents
  for (let zone = 0; zone < compiled.zones; zone++) {
    const content = now[zone] ?? 0
    const to = contents.entryFrom[content + 1] ?? 0
    for (let entry = contents.entryFrom[content] ?? 0; entry < to; entry++) {
      const kind = contents.entryKind[entry] ?? 0
      const scaler = compiled.scaler[kinds.group[kind] ?? 0]
      if (scaler === KARPENTER && kinds.pods[kind] === 0) offerRemoval(space, zone, entry)
      if (scaler !== CLUSTER_AUTOSCALER || kinds.removable[kind] === 0) continue
      if (!isAboveMin(space, kinds.group[kind] ?? 0)) continue
      const without = contentLessNode(contents, content, entry)
      if (fitsElsewhere(space, zone, kind, without)) offerRemoval(space, zone, entry)
    }
  }
}

function isAboveMin(space: Space, group: number): boolean {
  const { layout } = space
  const desired = space.values[layout.desired + group] ?? 0
  return space.nodes[group] === desired && desired > (space.compiled.min[group] ?? 0)
}

function offerRemoval(space: Space, zone: number, entry: number): void {
  const { compiled, contents, layout, now, next, nodes } = space
  const content = now[zone] ?? 0
  const kind = contents.entryKind[entry] ?? 0
  const group = contents.kinds.group[kind] ?? 0
  const isScaled = compiled.scaler[group] === CLUSTER_AUTOSCALER
  next[zone] = contentLessNode(contents, content, entry)
  setNext(space, layout.desired + group, (space.values[layout.desired + group] ?? 0) - 1)
  if (nodes[group] === 1) setNext(space, layout.memory + group, zone + 1)
  if (space.isTracing) {
    noteStep(space, { code: isScaled ? 'caRemoves' : 'karpenterRemoves', zone, kind })
  }
  offer(space, SYSTEM)
  next[zone] = content
  setNext(space, layout.desired + group, space.values[layout.desired + group] ?? 0)
  if (nodes[group] === 1) setNext(space, layout.memory + group, 0)
}
