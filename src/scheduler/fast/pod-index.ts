/** The pods on nodes, found by their labels, and tallies of those that a selector chooses. */
import {
  addAnchored,
  addAt,
  createLabelLists,
  listAt,
  removeAnchored,
  removeAt,
  removeOne,
  visitLabels,
} from './label-lists.ts'
import { changeTally } from './tally.ts'
import type { Anchor } from './label-lists.ts'
import type { PlacedPod } from './node-table.ts'
import type { SchedulerPod } from '../snapshot.ts'
import type { Tally } from './tally.ts'

/** Which pods count. */
export interface PodFilter {
  /** Labels of which every pod that matches has one; undefined: it need not have any. */
  readonly anchor: Anchor | undefined
  matches(pod: SchedulerPod): boolean
}

/** Tallies of the pods that a filter lets through. */
export interface PodWatch extends PodFilter {
  readonly tallies: readonly Tally[]
}

export interface PodIndex {
  add(placed: PlacedPod): void
  remove(placed: PlacedPod): void
  /** Counts the pods that are there, and those that come and go until it is unwatched. */
  watch(watch: PodWatch): void
  unwatch(watch: PodWatch): void
}

export function createPodIndex(): PodIndex {
  const pods = new Set<PlacedPod>()
  const podsByLabel = createLabelLists<PlacedPod>()
  const watchesByLabel = createLabelLists<PodWatch>()
  const wideWatches: PodWatch[] = []

  function tell({ pod, node }: PlacedPod, watch: PodWatch, by: number): void {
    if (!watch.matches(pod)) return
    for (const tally of watch.tallies) changeTally(tally, node, by)
  }

  function tellAll(placed: PlacedPod, by: number): void {
    visitLabels(watchesByLabel, placed.pod.labels, (watch) => {
      tell(placed, watch, by)
    })
    for (const watch of wideWatches) tell(placed, watch, by)
  }

  return {
    add: (placed) => {
      pods.add(placed)
      const { labels } = placed.pod
      for (const key of Object.keys(labels)) addAt(podsByLabel, key, labels[key] ?? '', placed)
      tellAll(placed, 1)
    },
    remove: (placed) => {
      pods.delete(placed)
      const { labels } = placed.pod
      for (const key of Object.keys(labels)) removeAt(podsByLabel, key, labels[key] ?? '', placed)
      tellAll(placed, -1)
    },
    watch: (watch) => {
      const { anchor } = watch
      if (anchor === undefined) {
        wideWatches.push(watch)
        for (const placed of pods) tell(placed, watch, 1)
        return
      }
      addAnchored(watchesByLabel, anchor, watch)
      for (const value of anchor.values) {
        for (const placed of listAt(podsByLabel, anchor.key, value)) tell(placed, watch, 1)
      }
    },
    unwatch: (watch) => {
      if (watch.anchor === undefined) removeOne(wideWatches, watch)
      else removeAnchored(watchesByLabel, watch.anchor, watch)
    },
  }
}
