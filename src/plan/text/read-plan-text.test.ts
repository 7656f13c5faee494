import { describe, expect, it } from 'vitest'
import { makePlan, SAMPLE_GROUP, SAMPLE_PLAN } from '#testing/sample-plan.ts'
import { renderPlanJson, renderPlanYaml } from '../canonical.ts'
import { applyPlaceChange } from './apply-change.ts'
import { readPlanText } from './read-plan-text.ts'

const TEXT = renderPlanYaml(SAMPLE_PLAN)
const GROUP = 'designs[0].clusters[0].nodeGroups[0]'

/** The problems of the sample's text with one piece exchanged: where, and what is underlined. */
function readProblems(from: string, to: string) {
  const text = TEXT.replace(from, to)
  expect(text).not.toBe(TEXT)
  return readPlanText(text).problems.map((problem) => ({
    path: problem.path.replace(GROUP, 'group'),
    line: text.slice(0, problem.from).split('\n').length,
    isLineRight: problem.line === text.slice(0, problem.from).split('\n').length,
    marked: text.slice(problem.from, problem.to),
    message: problem.message,
    repairs: problem.repairs.map(({ label }) => label),
  }))
}

describe('a plan as text', () => {
  it.each([
    { name: 'YAML', text: TEXT },
    { name: 'JSON', text: renderPlanJson(SAMPLE_PLAN) },
  ])('is read whole: $name', ({ text }) => {
    expect(readPlanText(text)).toMatchObject({ plan: SAMPLE_PLAN, problems: [] })
  })

  it.each([
    {
      name: 'a number that contradicts another (I1)',
      from: 'desired: 2',
      to: 'desired: 8 # too many',
      problem: {
        path: 'group.desired',
        marked: '8',
        message: '8 is more than max, which is 5',
        repairs: ['Set desired to 5', 'Set max to 8'],
      },
    },
    {
      name: 'a field that does not exist',
      from: 'desired: 2',
      to: 'desird: 2',
      problem: {
        path: 'group.desird',
        marked: 'desird',
        repairs: ['Rename to desired', 'Take it out'],
      },
    },
    {
      name: 'a value of the wrong type',
      from: 'min: 1',
      to: 'min: one',
      problem: { path: 'group.min', marked: 'one', repairs: [] },
    },
    {
      name: 'a zone that the cluster does not have',
      from: '- eu-west-1c\n      instanceTypes',
      to: '- eu-west-1cc\n      instanceTypes',
      problem: { path: 'group.zones[2]', marked: 'eu-west-1cc', repairs: ['Change to eu-west-1c'] },
    },
    {
      name: 'a word that is not one of those allowed',
      from: 'kind: eks-managed',
      to: 'kind: eks-manged',
      problem: {
        path: 'group.kind',
        marked: 'eks-manged',
        repairs: ['Change to eks-managed'],
      },
    },
    {
      name: 'a field that is missing: its object is marked',
      from: '      kind: eks-managed\n',
      to: '',
      problem: { path: 'group.kind', marked: 'workers' },
    },
    {
      name: 'text that is no YAML',
      from: 'desired: 2',
      to: 'desired: [2',
      problem: { path: '' },
    },
    {
      name: 'a key that stands twice',
      from: 'desired: 2',
      to: 'desired: 2\n      desired: 3',
      problem: { path: '', marked: 'desired: 3' },
    },
  ])('$name', ({ from, to, problem }) => {
    const [found] = readProblems(from, to)
    expect(found).toMatchObject({ isLineRight: true, ...problem })
  })

  it('tells what contradicts also beside what is misspelt', () => {
    const text = TEXT.replace('desired: 2', 'desired: 8').replace(
      'max: 5',
      'max: 5\n      distribution: balanced-b',
    )
    expect(readPlanText(text).problems.map(({ path }) => path)).toEqual([
      `${GROUP}.desired`,
      `${GROUP}.distribution`,
    ])
  })

  it('lists its objects with their places, one around another first', () => {
    const { objects } = readPlanText(TEXT)
    expect(objects.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      'cluster shop',
      'zone eu-west-1a',
      'zone eu-west-1b',
      'zone eu-west-1c',
      'control-plane managed',
      'node-group workers',
      'autoscaler cluster-autoscaler',
      'resource monitoring',
      'resource pvc-1',
    ])
    const group = objects.find(({ kind }) => kind === 'node-group')
    const text = TEXT.slice(group?.from, group?.to)
    expect(text).toMatch(/^\s+- name: workers\n[^]*max: 5$/)
    expect(group).toMatchObject({ summary: '1 to 5 nodes', index: 0, count: 1 })
  })

  it('tells objects on one line from each other', () => {
    const line = 'zones: [{ name: eu-west-1a }, { name: eu-west-1b }, { name: eu-west-1c }]'
    const text = TEXT.replace(/zones:\n( +- name: \S+\n)+/, `${line}\n`)
    const zones = readPlanText(text).objects.filter(({ kind }) => kind === 'zone')
    expect(zones.map(({ from, to }) => text.slice(from, to))).toEqual([
      '{ name: eu-west-1a }',
      '{ name: eu-west-1b }',
      '{ name: eu-west-1c }',
    ])
  })

  it('asks for what is not known, at the place that does not say it', () => {
    const { min: _min, ...group } = SAMPLE_GROUP
    const text = renderPlanYaml(makePlan({ nodeGroups: [group] }))
    const { unknowns } = readPlanText(text)
    expect(unknowns.map(({ message }) => message)).toEqual([
      'missing: free addresses in eu-west-1a are unknown',
      'missing: free addresses in eu-west-1b are unknown',
      'missing: free addresses in eu-west-1c are unknown',
      'missing: the min of workers is unknown',
    ])
    expect(unknowns.map(({ from, to }) => text.slice(from, to))).toEqual([
      'eu-west-1a',
      'eu-west-1b',
      'eu-west-1c',
      'workers',
    ])
  })

  it('is mended by the repair that it offers', () => {
    const text = TEXT.replace('desired: 2', 'desired: 8')
    const { value, problems } = readPlanText(text)
    const [repair] = problems[0]?.repairs ?? []
    expect(repair?.change).toBeDefined()
    const mended = repair === undefined ? value : applyPlaceChange(value, repair.change)
    expect(readPlanText(JSON.stringify(mended)).problems).toEqual([])
  })
})
