import { changeNodes, changeSpec } from './edit-situation.ts'
import { matchesPodTerm } from '../match-pod-term.ts'
import { renderSome } from '../render-amount.ts'
import type { Change, ChangeContext, ChangeFamily } from './change.ts'
import type { PodAffinityTerm } from '#kube/pod-affinity.ts'
import type { SchedulerPod } from '../snapshot.ts'

/** IPA-5, IPA-7 to IPA-9: a required term at a time, and the anti-affinity of others against the pod. */
export const podTerms: ChangeFamily = {
  name: 'pod-terms',
  list: (context) => {
    const { required, requiredAnti } = context.pod.spec.podAffinity
    return [
      ...required.map((term, index) => dropTerm('required', term, index)),
      ...requiredAnti.map((term, index) => dropTerm('requiredAnti', term, index)),
      ...dropOthers(context),
    ]
  },
}

function dropTerm(list: 'required' | 'requiredAnti', term: PodAffinityTerm, index: number): Change {
  const { topologyKey } = term
  const name = list === 'required' ? 'pod affinity' : 'pod anti-affinity'
  return {
    key: `${list} ${index}`,
    plugins: ['InterPodAffinity'],
    words: `Make the ${name} over ${topologyKey} a preference`,
    note: '',
    // By identity: indices move when another term of the list is dropped as well.
    apply: (situation) =>
      changeSpec(situation, ({ podAffinity }) => ({
        podAffinity: {
          ...podAffinity,
          [list]: podAffinity[list].filter((one) => one !== term),
        },
      })),
  }
}

function dropOthers({ pod, snapshot }: ChangeContext): readonly Change[] {
  const labels = snapshot.namespaces.get(pod.namespace) ?? {}
  const isAgainst = (term: PodAffinityTerm): boolean => matchesPodTerm(term, pod, labels)
  const avoiders = snapshot.nodes.flatMap(({ pods }) =>
    pods.filter((other) => other.spec.podAffinity.requiredAnti.some(isAgainst)),
  )
  if (avoiders.length === 0) return []
  const spare = (other: SchedulerPod): SchedulerPod => {
    const { podAffinity } = other.spec
    const kept = podAffinity.requiredAnti.filter((term) => !isAgainst(term))
    if (kept.length === podAffinity.requiredAnti.length) return other
    const spec = { ...other.spec, podAffinity: { ...podAffinity, requiredAnti: kept } }
    return { ...other, spec }
  }
  return [
    {
      key: 'anti-affinity of others',
      plugins: ['InterPodAffinity'],
      words: `Make the anti-affinity of ${renderSome(avoiders.map(nameOf))} a preference`,
      note: 'it is against this pod',
      apply: (situation) =>
        changeNodes(situation, (nodeState) => ({
          ...nodeState,
          pods: nodeState.pods.map(spare),
        })),
    },
  ]
}

function nameOf({ namespace, name }: SchedulerPod): string {
  return `${namespace}/${name}`
}
