import type { TheoremId } from '#exploration/verdict.ts'

/** What a theorem says, for people; the facts beside it are the figures it rests on. */
export const THEOREM_WORDS: Readonly<
  Record<TheoremId, { readonly name: string; readonly says: string }>
> = {
  RT1: {
    name: 'Group per zone',
    says: 'A group that spans one zone only can launch only there, and its maximum leaves room for the pod whatever else lands on it.',
  },
  RT2: {
    name: 'Nodes in reserve',
    says: 'The minimum of a group in the zone keeps enough nodes for all pods bound to that zone, with or without an autoscaler.',
  },
  RT3: {
    name: 'Karpenter covers the zone',
    says: 'A NodePool reaches the zone with a type that is offered there, and its limits allow a node for the pod.',
  },
  RT4: {
    name: 'No cover, no hope',
    says: 'No group that the pod can land on reaches the zone it needs, in any state.',
  },
  RT5: {
    name: 'Balanced coverage',
    says: 'The group spans several zones, AZRebalance keeps it even, and its minimum is enough nodes in each.',
  },
  RT6: {
    name: 'Zone lottery',
    says: 'The maximum is high enough that the zone gets its node whatever the group chooses in between.',
  },
  AT1: {
    name: 'Volumes in two zones',
    says: 'The pod’s volumes are in different zones, and a node is in one.',
  },
  V1: {
    name: 'A claim that cannot be used',
    says: 'A claim of the pod is missing or lost, so that every node is refused.',
  },
}
