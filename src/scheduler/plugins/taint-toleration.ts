import { SUCCESS, rejectForGood } from '../framework.ts'
import { findUntoleratedTaint, renderTaint, toleratesTaint } from '#kube/taint.ts'
import { normalizeScores } from '../normalize.ts'
import { renderSome } from '../render-amount.ts'
import type { Plugin } from '../framework.ts'
import type { Taint, Toleration } from '#kube/taint.ts'

/** TT-1 to TT-3: every taint that keeps pods off must be tolerated. Since 1.34 the text does not name it (V-18). */
export const taintToleration: Plugin = {
  name: 'TaintToleration',
  retriesWhen: 'a node comes without such taints, or one loses them',
  preFilter: (pod) => ({
    kind: 'run',
    check: {
      filter: ({ node }) =>
        findUntoleratedTaint(node.taints, pod.spec.tolerations) === undefined
          ? SUCCESS
          : rejectForGood('node(s) had untolerated taint(s)'),
      explain: (nodeStates) =>
        renderSome(
          nodeStates.flatMap(({ node }) =>
            listUntoleratedTaints(node.taints, pod.spec.tolerations),
          ),
        ),
    },
  }),
  // TT-3: never skipped, so that without such taints every node gets its 100.
  scoring: {
    weight: 3,
    preScore: (pod) => ({
      kind: 'run',
      score: ({ node }) => countUnwelcome(node.taints, pod.spec.tolerations),
      normalize: (raw) => normalizeScores(raw, { isReversed: true }),
    }),
  },
}

/** TT-1: every taint that keeps the pod off, as `kubectl taint` writes it. */
function listUntoleratedTaints(
  taints: readonly Taint[],
  tolerations: readonly Toleration[],
): readonly string[] {
  return taints
    .filter((taint) => findUntoleratedTaint([taint], tolerations) !== undefined)
    .map(renderTaint)
}

/** Taints that would rather keep the pod off. */
function countUnwelcome(taints: readonly Taint[], tolerations: readonly Toleration[]): number {
  return taints.filter(
    (taint) =>
      taint.effect === 'PreferNoSchedule' &&
      !tolerations.some((toleration) => toleratesTaint(toleration, taint)),
  ).length
}
