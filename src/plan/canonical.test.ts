import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { makePlan, SAMPLE_CLUSTER, SAMPLE_GROUP, SAMPLE_PLAN } from '#testing/sample-plan.ts'
import { canonicalizePlan, renderPlanJson, renderPlanYaml } from './canonical.ts'

describe('canonical form', () => {
  it('orders keys as the schema does and resources by kind, namespace and name', () => {
    const shuffled = makePlan({
      resources: SAMPLE_CLUSTER.resources.toReversed(),
      nodeGroups: [
        Object.fromEntries(Object.entries(SAMPLE_GROUP).toReversed()) as typeof SAMPLE_GROUP,
      ],
    })
    expect(renderPlanYaml(shuffled)).toBe(renderPlanYaml(SAMPLE_PLAN))
    expect(renderPlanJson(shuffled)).toBe(renderPlanJson(SAMPLE_PLAN))
  })

  it.each([
    { name: 'empty labels', group: { labels: {} } },
    { name: 'empty taints', group: { taints: [] } },
    { name: 'nothing suspended', group: { suspendedProcesses: [] } },
    { name: 'a worker', group: { role: 'worker' as const } },
    { name: 'weight 0', group: { weight: 0 } },
    {
      name: 'on demand only',
      group: { purchase: { onDemandBase: 0, onDemandPercentageAboveBase: 100 } },
    },
  ])('leaves out a default: $name', ({ group }) => {
    const plan = makePlan({ nodeGroups: [{ ...SAMPLE_GROUP, ...group }] })
    expect(renderPlanYaml(plan)).toBe(renderPlanYaml(SAMPLE_PLAN))
  })

  it.each([
    { name: 'no tags, where absent is not known', group: { tags: {} }, text: 'tags: {}' },
    { name: 'a size of 0', group: { min: 0 }, text: 'min: 0' },
  ])('keeps $name', ({ group, text }) => {
    const plan = makePlan({ nodeGroups: [{ ...SAMPLE_GROUP, ...group }] })
    expect(renderPlanYaml(plan)).toContain(text)
  })

  it('is the same when done twice', () => {
    const once = canonicalizePlan(SAMPLE_PLAN)
    expect(canonicalizePlan(once)).toEqual(once)
  })

  it('writes YAML that every reader reads as the same values', () => {
    const anyText = fc.oneof(
      fc.string({ maxLength: 12 }),
      fc
        .array(fc.constantFrom('\n', '\t', '\u0000', '\u0085', '\ud800', '\ufeff', 'a', ' '), {
          maxLength: 5,
        })
        .map((letters) => letters.join('')),
      fc.constantFrom(
        'yes',
        '1.30',
        '- a',
        'a: b',
        '#',
        ' a',
        'null',
        '0x1F',
        'a #b',
        '',
        'é',
        '\u2028',
      ),
    )
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { maxDepth: 3 },
        fc.oneof(anyText, fc.integer(), fc.boolean(), fc.constant(null)),
        fc.array(tie('tree'), { maxLength: 3 }),
        fc.dictionary(
          anyText.filter((key) => key !== '__proto__'),
          tie('tree'),
          {
            maxKeys: 3,
            noNullPrototype: true,
          },
        ),
      ),
    }))
    fc.assert(
      fc.property(tree, (data) => {
        const object = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' }, data }
        const plan = makePlan({ resources: [object] })
        expect(parse(renderPlanYaml(plan))).toEqual(JSON.parse(renderPlanJson(plan)))
      }),
      { numRuns: 100 },
    )
  })
})
