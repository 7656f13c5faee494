import { SUCCESS, rejectForGood } from '../framework.ts'
import type { Plugin } from '../framework.ts'

/** NN-1: a pod that names its node runs nowhere else. */
export const nodeName: Plugin = {
  name: 'NodeName',
  retriesWhen: 'a node comes',
  preFilter: (pod) => ({
    kind: 'run',
    check: {
      filter: ({ node }) =>
        pod.spec.nodeName === undefined || pod.spec.nodeName === node.name
          ? SUCCESS
          : rejectForGood("node(s) didn't match the requested node name"),
    },
  }),
}
