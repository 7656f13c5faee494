import type { Budget, Model } from './model.ts'

/**
 * One event that may happen and no other: what a cell of the zone-loss matrix asks (section 1, the
 * verdict of section 4 under it). It may come at any moment, and it may end (XD5, XD6).
 */
export type LossEvent =
  /** XD2, of this zone alone. */
  | { readonly kind: 'zoneOutage'; readonly zone: string }
  /** XD1: any one node, so the verdict is that of the worst. */
  | { readonly kind: 'nodeLoss' }
  /** XD3: the target's workload. */
  | { readonly kind: 'scaleToZero' }

/** A question about one event, or about the system's own moves alone. */
export type AskedEvent = LossEvent | { readonly kind: 'nothing' }

/** The model's question when only this event may happen (section 4). */
export function allowEvent(model: Model, event: AskedEvent): Model {
  if (event.kind === 'nothing') return { ...model, budget: {} }
  const budget: Budget = { [event.kind]: 1 }
  return event.kind === 'zoneOutage'
    ? { ...model, budget, outages: [event.zone] }
    : { ...model, budget }
}

/** `zone/eu-west-1c`, `node`, `zero`: a key of the event, also in addresses. */
export function renderEvent(event: LossEvent): string {
  switch (event.kind) {
    case 'zoneOutage':
      return `zone/${event.zone}`
    case 'nodeLoss':
      return 'node'
    case 'scaleToZero':
      return 'zero'
  }
}

/** The event of a key; undefined where there is none. */
export function parseEvent(key: string): LossEvent | undefined {
  if (key === 'node') return { kind: 'nodeLoss' }
  if (key === 'zero') return { kind: 'scaleToZero' }
  return key.startsWith('zone/') && key.length > 5
    ? { kind: 'zoneOutage', zone: key.slice(5) }
    : undefined
}
