import { SUCCESS, rejectForGood } from '../framework.ts'
import { findUntoleratedTaint } from '#kube/taint.ts'
import type { Plugin } from '../framework.ts'

/** TT-1: every taint that keeps pods off must be tolerated. Since 1.34 the text does not name it (V-18). */
export const taintToleration: Plugin = {
  name: 'TaintToleration',
  preFilter: (pod) => ({
    kind: 'run',
    check: {
      filter: ({ node }) =>
        findUntoleratedTaint(node.taints, pod.spec.tolerations) === undefined
          ? SUCCESS
          : rejectForGood('node(s) had untolerated taint(s)'),
    },
  }),
}
