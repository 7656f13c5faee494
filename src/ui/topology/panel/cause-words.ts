import type { Cause } from '#exploration/verdict.ts'

/** The cause's name in a few words, and what it means (exploration specification, section 6). */
export const CAUSE_WORDS: Readonly<
  Record<Cause, { readonly name: string; readonly means: string }>
> = {
  'zone-coverage': {
    name: 'zone coverage',
    means: 'no group that the pod can land on has the zone it needs',
  },
  'template-zone': {
    name: 'template zone',
    means: 'the autoscaler’s template stands in another zone',
  },
  'maximum-reached': { name: 'maximum reached', means: 'the group may have no further node' },
  'not-offered': { name: 'not offered', means: 'the instance type cannot be had in that zone' },
  'attach-limit': { name: 'attach limit', means: 'the nodes hold no further EBS volume' },
  resources: {
    name: 'resources',
    means: 'the nodes leave too little cpu, memory or room for pods',
  },
  'node-rules': { name: 'node rules', means: 'taints, selector or node affinity keep it away' },
  'pod-rules': {
    name: 'pod rules',
    means: 'affinity or anti-affinity to other pods keeps it away',
  },
  spread: { name: 'spread', means: 'its topology spread allows no zone that is left' },
  'earlier-ordinal': {
    name: 'earlier ordinal',
    means: 'a pod of the StatefulSet before it is not running',
  },
  'eviction-refused': { name: 'eviction refused', means: 'a pod in its way may not be evicted' },
}
