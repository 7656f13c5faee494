/** Disturbances and free steps: XD1 to XD6. */
import { DISTURBANCE, FREE, noteStep, readAt, writeAt } from './space.ts'
import type { Space } from './space.ts'
import { contentLessNode, contentUnscaled } from './zone-contents.ts'

/** Every disturbance that the budget allows and every free step. */
export function offerDisturbances(space: Space): void {
  const { layout, now, next, compiled, absent } = space
  const nodeLoss = readAt(now, layout.nodeLoss)
  if (nodeLoss > 0) {
    writeAt(next, layout.nodeLoss, nodeLoss - 1)
    offerNodeLosses(space)
    writeAt(next, layout.nodeLoss, nodeLoss)
  }
  const zoneOutage = readAt(now, layout.zoneOutage)
  if (zoneOutage > 0 && space.down < 0) {
    writeAt(next, layout.zoneOutage, zoneOutage - 1)
    for (let zone = 0; zone < compiled.zones; zone++) offerOutage(space, zone)
    writeAt(next, layout.zoneOutage, zoneOutage)
  }
  const scaleToZero = readAt(now, layout.scaleToZero)
  if (scaleToZero > 0 && absent[compiled.targetWorkload] === 0) {
    writeAt(next, layout.scaleToZero, scaleToZero - 1)
    offerScaleToZero(space)
    next.set(now)
  }
  const restart = readAt(now, layout.autoscalerRestart)
  if (restart > 0) {
    writeAt(next, layout.autoscalerRestart, restart - 1)
    for (const memory of layout.memory) writeAt(next, memory, 0)
    if (space.isTracing) noteStep(space, { code: 'autoscalerRestart' })
    space.offer(DISTURBANCE)
    next.set(now)
  }
  offerEnds(space)
}

/** XD1. */
function offerNodeLosses(space: Space): void {
  const { compiled, contents, layout, now, next, nodes } = space
  for (let zone = 0; zone < compiled.zones; zone++) {
    const content = now[zone] ?? 0
    const to = contents.entryFrom[content + 1] ?? 0
    for (let entry = contents.entryFrom[content] ?? 0; entry < to; entry++) {
      const kind = contents.entryKind[entry] ?? 0
      const group = contents.kinds.group[kind] ?? 0
      next[zone] = contentLessNode(contents, content, entry)
      if (nodes[group] === 1) writeAt(next, layout.memory[group], zone + 1)
      if (space.isTracing) noteStep(space, { code: 'nodeLoss', zone, kind })
      space.offer(DISTURBANCE)
      if (nodes[group] === 1) writeAt(next, layout.memory[group], 0)
    }
    next[zone] = content
  }
}

/** XD2: groups that had all their nodes in the zone remember it. */
function offerOutage(space: Space, zone: number): void {
  const { compiled, contents, layout, now, next, nodes } = space
  const { facts, stride, nodesRow } = contents
  const base = (now[zone] ?? 0) * stride + nodesRow
  // The content of a zone without nodes has the zone's own number.
  next[zone] = zone
  writeAt(next, layout.down, zone + 1)
  for (let group = 0; group < compiled.groups; group++) {
    const gone = facts[base + group] ?? 0
    if (gone > 0 && gone === nodes[group]) writeAt(next, layout.memory[group], zone + 1)
  }
  if (space.isTracing) noteStep(space, { code: 'zoneOutage', zone })
  space.offer(DISTURBANCE)
  for (let group = 0; group < compiled.groups; group++) {
    if ((facts[base + group] ?? 0) > 0) writeAt(next, layout.memory[group], 0)
  }
  writeAt(next, layout.down, 0)
  next[zone] = now[zone] ?? 0
}

/** XD3. */
function offerScaleToZero(space: Space): void {
  const { compiled, contents, layout, now, next } = space
  for (let zone = 0; zone < compiled.zones; zone++) {
    next[zone] = contentUnscaled(contents, now[zone] ?? 0)
  }
  writeAt(next, layout.absent[compiled.targetWorkload], 1)
  if (space.isTracing) noteStep(space, { code: 'scaleToZero', other: compiled.targetWorkload })
  space.offer(DISTURBANCE)
}

/** XD5 and XD6. */
function offerEnds(space: Space): void {
  const { layout, next, absent, down } = space
  if (down >= 0) {
    writeAt(next, layout.down, 0)
    if (space.isTracing) noteStep(space, { code: 'zoneReturns', zone: down })
    space.offer(FREE)
    writeAt(next, layout.down, down + 1)
  }
  for (let workload = 0; workload < absent.length; workload++) {
    if (absent[workload] === 0) continue
    writeAt(next, layout.absent[workload], 0)
    if (space.isTracing) noteStep(space, { code: 'scaleBack', other: workload })
    space.offer(FREE)
    writeAt(next, layout.absent[workload], 1)
  }
}
