import { changeSpec } from './edit-situation.ts'
import { renderTerms } from '../render-node-terms.ts'
import type { Change, ChangeFamily } from './change.ts'

/** NA-1 to NA-4: the node selector, a label at a time, and the required node affinity. */
export const nodeDemands: ChangeFamily = {
  name: 'node-demands',
  list: ({ pod }) => {
    const { nodeSelector, requiredTerms } = pod.spec.nodeAffinity
    const selectors = Object.entries(nodeSelector).map(([key, value]): Change => ({
      key: `node selector ${key}`,
      plugins: ['NodeAffinity'],
      words: `Drop the node selector ${key}=${value}`,
      note: `or give a node the label ${key}=${value}`,
      apply: (situation) =>
        changeSpec(situation, ({ nodeAffinity }) => {
          const { [key]: _dropped, ...kept } = nodeAffinity.nodeSelector
          return { nodeAffinity: { ...nodeAffinity, nodeSelector: kept } }
        }),
    }))
    if (requiredTerms === undefined) return selectors
    return [
      ...selectors,
      {
        key: 'node affinity',
        plugins: ['NodeAffinity'],
        words: 'Make the required node affinity a preference',
        note: `it asks for ${renderTerms(requiredTerms)}`,
        apply: (situation) =>
          changeSpec(situation, ({ nodeAffinity }) => ({
            nodeAffinity: { nodeSelector: nodeAffinity.nodeSelector },
          })),
      },
    ]
  },
}
