import { describe, expect, it } from 'vitest'
import { SAMPLE_PLAN } from '#testing/sample-plan.ts'
import { listTextHelp } from '#worker/answer-plan-text.ts'
import type { Caret } from './find-caret.ts'
import { listCompletions } from './list-completions.ts'

const help = await listTextHelp({ region: 'eu-west-1' })
const CLUSTER = ['designs', 0, 'clusters', 0] as const
const GROUP = [...CLUSTER, 'nodeGroups', 0] as const

function list(
  path: Caret['path'],
  at: Caret['at'],
  { typed = '', resourceKind }: { readonly typed?: string; readonly resourceKind?: string } = {},
): readonly string[] {
  const caret: Caret = { path, at, typed, from: 0, isFlow: false }
  return listCompletions(caret, { help, shell: SAMPLE_PLAN, resourceKind }).map(
    ({ insert }) => insert,
  )
}

describe('completion', () => {
  it.each([
    {
      name: 'values of the schema',
      path: [...GROUP, 'distribution'],
      at: 'value',
      has: ['balanced-best-effort', 'balanced-only'],
    },
    {
      name: 'zones of the cluster',
      path: [...GROUP, 'zones', 0],
      at: 'value',
      has: ['eu-west-1a', 'eu-west-1b', 'eu-west-1c'],
    },
    { name: 'a list on one line', path: [...GROUP, 'zones'], at: 'value', has: ['[eu-west-1a]'] },
    {
      name: 'an item behind its dash',
      path: [...GROUP, 'zones', 0],
      at: 'key',
      has: ['eu-west-1a'],
    },
    {
      name: 'zones of the region',
      path: [...CLUSTER, 'zones', 0, 'name'],
      at: 'value',
      has: ['eu-west-1a'],
    },
    {
      name: 'instance types by their beginning',
      path: [...GROUP, 'instanceTypes', 0],
      at: 'value',
      typed: 'm6i.la',
      has: ['m6i.large'],
    },
    {
      name: 'groups of the cluster and the word for all',
      path: [...CLUSTER, 'autoscalers', 0, 'owns'],
      at: 'value',
      has: ['auto-discovery'],
    },
    {
      name: 'fields of a group, those that are not there yet',
      path: GROUP,
      at: 'key',
      has: ['distribution: ', 'taints:'],
      not: ['min: '],
    },
    {
      name: 'fields of a kind of control plane',
      path: [...CLUSTER, 'controlPlane'],
      at: 'key',
      has: ['tier: '],
      not: ['etcd:'],
    },
    {
      name: 'kinds of Kubernetes objects',
      path: [...CLUSTER, 'resources', 0, 'kind'],
      at: 'value',
      resourceKind: 'Pod',
      has: ['StatefulSet', 'PersistentVolume'],
    },
    {
      name: 'fields of a Kubernetes object',
      path: [...CLUSTER, 'resources', 0, 'spec'],
      at: 'key',
      resourceKind: 'PersistentVolume',
      has: ['nodeAffinity:', 'storageClassName: '],
    },
    {
      name: 'fields deep in a pod template',
      path: [
        ...CLUSTER,
        'resources',
        0,
        'spec',
        'template',
        'spec',
        'topologySpreadConstraints',
        0,
        'whenUnsatisfiable',
      ],
      at: 'value',
      resourceKind: 'StatefulSet',
      has: ['DoNotSchedule'],
    },
    {
      name: 'nothing where nothing is known',
      path: ['designs', 0, 'nope', 'x'],
      at: 'value',
      has: [],
    },
  ] as const)('offers $name', (row) => {
    const { path, at, has } = row
    const found = list(path, at, {
      ...('typed' in row ? { typed: row.typed } : {}),
      ...('resourceKind' in row ? { resourceKind: row.resourceKind } : {}),
    })
    expect(found).toEqual(expect.arrayContaining([...has]))
    expect(has.length > 0 || found.length === 0).toBe(true)
    expect(
      found.filter((one) => 'not' in row && (row.not as readonly string[]).includes(one)),
    ).toEqual([])
  })

  it('names the default', () => {
    const caret: Caret = {
      path: [...GROUP, 'distribution'],
      at: 'value',
      typed: '',
      from: 0,
      isFlow: false,
    }
    const [first] = listCompletions(caret, { help, shell: SAMPLE_PLAN, resourceKind: undefined })
    expect(first).toMatchObject({ isDefault: true, detail: 'default' })
  })
})
