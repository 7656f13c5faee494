import { describe, expect, it } from 'vitest'
import { compareFields } from './compare-fields.ts'

const deployment = (spec: object, metadata: object = {}) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web', namespace: 'shop', ...metadata },
  spec,
})
const withContainer = (container: object) =>
  deployment({ template: { spec: { containers: [{ name: 'web', ...container }] } } })

describe('fields of two values', () => {
  it.each([
    { name: 'equal values have none', mine: { max: 6 }, theirs: { max: 6 }, paths: [] },
    {
      name: 'the order of keys says nothing',
      mine: { a: 1, b: 2 },
      theirs: { b: 2, a: 1 },
      paths: [],
    },
    { name: 'a changed number', mine: { max: 6 }, theirs: { max: 9 }, paths: ['max: 6 → 9'] },
    {
      name: 'a value that only one side says',
      mine: { min: 2 },
      theirs: { min: 2, max: 9 },
      paths: ['max: - → 9'],
    },
    {
      name: 'A7.1 the order of zones is a difference',
      mine: { zones: ['a', 'b'] },
      theirs: { zones: ['b', 'a'] },
      paths: ['zones: a, b → b, a'],
    },
    {
      name: 'items are matched by their name',
      mine: {
        members: [
          { name: 'cp-a', zone: 'a' },
          { name: 'cp-b', zone: 'b' },
        ],
      },
      theirs: {
        members: [
          { name: 'cp-b', zone: 'b' },
          { name: 'cp-a', zone: 'c' },
        ],
      },
      paths: ['members[cp-a].zone: a → c'],
    },
    {
      name: 'a label whose key has dots stands in brackets',
      mine: { labels: {} },
      theirs: { labels: { 'example.com/tier': 'db' } },
      paths: ['labels[example.com/tier]: - → db'],
    },
  ])('$name', ({ mine, theirs, paths }) => {
    expect(render(compareFields(mine, theirs))).toEqual(paths)
  })
})

describe('fields of a manifest and of what kubectl prints (I10.2, Q-1)', () => {
  it.each([
    {
      name: 'what the API server fills in counts as said',
      mine: deployment({}),
      theirs: deployment({
        replicas: 1,
        revisionHistoryLimit: 10,
        strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%' } },
      }),
      paths: [],
    },
    {
      name: 'another value than the default is told',
      mine: deployment({}),
      theirs: deployment({ replicas: 3 }),
      paths: ['spec.replicas: - → 3'],
    },
    {
      name: 'equal quantities may be written differently',
      mine: withContainer({ resources: { requests: { cpu: '1000m', memory: '1024Mi' } } }),
      theirs: withContainer({ resources: { requests: { cpu: '1', memory: '1Gi' } } }),
      paths: [],
    },
    {
      name: 'M and Mi differ',
      mine: withContainer({ resources: { requests: { memory: '512M' } } }),
      theirs: withContainer({ resources: { requests: { memory: '512Mi' } } }),
      paths: ['spec.template.spec.containers[web].resources.requests.memory: 512M → 512Mi'],
    },
    {
      name: 'I10.2 what an import never reads is passed over',
      mine: withContainer({ env: [{ name: 'A', value: 'b' }], command: ['run'] }),
      theirs: withContainer({}),
      paths: [],
    },
    {
      name: 'states and what the server counts are passed over',
      mine: { ...deployment({}), status: { readyReplicas: 1 } },
      theirs: deployment(
        {},
        { uid: '1', generation: 4, creationTimestamp: '2026-01-01T00:00:00Z' },
      ),
      paths: [],
    },
    {
      name: 'foreign annotations are passed over, those that are read are not',
      mine: deployment({}, { annotations: { 'example.com/owner': 'me' } }),
      theirs: deployment({}, { annotations: { 'karpenter.sh/do-not-disrupt': 'true' } }),
      paths: ['metadata.annotations[karpenter.sh/do-not-disrupt]: - → true'],
    },
    {
      name: 'no namespace is the namespace default',
      mine: { ...deployment({}), metadata: { name: 'web' } },
      theirs: deployment({}, { namespace: 'default' }),
      paths: [],
    },
  ])('$name', ({ mine, theirs, paths }) => {
    expect(render(compareFields(mine, theirs, 'Deployment'))).toEqual(paths)
  })

  it('tells so many fields one by one and counts the others', () => {
    const many = Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`k${index}`, index]))
    const { fields, more } = compareFields({ labels: {} }, { labels: many })
    expect(fields).toHaveLength(24)
    expect(more).toBe(6)
  })
})

function render({ fields }: ReturnType<typeof compareFields>): readonly string[] {
  return fields.map(({ path, mine = '-', theirs = '-' }) => `${path}: ${mine} → ${theirs}`)
}
