import { describe, expect, it } from 'vitest'
import {
  findUntoleratedTaint,
  isStateTaint,
  parseTaint,
  readTaints,
  readTolerations,
} from './taint.ts'
import type { Taint } from './taint.ts'

const gpu: Taint = { key: 'dedicated', value: 'gpu', effect: 'NoSchedule' }
const preferGpu: Taint = { ...gpu, effect: 'PreferNoSchedule' }

describe('tolerations', () => {
  it.each([
    { name: 'TT-1 no taints', taints: [], tolerations: [], untolerated: undefined },
    { name: 'TT-1 an untolerated taint', taints: [gpu], tolerations: [], untolerated: gpu },
    {
      name: 'TT-1 ignores PreferNoSchedule',
      taints: [preferGpu],
      tolerations: [],
      untolerated: undefined,
    },
    {
      name: 'W15 Exists with the key',
      taints: [gpu],
      tolerations: [{ key: 'dedicated', operator: 'Exists' }],
      untolerated: undefined,
    },
    {
      name: 'W15 Exists without a key',
      taints: [gpu],
      tolerations: [{ operator: 'Exists' }],
      untolerated: undefined,
    },
    {
      name: 'W15 equal value, operator and effect empty',
      taints: [gpu],
      tolerations: [{ key: 'dedicated', value: 'gpu' }],
      untolerated: undefined,
    },
    {
      name: 'W15 other value',
      taints: [gpu],
      tolerations: [{ key: 'dedicated', operator: 'Equal', value: 'cpu' }],
      untolerated: gpu,
    },
    {
      name: 'W15 other effect',
      taints: [gpu],
      tolerations: [{ key: 'dedicated', operator: 'Exists', effect: 'NoExecute' }],
      untolerated: gpu,
    },
    {
      name: 'W15 other case of the key',
      taints: [gpu],
      tolerations: [{ key: 'Dedicated', operator: 'Exists' }],
      untolerated: gpu,
    },
    {
      name: 'W15 Gt is behind a gate',
      taints: [gpu],
      tolerations: [{ key: 'dedicated', operator: 'Gt', value: '1' }],
      untolerated: gpu,
    },
    {
      name: 'IN-6 every pod bears a lost node for a while',
      taints: [{ key: 'node.kubernetes.io/unreachable', effect: 'NoExecute' as const }],
      tolerations: [],
      untolerated: undefined,
    },
    {
      name: 'IN-6 not where new pods are kept off',
      taints: [{ key: 'node.kubernetes.io/not-ready', effect: 'NoSchedule' as const }],
      tolerations: [],
      untolerated: { key: 'node.kubernetes.io/not-ready', effect: 'NoSchedule' },
    },
    {
      name: 'IN-6 the pod own toleration stands',
      taints: [{ key: 'node.kubernetes.io/not-ready', value: 'b', effect: 'NoExecute' as const }],
      tolerations: [{ key: 'node.kubernetes.io/not-ready', value: 'a', effect: 'NoExecute' }],
      untolerated: { key: 'node.kubernetes.io/not-ready', value: 'b', effect: 'NoExecute' },
    },
    {
      name: 'TT-2 an empty value equals an empty value',
      taints: [{ key: 'spot', effect: 'NoExecute' as const }],
      tolerations: [{ key: 'spot', operator: 'Equal' }],
      untolerated: undefined,
    },
  ])('$name', ({ taints, tolerations, untolerated }) => {
    expect(findUntoleratedTaint(taints, readTolerations({ tolerations }))).toEqual(untolerated)
  })
})

describe('taints', () => {
  it.each([
    { text: 'dedicated=gpu:NoSchedule', taint: gpu },
    { text: 'spot:NoExecute', taint: { key: 'spot', effect: 'NoExecute' } },
    { text: 'spot=:NoExecute', taint: { key: 'spot', effect: 'NoExecute' } },
  ])('reads $text', ({ text, taint }) => {
    expect(parseTaint(text, '')).toEqual({ kind: 'ok', value: taint })
  })

  it.each(['', 'dedicated', 'dedicated=gpu', ':NoSchedule', 'a=b:Sometimes', 'a=b:c:NoSchedule'])(
    'refuses %j',
    (text) => {
      expect(parseTaint(text, '').kind).toBe('failed')
    },
  )

  it('leaves out entries that are no taints', () => {
    expect(readTaints([null, { key: 'a' }, { effect: 'NoSchedule' }, gpu])).toEqual([gpu])
  })

  it('I10.3 tells state from configuration', () => {
    expect(isStateTaint({ key: 'node.kubernetes.io/not-ready', effect: 'NoExecute' })).toBe(true)
    expect(isStateTaint(gpu)).toBe(false)
  })
})
