import type { Problem } from '#base/problem.ts'
import { readField, readList, readText } from './field.ts'
import { ZONE_KEYS, ZONE_LABEL } from './labels.ts'
import { checkObjectName } from './object-name.ts'
import type { KubeObject } from './object.ts'
import { setFields } from './set-field.ts'
import { readStorageClass } from './volume.ts'

export const BINDING_MODES = ['WaitForFirstConsumer', 'Immediate'] as const
export const RECLAIM_POLICIES = ['Delete', 'Retain'] as const

/** A storage class as a form holds it; texts are as they were typed. */
export interface StorageClassSketch {
  readonly name: string
  readonly provisioner: string
  /** The EBS volume type; empty: the driver's default. */
  readonly type: string
  readonly bindingMode: string
  readonly reclaimPolicy: string
  /** Zones in which it may make volumes; empty: all (VB-9). */
  readonly zones: readonly string[]
  readonly isDefault: boolean
}

export const EBS_PROVISIONER = 'ebs.csi.aws.com'

export const NEW_STORAGE_CLASS: StorageClassSketch = {
  name: '',
  provisioner: EBS_PROVISIONER,
  type: 'gp3',
  bindingMode: 'WaitForFirstConsumer',
  reclaimPolicy: 'Delete',
  zones: [],
  isDefault: false,
}

const DEFAULT_ANNOTATION = 'storageclass.kubernetes.io/is-default-class'

/** What the form shows of a class: fields that are absent as the API server takes them (IN-13). */
export function readStorageClassSketch(object: KubeObject): StorageClassSketch {
  const read = readStorageClass(object)
  const expressions = read.allowedTopologies.flatMap((term) => term.expressions)
  return {
    name: read.name,
    provisioner: read.provisioner,
    type: readText(object, 'parameters', 'type') ?? '',
    bindingMode: read.volumeBindingMode ?? 'Immediate',
    reclaimPolicy: readText(object, 'reclaimPolicy') ?? 'Delete',
    zones: [
      ...new Set(
        expressions.filter(({ key }) => ZONE_KEYS.includes(key)).flatMap(({ values }) => values),
      ),
    ],
    isDefault: read.isDefault,
  }
}

export function makeStorageClass(sketch: StorageClassSketch): KubeObject {
  const bare: KubeObject = {
    apiVersion: 'storage.k8s.io/v1',
    kind: 'StorageClass',
    metadata: { name: sketch.name },
    allowVolumeExpansion: true,
  }
  return changeStorageClass(bare, sketch)
}

/** The class with what the sketch says; everything that no field shows stays as it is. */
export function changeStorageClass(object: KubeObject, sketch: StorageClassSketch): KubeObject {
  const before = readStorageClassSketch(object)
  const isSameZones =
    before.zones.length === sketch.zones.length &&
    before.zones.every((zone) => sketch.zones.includes(zone))
  return setFields(object, [
    [['provisioner'], sketch.provisioner],
    [['parameters', 'type'], sketch.type === '' ? undefined : sketch.type],
    [['volumeBindingMode'], sketch.bindingMode],
    [['reclaimPolicy'], sketch.reclaimPolicy],
    ...(isSameZones
      ? []
      : [[['allowedTopologies'], makeTopologies(object, sketch.zones)] as const]),
    ...(before.isDefault === sketch.isDefault ? [] : listDefaultMarks(object, sketch.isDefault)),
  ])
}

/** What is wrong with the sketch; each problem's path is the field's name. */
export function checkStorageClass(
  sketch: StorageClassSketch,
  known: {
    readonly zones: readonly string[]
    readonly types: readonly string[]
    /** Names of other classes. */
    readonly taken: readonly string[]
  },
): readonly Problem[] {
  const problems = [...checkObjectName(sketch.name, 'name')]
  if (known.taken.includes(sketch.name)) {
    const message = `"${sketch.name}" is already the name of a storage class`
    problems.push({ code: 'kube/repeated-name', path: 'name', message })
  }
  if (sketch.provisioner.trim() === '') {
    const message = `missing; a provisioner such as ${EBS_PROVISIONER} is expected`
    problems.push({ code: 'kube/provisioner', path: 'provisioner', message })
  }
  const checkOneOf = (path: string, value: string, values: readonly string[]) => {
    if (values.includes(value)) return
    const message = `"${value}" is not one of ${values.join(', ')}`
    problems.push({ code: 'kube/wrong-value', path, message })
  }
  if (sketch.provisioner === EBS_PROVISIONER) checkOneOf('type', sketch.type, ['', ...known.types])
  checkOneOf('bindingMode', sketch.bindingMode, BINDING_MODES)
  checkOneOf('reclaimPolicy', sketch.reclaimPolicy, RECLAIM_POLICIES)
  for (const zone of sketch.zones) checkOneOf('zones', zone, known.zones)
  return problems
}

/** The key that the class has used, else the one of today's driver. */
function makeTopologies(object: KubeObject, zones: readonly string[]): unknown {
  if (zones.length === 0) return undefined
  const keys = readList(object, 'allowedTopologies').flatMap((term) =>
    readList(term, 'matchLabelExpressions').flatMap((one) => readText(one, 'key') ?? []),
  )
  const key = keys.find((each) => ZONE_KEYS.includes(each)) ?? ZONE_LABEL
  return [{ matchLabelExpressions: [{ key, values: zones }] }]
}

function listDefaultMarks(object: KubeObject, isDefault: boolean) {
  const beta = ['metadata', 'annotations', 'storageclass.beta.kubernetes.io/is-default-class']
  const mark = ['metadata', 'annotations', DEFAULT_ANNOTATION]
  return [
    [mark, isDefault ? 'true' : undefined] as const,
    ...(readField(object, ...beta) === undefined ? [] : [[beta, undefined] as const]),
  ]
}
