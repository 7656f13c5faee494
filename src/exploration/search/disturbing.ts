/** Disturbances and free steps: XD1 to XD6. */
import { DISTURBANCE, FREE, noteStep, offer, resetNext, setNext } from './space.ts'
import type { Space } from './space.ts'
import { contentLessNode, contentUnscaled } from './zone-contents.ts'

/** Every disturbance that the budget allows and every free step. */
export function offerDisturbances(space: Space): void {
  const { layout, compiled, values } = space
  const nodeLoss = values[layout.nodeLoss] ?? 0
  if (nodeLoss > 0) {
    setNext(space, layout.nodeLoss, nodeLoss - 1)
    offerNodeLosses(space)
    setNext(space, layout.nodeLoss, nodeLoss)
  }
  const zoneOutage = values[layout.zoneOutage] ?? 0
  if (zoneOutage > 0 && space.down < 0) {
    setNext(space, layout.zoneOutage, zoneOutage - 1)
    for (let zone = 0; zone < compiled.zones; zone++) {
      if (compiled.mayFail[zone] === 1) offerOutage(space, zone)
    }
    setNext(space, layout.zoneOutage, zoneOutage)
  }
  const scaleToZero = values[layout.scaleToZero] ?? 0
  if (scaleToZero > 0 && values[layout.absent + compiled.targetWorkload] === 0) {
    setNext(space, layout.scaleToZero, scaleToZero - 1)
    offerScaleToZero(space)
    resetNext(space)
  }
  const restart = values[layout.autoscalerRestart] ?? 0
  if (restart > 0) {
    setNext(space, layout.autoscalerRestart, restart - 1)
    for (let group = 0; group < compiled.groups; group++) {
      setNext(space, layout.memory + group, 0)
    }
    if (space.isTracing) noteStep(space, { code: 'autoscalerRestart' })
    offer(space, DISTURBANCE)
    resetNext(space)
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
      if (nodes[group] === 1) setNext(space, layout.memory + group, zone + 1)
      if (space.isTracing) noteStep(space, { code: 'nodeLoss', zone, kind })
      offer(space, DISTURBANCE)
      if (nodes[group] === 1) setNext(space, layout.memory + group, 0)
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
  setNext(space, layout.down, zone + 1)
  for (let group = 0; group < compiled.groups; group++) {
    const gone = facts[base + group] ?? 0
    if (gone > 0 && gone === nodes[group]) setNext(space, layout.memory + group, zone + 1)
  }
  if (space.isTracing) noteStep(space, { code: 'zoneOutage', zone })
  offer(space, DISTURBANCE)
  for (let group = 0; group < compiled.groups; group++) {
    if ((facts[base + group] ?? 0) > 0) setNext(space, layout.memory + group, 0)
  }
  setNext(space, layout.down, 0)
  next[zone] = now[zone] ?? 0
}

/** XD3. */
function offerScaleToZero(space: Space): void {
  const { compiled, contents, layout, now, next } = space
  for (let zone = 0; zone < compiled.zones; zone++) {
    next[zone] = contentUnscaled(contents, now[zone] ?? 0)
  }
  setNext(space, layout.absent + compiled.targetWorkload, 1)
  if (space.isTracing) noteStep(space, { code: 'scaleToZero', other: compiled.targetWorkload })
  offer(space, DISTURBANCE)
}

/** XD5 and XD6. */
function offerEnds(space: Space): void {
  const { layout, compiled, values, down } = space
  if (down >= 0) {
    setNext(space, layout.down, 0)
    if (space.isTracing) noteStep(space, { code: 'zoneReturns', zone: down })
    offer(space, FREE)
    setNext(space, layout.down, down + 1)
  }
  for (let workload = 0; workload < compiled.workloads.length; workload++) {
    if (values[layout.absent + workload] === 0) continue
    setNext(space, layout.absent + workload, 0)
    if (space.isTracing) noteStep(space, { code: 'scaleBack', other: workload })
    offer(space, FREE)
    setNext(space, layout.absent + workload, 1)
  }
}
