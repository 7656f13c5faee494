import { compareText } from '#base/compare.ts'
import type { PlayerFrame } from '#worker/player-frame.ts'

/** One state of a trace, small: zones, the nodes in them, and the pod that is judged. */
export interface FilmPicture {
  readonly zones: readonly FilmZone[]
}

export interface FilmZone {
  readonly name: string
  readonly letter: string
  readonly isDown: boolean
  readonly hasVolume: boolean
  /** The pod waits for a node here, and none is. */
  readonly isHole: boolean
  /** At most three; the pods of each at most four, the judged one first: whether it is that one. */
  readonly nodes: readonly { readonly pods: readonly boolean[] }[]
}

const MAX_NODES = 3
const MAX_PODS = 4

/**
 * @param zone of the pod's volume, where it has one
 */
export function drawFilmPicture(
  { frame, groups, podsOfClass }: PlayerFrame,
  { target, zone }: { readonly target: string; readonly zone: string | undefined },
): FilmPicture {
  const isTarget = (name: string) => podsOfClass[name]?.includes(target) === true
  const isPending = frame.pending.some(isTarget)
  const names = new Set([
    ...frame.nodes.map((node) => node.zone),
    ...groups.flatMap((group) => [...group.believedZones, ...group.actualZones]),
    ...(zone === undefined ? [] : [zone]),
    ...(frame.down === undefined ? [] : [frame.down]),
  ])
  return {
    zones: [...names].sort(compareText).map((name) => {
      const nodes = frame.nodes.filter((node) => node.zone === name)
      return {
        name,
        letter: name.slice(-1),
        isDown: frame.down === name,
        hasVolume: name === zone,
        isHole: isPending && name === zone && nodes.length === 0,
        nodes: nodes
          .map((node) => ({
            pods: node.pods
              .map(isTarget)
              .sort((a, b) => Number(b) - Number(a))
              .slice(0, MAX_PODS),
          }))
          // The node of the judged pod lies on top.
          .sort((a, b) => Number(a.pods[0] ?? false) - Number(b.pods[0] ?? false))
          .slice(-MAX_NODES),
      }
    }),
  }
}
