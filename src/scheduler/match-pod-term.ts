import { matchesSelector } from '#kube/label-selector.ts'
import type { Labels } from '#kube/labels.ts'
import type { PodAffinityTerm } from '#kube/pod-affinity.ts'
import type { SchedulerPod } from './snapshot.ts'

/** IPA-2: whether a term is about this pod. @param namespaceLabels those of the pod's namespace */
export function matchesPodTerm(
  term: PodAffinityTerm,
  pod: SchedulerPod,
  namespaceLabels: Labels,
): boolean {
  return (
    (term.namespaces.includes(pod.namespace) ||
      matchesSelector(term.namespaceSelector, namespaceLabels)) &&
    matchesSelector(term.selector, pod.labels)
  )
}
