import { readField, readList, readText, readTextMap, readTexts, readWhole } from '#kube/field.ts'
import { parseTaint, readTaints } from '#kube/taint.ts'
import type { NodeGroup, Taint } from '#plan/schema.ts'
import { placeOf, report } from '../../import-context.ts'
import type { Draft, Part } from './draft.ts'

/** What a new node is told of itself: labels, taints, and what its kubelet keeps back. */
export interface Registration {
  readonly labels: Readonly<Record<string, string>>
  readonly taints: readonly Taint[]
  readonly kubelet: Pick<NodeGroup, 'maxPods' | 'kubelet'>
}

/** From KubeadmConfig, EKSConfig or NodeadmConfig: flags by name, from a map, a list or a command line. */
export function readRegistration(draft: Draft, part: Part | undefined): Registration {
  const flags = readFlags(part?.spec)
  const node = readField(part?.spec, 'joinConfiguration', 'nodeRegistration')
  const listed = readTaints(readField(node, 'taints')).map(toPlanTaint)
  const flagged = splitPairs(flags.get('register-with-taints')).flatMap((text): Taint[] => {
    const parsed = parseTaint(text, 'register-with-taints')
    if (parsed.kind === 'ok') return [toPlanTaint(parsed.value)]
    if (part === undefined) return []
    for (const { message } of parsed.problems) {
      report(
        draft.task.context,
        { code: 'capi-taint', severity: 'error', message },
        placeOf(part.document, part.path),
      )
    }
    return []
  })
  return {
    labels: splitMap(flags.get('node-labels'), '='),
    taints: [...listed, ...flagged],
    kubelet: readKubelet(part?.spec, flags),
  }
}

function readFlags(spec: unknown): ReadonlyMap<string, string> {
  const args = [
    readField(spec, 'joinConfiguration', 'nodeRegistration', 'kubeletExtraArgs'),
    readField(spec, 'kubeletExtraArgs'),
  ]
  const named = args.flatMap((one) =>
    Array.isArray(one)
      ? one.map((item): readonly [string, string] => [
          readText(item, 'name') ?? '',
          readText(item, 'value') ?? '',
        ])
      : Object.entries(readTextMap(one)),
  )
  const typed = readTexts(spec, 'kubelet', 'flags').flatMap((flag) => {
    const match = /^--([a-z-]+)=(.*)$/s.exec(flag.trim())
    return match?.[1] === undefined ? [] : [[match[1], match[2] ?? ''] as const]
  })
  return new Map([...named, ...typed])
}

function readKubelet(
  spec: unknown,
  flags: ReadonlyMap<string, string>,
): Pick<NodeGroup, 'maxPods' | 'kubelet'> {
  const config = readField(spec, 'kubelet', 'config')
  const flag = flags.get('max-pods')
  const maxPods =
    readWhole(config, 'maxPods') ?? (/^\d{1,5}$/.test(flag ?? '') ? Number(flag) : undefined)
  const podsPerCore = readWhole(config, 'podsPerCore')
  const maps = [
    ['kubeReserved', 'kube-reserved', '='],
    ['systemReserved', 'system-reserved', '='],
    ['evictionHard', 'eviction-hard', '<'],
  ] as const
  const kubelet = {
    ...Object.fromEntries(
      maps.flatMap(([field, name, sign]) => {
        const map = { ...splitMap(flags.get(name), sign), ...readTextMap(config, field) }
        return Object.keys(map).length === 0 ? [] : [[field, map] as const]
      }),
    ),
    ...(podsPerCore === undefined ? {} : { podsPerCore }),
  }
  return {
    ...(maxPods === undefined ? {} : { maxPods }),
    ...(Object.keys(kubelet).length === 0 ? {} : { kubelet }),
  }
}

function splitPairs(text: string | undefined): readonly string[] {
  return (text ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
}

function splitMap(text: string | undefined, sign: '=' | '<'): Readonly<Record<string, string>> {
  const pairs = splitPairs(text).flatMap((part): (readonly [string, string])[] => {
    const at = part.indexOf(sign)
    const key = at === -1 ? part : part.slice(0, at)
    return key === '' || UNSAFE_KEYS.includes(key)
      ? []
      : [[key, at === -1 ? '' : part.slice(at + 1)]]
  })
  return Object.fromEntries(pairs)
}

const UNSAFE_KEYS: readonly string[] = ['__proto__', 'prototype', 'constructor']

export function toPlanTaint(taint: {
  readonly key: string
  readonly value?: string | undefined
  readonly effect: Taint['effect']
}): Taint {
  const { key, value, effect } = taint
  return value === undefined || value === '' ? { key, effect } : { key, value, effect }
}

/** Labels of machines that Cluster API writes on their nodes; others stay on the machine. */
export function pickNodeLabels(
  labels: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(labels).filter(([key]) => SYNCED_LABEL.test(key)))
}

const SYNCED_LABEL =
  /^(?:node-role\.kubernetes\.io\/|(?:[a-z0-9.-]+\.)?(?:node-restriction\.kubernetes\.io|node\.cluster\.x-k8s\.io)\/)/

export function readTaintList(draft: Draft, part: Part, raw: unknown): readonly Taint[] {
  return readList(raw).flatMap((item): Taint[] => {
    const key = readText(item, 'key')
    const said = readText(item, 'effect') ?? ''
    const effect = EFFECTS.get(said.toLowerCase().replaceAll(/[-_]/g, ''))
    if (key !== undefined && key !== '' && effect !== undefined) {
      return [toPlanTaint({ key, value: readText(item, 'value'), effect })]
    }
    const message = `a taint needs a key and one of no-schedule, no-execute, prefer-no-schedule; "${said.slice(0, 60)}" is left out`
    report(
      draft.task.context,
      { code: 'capi-taint', severity: 'error', message },
      placeOf(part.document, `${part.path}.taints`),
    )
    return []
  })
}

/** As EKS spells them and as Kubernetes does. */
const EFFECTS: ReadonlyMap<string, Taint['effect']> = new Map([
  ['noschedule', 'NoSchedule'],
  ['noexecute', 'NoExecute'],
  ['prefernoschedule', 'PreferNoSchedule'],
])
