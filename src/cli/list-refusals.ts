import type { Problem } from '#base/problem.ts'
import { checkObject } from '#kube/check-object.ts'
import type { LabelSelector } from '#kube/label-selector.ts'
import type { KubeObject } from '#kube/object.ts'
import { readPod } from '#kube/pod.ts'
import { listQuantityProblems, listRequestProblems } from '#kube/resources.ts'
import { readEntries, readField } from '#kube/field.ts'

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
  const own = objects.flatMap((object) => {
    if (!READ_WHOLE.includes(object.kind)) return []
    const problems = [
      ...checkObject(object),
      ...(object.kind === 'Pod' ? listPodProblems(object) : []),
      ...(QUANTITIES.get(object.kind) ?? []).flatMap((path) => listAmountProblems(object, path)),
    ]
    return problems.map((problem) => ({ ...problem, path: `${nameOf(object)} at ${problem.path}` }))
  })
  return [...listTwice(objects), ...own]
}

/** Amounts that are not negative, by kind. */
const QUANTITIES: ReadonlyMap<string, readonly (readonly string[])[]> = new Map([
  [
    'Node',
    [
      ['status', 'allocatable'],
      ['status', 'capacity'],
    ],
  ],
  ['PersistentVolume', [['spec', 'capacity']]],
  ['PersistentVolumeClaim', [['spec', 'resources', 'requests']]],
])

function listAmountProblems(object: KubeObject, path: readonly string[]): readonly Problem[] {
  const place = path.join('.')
  return readEntries(readField(object, ...path)).flatMap(([name, value]) =>
    listQuantityProblems(value, `${place}.${name}`),
  )
}

/** Of two objects with one name the API server takes the first. */
function listTwice(objects: readonly KubeObject[]): readonly Problem[] {
  const seen = new Set<string>()
  return objects.flatMap((object) => {
    const path = nameOf(object)
    const { namespace = 'default', name } = object.metadata
    const key = `${object.apiVersion.split('/')[0] ?? ''} ${object.kind} ${namespace}/${name}`
    if (!seen.has(key)) {
      seen.add(key)
      return []
    }
    return [{ code: 'kube/twice', path, message: 'already exists: it is listed twice' }]
  })
}

function nameOf({ kind, metadata }: KubeObject): string {
  const { namespace, name } = metadata
  return `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`
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
