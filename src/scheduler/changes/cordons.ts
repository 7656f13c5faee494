import { changeNodes } from './edit-situation.ts'
import { renderSome } from '../render-amount.ts'
import type { ChangeFamily } from './change.ts'

const CORDON_TAINT = 'node.kubernetes.io/unschedulable'

/** NU-1: nodes that are cordoned. */
export const cordons: ChangeFamily = {
  name: 'cordons',
  list: ({ snapshot }) => {
    const names = snapshot.nodes.flatMap(({ node }) => (node.isSchedulable ? [] : [node.name]))
    if (names.length === 0) return []
    return [
      {
        key: 'cordons',
        plugins: ['NodeUnschedulable', 'TaintToleration'],
        words: `Uncordon ${renderSome(names)}`,
        note: '',
        apply: (situation) =>
          changeNodes(situation, (nodeState) => {
            const { node } = nodeState
            if (node.isSchedulable) return nodeState
            const taints = node.taints.filter(({ key }) => key !== CORDON_TAINT)
            return { ...nodeState, node: { ...node, isSchedulable: true, taints } }
          }),
      },
    ]
  },
}
