import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { createFakeTerminal } from '#testing/fake-terminal.ts'
import { runCommandLine } from '../main.ts'

const FOLDER = join(import.meta.dirname, '../../testing/trap')
const CLUSTER = readFileSync(join(FOLDER, 'cluster.yaml'), 'utf8')
const OBJECTS = readFileSync(join(FOLDER, 'objects.yaml'), 'utf8')

/** A node of the group in eu-west-1c, and Prometheus on it. */
function addNodeInC(objects: string): string {
  const { items, ...list } = parse(objects)
  const [nodeA] = items
  const text = JSON.stringify(nodeA)
    .replaceAll('eu-west-1a', 'eu-west-1c')
    .replaceAll('ip-10-0-12-7', 'ip-10-0-90-3')
  const moved = items.map((item: { kind: string; metadata: { name: string }; spec: object }) =>
    item.kind === 'Pod' && item.metadata.name === 'prometheus-0'
      ? { ...item, spec: { ...item.spec, nodeName: 'ip-10-0-90-3.eu-west-1.compute.internal' } }
      : item,
  )
  return JSON.stringify({ ...list, items: [...moved, JSON.parse(text)] })
}

const THREE = addNodeInC(OBJECTS)
const DESIRED_3 = CLUSTER.replace('desiredCapacity: 2', 'desiredCapacity: 3')
const PER_ZONE = `${CLUSTER.slice(0, CLUSTER.indexOf('managedNodeGroups'))}managedNodeGroups:
${['a', 'b', 'c']
  .map(
    (letter) =>
      `  - { name: workers-${letter}, instanceType: m5.large, minSize: 0, desiredCapacity: 1, maxSize: 5, availabilityZones: [eu-west-1${letter}], tags: { k8s.io/cluster-autoscaler/enabled: "true", k8s.io/cluster-autoscaler/shop: owned } }`,
  )
  .join('\n')}
`
const PER_ZONE_OBJECTS = JSON.stringify({
  ...parse(THREE),
  items: parse(THREE).items.map(
    (item: { kind: string; metadata: { labels: Record<string, string> } }) => {
      const zone = item.metadata.labels?.['topology.kubernetes.io/zone'] ?? ''
      const labels = {
        ...item.metadata.labels,
        'eks.amazonaws.com/nodegroup': `workers-${zone.slice(-1)}`,
      }
      return item.kind === 'Node' ? { ...item, metadata: { ...item.metadata, labels } } : item
    },
  ),
})

async function run(cluster: string, objects: string, ...args: readonly string[]) {
  const terminal = createFakeTerminal({ 'cluster.yaml': cluster, 'objects.yaml': objects })
  const files = ['cluster.yaml', 'objects.yaml']
  const exitCode = await runCommandLine(['losses', ...files, ...args], terminal)
  return { exitCode, out: terminal.written(), err: terminal.warned() }
}

/** The verdicts of one row, `at-risk 1`, by column. */
async function judgeRow(cluster: string, objects: string, name: string) {
  const { out } = await run(cluster, objects, '--format', 'json')
  const { rows } = JSON.parse(out).clusters[0]
  const { cells } = rows.find((row: { name: string }) => row.name === name)
  return Object.fromEntries(
    cells.map((cell: { column: string; verdict: string; zoneBack?: boolean }) => [
      cell.column,
      `${cell.verdict}${cell.zoneBack === true ? ', zone back' : ''}`,
    ]),
  )
}

const WAITS = {
  'zone/eu-west-1a': 'ok',
  'zone/eu-west-1b': 'ok',
  'zone/eu-west-1c': 'waits-for-zone',
  node: 'ok',
  zero: 'ok',
}

describe('losses, of the trap', () => {
  it.each([
    {
      name: 'a pod that is stuck fills its row',
      cluster: CLUSTER,
      objects: OBJECTS,
      cells: {
        'zone/eu-west-1a': 'pending-forever',
        'zone/eu-west-1b': 'pending-forever',
        'zone/eu-west-1c': 'pending-forever',
        node: 'pending-forever',
        zero: 'pending-forever',
      },
    },
    {
      name: 'RE-05, RE-09 three nodes, one in each zone',
      cluster: DESIRED_3,
      objects: THREE,
      cells: { 'zone/eu-west-1c': 'at-risk, zone back', node: 'at-risk', zero: 'at-risk' },
    },
    {
      name: 'RT5 min 3, rebalancing on: only while its own zone is down does it wait',
      cluster: DESIRED_3.replace('minSize: 1', 'minSize: 3'),
      objects: THREE,
      cells: WAITS,
    },
    { name: 'RT1 a group per zone', cluster: PER_ZONE, objects: PER_ZONE_OBJECTS, cells: WAITS },
  ])('$name', async ({ cluster, objects, cells }) => {
    expect(await judgeRow(cluster, objects, 'prometheus-0')).toMatchObject(cells)
  })

  it('a volume waits for its zone and outlives the rest', async () => {
    expect(await judgeRow(CLUSTER, OBJECTS, 'data-prometheus-0')).toEqual(WAITS)
  })

  it('tells people a line a row, with the second lines', async () => {
    const { exitCode, out } = await run(DESIRED_3, THREE)
    expect(exitCode).toBe(0)
    expect(out).toContain('lose eu-west-1c')
    expect(out).toMatch(
      /prometheus-0 \(1 replica, volume in c\) .* at risk \(1\), zone back, pod not/,
    )
    expect(out).toMatch(/API servers and etcd \(managed by EKS\) .* ok, within its SLA .* -$/m)
  })

  it('a bound that is no number is refused', async () => {
    const { exitCode, err } = await run(CLUSTER, OBJECTS, '--bound', 'many')
    expect(exitCode).toBe(2)
    expect(err).toContain('--bound')
  })
})
