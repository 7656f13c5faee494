import { describe, expect, it } from 'vitest'
import { explainPod, listAnswers, makePlainNode } from '#testing/explain-pod.ts'
import { makePod } from '#testing/cluster-objects.ts'

const AFFINITY = "node(s) didn't match pod affinity rules"
const ANTI = "node(s) didn't match pod anti-affinity rules"
const EXISTING = "node(s) didn't satisfy existing pods anti-affinity rules"
const nodes = [
  makePlainNode('n1', { labels: { zone: 'a' } }),
  makePlainNode('n2', { labels: { zone: 'a' } }),
  makePlainNode('n3', { labels: { zone: 'b' } }),
  makePlainNode('n4'),
]
const term = (app: string, fields: Record<string, unknown> = {}) => ({
  topologyKey: 'zone',
  labelSelector: { matchLabels: { app } },
  ...fields,
})
const requiring = (kind: 'podAffinity' | 'podAntiAffinity', ...terms: readonly object[]) => ({
  affinity: { [kind]: { requiredDuringSchedulingIgnoredDuringExecution: terms } },
})
const placed = (name: string, nodeName: string, app: string, spec: object = {}) =>
  makePod(name, { nodeName, labels: { app }, spec: { ...spec } })
const incoming = (app: string, spec: object) => makePod('p', { labels: { app }, spec: { ...spec } })

describe('InterPodAffinity', () => {
  it.each([
    {
      name: 'IPA-7 next to its kind',
      objects: [placed('e', 'n1', 'web'), incoming('api', requiring('podAffinity', term('web')))],
      answers: { n1: 'fits', n2: 'fits', n3: AFFINITY, n4: AFFINITY },
    },
    {
      name: 'W33 the first pod of a series',
      objects: [incoming('web', requiring('podAffinity', term('web')))],
      answers: { n1: 'fits', n2: 'fits', n3: 'fits', n4: AFFINITY },
    },
    {
      name: 'W33 not the first of its own series',
      objects: [incoming('api', requiring('podAffinity', term('web')))],
      answers: { n1: AFFINITY, n2: AFFINITY, n3: AFFINITY, n4: AFFINITY },
    },
    {
      name: 'W33 a pod on a node without the key does not count',
      objects: [placed('e', 'n4', 'web'), incoming('web', requiring('podAffinity', term('web')))],
      answers: { n1: 'fits', n2: 'fits', n3: 'fits', n4: AFFINITY },
    },
    {
      name: 'IPA-8 away from another',
      objects: [placed('e', 'n1', 'db'), incoming('web', requiring('podAntiAffinity', term('db')))],
      answers: { n1: ANTI, n2: ANTI, n3: 'fits', n4: 'fits' },
    },
    {
      name: 'W34 another keeps away from it',
      objects: [
        placed('e', 'n1', 'db', requiring('podAntiAffinity', term('web'))),
        incoming('web', {}),
      ],
      answers: { n1: EXISTING, n2: EXISTING, n3: 'fits', n4: 'fits' },
    },
    {
      name: 'IPA-1 pods of other namespaces do not count',
      objects: [
        makePod('e', { namespace: 'ns1', nodeName: 'n1', labels: { app: 'db' } }),
        incoming('web', requiring('podAntiAffinity', term('db'))),
      ],
      answers: { n1: 'fits', n2: 'fits', n3: 'fits', n4: 'fits' },
    },
    {
      name: 'IPA-1 an empty namespace selector means all',
      objects: [
        makePod('e', { namespace: 'ns1', nodeName: 'n1', labels: { app: 'db' } }),
        incoming('web', requiring('podAntiAffinity', term('db', { namespaceSelector: {} }))),
      ],
      answers: { n1: ANTI, n2: ANTI, n3: 'fits', n4: 'fits' },
    },
  ])('$name', ({ objects, answers }) => {
    expect(listAnswers(explainPod([...nodes, ...objects], 'p'))).toEqual(answers)
  })

  it.each([
    { version: '1.34' as const, answer: ANTI },
    { version: '1.36' as const, answer: ANTI },
    { version: '1.37' as const, answer: 'fits' },
  ])('W36 a selector that only excludes, in $version', ({ version, answer }) => {
    const namespaceSelector = {
      matchExpressions: [{ key: 'team', operator: 'NotIn', values: ['x'] }],
    }
    const objects = [
      makePlainNode('n1', { labels: { zone: 'a' } }),
      { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'ns1', labels: { team: 'x' } } },
      makePod('e', { namespace: 'ns1', nodeName: 'n1', labels: { app: 'db' } }),
      incoming('web', requiring('podAntiAffinity', term('db', { namespaceSelector }))),
    ]
    expect(listAnswers(explainPod(objects, 'p', version))).toEqual({ n1: answer })
  })
})
