import { describe, expect, it } from 'vitest'
import { getAt } from '#base/assert.ts'
import { compileCluster } from '#cluster/compile.ts'
import { startTargets } from '#exploration/compile/compile-targets.ts'
import { judge } from '#exploration/judge.ts'
import { createJudgementCache } from '#exploration/judgement-cache.ts'
import { VERDICTS } from '#exploration/verdict.ts'
import { INCIDENTS } from '#incidents/library.ts'
import { r03LastNodeOfAZone } from '#incidents/r03-last-node-of-a-zone.ts'
import type { Cluster, Plan } from '#plan/schema.ts'
import { startMatrix } from './start-matrix.ts'

const BOUND = 50_000
/** Incidents that a test judges in a moment. */
const SMALL = ['R01', 'R02', 'R03', 'R05', 'R11', 'R12', 'R14', 'R25']
/** Below it the larger incidents are `unknown` in both, which the law allows. */
const LAW_BOUND = 1_000

function judgeMatrix(cluster: Cluster, bound = BOUND) {
  const compiled = compileCluster(cluster, 'designs[0].clusters[0]')
  const cache = createJudgementCache(100)
  const run = startMatrix(cluster, compiled, { bound, cache, outageHours: 4, patience: 1 })
  while (!run.advance(1_000)) continue
  return { ...run.matrix, cells: run.takeCells(), progress: run.progress() }
}

function getCluster(plan: Plan): Cluster {
  return getAt(getAt(plan.designs, 0).clusters, 0)
}

/** `at-risk (1), zone back, pod not`, column by column. */
function renderRow({ cells, columns }: ReturnType<typeof judgeMatrix>, row: string) {
  return columns.map(({ key }) => {
    const cell = cells.find((one) => one.row === row && one.column === key)
    if (cell === undefined) return '-'
    return cell.verdict === 'at-risk'
      ? `at-risk (${cell.disturbances?.total}) ${cell.note}`
      : `${cell.verdict} ${cell.note}`.trim()
  })
}

const R03 = judgeMatrix(getCluster(r03LastNodeOfAZone.plan))
const REPAIRED = judgeMatrix(getCluster(r03LastNodeOfAZone.repaired.plan))

describe('the zone-loss matrix of R03', () => {
  it.each([
    {
      row: 'pod monitoring/prometheus-0',
      cells: [
        'ok not touched',
        'ok not touched',
        'at-risk (1) zone back, pod not',
        'ok search ended',
        'at-risk (1) in 3 steps',
      ],
    },
    {
      row: 'pod monitoring/loki-0',
      cells: [
        'at-risk (1) zone back, pod not',
        'ok not touched',
        'ok not touched',
        'ok search ended',
        'ok search ended',
      ],
    },
    {
      row: 'volume monitoring/db-prometheus-0',
      cells: [
        'ok',
        'ok',
        'waits-for-zone median 4 h, a prior',
        'ok kept, detached',
        'ok kept, detached',
      ],
    },
    {
      row: 'control plane',
      cells: [
        'ok within its SLA',
        'ok within its SLA',
        'ok within its SLA',
        'ok none is yours',
        '-',
      ],
    },
  ])('$row', ({ row, cells }) => {
    expect(renderRow(R03, row)).toEqual(cells)
  })

  it('RT1 the repaired twin waits for its own zone, and for nothing else', () => {
    expect(renderRow(REPAIRED, 'pod monitoring/prometheus-0')).toEqual([
      'ok not touched',
      'ok not touched',
      'waits-for-zone till it is back',
      'ok proven by RT1',
      'ok proven by RT1',
    ])
  })

  it('lists workloads with claims first, the autoscaler with the control plane, and counts each zone', () => {
    expect(R03.rows.slice(0, 4).map(({ name, detail, zone }) => [name, detail, zone])).toEqual([
      ['alertmanager-0', '1 replica, volume in b', 'eu-west-1b'],
      ['loki-0', '1 replica, volume in a', 'eu-west-1a'],
      ['prometheus-0', '1 replica, volume in c', 'eu-west-1c'],
      ['coredns', '2 replicas in a and b', undefined],
    ])
    expect(R03.rows.slice(-2).map(({ section, name }) => [section, name])).toEqual([
      ['control-plane', 'cluster-autoscaler'],
      ['control-plane', 'API servers and etcd'],
    ])
    expect(R03.columns.map(({ nodes }) => nodes)).toEqual([2, 2, 1, undefined, undefined])
  })

  it('has every cell once, and the trace of what is at risk', () => {
    const places = R03.cells.map(({ row, column }) => `${row} ${column}`)
    expect(new Set(places).size).toBe(places.length)
    expect(R03.progress.done).toBe(R03.progress.total)
    expect(places).toHaveLength(R03.progress.total)
    const atRisk = R03.cells.filter(({ verdict }) => verdict === 'at-risk')
    expect(atRisk.map(({ plays }) => plays).sort()).toEqual([
      'monitoring/alertmanager-0',
      'monitoring/loki-0',
      'monitoring/prometheus-0',
      'monitoring/prometheus-0',
    ])
  })

  it('XS4 a bound that is reached is unknown, never ok', () => {
    const { cells } = judgeMatrix(getCluster(r03LastNodeOfAZone.plan), 2)
    const searched = cells.filter(({ proof }) => proof?.kind === 'search')
    expect(searched.filter(({ verdict }) => verdict === 'ok')).toEqual([])
    expect(searched.length).toBeGreaterThan(0)
  })
})

describe('the law of the matrix', () => {
  const plans = INCIDENTS.filter(({ id }) => SMALL.includes(id)).flatMap(({ plan, repaired }) => [
    plan,
    repaired.plan,
  ])

  it.each(plans.map((plan) => ({ plan, name: plan.name })))(
    '$name: no cell of a pod is worse than the plan’s own verdict for it, but for its own zone',
    ({ plan }) => {
      const cluster = getCluster(plan)
      const { cells, rows } = judgeMatrix(cluster, LAW_BOUND)
      const compiler = startTargets(compileCluster(cluster, 'designs[0].clusters[0]'))
      const worse = compiler.subjects.flatMap((subject) => {
        const target = compiler.compile(subject)
        const row = rows.find(({ pods }) => pods.includes(`${subject.namespace}/${subject.name}`))
        if (target === undefined || row === undefined) return []
        const { verdict, waitsFor } = judge(target, { bound: LAW_BOUND })
        // A bound that stops the plan's search may leave a cell's, which is smaller, its answer.
        if (verdict === 'unknown') return []
        return cells
          .filter((cell) => cell.row === row.key)
          .filter((cell) => VERDICTS.indexOf(cell.verdict) < VERDICTS.indexOf(verdict))
          .filter(({ column }) => column !== `zone/${waitsFor}`)
      })
      expect(worse).toEqual([])
    },
  )
})
