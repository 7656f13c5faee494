import { describe, expect, it } from 'vitest'
import type { VerdictReport } from '#exploration/verdict.ts'
import { renderReport, renderVerdict } from './render-report.ts'

const SUBJECT = { kind: 'Pod', namespace: 'monitoring', name: 'prometheus-0' } as const
const SEARCH = { kind: 'search', states: 1912, complete: true, bound: 300_000 } as const
const THEOREM = { kind: 'theorem', id: 'RT1', facts: { group: 'ng-c', max: 5, need: 2 } } as const

const base = { subject: SUBJECT, proof: SEARCH }

describe('renderVerdict', () => {
  it.each<{ name: string; report: VerdictReport }>([
    { name: 'pending for ever', report: { ...base, verdict: 'pending-forever' } },
    {
      name: 'at risk (0)',
      report: { ...base, verdict: 'at-risk', disturbances: { total: 0, kinds: [] } },
    },
    {
      name: 'at risk (1), zone back',
      report: {
        ...base,
        verdict: 'at-risk',
        disturbances: { total: 1, kinds: ['zoneOutage'] },
        zoneBack: true,
      },
    },
    { name: 'waits for zone', report: { ...base, verdict: 'waits-for-zone' } },
    { name: 'ok, proven by RT1', report: { ...base, verdict: 'ok', proof: THEOREM } },
    { name: 'ok, searched', report: { ...base, verdict: 'ok' } },
    { name: 'ok, unlucky ties', report: { ...base, verdict: 'ok', starvable: true } },
    { name: 'unknown', report: { ...base, verdict: 'unknown' } },
  ])('says $name', ({ name, report }) => {
    expect(renderVerdict(report)).toBe(name)
  })
})

describe('renderReport', () => {
  const render = (report: VerdictReport) =>
    renderReport(
      {
        design: 'A',
        cluster: 'shop',
        report,
        words: {
          headline: 'prometheus-0 is pending for ever',
          chain: [
            { text: 'its volume is in ', bold: 'eu-west-1c' },
            { text: 'workers has ', bold: 'no node', tail: ' there' },
          ],
          proofSentence: 'search ended, all 1,912 states seen',
        },
        alsoFor: [{ ...SUBJECT, name: 'prometheus-1' }],
      },
      false,
    )

  it('tells verdict, causes, numbered steps and proof', () => {
    const text = render({
      ...base,
      verdict: 'at-risk',
      disturbances: { total: 1, kinds: ['scaleToZero'] },
      steps: 3,
      minimal: false,
      causes: ['template-zone'],
      trace: [
        { step: 'scaleToZero', workload: 'prometheus', text: 'prometheus is scaled to 0.' },
        { step: 'caRemoves', group: 'ng', zone: 'c', text: 'Cluster Autoscaler removes the node.' },
        { step: 'scaleBack', workload: 'prometheus', text: 'prometheus is scaled back.' },
      ],
    })
    expect(text).toBe(
      [
        'monitoring/prometheus-0 and 1 more like it: at risk (1)',
        '  prometheus-0 is pending for ever',
        '  its volume is in eu-west-1c → workers has no node there',
        '  because of template-zone',
        '  1. DISTURBANCE prometheus is scaled to 0.',
        '  2. Cluster Autoscaler removes the node.',
        '  3. ENDS prometheus is scaled back.',
        '  a shorter way may exist',
        '  search ended, all 1,912 states seen',
        '',
      ].join('\n'),
    )
  })

  it.each<{ name: string; report: VerdictReport; line: string }>([
    {
      name: 'the zone that it waits out',
      report: { ...base, verdict: 'ok', waitsFor: 'eu-west-1c' },
      line: '  waits while eu-west-1c is down',
    },
    {
      name: 'what is missing',
      report: {
        ...base,
        verdict: 'unknown',
        unknown: { reason: 'max is not known', path: 'nodeGroups[1].max' },
      },
      line: '  missing: max is not known (nodeGroups[1].max)',
    },
  ])('tells $name', ({ report, line }) => {
    expect(render(report).split('\n')).toContain(line)
  })

  it('says of an unknown what is missing, and of no search that it ended', () => {
    const text = render({
      ...base,
      verdict: 'unknown',
      proof: { ...SEARCH, states: 0, complete: false },
      unknown: { reason: 'min of workers is not known', path: 'nodeGroups[0].min' },
    })
    expect(text.split('\n').slice(2)).toEqual([
      '  missing: min of workers is not known (nodeGroups[0].min)',
      '',
    ])
  })
})
