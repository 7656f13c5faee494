import type { Problem } from '#base/problem.ts'
import { hasObject, readField, readList, readTextMap, readWhole } from './field.ts'
import { matchesSelector, parseLabelSelector } from './label-selector.ts'
import { RECLAIM_POLICIES, BINDING_MODES } from './make-storage-class.ts'
import type { KubeObject } from './object.ts'
import { EFFECTS } from './taint.ts'

/**
 * What the API server would refuse of an object and what decides where pods run: words that it does not
 * know, numbers out of bounds, parts that are missing. Each problem names the value found and those
 * allowed, at its path.
 */
export function checkObject(object: KubeObject): readonly Problem[] {
  const own = CHECKS.get(object.kind) ?? []
  const specPath = POD_SPECS.get(object.kind)
  return [
    ...own.flatMap((check) => check(object)),
    ...(specPath === undefined ? [] : checkPodSpec(object, specPath)),
    ...(TEMPLATED.includes(object.kind) ? checkSelector(object) : []),
  ]
}

const POD_SPECS: ReadonlyMap<string, string> = new Map([
  ['Pod', 'spec'],
  ['CronJob', 'spec.jobTemplate.spec.template.spec'],
  ...['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'ReplicationController', 'Job'].map(
    (kind) => [kind, 'spec.template.spec'] as const,
  ),
])

const TEMPLATED: readonly string[] = ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet']

const ACCESS_MODES = ['ReadWriteOnce', 'ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOncePod']
const VOLUME_MODES = ['Filesystem', 'Block']
const SELECTOR_OPERATORS = ['In', 'NotIn', 'Exists', 'DoesNotExist', 'Gt', 'Lt']
const NODE_SELECTOR = 'affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution'
const NODE_TERMS = `${NODE_SELECTOR}.nodeSelectorTerms[]`
const PREFERRED = 'preferredDuringSchedulingIgnoredDuringExecution[]'
const POLICIES = ['Honor', 'Ignore']

type Check = (object: KubeObject) => readonly Problem[]

const CHECKS: ReadonlyMap<string, readonly Check[]> = new Map([
  [
    'StorageClass',
    [
      mustBe('provisioner'),
      oneOf('volumeBindingMode', BINDING_MODES),
      oneOf('reclaimPolicy', RECLAIM_POLICIES),
    ],
  ],
  [
    'PersistentVolume',
    [
      mustBe('spec.capacity.storage'),
      oneOf('spec.accessModes[]', ACCESS_MODES),
      oneOf('spec.volumeMode', VOLUME_MODES),
      oneOf('spec.persistentVolumeReclaimPolicy', [...RECLAIM_POLICIES, 'Recycle']),
      oneOf(
        'spec.nodeAffinity.required.nodeSelectorTerms[].matchExpressions[].operator',
        SELECTOR_OPERATORS,
      ),
    ],
  ],
  [
    'PersistentVolumeClaim',
    [
      mustBe('spec.resources.requests.storage'),
      oneOf('spec.accessModes[]', ACCESS_MODES),
      oneOf('spec.volumeMode', VOLUME_MODES),
    ],
  ],
  [
    'StatefulSet',
    [
      atLeast('spec.replicas', 0),
      oneOf('spec.podManagementPolicy', ['OrderedReady', 'Parallel']),
      mustBe('spec.volumeClaimTemplates[].metadata.name'),
      mustBe('spec.volumeClaimTemplates[].spec.resources.requests.storage'),
      oneOf('spec.volumeClaimTemplates[].spec.accessModes[]', ACCESS_MODES),
    ],
  ],
  ['Deployment', [atLeast('spec.replicas', 0)]],
  ['ReplicaSet', [atLeast('spec.replicas', 0)]],
  ['PodDisruptionBudget', [checkBudget]],
  ['PriorityClass', [mustBe('value')]],
  ['Node', [oneOf('spec.taints[].effect', EFFECTS)]],
])

function checkPodSpec(object: KubeObject, path: string): readonly Problem[] {
  const checks = [
    mustBe(`${path}.containers`),
    oneOf(`${path}.tolerations[].effect`, ['', ...EFFECTS]),
    oneOf(`${path}.tolerations[].operator`, ['', 'Equal', 'Exists', 'Gt', 'Lt']),
    oneOf(`${path}.restartPolicy`, ['Always', 'OnFailure', 'Never']),
    mustBe(`${path}.topologySpreadConstraints[].topologyKey`),
    atLeast(`${path}.topologySpreadConstraints[].maxSkew`, 1),
    oneOf(`${path}.topologySpreadConstraints[].whenUnsatisfiable`, [
      'DoNotSchedule',
      'ScheduleAnyway',
    ]),
    atLeast(`${path}.topologySpreadConstraints[].minDomains`, 1),
    oneOf(`${path}.topologySpreadConstraints[].nodeAffinityPolicy`, POLICIES),
    oneOf(`${path}.topologySpreadConstraints[].nodeTaintsPolicy`, POLICIES),
    each(`${path}.topologySpreadConstraints[]`, checkSpread),
    each(`${path}.tolerations[]`, checkToleration),
    each(`${path}.${NODE_SELECTOR}`, checkTerms),
    ...checkNodeTerm(`${path}.${NODE_TERMS}`),
    inRange(`${path}.affinity.nodeAffinity.${PREFERRED}.weight`, WEIGHTS),
    ...checkNodeTerm(`${path}.affinity.nodeAffinity.${PREFERRED}.preference`),
    ...['podAffinity', 'podAntiAffinity'].flatMap((kind) => [
      mustBe(
        `${path}.affinity.${kind}.requiredDuringSchedulingIgnoredDuringExecution[].topologyKey`,
      ),
      mustBe(`${path}.affinity.${kind}.${PREFERRED}.podAffinityTerm.topologyKey`),
      inRange(`${path}.affinity.${kind}.${PREFERRED}.weight`, WEIGHTS),
    ]),
  ]
  return checks.flatMap((check) => check(object))
}

const WEIGHTS = { least: 1, most: 100 }

/** Operators, how many values each takes, and the one field that there is. */
function checkNodeTerm(path: string): readonly Check[] {
  return [
    oneOf(`${path}.matchExpressions[].operator`, SELECTOR_OPERATORS),
    each(`${path}.matchExpressions[]`, checkValues),
    oneOf(`${path}.matchFields[].key`, ['metadata.name']),
    oneOf(`${path}.matchFields[].operator`, ['In', 'NotIn']),
    each(`${path}.matchFields[]`, (field, at) =>
      readList(field, 'values').length === 1
        ? []
        : [wrong(`${at}.values`, 'a field takes exactly one value')],
    ),
  ]
}

function checkTerms(selector: unknown, path: string): readonly Problem[] {
  return !hasObject(selector) || readList(selector, 'nodeSelectorTerms').length > 0
    ? []
    : [wrong(`${path}.nodeSelectorTerms`, 'at least one term is required')]
}

function checkValues(requirement: unknown, path: string): readonly Problem[] {
  const operator = readField(requirement, 'operator')
  const values = readList(requirement, 'values')
  const at = `${path}.values`
  switch (operator) {
    case 'In':
    case 'NotIn':
      return values.length > 0 ? [] : [wrong(at, `${operator} needs at least one value`)]
    case 'Exists':
    case 'DoesNotExist':
      return values.length === 0 ? [] : [wrong(at, `${operator} takes no values`)]
    case 'Gt':
    case 'Lt':
      return values.length === 1 ? [] : [wrong(at, `${operator} takes exactly one value`)]
    default:
      return []
  }
}

function checkSpread(constraint: unknown, path: string): readonly Problem[] {
  const isDemand = readField(constraint, 'whenUnsatisfiable') === 'DoNotSchedule'
  const has = (field: string) => readField(constraint, field) !== undefined
  return [
    ...(has('minDomains') && !isDemand
      ? [wrong(`${path}.minDomains`, 'allowed only with whenUnsatisfiable: DoNotSchedule')]
      : []),
    ...(readList(constraint, 'matchLabelKeys').length > 0 && !has('labelSelector')
      ? [wrong(`${path}.matchLabelKeys`, 'allowed only with a labelSelector')]
      : []),
  ]
}

function checkToleration(toleration: unknown, path: string): readonly Problem[] {
  const at = (field: string) => readField(toleration, field) ?? ''
  const operator = at('operator')
  return [
    ...(at('key') === '' && operator !== 'Exists'
      ? [wrong(`${path}.operator`, 'must be Exists where there is no key')]
      : []),
    ...(operator === 'Exists' && at('value') !== ''
      ? [wrong(`${path}.value`, 'must be empty where the operator is Exists')]
      : []),
    ...(at('tolerationSeconds') !== '' && at('effect') !== 'NoExecute'
      ? [wrong(`${path}.effect`, 'must be NoExecute where tolerationSeconds is set')]
      : []),
  ]
}

function wrong(path: string, message: string): Problem {
  return { code: 'kube/wrong-value', path, message }
}

/** A workload that does not select its own pods would make them for ever. */
function checkSelector(object: KubeObject): readonly Problem[] {
  const path = 'spec.selector'
  const raw = readField(object, 'spec', 'selector')
  if (raw === undefined) {
    const message = 'missing; the labels of its pods (matchLabels) are expected'
    return [{ code: 'kube/missing', path, message }]
  }
  const labels = readTextMap(object, 'spec', 'template', 'metadata', 'labels')
  if (matchesSelector(parseLabelSelector(raw, path), labels)) return []
  const found = Object.entries(labels).map(([key, value]) => `${key}=${value}`)
  const message = `it does not select the labels of its own template (${found.length === 0 ? 'there are none' : found.join(', ')})`
  return [{ code: 'kube/selector', path, message }]
}

function checkBudget(object: KubeObject): readonly Problem[] {
  const has = (field: string) => readField(object, 'spec', field) !== undefined
  if (!has('minAvailable') || !has('maxUnavailable')) return []
  const message = 'both minAvailable and maxUnavailable; one of them is allowed'
  return [{ code: 'kube/budget', path: 'spec.maxUnavailable', message }]
}

function oneOf(pattern: string, allowed: readonly string[]): Check {
  return (object) =>
    listPlaces(object, pattern).flatMap(({ path, value }) => {
      if (value === undefined || (typeof value === 'string' && allowed.includes(value))) return []
      const words = allowed.filter((word) => word !== '').join(', ')
      const message = `${JSON.stringify(value)?.slice(0, 80)} is not one of ${words}`
      return [{ code: 'kube/wrong-value', path, message }]
    })
}

function mustBe(pattern: string): Check {
  return (object) =>
    listPlaces(object, pattern).flatMap(({ path, value }) => {
      const isThere = Array.isArray(value)
        ? value.length > 0
        : value !== undefined && value !== null && value !== ''
      const key = path.slice(path.lastIndexOf('.') + 1)
      if (isThere) return []
      return [{ code: 'kube/missing', path, message: `missing; a ${object.kind} needs ${key}` }]
    })
}

function atLeast(pattern: string, least: number): Check {
  return (object) =>
    listPlaces(object, pattern).flatMap(({ path, value }) => {
      if (value === undefined) return []
      const whole = readWhole({ value }, 'value')
      if (whole !== undefined && whole >= least) return []
      const message = `${JSON.stringify(value)?.slice(0, 80)} is not a whole number of at least ${least}`
      return [{ code: 'kube/wrong-value', path, message }]
    })
}

function inRange(pattern: string, { least, most }: { least: number; most: number }): Check {
  return (object) =>
    listPlaces(object, pattern).flatMap(({ path, value }) => {
      const whole = readWhole({ value }, 'value')
      if (whole !== undefined && whole >= least && whole <= most) return []
      const found = value === undefined ? 'missing; it' : JSON.stringify(value).slice(0, 80)
      const place = path.slice(0, path.lastIndexOf('.'))
      // Where there is no such list, nothing is missing.
      return place.endsWith(']') ? [wrong(path, `${found} must be from ${least} to ${most}`)] : []
    })
}

function each(pattern: string, check: (value: unknown, path: string) => readonly Problem[]): Check {
  return (object) => listPlaces(object, pattern).flatMap(({ path, value }) => check(value, path))
}

interface Found {
  readonly path: string
  readonly value: unknown
}

/** The values at `spec.tolerations[].effect`: one for each item, `undefined` where it has none. */
function listPlaces(root: unknown, pattern: string): readonly Found[] {
  return pattern.split('.').reduce<readonly Found[]>(
    (places, step) => {
      const isList = step.endsWith('[]')
      const key = isList ? step.slice(0, -2) : step
      return places.flatMap(({ path, value }): readonly Found[] => {
        const at = path === '' ? key : `${path}.${key}`
        if (!isList) return [{ path: at, value: readField(value, key) }]
        return readList(value, key).map((item, index) => ({ path: `${at}[${index}]`, value: item }))
      })
    },
    [{ path: '', value: root }],
  )
}
