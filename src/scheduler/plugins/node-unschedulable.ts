import { SUCCESS, rejectForGood } from '../framework.ts'
import { toleratesTaint } from '#kube/taint.ts'
import type { Plugin } from '../framework.ts'
import type { Taint } from '#kube/taint.ts'

const CORDON: Taint = { key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' }

/** NU-1, NU-2: a cordoned node takes only pods that tolerate the cordon. */
export const nodeUnschedulable: Plugin = {
  name: 'NodeUnschedulable',
  retriesWhen: 'a node comes, or one is uncordoned',
  preFilter: (pod) => ({
    kind: 'run',
    check: {
      filter: ({ node }) =>
        node.isSchedulable ||
        pod.spec.tolerations.some((toleration) => toleratesTaint(toleration, CORDON))
          ? SUCCESS
          : rejectForGood('node(s) were unschedulable'),
      explain: () => 'cordoned: spec.unschedulable is true',
    },
  }),
}
