import { SUCCESS, rejectForGood } from '../framework.ts'
import type { Plugin } from '../framework.ts'

/** NF-1, NF-2: since 1.36 a node must declare the features a pod needs. */
export const nodeDeclaredFeatures: Plugin = {
  name: 'NodeDeclaredFeatures',
  preFilter: (pod, snapshot) => {
    const required = pod.spec.requiredFeatures
    const isOn = snapshot.version === '1.36' || snapshot.version === '1.37'
    if (!isOn || required.length === 0) return { kind: 'skip' }
    return {
      kind: 'run',
      check: {
        filter: ({ node }) =>
          required.every((feature) => node.declaredFeatures.includes(feature))
            ? SUCCESS
            : rejectForGood("node(s) didn't match Pod's required features"),
      },
    }
  },
}
