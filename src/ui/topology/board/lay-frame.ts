import type { Picture, PictureNode } from '#cluster/picture.ts'
import type { PlayerFrame } from '#worker/player-frame.ts'
import { getAt } from '#base/assert.ts'

/**
 * Lays a frame of a trace over the picture. A frame knows only the nodes and pod classes of its model;
 * what it does not know stays as the picture has it: nodes of other groups, and DaemonSet pods for as
 * long as their node is there.
 */
export interface Laid {
  readonly nodes: readonly LaidNode[]
  readonly pending: readonly LaidPending[]
  /** Indices from `picture.pods.names.length` on are pods that have no Pod object yet. */
  readonly getPod: (index: number) => PodFacts
  /** Pod key to the index of the group whose nodes it is on in some frame. */
  readonly homeGroups: ReadonlyMap<string, number>
}

export interface LaidNode {
  readonly name: string
  /** Index in `picture.groups`. */
  readonly group: number
  readonly zone: string | undefined
  readonly instanceType: string | undefined
  readonly isReady: boolean
  readonly isSchedulable: boolean
  readonly milliCpu: number
  readonly memoryBytes: number
  readonly taints: readonly string[]
  /** Pods of it: indices for `getPod`. */
  readonly pods: readonly number[]
  /** Launched in the trace. */
  readonly isNew: boolean
  /** Touched by the step that led to this frame. */
  readonly isChanged: boolean
}

export interface LaidPending {
  readonly pod: number
  /** Zones in which it may run. */
  readonly zones: readonly string[]
  /** Indices of the groups it may run on, where known. */
  readonly groups: readonly number[] | undefined
  readonly message: string | undefined
  readonly isChanged: boolean
}

export interface PodFacts {
  /** `namespace/name`. */
  readonly key: string
  readonly name: string
  readonly namespace: string
  /** `StatefulSet prometheus`. */
  readonly owner: string
  /** 0 with a zonal volume, 1 without, 2 of a DaemonSet. */
  readonly tone: number
  readonly milliCpu: number
  readonly memoryBytes: number
}

interface Play {
  readonly frames: readonly PlayerFrame[]
  readonly position: number
}

export function layFrame(picture: Picture, play: Play | undefined): Laid {
  const podsByNode = listPodsByNode(picture)
  const getPicturePod = (index: number): PodFacts => readPod(picture, index)
  if (play === undefined) {
    return {
      nodes: picture.nodes.map((node, index) => layNode(node, podsByNode[index] ?? [])),
      pending: picture.pending.map((entry) => ({
        pod: entry.pod,
        zones: entry.zones,
        groups: entry.groups,
        message: entry.message,
        isChanged: false,
      })),
      getPod: getPicturePod,
      homeGroups: new Map(),
    }
  }
  return layPlayed(picture, play, podsByNode)
}

function layNode(node: PictureNode, pods: readonly number[]): LaidNode {
  return {
    name: node.name,
    group: node.group,
    zone: node.zone,
    instanceType: node.instanceType,
    isReady: node.isReady,
    isSchedulable: node.isSchedulable,
    milliCpu: node.milliCpu,
    memoryBytes: node.memoryBytes,
    taints: node.taints,
    pods,
    isNew: false,
    isChanged: false,
  }
}

/** Pods are sorted by node, so each list is a run of indices. */
function listPodsByNode(picture: Picture): readonly (readonly number[])[] {
  const lists: number[][] = picture.nodes.map(() => [])
  const { node } = picture.pods
  for (let index = 0; index < node.length; index += 1) {
    lists[node[index] ?? -1]?.push(index)
  }
  return lists
}

function readPod(picture: Picture, index: number): PodFacts {
  const { pods } = picture
  const name = getAt(pods.names, index)
  const namespace = getAt(pods.namespaces, index)
  return {
    key: `${namespace}/${name}`,
    name,
    namespace,
    owner: pods.owners[index] ?? '',
    tone: pods.tone[index] ?? 1,
    milliCpu: pods.milliCpu[index] ?? 0,
    memoryBytes: pods.memoryBytes[index] ?? 0,
  }
}

/** The pods of the classes of a model, by class, and which of them are still to be placed. */
interface Roster {
  /** Class to its pods in order of name: indices. */
  readonly pods: ReadonlyMap<string, readonly number[]>
  readonly classOf: ReadonlyMap<number, string>
  readonly extra: readonly PodFacts[]
}

function layPlayed(picture: Picture, play: Play, podsByNode: readonly (readonly number[])[]): Laid {
  const now = getAt(play.frames, play.position)
  const roster = makeRoster(picture, now.podsOfClass)
  const groupIndex = new Map(picture.groups.map((group, index) => [group.name, index]))
  const nodeIndex = new Map(picture.nodes.map((node, index) => [node.name, index]))
  const placed = new Set<number>()
  const stays = placeStaying(now, roster, nodeIndex, podsByNode, placed)

  const nodes: LaidNode[] = []
  const modelled = new Set(getAt(play.frames, 0).frame.nodes.map((node) => node.id))
  const lost = listLostZones(play)
  for (const [index, node] of picture.nodes.entries()) {
    if (!modelled.has(node.name) && !lost.has(node.zone))
      nodes.push(layNode(node, podsByNode[index] ?? []))
  }
  for (const [at, node] of now.frame.nodes.entries()) {
    const index = nodeIndex.get(node.id)
    const base = index === undefined ? undefined : picture.nodes[index]
    const others = (index === undefined ? [] : (podsByNode[index] ?? [])).filter(
      (pod) => !roster.classOf.has(pod),
    )
    const pods = [...getAt(stays, at), ...placeMoved(node.pods, getAt(stays, at), roster, placed)]
    const group = base?.group ?? groupIndex.get(node.group) ?? -1
    const like = base ?? picture.nodes.find((other) => other.group === group)
    nodes.push({
      name: node.id,
      group,
      zone: node.zone,
      instanceType: like?.instanceType ?? picture.groups[group]?.instanceTypes[0],
      isReady: base?.isReady ?? true,
      isSchedulable: base?.isSchedulable ?? true,
      milliCpu: like?.milliCpu ?? picture.groups[group]?.allocatable?.milliCpu ?? 0,
      memoryBytes: like?.memoryBytes ?? picture.groups[group]?.allocatable?.memoryBytes ?? 0,
      taints: like?.taints ?? picture.groups[group]?.taints ?? [],
      pods: [...pods, ...others].toSorted((a, b) => a - b),
      isNew: base === undefined,
      isChanged: now.frame.changed.nodeId === node.id,
    })
  }
  const getPod = (index: number): PodFacts =>
    index < picture.pods.names.length
      ? readPod(picture, index)
      : getAt(roster.extra, index - picture.pods.names.length)
  return {
    nodes: nodes.toSorted((a, b) => a.group - b.group || Number(a.isNew) - Number(b.isNew)),
    pending: listPending(picture, now, roster, placed),
    getPod,
    homeGroups: findHomeGroups(play, groupIndex, roster, getPod),
  }
}

/** Zones that went down on the way: what stood there is gone, also where the model does not know it. */
function listLostZones({ frames, position }: Play): ReadonlySet<string | undefined> {
  return new Set(frames.slice(0, position + 1).flatMap(({ frame }) => frame.down ?? []))
}

function makeRoster(picture: Picture, podsOfClass: PlayerFrame['podsOfClass']): Roster {
  const byKey = new Map<string, number>()
  for (const [index, name] of picture.pods.names.entries()) {
    byKey.set(`${picture.pods.namespaces[index] ?? ''}/${name}`, index)
    if (!byKey.has(name)) byKey.set(name, index)
  }
  const pods = new Map<string, readonly number[]>()
  const classOf = new Map<number, string>()
  const extra: PodFacts[] = []
  for (const [name, keys] of Object.entries(podsOfClass)) {
    const known = keys.map((key) => byKey.get(key))
    const like = known.find((index) => index !== undefined)
    const list = keys.map((key, at) => {
      const index = known[at]
      if (index !== undefined) return index
      const slash = key.indexOf('/')
      const facts = like === undefined ? undefined : readPod(picture, like)
      extra.push({
        key,
        name: key.slice(slash + 1),
        namespace: slash < 0 ? (facts?.namespace ?? '') : key.slice(0, slash),
        owner: facts?.owner ?? '',
        tone: facts?.tone ?? 1,
        milliCpu: facts?.milliCpu ?? 0,
        memoryBytes: facts?.memoryBytes ?? 0,
      })
      return picture.pods.names.length + extra.length - 1
    })
    pods.set(name, list)
    for (const index of list) classOf.set(index, name)
  }
  return { pods, classOf, extra }
}

/** Pods that are in the frame where they are in the picture keep their place; equal pods have no names. */
function placeStaying(
  now: PlayerFrame,
  roster: Roster,
  nodeIndex: ReadonlyMap<string, number>,
  podsByNode: readonly (readonly number[])[],
  placed: Set<number>,
): readonly (readonly number[])[] {
  return now.frame.nodes.map((node) => {
    const wanted = countText(node.pods)
    const index = nodeIndex.get(node.id)
    const here = index === undefined ? [] : (podsByNode[index] ?? [])
    return here.filter((pod) => {
      const name = roster.classOf.get(pod)
      const left = name === undefined ? 0 : (wanted.get(name) ?? 0)
      if (name === undefined || left === 0) return false
      wanted.set(name, left - 1)
      placed.add(pod)
      return true
    })
  })
}

/** The other pods of a node in the frame: any of their class that is not placed yet. */
function placeMoved(
  classes: readonly string[],
  staying: readonly number[],
  roster: Roster,
  placed: Set<number>,
): readonly number[] {
  const wanted = countText(classes)
  for (const pod of staying) {
    const name = roster.classOf.get(pod)
    if (name !== undefined) wanted.set(name, (wanted.get(name) ?? 0) - 1)
  }
  const moved: number[] = []
  for (const [name, count] of wanted) {
    const free = (roster.pods.get(name) ?? []).filter((pod) => !placed.has(pod)).slice(0, count)
    for (const pod of free) placed.add(pod)
    moved.push(...free)
  }
  return moved
}

function listPending(
  picture: Picture,
  now: PlayerFrame,
  roster: Roster,
  placed: ReadonlySet<number>,
): readonly LaidPending[] {
  const zonesOfVolume = new Map<number, Set<string>>()
  for (const volume of picture.volumes) {
    for (const pod of volume.pods) {
      if (volume.zone === undefined) continue
      const zones = zonesOfVolume.get(pod) ?? new Set()
      zonesOfVolume.set(pod, zones.add(volume.zone))
    }
  }
  const known = new Map(picture.pending.map((entry) => [entry.pod, entry]))
  const allZones = picture.zones.map((zone) => zone.name)
  const outside = picture.pending
    .filter((entry) => !roster.classOf.has(entry.pod))
    .map((entry): LaidPending => ({ ...entry, groups: entry.groups, isChanged: false }))
  const taken = new Set<number>()
  const inside = now.frame.pending.flatMap((name): LaidPending[] => {
    const pod = roster.pods.get(name)?.find((index) => !placed.has(index) && !taken.has(index))
    if (pod === undefined) return []
    taken.add(pod)
    const entry = known.get(pod)
    const volumeZones = zonesOfVolume.get(pod)
    const bound = now.frame.bound[name]
    const zones = entry?.zones ?? (volumeZones === undefined ? allZones : [...volumeZones])
    return [
      {
        pod,
        zones: bound === undefined ? zones : [bound],
        groups: entry?.groups,
        message: undefined,
        isChanged: now.frame.changed.pod === name,
      },
    ]
  })
  return [...inside, ...outside]
}

function findHomeGroups(
  play: Play,
  groupIndex: ReadonlyMap<string, number>,
  roster: Roster,
  getPod: Laid['getPod'],
): ReadonlyMap<string, number> {
  const homes = new Map<string, number>()
  for (const { frame } of play.frames) {
    for (const node of frame.nodes) {
      const index = groupIndex.get(node.group)
      if (index === undefined) continue
      for (const name of node.pods) {
        for (const pod of roster.pods.get(name) ?? []) homes.set(getPod(pod).key, index)
      }
    }
  }
  return homes
}

function countText(list: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const text of list) counts.set(text, (counts.get(text) ?? 0) + 1)
  return counts
}
