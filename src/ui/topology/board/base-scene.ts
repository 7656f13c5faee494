import type { Picture } from '#cluster/picture.ts'
import type { PlayerFrame } from '#worker/player-frame.ts'
import { layFrame } from './lay-frame.ts'
import type { Laid, LaidNode } from './lay-frame.ts'

/**
 * The part of a scene that no verdict changes: the nodes with their pods, measured and put into their
 * cells. Made once a picture and step, so that verdicts can come in one after the other on a board of
 * thousands of nodes.
 */
export interface BaseScene {
  readonly picture: Picture
  readonly play: ScenePlay | undefined
  readonly laid: Laid
  readonly nodes: readonly SceneNode[]
  readonly nodesOfCell: ReadonlyMap<string, readonly SceneNode[]>
  /** By index in `picture.groups`. */
  readonly nodesInGroup: ReadonlyMap<number, number>
  readonly nodesInZone: ReadonlyMap<string, number>
  /** Nodes whose zone is not known. */
  readonly unzonedNodes: readonly SceneNode[]
  /** Of pods with a zonal volume, by their index. */
  readonly nodeOfZonalPod: ReadonlyMap<number, SceneNode>
  readonly findNodeOf: (podKey: string) => SceneNode | undefined
}

export interface SceneNode extends LaidNode {
  /** Requests of allocatable, 0 to 1 and above; undefined where allocatable is not known. */
  readonly cpuShare: number | undefined
  readonly memoryShare: number | undefined
  /** Indices of pods with a zonal volume. */
  readonly zonalPods: readonly number[]
}

export interface ScenePlay {
  /** The pod whose trace it is. */
  readonly subject: string
  readonly frames: readonly PlayerFrame[]
  readonly position: number
}

export function layBase(picture: Picture, play: ScenePlay | undefined): BaseScene {
  const laid = layFrame(picture, play)
  const nodes = laid.nodes.map((node) => measureNode(node, picture, laid.getPod))
  const nodesOfCell = new Map<string, SceneNode[]>()
  const nodesInGroup = new Map<number, number>()
  const nodesInZone = new Map<string, number>()
  const nodeOfZonalPod = new Map<number, SceneNode>()
  for (const node of nodes) {
    for (const pod of node.zonalPods) nodeOfZonalPod.set(pod, node)
    nodesInGroup.set(node.group, (nodesInGroup.get(node.group) ?? 0) + 1)
    if (node.zone === undefined) continue
    nodesInZone.set(node.zone, (nodesInZone.get(node.zone) ?? 0) + 1)
    const key = cellKey(node.group, node.zone)
    const list = nodesOfCell.get(key)
    if (list === undefined) nodesOfCell.set(key, [node])
    else list.push(node)
  }
  return {
    picture,
    play,
    laid,
    nodes,
    nodesOfCell,
    nodesInGroup,
    nodesInZone,
    unzonedNodes: nodes.filter((node) => node.zone === undefined),
    nodeOfZonalPod,
    findNodeOf: indexPods({ nodes, laid, nodeOfZonalPod }),
  }
}

/** Key of a group's cell in a zone; `group` is the index in `picture.groups`. */
export function cellKey(group: number, zone: string): string {
  return `${group} ${zone}`
}

/** Reads the columns where it can: on a large board one object a pod would be felt. */
function measureNode(node: LaidNode, { pods }: Picture, getPod: Laid['getPod']): SceneNode {
  let milliCpu = 0
  let memoryBytes = 0
  const zonalPods: number[] = []
  for (const index of node.pods) {
    const extra = index < pods.names.length ? undefined : getPod(index)
    milliCpu += extra?.milliCpu ?? pods.milliCpu[index] ?? 0
    memoryBytes += extra?.memoryBytes ?? pods.memoryBytes[index] ?? 0
    if ((extra?.tone ?? pods.tone[index]) === 0) zonalPods.push(index)
  }
  return {
    ...node,
    zonalPods,
    cpuShare: node.milliCpu > 0 ? milliCpu / node.milliCpu : undefined,
    memoryShare: node.memoryBytes > 0 ? memoryBytes / node.memoryBytes : undefined,
  }
}

/**
 * Verdicts are mostly of pods with zonal volumes, which are few, and of pods that wait. The index of all
 * the others is made when the first of them is looked for.
 */
function indexPods({
  nodes,
  laid,
  nodeOfZonalPod,
}: Pick<BaseScene, 'nodes' | 'laid' | 'nodeOfZonalPod'>): BaseScene['findNodeOf'] {
  const keyOf = (pod: number): string => laid.getPod(pod).key
  const zonal = new Map<string, SceneNode>()
  for (const [pod, node] of nodeOfZonalPod) zonal.set(keyOf(pod), node)
  const waiting = new Set(laid.pending.map(({ pod }) => keyOf(pod)))
  let all: Map<string, SceneNode> | undefined
  return (podKey) => {
    const found = zonal.get(podKey)
    if (found !== undefined || waiting.has(podKey)) return found
    if (all === undefined) {
      all = new Map()
      for (const node of nodes) for (const pod of node.pods) all.set(keyOf(pod), node)
    }
    return all.get(podKey)
  }
}
