/**
 * What is in a zone: a multiset of node kinds. Like kinds, contents get a number once; with it are kept
 * the pods of each class, the nodes of each group, and which classes the zone would take; and, when
 * first asked for, the content after a pod was placed, a node came, a node went.
 */
import type { CompiledModel } from './compiled-model.ts'
import { createNodeKinds, internKind, kindLess, kindUnscaled, kindWith } from './node-kinds.ts'
import type { NodeKinds } from './node-kinds.ts'
import { growTable, mixHash } from './tables.ts'
import type { Ints } from './tables.ts'

export const NO = 0
export const YES = 1
/** Only while none of the class's `zoneWith` runs anywhere. */
export const IF_NONE_RUNS = 2

/** Where in the packed words a count is: classes, then groups. */
export interface Packing {
  readonly words: number
  readonly word: Ints
  readonly shift: Ints
  readonly mask: Ints
}

export interface ZoneContents {
  readonly compiled: CompiledModel
  readonly kinds: NodeKinds
  size: number
  zone: Ints
  /** Entries of content c: `entryFrom[c]` up to, not including, `entryFrom[c + 1]`. */
  entryFrom: Ints
  entryKind: Ints
  /** Nodes of that kind. */
  entryNodes: Ints
  /** Facts of content c from `c * stride`: pods by class, then the rows below. */
  facts: Ints
  readonly stride: number
  /** Nodes by group. */
  readonly nodesRow: number
  /** NO, YES or IF_NONE_RUNS by class: whether some node takes the class, spread and binding aside. */
  readonly fitRow: number
  /** The same for an empty node in the zone, by what is in the zone alone. */
  readonly ruleRow: number
  /** Pods that the class's spread counts. */
  readonly skewRow: number
  /** 1 where the zone is a domain of the class's spread. */
  readonly domainRow: number
  /** Pods by class and nodes by group once more, packed so that a sum of words is a sum of counts. */
  readonly packRow: number
  readonly packing: Packing
  /** Links of content c from `c * linkStride`: after a launch, by group; then after XD3. -1: not yet known. */
  links: Ints
  readonly linkStride: number
  /**
   * Links of entry e from `e * entryStride`: after one pod more, by class; after the node went; and, where
   * any class finishes, after one pod less, by class.
   */
  entryLinks: Ints
  readonly entryStride: number
  hashSlots: Ints
  scratchKind: Ints
  scratchNodes: Ints
  scratchSize: number
}

/** Contents with the empty one of zone z at number z. */
export function createZoneContents(compiled: CompiledModel): ZoneContents {
  const { classes, groups, zones } = compiled
  const packing = packCounts(compiled)
  const contents: ZoneContents = {
    compiled,
    kinds: createNodeKinds(compiled),
    size: 0,
    zone: new Int32Array(64),
    entryFrom: new Int32Array(64),
    entryKind: new Int32Array(256),
    entryNodes: new Int32Array(256),
    facts: new Int32Array(64),
    stride: 5 * classes + groups + packing.words,
    nodesRow: classes,
    fitRow: classes + groups,
    ruleRow: 2 * classes + groups,
    skewRow: 3 * classes + groups,
    domainRow: 4 * classes + groups,
    packRow: 5 * classes + groups,
    packing,
    links: new Int32Array(64),
    linkStride: groups + 1,
    entryLinks: new Int32Array(64),
    entryStride: classes + 1 + (compiled.finishing.length > 0 ? classes : 0),
    hashSlots: new Int32Array(1024).fill(-1),
    scratchKind: new Int32Array(64),
    scratchNodes: new Int32Array(64),
    scratchSize: 0,
  }
  for (let zone = 0; zone < zones; zone++) internContent(contents, zone)
  return contents
}

/** Adds nodes of a kind to the content that is being put together; 0 kinds after `startContent`. */
export function addToContent(contents: ZoneContents, kind: number, nodes: number): void {
  const { scratchKind, scratchNodes, scratchSize } = contents
  let at = scratchSize
  while (at > 0 && (scratchKind[at - 1] ?? 0) >= kind) at--
  if (at < scratchSize && scratchKind[at] === kind) {
    scratchNodes[at] = (scratchNodes[at] ?? 0) + nodes
    return
  }
  if (scratchSize === scratchKind.length) {
    contents.scratchKind = growTable(scratchKind, scratchSize + 1)
    contents.scratchNodes = growTable(scratchNodes, scratchSize + 1)
  }
  contents.scratchKind.copyWithin(at + 1, at, scratchSize)
  contents.scratchNodes.copyWithin(at + 1, at, scratchSize)
  contents.scratchKind[at] = kind
  contents.scratchNodes[at] = nodes
  contents.scratchSize = scratchSize + 1
}

/** No class has more pods on nodes than its count, no group more nodes than it has or may have. */
function packCounts(compiled: CompiledModel): Packing {
  const { count, max, model } = compiled
  const sizes = model.groups.map((group, index) =>
    Math.max(max[index] ?? 0, model.nodes.filter((node) => node.group === group.name).length),
  )
  const bits = [...count, ...sizes].map((largest) => Math.max(1, 32 - Math.clz32(largest)))
  let word = 0
  let used = 0
  const places = bits.map((size) => {
    if (used + size > 31) {
      word++
      used = 0
    }
    used += size
    return { word, shift: used - size, mask: (1 << size) - 1 }
  })
  return {
    words: word + 1,
    word: Int32Array.from(places, (place) => place.word),
    shift: Int32Array.from(places, (place) => place.shift),
    mask: Int32Array.from(places, (place) => place.mask),
  }
}

/** Begins a content with no nodes. */
export function startContent(contents: ZoneContents): void {
  contents.scratchSize = 0
}

/** The number of the content put together last, known before or new. */
export function internContent(contents: ZoneContents, zone: number): number {
  const { scratchKind, scratchNodes, scratchSize } = contents
  let hash = mixHash(scratchSize, zone)
  for (let at = 0; at < scratchSize; at++) {
    hash = mixHash(mixHash(hash, scratchKind[at] ?? 0), scratchNodes[at] ?? 0)
  }
  const mask = contents.hashSlots.length - 1
  let slot = hash & mask
  for (;;) {
    const content = contents.hashSlots[slot] ?? -1
    if (content < 0) break
    if (isScratch(contents, content, zone)) return content
    slot = (slot + 1) & mask
  }
  const content = addContent(contents, zone)
  contents.hashSlots[slot] = content
  if (contents.size * 2 > contents.hashSlots.length) rehash(contents)
  return content
}

function isScratch(contents: ZoneContents, content: number, zone: number): boolean {
  const from = contents.entryFrom[content] ?? 0
  const size = (contents.entryFrom[content + 1] ?? 0) - from
  if (size !== contents.scratchSize || contents.zone[content] !== zone) return false
  for (let at = 0; at < size; at++) {
    if (contents.entryKind[from + at] !== contents.scratchKind[at]) return false
    if (contents.entryNodes[from + at] !== contents.scratchNodes[at]) return false
  }
  return true
}

function rehash(contents: ZoneContents): void {
  const slots = new Int32Array(contents.hashSlots.length * 2).fill(-1)
  const mask = slots.length - 1
  for (let content = 0; content < contents.size; content++) {
    const from = contents.entryFrom[content] ?? 0
    const to = contents.entryFrom[content + 1] ?? 0
    let hash = mixHash(to - from, contents.zone[content] ?? 0)
    for (let at = from; at < to; at++) {
      hash = mixHash(mixHash(hash, contents.entryKind[at] ?? 0), contents.entryNodes[at] ?? 0)
    }
    let slot = hash & mask
    while ((slots[slot] ?? -1) >= 0) slot = (slot + 1) & mask
    slots[slot] = content
  }
  contents.hashSlots = slots
}

function addContent(contents: ZoneContents, zone: number): number {
  const { scratchSize, stride, linkStride, entryStride } = contents
  const content = contents.size++
  const from = contents.entryFrom[content] ?? 0
  const to = from + scratchSize
  contents.zone = growTable(contents.zone, content + 1)
  contents.entryFrom = growTable(contents.entryFrom, content + 2)
  contents.entryKind = growTable(contents.entryKind, to)
  contents.entryNodes = growTable(contents.entryNodes, to)
  contents.facts = growTable(contents.facts, (content + 1) * stride)
  contents.links = growTable(contents.links, (content + 1) * linkStride)
  contents.entryLinks = growTable(contents.entryLinks, to * entryStride)
  contents.zone[content] = zone
  contents.entryFrom[content + 1] = to
  contents.entryKind.set(contents.scratchKind.subarray(0, scratchSize), from)
  contents.entryNodes.set(contents.scratchNodes.subarray(0, scratchSize), from)
  contents.links.fill(-1, content * linkStride, (content + 1) * linkStride)
  contents.entryLinks.fill(-1, from * entryStride, to * entryStride)
  countContent(contents, content)
  ruleContent(contents, content, zone)
  return content
}

/** Pods by class and nodes by group. */
function countContent(contents: ZoneContents, content: number): void {
  const { kinds, facts, stride, nodesRow, compiled } = contents
  const { classes } = compiled
  const base = content * stride
  facts.fill(0, base, base + stride)
  const to = contents.entryFrom[content + 1] ?? 0
  for (let at = contents.entryFrom[content] ?? 0; at < to; at++) {
    const kind = contents.entryKind[at] ?? 0
    const nodes = contents.entryNodes[at] ?? 0
    const group = base + nodesRow + (kinds.group[kind] ?? 0)
    facts[group] = (facts[group] ?? 0) + nodes
    for (let pod = 0; pod < classes; pod++) {
      const count = kinds.counts[kind * classes + pod] ?? 0
      if (count > 0) facts[base + pod] = (facts[base + pod] ?? 0) + count * nodes
    }
  }
  packContent(contents, base)
}

function packContent(contents: ZoneContents, base: number): void {
  const { facts, packing, packRow, compiled } = contents
  for (let at = 0; at < compiled.classes + compiled.groups; at++) {
    const word = base + packRow + (packing.word[at] ?? 0)
    facts[word] = (facts[word] ?? 0) | ((facts[base + at] ?? 0) << (packing.shift[at] ?? 0))
  }
}

/** What the zone takes: section 2, "fits", as far as one zone alone decides it. */
function ruleContent(contents: ZoneContents, content: number, zone: number): void {
  const { facts, stride, compiled, kinds } = contents
  const { classes, zones } = compiled
  const base = content * stride
  const from = contents.entryFrom[content] ?? 0
  const to = contents.entryFrom[content + 1] ?? 0
  for (let pod = 0; pod < classes; pod++) {
    const rule = compiled.zoneAllowed[pod * zones + zone] === 0 ? NO : zoneRule(contents, base, pod)
    facts[base + contents.ruleRow + pod] = rule
    let fit = NO
    for (let at = from; rule !== NO && fit === NO && at < to; at++) {
      if (kinds.fits[(contents.entryKind[at] ?? 0) * classes + pod] === 1) fit = rule
    }
    facts[base + contents.fitRow + pod] = fit
    if ((compiled.maxSkew[pod] ?? -1) >= 0) spreadContent(contents, base, zone, pod)
  }
}

/** `zoneApart` and `zoneWith`. */
function zoneRule(contents: ZoneContents, base: number, pod: number): number {
  const { facts, compiled } = contents
  const { zoneRepels, zoneWith } = compiled
  const repelled = zoneRepels[pod]
  if (repelled?.some((other) => (facts[base + other] ?? 0) > 0) === true) return NO
  const list = zoneWith[pod]
  if (list === undefined || list.some((other) => (facts[base + other] ?? 0) > 0)) return YES
  return list.includes(pod) ? IF_NONE_RUNS : NO
}

function spreadContent(contents: ZoneContents, base: number, zone: number, pod: number): void {
  const { facts, compiled, nodesRow } = contents
  const { groups, zones, groupAllowed, spreadZone } = compiled
  let counted = 0
  for (const other of compiled.spreadWith[pod] ?? []) counted += facts[base + other] ?? 0
  facts[base + contents.skewRow + pod] = counted
  if (spreadZone[pod * zones + zone] === 0) return
  for (let group = 0; group < groups; group++) {
    const nodes = facts[base + nodesRow + group] ?? 0
    if (nodes > 0 && groupAllowed[pod * groups + group] === 1) {
      facts[base + contents.domainRow + pod] = 1
    }
  }
}

/** The content after nodes of one kind changed by -1 and of another by +1; -1 stands for none. */
export function changeContent(
  contents: ZoneContents,
  content: number,
  change: { readonly less: number; readonly more: number },
): number {
  const from = contents.entryFrom[content] ?? 0
  const to = contents.entryFrom[content + 1] ?? 0
  startContent(contents)
  for (let at = from; at < to; at++) {
    const kind = contents.entryKind[at] ?? 0
    const nodes = (contents.entryNodes[at] ?? 0) - (kind === change.less ? 1 : 0)
    if (nodes > 0) addToContent(contents, kind, nodes)
  }
  if (change.more >= 0) addToContent(contents, change.more, 1)
  return internContent(contents, contents.zone[content] ?? 0)
}

/** After one more pod of the class on a node of the entry. */
export function contentWithPod(
  contents: ZoneContents,
  content: number,
  entry: number,
  pod: number,
): number {
  const at = entry * contents.entryStride + pod
  const known = contents.entryLinks[at] ?? -1
  if (known >= 0) return known
  const less = contents.entryKind[entry] ?? 0
  const found = changeContent(contents, content, {
    less,
    more: kindWith(contents.kinds, less, pod),
  })
  contents.entryLinks[at] = found
  return found
}

/** After one pod of the class left a node of the entry (XM10). */
export function contentLessPod(
  contents: ZoneContents,
  content: number,
  entry: number,
  pod: number,
): number {
  const at = entry * contents.entryStride + contents.compiled.classes + 1 + pod
  const known = contents.entryLinks[at] ?? -1
  if (known >= 0) return known
  const less = contents.entryKind[entry] ?? 0
  const found = changeContent(contents, content, {
    less,
    more: kindLess(contents.kinds, less, pod),
  })
  contents.entryLinks[at] = found
  return found
}

/** After a node of the entry went. */
export function contentLessNode(contents: ZoneContents, content: number, entry: number): number {
  const at = entry * contents.entryStride + contents.compiled.classes
  const known = contents.entryLinks[at] ?? -1
  if (known >= 0) return known
  const found = changeContent(contents, content, {
    less: contents.entryKind[entry] ?? 0,
    more: -1,
  })
  contents.entryLinks[at] = found
  return found
}

/** After an empty node of the group came. */
export function contentWithNode(contents: ZoneContents, content: number, group: number): number {
  const at = content * contents.linkStride + group
  const known = contents.links[at] ?? -1
  if (known >= 0) return known
  const empty = internKind(contents.kinds, group, new Int32Array(contents.compiled.classes))
  const found = changeContent(contents, content, { less: -1, more: empty })
  contents.links[at] = found
  return found
}

/** After the target's workload was scaled to zero (XD3). */
export function contentUnscaled(contents: ZoneContents, content: number): number {
  const at = content * contents.linkStride + contents.compiled.groups
  const known = contents.links[at] ?? -1
  if (known >= 0) return known
  const to = contents.entryFrom[content + 1] ?? 0
  startContent(contents)
  for (let entry = contents.entryFrom[content] ?? 0; entry < to; entry++) {
    const kind = contents.entryKind[entry] ?? 0
    addToContent(contents, kindUnscaled(contents.kinds, kind), contents.entryNodes[entry] ?? 0)
  }
  const found = internContent(contents, contents.zone[content] ?? 0)
  contents.links[at] = found
  return found
}
