import { describe, expect, it } from 'vitest'
import { makePlan, SAMPLE_GROUP, SAMPLE_PLAN } from '#testing/sample-plan.ts'
import { renderPlanJson, renderPlanYaml } from './canonical.ts'
import { parsePlan, parsePlanText } from './validate.ts'

const AT = 'designs[0].clusters[0]'

function listProblems(value: unknown): string[] {
  const result = parsePlan(value)
  return result.kind === 'ok'
    ? []
    : result.problems.map((problem) => `${problem.code} at ${problem.path}: ${problem.message}`)
}

describe('parsePlan', () => {
  it('takes a whole plan as it is', () => {
    expect(parsePlan(SAMPLE_PLAN)).toEqual({ kind: 'ok', value: SAMPLE_PLAN })
  })

  it.each([
    {
      name: 'a zone that is not the cluster’s, far from any',
      plan: makePlan({ nodeGroups: [{ ...SAMPLE_GROUP, zones: ['us-east-1d'] }] }),
      problems: [
        `plan/unknown-zone at ${AT}.nodeGroups[0].zones[0]: "us-east-1d" is not a zone of shop (eu-west-1a, eu-west-1b, eu-west-1c)`,
      ],
    },
    {
      name: 'a near zone is suggested only when one is nearest',
      plan: makePlan({
        zones: [{ name: 'eu-west-1a' }, { name: 'us-east-1b' }],
        nodeGroups: [{ ...SAMPLE_GROUP, zones: ['eu-west-1'] }],
      }),
      problems: [
        `plan/unknown-zone at ${AT}.nodeGroups[0].zones[0]: "eu-west-1" is not a zone of shop (eu-west-1a, us-east-1b); did you mean "eu-west-1a"?`,
      ],
    },
    {
      name: 'I1 desired above max',
      plan: makePlan({ nodeGroups: [{ ...SAMPLE_GROUP, desired: 6 }] }),
      problems: [`plan/size-order at ${AT}.nodeGroups[0].desired: 6 is more than max, which is 5`],
    },
    {
      name: 'I1 desired below min',
      plan: makePlan({ nodeGroups: [{ ...SAMPLE_GROUP, min: 3 }] }),
      problems: [`plan/size-order at ${AT}.nodeGroups[0].desired: 2 is less than min, which is 3`],
    },
    {
      name: 'I1 bounds may be met, and sizes not be known',
      plan: makePlan({
        nodeGroups: [
          { ...SAMPLE_GROUP, min: 2, desired: 2, max: 2 },
          { name: 'other', kind: 'asg', max: 3 },
        ],
      }),
      problems: [],
    },
    {
      name: 'two groups of one name',
      plan: makePlan({ nodeGroups: [SAMPLE_GROUP, SAMPLE_GROUP] }),
      problems: [
        `plan/repeated-name at ${AT}.nodeGroups[1].name: "workers" is already the name of node group 0 of shop`,
      ],
    },
    {
      name: 'an autoscaler that owns what is not there',
      plan: makePlan({ autoscalers: [{ kind: 'cluster-autoscaler', owns: ['worker'] }] }),
      problems: [
        `plan/unknown-name at ${AT}.autoscalers[0].owns[0]: "worker" is not a node group of shop (workers); did you mean "workers"?`,
      ],
    },
    {
      name: 'a member in no zone of the cluster',
      plan: makePlan({
        controlPlane: {
          kind: 'self-managed',
          members: [{ name: 'm1', zone: 'x' }],
          etcd: { topology: 'stacked', clusters: [] },
        },
      }),
      problems: [
        `plan/unknown-zone at ${AT}.controlPlane.members[0].zone: "x" is not a zone of shop (eu-west-1a, eu-west-1b, eu-west-1c)`,
      ],
    },
    {
      name: 'offered zones outside the group’s',
      plan: makePlan({
        nodeGroups: [{ ...SAMPLE_GROUP, zones: ['eu-west-1a'], offeredZones: ['eu-west-1b'] }],
      }),
      problems: [
        `plan/unknown-zone at ${AT}.nodeGroups[0].offeredZones[0]: "eu-west-1b" is not a zone of workers (eu-west-1a); did you mean "eu-west-1a"?`,
      ],
    },
    {
      name: 'a field that does not exist',
      plan: makePlan({ nodeGroups: [{ ...SAMPLE_GROUP, zonez: [] } as never] }),
      problems: [
        `plan/unknown-field at ${AT}.nodeGroups[0].zonez: "zonez" is not a field here (name, kind, role, zones, instanceTypes, requirements, purchase, min, desired, max, labels, taints, startupTaints, tags, distribution, suspendedProcesses, offeredZones, zonalShift, limits, weight, disruption, rootVolume, maxPods, kubelet, selectors, os); did you mean "zones"?`,
      ],
    },
    {
      name: 'a kind that does not exist',
      plan: makePlan({ nodeGroups: [{ ...SAMPLE_GROUP, kind: 'eks_managed' } as never] }),
      problems: [
        `plan/wrong-value at ${AT}.nodeGroups[0].kind: "eks_managed" is not one of asg, eks-managed, karpenter, auto-mode, fargate; did you mean "eks-managed"?`,
      ],
    },
    {
      name: 'a control plane that does not exist',
      plan: makePlan({ controlPlane: { kind: 'manged' } as never }),
      problems: [
        `plan/wrong-kind at ${AT}.controlPlane.kind: "manged" is not one of managed, self-managed, unknown; did you mean "managed"?`,
      ],
    },
    {
      name: 'every problem at once',
      plan: makePlan({
        region: 7 as never,
        nodeGroups: [{ ...SAMPLE_GROUP, min: -1, max: 'five' as never }],
      }),
      problems: [
        `plan/wrong-type at ${AT}.region: 7: text is expected`,
        `plan/wrong-value at ${AT}.nodeGroups[0].min: -1: at least 0 is expected`,
        `plan/wrong-type at ${AT}.nodeGroups[0].max: "five": a number is expected`,
      ],
    },
    {
      name: 'a missing field',
      plan: { ...SAMPLE_PLAN, name: undefined },
      problems: ['plan/missing at name: missing; text is expected'],
    },
    {
      name: 'another version',
      plan: { ...SAMPLE_PLAN, apiVersion: 'neverpending/v9' },
      problems: [
        'plan/wrong-value at apiVersion: "neverpending/v9" is not one of neverpending/v1; did you mean "neverpending/v1"?',
      ],
    },
    {
      name: 'one resource twice',
      plan: makePlan({
        resources: [
          { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p', namespace: 'n' } },
          { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p', namespace: 'n' } },
        ],
      }),
      problems: [
        `plan/repeated-resource at ${AT}.resources[1]: Pod n/p is already resource 0 of shop`,
      ],
    },
    {
      name: 'no object at all',
      plan: null,
      problems: ['plan/wrong-type at : no value; a map is expected'],
    },
  ])('$name', ({ plan, problems }) => {
    expect(listProblems(plan)).toEqual(problems)
  })

  it('I3.4 refuses keys that could reach a prototype', () => {
    const value: unknown = JSON.parse('{"apiVersion": "neverpending/v1", "__proto__": {"a": 1}}')
    expect(listProblems(value)).toEqual(['plan/unsafe-key at : the key "__proto__" is not allowed'])
  })

  it('I3.5 refuses nesting before anything recurses', () => {
    const value: unknown = JSON.parse(`${'['.repeat(10_000)}${']'.repeat(10_000)}`)
    expect(parsePlan(value)).toMatchObject({
      kind: 'failed',
      problems: [{ code: 'plan/too-deep' }],
    })
  })
})

describe('parsePlanText', () => {
  it.each([
    { name: 'YAML', render: renderPlanYaml },
    { name: 'JSON', render: renderPlanJson },
  ])('reads $name back', ({ render }) => {
    expect(parsePlanText(render(SAMPLE_PLAN))).toEqual({ kind: 'ok', value: SAMPLE_PLAN })
  })

  it.each([
    { name: 'YAML', render: renderPlanYaml, line: 28 },
    { name: 'JSON', render: renderPlanJson, line: 42 },
  ])('tells the line of a problem in $name', ({ render, line }) => {
    const text = render(SAMPLE_PLAN).replace(/(desired"?:) 2/, '$1 9')
    const found = text.split('\n').findIndex((each) => /desired"?: 9/.test(each)) + 1
    expect(found).toBe(line)
    expect(parsePlanText(text)).toMatchObject({
      kind: 'failed',
      problems: [{ code: 'plan/size-order', path: `${AT}.nodeGroups[0].desired`, line }],
    })
  })

  it.each([
    { name: 'an empty text', text: '', code: 'plan/one-document' },
    { name: 'two documents', text: 'a: 1\n---\nb: 2\n', code: 'plan/one-document' },
    { name: 'no YAML', text: 'a: "b', code: 'plan/yaml-syntax' },
    { name: 'a key twice', text: 'name: a\nname: b\n', code: 'plan/duplicate-key' },
  ])('refuses $name', ({ text, code }) => {
    expect(parsePlanText(text)).toMatchObject({ kind: 'failed', problems: [{ code }] })
  })
})
