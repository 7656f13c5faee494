import { describe, expect, it } from 'vitest'
import type { Model } from './model.ts'
import type { Step } from './trace.ts'
import { validateTrace } from './validate-trace.ts'
import type { TraceClaim } from './validate-trace.ts'

/** RE-03 of the exploration vectors, with the trace given there. */
const MODEL: Model = {
  zones: ['a', 'b', 'c'],
  groups: [
    {
      name: 'ng',
      zones: ['a', 'b', 'c'],
      min: 1,
      max: 5,
      desired: 2,
      scaler: 'cluster-autoscaler',
      rebalance: true,
      capacity: { cpu: 4 },
    },
  ],
  pods: [{ name: 'P', requests: { cpu: 1 }, volumes: 1, zone: 'a' }],
  nodes: [
    { group: 'ng', zone: 'a', pods: ['P'] },
    { group: 'ng', zone: 'b', pods: [] },
  ],
  target: 'P',
  budget: { nodeLoss: 1 },
}
const LOSS: Step = { step: 'nodeLoss', group: 'ng', zone: 'a', holds: ['P'] }
const LAUNCH: Step = { step: 'launch', group: 'ng', zone: 'c' }
const CLAIM: TraceClaim = {
  verdict: 'at-risk',
  disturbances: { total: 1, kinds: ['nodeLoss'] },
  steps: 2,
  trace: [LOSS, LAUNCH],
}

describe('validateTrace', () => {
  it.each<{ name: string; claim: TraceClaim; problems: readonly string[] }>([
    { name: 'the trace of RE-03', claim: CLAIM, problems: [] },
    { name: 'ok, without a trace', claim: { verdict: 'ok' }, problems: [] },
    { name: 'no trace', claim: { verdict: 'at-risk' }, problems: ['no trace'] },
    {
      name: 'a launch where no node is missing',
      claim: { ...CLAIM, trace: [LAUNCH, LOSS] },
      problems: ['step 1 is not possible: {"step":"launch","group":"ng","zone":"c"}'],
    },
    {
      name: 'a node that holds something else',
      claim: { ...CLAIM, trace: [{ ...LOSS, holds: [] }, LAUNCH] },
      problems: ['step 1 is not possible: {"step":"nodeLoss","group":"ng","zone":"a","holds":[]}'],
    },
    {
      name: 'more disturbances than the budget',
      claim: { ...CLAIM, trace: [LOSS, { step: 'nodeLoss', group: 'ng', zone: 'b' }] },
      problems: ['step 2 is not possible: {"step":"nodeLoss","group":"ng","zone":"b"}'],
    },
    {
      name: 'another number of steps',
      claim: { ...CLAIM, steps: 3 },
      problems: ['3 steps claimed, 2 made'],
    },
    {
      name: 'other disturbances',
      claim: { ...CLAIM, disturbances: { total: 2, kinds: ['scaleToZero'] } },
      problems: ['2 disturbances claimed, 1 made', 'kinds scaleToZero claimed, nodeLoss made'],
    },
    {
      name: 'an end with every zone up',
      claim: { ...CLAIM, verdict: 'waits-for-zone' },
      problems: ['waits-for-zone with no zone down'],
    },
    {
      name: 'an end that the system gets out of',
      claim: { ...CLAIM, steps: 1, trace: [LOSS] },
      problems: ['a served state can be reached from the end'],
    },
    {
      name: 'an end in which the pod runs',
      claim: { verdict: 'at-risk', disturbances: { total: 0 }, steps: 0, trace: [] },
      problems: ['no pod of the target is pending at the end'],
    },
  ])('tells $name', ({ claim, problems }) => {
    expect(validateTrace(MODEL, claim)).toEqual(problems)
  })
})
