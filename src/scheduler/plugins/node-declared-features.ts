import { SUCCESS, rejectForGood } from '../framework.ts'
import { renderSome } from '../render-amount.ts'
import type { Plugin } from '../framework.ts'

/** NF-1, NF-2: since 1.36 a node must declare the features a pod needs. */
export const nodeDeclaredFeatures: Plugin = {
  name: 'NodeDeclaredFeatures',
  since: '1.36',
  skipsFilter: 'the pod needs no feature that a node has to declare',
  preFilter: (pod) => {
    const required = pod.spec.requiredFeatures
    if (required.length === 0) return { kind: 'skip' }
    return {
      kind: 'run',
      check: {
        filter: ({ node }) =>
          required.every((feature) => node.declaredFeatures.includes(feature))
            ? SUCCESS
            : rejectForGood("node(s) didn't match Pod's required features"),
        explain: () => `needs ${renderSome(required)}`,
      },
    }
  },
}
