import { describe, expect, it } from 'vitest'
import { SAMPLE_GROUP, SAMPLE_PLAN } from '#testing/sample-plan.ts'
import { checkPart } from './check-part.ts'
import { fromGroupDraft, toGroupDraft } from './group-draft.ts'
import type { NodeGroup } from './schema.ts'

const FULL: NodeGroup = {
  ...SAMPLE_GROUP,
  labels: { disk: 'fast', 'node-role.kubernetes.io/node': '' },
  taints: [{ key: 'dedicated', value: 'db', effect: 'NoSchedule' }],
  tags: { 'k8s.io/cluster-autoscaler/enabled': 'true' },
  purchase: { onDemandBase: 1, onDemandPercentageAboveBase: 50 },
  suspendedProcesses: ['AZRebalance'],
  distribution: 'balanced-only',
  rootVolume: { sizeGiB: 80, type: 'gp3', iops: 3000 },
  maxPods: 29,
  startupTaints: [{ key: 'starting', effect: 'NoExecute' }],
}
const POOL: NodeGroup = {
  name: 'pool',
  kind: 'karpenter',
  zones: ['eu-west-1a'],
  requirements: [
    {
      key: 'karpenter.k8s.aws/instance-category',
      operator: 'In',
      values: ['m', 'c'],
      minValues: 2,
    },
    { key: 'gpu', operator: 'DoesNotExist' },
  ],
  limits: { cpu: '100' },
  weight: 10,
}
const PATH = ['designs', 0, 'clusters', 0, 'nodeGroups', 0]

describe('a group in a form', () => {
  it.each([
    { name: 'the sample', group: SAMPLE_GROUP },
    { name: 'one with everything', group: FULL },
    { name: 'a NodePool', group: POOL },
  ])('comes back as it was: $name', ({ group }) => {
    expect(fromGroupDraft(toGroupDraft(group), group)).toEqual(group)
  })

  it('reads what is typed', () => {
    const draft = {
      ...toGroupDraft(POOL),
      requirements: ['kubernetes.io/arch In amd64,arm64', 'gpu Exists'],
      limits: ['cpu=200', 'memory=400Gi'],
      labels: ['team=data'],
      taints: ['a=b:NoSchedule', 'c:NoExecute'],
      purchase: 'spot' as const,
    }
    expect(fromGroupDraft(draft, POOL)).toEqual({
      ...POOL,
      requirements: [
        { key: 'kubernetes.io/arch', operator: 'In', values: ['amd64', 'arm64'] },
        { key: 'gpu', operator: 'Exists' },
      ],
      limits: { cpu: '200', memory: '400Gi' },
      labels: { team: 'data' },
      taints: [
        { key: 'a', value: 'b', effect: 'NoSchedule' },
        { key: 'c', effect: 'NoExecute' },
      ],
      purchase: { onDemandBase: 0, onDemandPercentageAboveBase: 0 },
    })
  })

  it('a NodePool has no sizes of its own', () => {
    const draft = { ...toGroupDraft(SAMPLE_GROUP), kind: 'karpenter' as const }
    expect(fromGroupDraft(draft, SAMPLE_GROUP)).not.toHaveProperty('min')
  })

  it.each([
    { change: { min: 'two' }, path: 'min' },
    { change: { min: '9' }, path: 'min' },
    { change: { taints: ['a=b:Never'] }, path: 'taints[0].effect' },
    { change: { taints: ['alone'] }, path: 'taints[0]' },
    { change: { name: ' ' }, path: 'name' },
    {
      change: { purchase: 'mixed' as const, onDemandShare: '101' },
      path: 'purchase.onDemandPercentageAboveBase',
    },
    { change: { rootGiB: '0' }, path: 'rootVolume.sizeGiB' },
    { change: { requirements: ['cpu Above 3'] }, path: 'requirements[0].operator' },
  ])('is told at $path', ({ change, path }) => {
    const draft = { ...toGroupDraft(SAMPLE_GROUP), ...change }
    const problems = checkPart(SAMPLE_PLAN, PATH, fromGroupDraft(draft, SAMPLE_GROUP))
    expect(problems.map((problem) => problem.path)).toContain(path)
  })
})
