import { describe, expect, it } from 'vitest'
import { SAMPLE_GROUP, SAMPLE_PLAN } from '#testing/sample-plan.ts'
import { checkPart } from './check-part.ts'

const PATH = ['designs', 0, 'clusters', 0, 'nodeGroups', 0]

describe('a part of a plan', () => {
  it.each([
    {
      part: { ...SAMPLE_GROUP, min: 'three' },
      path: 'min',
      message: '"three": a number is expected',
    },
    {
      part: { ...SAMPLE_GROUP, min: 6 },
      path: 'min',
      message: '6 is more than max, which is 5',
    },
    {
      part: { ...SAMPLE_GROUP, taints: [{ key: 'a', effect: 'Never' }] },
      path: 'taints[0].effect',
      message: '"Never" is not one of NoSchedule, PreferNoSchedule, NoExecute',
    },
    {
      part: { ...SAMPLE_GROUP, zones: ['eu-west-1d'] },
      path: 'zones[0]',
      message: '"eu-west-1d" is not a zone of shop (eu-west-1a, eu-west-1b, eu-west-1c)',
    },
  ])('tells $path by its place in it', ({ part, path, message }) => {
    const [problem] = checkPart(SAMPLE_PLAN, PATH, part)
    expect(problem?.path).toBe(path)
    expect(problem?.message).toContain(message)
  })

  it('tells what breaks elsewhere by its whole path', () => {
    const [problem] = checkPart(SAMPLE_PLAN, PATH, undefined)
    expect(problem?.path).toBe('designs[0].clusters[0].autoscalers[0].owns[0]')
  })

  it('has nothing to tell of what is right, also at the end of a list', () => {
    const added = { ...SAMPLE_GROUP, name: 'more' }
    expect(checkPart(SAMPLE_PLAN, [...PATH.slice(0, -1), 1], added)).toEqual([])
    expect(checkPart(SAMPLE_PLAN, PATH, SAMPLE_GROUP)).toEqual([])
  })
})
