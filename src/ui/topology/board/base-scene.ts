import type { Picture } from '#cluster/picture.ts'
import type { PlayerFrame } from '#worker/protocol.ts'
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
  const nodes = laid.nodes.map((node) => measureNode(node, laid.getPod))
  const nodesOfCell = new Map<string, SceneNode[]>()
  const nodesInGroup = new Map<number, number>()
  const nodesInZone = new Map<string, number>()
  for (const node of nodes) {
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
    findNodeOf: indexPods(nodes, laid.getPod),
  }
}

/** Key of a group's cell in a zone; `group` is the index in `picture.groups`. */
export function cellKey(group: number, zone: string): string {
  return `${group} ${zone}`
}

function measureNode(node: LaidNode, getPod: Laid['getPod']): SceneNode {
  let milliCpu = 0
  let memoryBytes = 0
  const zonalPods: number[] = []
  for (const index of node.pods) {
    const pod = getPod(index)
    milliCpu += pod.milliCpu
    memoryBytes += pod.memoryBytes
    if (pod.tone === 0) zonalPods.push(index)
  }
  return {
    ...node,
    zonalPods,
    cpuShare: node.milliCpu > 0 ? milliCpu / node.milliCpu : undefined,
    memoryShare: node.memoryBytes > 0 ? memoryBytes / node.memoryBytes : undefined,
  }
}

/** The index is made when the first pod is looked for. */
function indexPods(nodes: readonly SceneNode[], getPod: Laid['getPod']): BaseScene['findNodeOf'] {
  let index: ReadonlyMap<string, SceneNode> | undefined
  return (podKey) => {
    index ??= new Map(
      nodes.flatMap((node) => node.pods.map((pod) => [getPod(pod).key, node] as const)),
    )
    return index.get(podKey)
  }
}
