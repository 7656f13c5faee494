import { failed, ok } from '#base/result.ts'
import { mapList, readList, readText } from './field.ts'
import type { Problem } from '#base/problem.ts'
import type { Result } from '#base/result.ts'

export interface Taint {
  readonly key: string
  readonly value?: string | undefined
  readonly effect: TaintEffect
}

export type TaintEffect = 'NoSchedule' | 'PreferNoSchedule' | 'NoExecute'

export interface Toleration {
  /** Empty: every key. */
  readonly key: string
  readonly operator: string
  readonly value: string
  /** Empty: every effect. */
  readonly effect: string
}

export const EFFECTS: readonly string[] = ['NoSchedule', 'PreferNoSchedule', 'NoExecute']

/** Taints by which the node controller and the autoscalers tell a node's present state. */
const STATE_TAINTS: readonly string[] = [
  'node.kubernetes.io/not-ready',
  'node.kubernetes.io/unreachable',
  'node.kubernetes.io/memory-pressure',
  'node.kubernetes.io/disk-pressure',
  'node.kubernetes.io/pid-pressure',
  'node.kubernetes.io/network-unavailable',
  'node.kubernetes.io/unschedulable',
  'node.cloudprovider.kubernetes.io/uninitialized',
  'node.cloudprovider.kubernetes.io/shutdown',
  'ToBeDeletedByClusterAutoscaler',
  'DeletionCandidateOfClusterAutoscaler',
  'karpenter.sh/disrupted',
  'karpenter.sh/disruption',
  'karpenter.sh/unregistered',
  'ebs.csi.aws.com/agent-not-ready',
]

const ADDED_TOLERATIONS: readonly Toleration[] = [
  'node.kubernetes.io/not-ready',
  'node.kubernetes.io/unreachable',
].map((key) => ({ key, operator: 'Exists', value: '', effect: 'NoExecute' }))

/** Reads `key=value:Effect`, `key:Effect` or `key=:Effect`, as `kubectl taint` and kubelets write them. */
export function parseTaint(text: string, path: string): Result<Taint, Problem> {
  const match = /^([^=:]+)(?:=([^:]*))?:([A-Za-z]+)$/.exec(text)
  const effect = match?.[3]
  if (match?.[1] === undefined || effect === undefined || !isTaintEffect(effect)) {
    return failed([
      {
        code: 'kube/taint',
        path,
        message: `${JSON.stringify(text.slice(0, 120))} is not key=value:Effect with one of ${EFFECTS.join(', ')}`,
      },
    ])
  }
  return ok(makeTaint(match[1], match[2] ?? '', effect))
}

/** `key=value:Effect`. */
export function renderTaint(taint: Taint): string {
  const value = taint.value === undefined || taint.value === '' ? '' : `=${taint.value}`
  return `${taint.key}${value}:${taint.effect}`
}

/** Taints of a node; entries without key or effect are left out. */
export function readTaints(raw: unknown): readonly Taint[] {
  return mapList(readList(raw), (item) => {
    const key = readText(item, 'key')
    const effect = readText(item, 'effect')
    if (key === undefined || effect === undefined || !isTaintEffect(effect)) return undefined
    return makeTaint(key, readText(item, 'value') ?? '', effect)
  })
}

/** Tolerations of a pod, with those that admission adds: it stays on a node that is lost for a while (IN-6). */
export function readTolerations(podSpec: unknown): readonly Toleration[] {
  const own = mapList(readList(podSpec, 'tolerations'), readToleration)
  if (own.length === 0) return ADDED_TOLERATIONS
  const added = ADDED_TOLERATIONS.filter(
    ({ key }) =>
      !own.some(
        (item) =>
          (item.key === '' || item.key === key) &&
          (item.effect === '' || item.effect === 'NoExecute'),
      ),
  )
  return [...own, ...added]
}

/** TT-1: the first taint that keeps pods off and that nothing tolerates. */
export function findUntoleratedTaint(
  taints: readonly Taint[],
  tolerations: readonly Toleration[],
): Taint | undefined {
  return taints.find(
    (taint) =>
      taint.effect !== 'PreferNoSchedule' &&
      !tolerations.some((toleration) => toleratesTaint(toleration, taint)),
  )
}

/** TT-2. The operators Gt and Lt are behind a gate that is off in every release covered. */
export function toleratesTaint(toleration: Toleration, taint: Taint): boolean {
  if (toleration.effect !== '' && toleration.effect !== taint.effect) return false
  if (toleration.key !== '' && toleration.key !== taint.key) return false
  if (toleration.operator === 'Exists') return true
  const isEqual = toleration.operator === '' || toleration.operator === 'Equal'
  return isEqual && toleration.value === (taint.value ?? '')
}

/** True for a taint that tells the node's present state and not its configuration (I10.3, A6.5). */
export function isStateTaint(taint: Taint): boolean {
  return STATE_TAINTS.includes(taint.key)
}

function readToleration(item: unknown): Toleration {
  return {
    key: readText(item, 'key') ?? '',
    operator: readText(item, 'operator') ?? '',
    value: readText(item, 'value') ?? '',
    effect: readText(item, 'effect') ?? '',
  }
}

function makeTaint(key: string, value: string, effect: TaintEffect): Taint {
  return value === '' ? { key, effect } : { key, value, effect }
}

function isTaintEffect(text: string): text is TaintEffect {
  return EFFECTS.includes(text)
}
