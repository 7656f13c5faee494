import type { Problem } from '#base/problem.ts'
import { checkObject } from '#kube/check-object.ts'
import type { LabelSelector } from '#kube/label-selector.ts'
import type { KubeObject } from '#kube/object.ts'
import { readPod } from '#kube/pod.ts'
import { listRequestProblems } from '#kube/resources.ts'

/** Kinds that the scheduler reads whole; of workloads it reads no more than the selector. */
const READ_WHOLE: readonly string[] = [
  'Pod',
  'Node',
  'PersistentVolume',
  'PersistentVolumeClaim',
  'StorageClass',
  'PriorityClass',
]

/** What the API server would refuse of objects that are to be scheduled, each at its object. */
export function listRefusals(objects: readonly KubeObject[]): readonly Problem[] {
  return objects.flatMap((object) => {
    if (!READ_WHOLE.includes(object.kind)) return []
    const problems = [
      ...checkObject(object),
      ...(object.kind === 'Pod' ? listPodProblems(object) : []),
    ]
    const { namespace, name } = object.metadata
    const place = `${object.kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`
    return problems.map((problem) => ({ ...problem, path: `${place} at ${problem.path}` }))
  })
}

function listPodProblems(object: KubeObject): readonly Problem[] {
  const { podAffinity, topologySpread } = readPod(object).spec
  const { required, requiredAnti, preferred, preferredAnti } = podAffinity
  const terms = [
    ...required,
    ...requiredAnti,
    ...[...preferred, ...preferredAnti].map(({ term }) => term),
  ]
  const selectors = [
    ...terms.flatMap(({ selector, namespaceSelector }) => [selector, namespaceSelector]),
    ...topologySpread.map(({ selector }) => selector),
  ]
  return [
    ...listRequestProblems(object['spec'], 'spec'),
    ...selectors.flatMap(listSelectorProblems),
  ]
}

function listSelectorProblems(selector: LabelSelector): readonly Problem[] {
  return selector.kind === 'invalid' ? selector.problems : []
}
