import type { Picture, PictureGroup, PictureVolume, PictureZone } from '#cluster/picture.ts'
import { compareJudged } from '#worker/compare-judged.ts'
import type { Judged } from '#worker/protocol.ts'
import { getAt } from '#base/assert.ts'
import { cellKey } from './base-scene.ts'
import type { BaseScene, SceneNode } from './base-scene.ts'
import type { LaidPending, PodFacts } from './lay-frame.ts'
import { findFamilies } from './find-families.ts'

/**
 * The board as rows and columns: the picture, with a frame of a trace laid over it, sorted into the
 * cells in which it is drawn. Nothing here knows how wide or tall anything is.
 */
export interface Scene {
  readonly zones: readonly SceneZone[]
  /** In the order of the picture. */
  readonly groups: readonly SceneGroup[]
  /** Those with findings first, then in the order of the plan. */
  readonly rows: readonly SceneRow[]
  readonly nodes: readonly SceneNode[]
  /** Nodes whose zone is not known. */
  readonly unzonedNodes: readonly SceneNode[]
  readonly pending: readonly ScenePending[]
  readonly volumes: readonly SceneVolume[]
  readonly nodeCount: number
  readonly podCount: number
  readonly getPod: (index: number) => PodFacts
  readonly findNodeOf: (podKey: string) => SceneNode | undefined
}

export interface SceneZone extends PictureZone {
  readonly isDown: boolean
  /** Where a pod that is stuck waits for a node. */
  readonly isHole: boolean
  /** Did the last step touch the whole zone. */
  readonly isChanged: boolean
}

/** A row of the board: one group, or groups that are the same but for their zone, side by side. */
export interface SceneRow {
  readonly name: string
  readonly members: readonly SceneGroup[]
  /** One a zone, in the order of the zones. */
  readonly cells: readonly SceneCell[]
  readonly findings: readonly Finding[]
}

export interface SceneGroup {
  readonly group: PictureGroup
  /** Index in `picture.groups`. */
  readonly index: number
  /** One a zone, in the order of the zones. */
  readonly cells: readonly SceneCell[]
  readonly nodeCount: number
  readonly desired: number | undefined
  /** What was desired before the trace began, where it differs. */
  readonly desiredBefore: number | undefined
  readonly believedZones: readonly string[]
  readonly actualZones: readonly string[]
  /** Instances that are wanted but of which no Node object tells anything. */
  readonly unobserved: number
  readonly findings: readonly Finding[]
  readonly isChanged: boolean
}

export interface SceneCell {
  /** Index of its group in `picture.groups`. */
  readonly group: number
  readonly zone: SceneZone
  readonly isInGroup: boolean
  readonly nodes: readonly SceneNode[]
  readonly hole: { readonly pods: readonly string[]; readonly isStuck: boolean } | undefined
  readonly findings: readonly Finding[]
}

/** A verdict that is not `ok`, of a pod that is or was in this place. */
export interface Finding {
  readonly key: string
  readonly name: string
  readonly judged: Judged
}

export interface ScenePending extends LaidPending {
  readonly facts: PodFacts
  readonly isStuck: boolean
  readonly judged: Judged | undefined
}

export interface SceneVolume {
  readonly volume: PictureVolume
  readonly key: string
  readonly state: PictureVolume['state']
  /** Keys of the pods that use it. */
  readonly pods: readonly string[]
  readonly pendingPod: ScenePending | undefined
  /** The node that its pod is on. */
  readonly node: SceneNode | undefined
}

export function layScene(base: BaseScene, verdicts: ReadonlyMap<string, Judged>): Scene {
  const { picture, play, laid, nodes } = base
  const atEnd = play !== undefined && play.position === play.frames.length - 1
  const pending = laid.pending.map((entry): ScenePending => {
    const facts = laid.getPod(entry.pod)
    const judged = verdicts.get(facts.key)
    const isSubject = atEnd && play.subject === facts.key
    return {
      ...entry,
      facts,
      judged,
      isStuck: isSubject || judged?.report.verdict === 'pending-forever',
    }
  })
  // A designed plan says how many nodes it wants, not where they are: no place is known to be empty.
  const isObserved = picture.nodes.length > 0 || play !== undefined
  const holders = pending.filter((entry) => isObserved || entry.isStuck)
  const zones = layZones(base, pending)
  const groups = layGroups(base, {
    zones,
    findings: collectFindings(base, verdicts),
    holes: findHoles(base, holders),
  })
  return {
    zones,
    groups,
    rows: layRows(groups, zones),
    nodes,
    unzonedNodes: base.unzonedNodes,
    pending,
    volumes: layVolumes(base, pending),
    nodeCount: nodes.length,
    podCount: picture.pods.names.length,
    getPod: laid.getPod,
    findNodeOf: base.findNodeOf,
  }
}

interface PlacedFinding extends Finding {
  /** Names of groups that its trace or its proof names. */
  readonly groupNames: ReadonlySet<string>
  readonly node: SceneNode | undefined
}

/** Worst first: a card has room for the words of one. */
function collectFindings(
  { findNodeOf }: BaseScene,
  verdicts: ReadonlyMap<string, Judged>,
): readonly PlacedFinding[] {
  const findings: PlacedFinding[] = []
  for (const [key, judged] of verdicts) {
    if (judged.report.verdict === 'ok') continue
    const name = key.slice(key.indexOf('/') + 1)
    findings.push({ key, judged, name, groupNames: namedGroups(judged), node: findNodeOf(key) })
  }
  return findings.sort((a, b) => compareJudged(a.judged, b.judged))
}

function namedGroups(judged: Judged): ReadonlySet<string> {
  const names = new Set<string>()
  for (const step of judged.report.trace ?? []) {
    if ('group' in step) names.add(step.group)
  }
  const { proof } = judged.report
  if (proof.kind === 'theorem' && typeof proof.facts['group'] === 'string') {
    names.add(proof.facts['group'])
  }
  return names
}

type Holes = ReadonlyMap<string, { readonly pods: readonly string[]; readonly isStuck: boolean }>

/** Cells of groups that have no node in the only zone in which a pending pod can run. */
function findHoles(
  { picture, laid, nodesOfCell }: BaseScene,
  pending: readonly ScenePending[],
): Holes {
  const holes = new Map<string, { pods: string[]; isStuck: boolean }>()
  for (const entry of pending) {
    const [zone, ...others] = entry.zones
    if (zone === undefined || others.length > 0) continue
    for (const index of groupsOf(picture, entry, zone, laid.homeGroups)) {
      const key = cellKey(index, zone)
      if (nodesOfCell.has(key)) continue
      const hole = holes.get(key) ?? { pods: [], isStuck: false }
      hole.pods.push(entry.facts.name)
      hole.isStuck ||= entry.isStuck
      holes.set(key, hole)
    }
  }
  return holes
}

function groupsOf(
  picture: Picture,
  entry: ScenePending,
  zone: string,
  homeGroups: ReadonlyMap<string, number>,
): readonly number[] {
  const home = homeGroups.get(entry.facts.key)
  const allowed = entry.groups ?? (home === undefined ? undefined : [home])
  return picture.groups.flatMap((group, index) => {
    const reaches = group.zones.includes(zone) || (group.zones.length === 0 && group.index >= 0)
    const selects = allowed === undefined ? group.taints.length === 0 : allowed.includes(index)
    return reaches && selects ? [index] : []
  })
}

function layZones(
  { picture, play, nodesInZone }: BaseScene,
  pending: readonly ScenePending[],
): readonly SceneZone[] {
  const frame = play === undefined ? undefined : getAt(play.frames, play.position).frame
  return picture.zones.map((zone) => {
    return {
      ...zone,
      nodeCount: nodesInZone.get(zone.name) ?? 0,
      isDown: frame?.down === zone.name,
      isHole: pending.some(
        (entry) => entry.isStuck && entry.zones.length === 1 && entry.zones[0] === zone.name,
      ),
      isChanged: frame?.changed.zone === zone.name && frame.changed.nodeId === undefined,
    }
  })
}

interface GroupInput {
  readonly zones: readonly SceneZone[]
  readonly findings: readonly PlacedFinding[]
  readonly holes: Holes
}

function layGroups(base: BaseScene, input: GroupInput): readonly SceneGroup[] {
  const { picture, play, nodesOfCell, nodesInGroup } = base
  const { zones, findings, holes } = input
  const byCell = new Map<string, PlacedFinding[]>()
  const byGroup = new Map<string, Set<PlacedFinding>>()
  for (const finding of findings) {
    const { node } = finding
    if (node?.zone !== undefined) addTo(byCell, cellKey(node.group, node.zone), finding)
    const home = node === undefined ? undefined : picture.groups[node.group]?.name
    for (const name of [...finding.groupNames, ...(home === undefined ? [] : [home])]) {
      byGroup.set(name, (byGroup.get(name) ?? new Set()).add(finding))
    }
  }
  const now = play === undefined ? undefined : getAt(play.frames, play.position)
  const start = play?.frames[0]
  return picture.groups.map((group, index): SceneGroup => {
    const cells = zones.map((zone): SceneCell => {
      const key = cellKey(index, zone.name)
      const cellNodes = nodesOfCell.get(key) ?? NO_NODES
      return {
        group: index,
        zone,
        isInGroup:
          group.zones.length === 0 || group.zones.includes(zone.name) || cellNodes.length > 0,
        nodes: cellNodes,
        hole: holes.get(key),
        findings: byCell.get(key) ?? [],
      }
    })
    const played = now?.groups.find((entry) => entry.name === group.name)
    const desired = played?.desired ?? group.desired
    const before = start?.groups.find((entry) => entry.name === group.name)?.desired
    const nodeCount = nodesInGroup.get(index) ?? 0
    const isObserved = picture.nodes.length > 0
    return {
      group,
      index,
      cells,
      nodeCount,
      desired,
      desiredBefore: before !== undefined && before !== desired ? before : undefined,
      believedZones: played?.believedZones ?? group.believedZones,
      actualZones: played?.actualZones ?? group.actualZones,
      unobserved: isObserved ? 0 : Math.max(0, (desired ?? 0) - nodeCount),
      findings: [...(byGroup.get(group.name) ?? [])],
      isChanged: now?.frame.changed.group === group.name,
    }
  })
}

function layRows(groups: readonly SceneGroup[], zones: readonly SceneZone[]): readonly SceneRow[] {
  const rows = findFamilies(groups, zones).map(({ name, members }): SceneRow => {
    const [first] = members
    const cells = zones.flatMap((zone, at) => {
      const own = members.find((member) => member.group.zones.includes(zone.name)) ?? first
      return own?.cells[at] ?? []
    })
    const findings = new Map(members.flatMap((one) => one.findings).map((one) => [one.key, one]))
    return { name, members, cells, findings: [...findings.values()] }
  })
  const concern = (row: SceneRow): number =>
    row.cells.some((cell) => cell.hole?.isStuck === true) || row.findings.length > 0 ? 0 : 1
  return rows.toSorted((a, b) => concern(a) - concern(b))
}

function layVolumes(
  { picture, laid, nodeOfZonalPod }: BaseScene,
  pending: readonly ScenePending[],
): readonly SceneVolume[] {
  const pendingByPod = new Map(pending.map((entry) => [entry.pod, entry]))
  return picture.volumes.map((volume) => {
    const waiting = volume.pods.map((index) => pendingByPod.get(index)).find(isDefined)
    const node = volume.pods.map((index) => nodeOfZonalPod.get(index)).find(isDefined)
    return {
      volume,
      key: `${volume.namespace}/${volume.name}`,
      state: volume.state === 'not-created' ? 'not-created' : node ? 'attached' : 'detached',
      pods: volume.pods.map((index) => laid.getPod(index).key),
      pendingPod: waiting,
      node,
    }
  })
}

const NO_NODES: readonly SceneNode[] = []

function addTo<T>(lists: Map<string, T[]>, key: string, item: T): void {
  const list = lists.get(key)
  if (list === undefined) lists.set(key, [item])
  else list.push(item)
}

function isDefined<T>(value: T | undefined): value is T {
  return value !== undefined
}
