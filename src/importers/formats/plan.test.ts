import { describe, expect, it } from 'vitest'
import { renderPlanJson, renderPlanYaml } from '#plan/canonical.ts'
import { makePlan, SAMPLE_GROUP, SAMPLE_PLAN } from '#testing/sample-plan.ts'
import { importFiles } from '../import-files.ts'

describe('plan files', () => {
  it.each([
    { name: 'YAML', text: renderPlanYaml(SAMPLE_PLAN) },
    { name: 'JSON', text: renderPlanJson(SAMPLE_PLAN) },
  ])('come in whole: $name', ({ text }) => {
    const result = importFiles([{ label: 'plan', text }], {})
    expect(result.plan).toEqual(SAMPLE_PLAN)
    expect(result.findings).toEqual([])
    expect(result.sources).toMatchObject([{ format: 'Neverpending plan', detail: '1 plan' }])
  })

  it('are refused with every problem, path and line', () => {
    const text = renderPlanYaml(
      makePlan({ nodeGroups: [{ ...SAMPLE_GROUP, zones: ['x'], min: 9 }] }),
    )
    const result = importFiles([{ label: 'plan.yaml', text }], {})
    expect(result.plan).toBeUndefined()
    expect(result.problems).toMatchObject([
      {
        code: 'plan/unknown-zone',
        path: 'designs[0].clusters[0].nodeGroups[0].zones[0]',
        line: 22,
      },
      { code: 'plan/size-order', line: 25 },
      { code: 'plan/size-order', line: 26 },
    ])
  })

  it('take other files of the import into their cluster', () => {
    const node = '{"apiVersion":"v1","kind":"Node","metadata":{"name":"n"}}'
    const files = [
      { label: 'plan.yaml', text: renderPlanYaml(SAMPLE_PLAN) },
      { label: 'nodes.json', text: node },
    ]
    const cluster = importFiles(files, {}).plan?.designs[0]?.clusters[0]
    expect(cluster?.resources.map(({ kind }) => kind)).toEqual([
      'Namespace',
      'Node',
      'PersistentVolume',
    ])
    expect(cluster?.nodeGroups).toEqual(SAMPLE_PLAN.designs[0]?.clusters[0]?.nodeGroups)
  })
})
