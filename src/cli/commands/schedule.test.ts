import { describe, expect, it } from 'vitest'
import { createFakeTerminal } from '#testing/fake-terminal.ts'
import { makePlainNode } from '#testing/explain-pod.ts'
import { makePod } from '#testing/cluster-objects.ts'
import { runCommandLine } from '../main.ts'

const OBJECTS = JSON.stringify({
  apiVersion: 'v1',
  kind: 'List',
  items: [makePlainNode('n1'), makePlainNode('n2'), makePod('a', {})],
})
const HUGE = JSON.stringify(
  makePod('huge', {
    spec: { containers: [{ name: 'c', resources: { requests: { cpu: '9' } } }] },
  }),
)

async function run(files: Readonly<Record<string, string>>, ...args: readonly string[]) {
  const terminal = createFakeTerminal(files)
  const exitCode = await runCommandLine(['schedule', ...Object.keys(files), ...args], terminal)
  return { exitCode, out: terminal.written(), err: terminal.warned() }
}

describe('neverpending schedule', () => {
  it('gives every attempt as JSON', async () => {
    const files = { 'list.json': OBJECTS, 'huge.yaml': HUGE }
    const { exitCode, out } = await run(files, '--format', 'json', '--compat', '1.36')
    expect(exitCode).toBe(0)
    const { attempts } = JSON.parse(out)
    expect(attempts).toHaveLength(2)
    expect(attempts[0]).toMatchObject({
      pod: 'default/a',
      result: 'scheduled',
      feasible: ['n1', 'n2'],
      scores: { TaintToleration: { weight: 3, raw: [0, 0], normalized: [100, 100] } },
      top: ['n1', 'n2'],
      winner: 'n1',
      after: { bound: { node: 'n1' } },
    })
    expect(attempts[1].message).toBe(
      '0/2 nodes are available: 2 Insufficient cpu. no new claims to deallocate, preemption: 0/2 nodes are available: 2 Preemption is not helpful for scheduling.',
    )
  })

  it('tells people who goes where', async () => {
    const { out } = await run({ 'list.json': OBJECTS })
    expect(out).toBe('default/a → n1 (as good: n2)\n')
  })

  it('takes other releases for the nearest, and says so', async () => {
    const { exitCode, out, err } = await run(
      { 'huge.yaml': HUGE, 'list.json': OBJECTS },
      '--compat',
      'v1.30.4',
    )
    expect(exitCode).toBe(0)
    expect(err).toBe('--compat v1.30.4: as 1.34, the nearest release that is known\n')
    expect(out).toContain('no new claims to deallocate')
    expect(await run({ 'list.json': OBJECTS }, '--compat', '1.36.2')).toMatchObject({ err: '' })
    expect(await run({ 'list.json': OBJECTS }, '--compat', 'new')).toMatchObject({ exitCode: 2 })
  })

  it('measures a made-up cluster', async () => {
    const { exitCode, out } = await run(
      {},
      '--bench-shape',
      'ebs',
      '--nodes',
      '30',
      '--format',
      'json',
    )
    expect(exitCode).toBe(0)
    const { fastChecksum, plainChecksum, ...speed } = JSON.parse(out)
    expect(speed).toMatchObject({ shape: 'ebs', nodes: 30, pods: 300, plainPods: 20 })
    expect(fastChecksum).toBe(plainChecksum)
  })

  it.each([
    {
      name: 'a shape that is not known',
      files: {},
      args: ['--bench-shape', 'round'],
      told: '"round" is not one of plain, deployment, spread-zone, anti-host, ebs',
    },
    {
      name: 'too few nodes to measure',
      files: {},
      args: ['--bench-shape', 'plain', '--nodes', '3'],
      told: '"3" is not a number from 30 to 10000',
    },
    {
      name: 'a number of nodes for nothing',
      files: { 'list.json': OBJECTS },
      args: ['--nodes', '100'],
      told: '--nodes: is for --bench-shape only',
    },
    {
      name: 'a file without objects',
      files: { 'a.yaml': '' },
      args: [],
      told: 'no Kubernetes object',
    },
    {
      name: 'something else',
      files: { 'a.yaml': 'kind: Pod' },
      args: [],
      told: 'a.yaml document 1, object 1: is not a Kubernetes object',
    },
    {
      name: 'a negative quantity',
      files: {
        'a.yaml': HUGE.replace('"9"', '"-9"'),
      },
      args: [],
      told: 'spec.containers[0].resources.requests.cpu: "-9" is negative',
    },
    {
      name: 'a selector that does not parse',
      files: {
        'a.json': JSON.stringify(
          makePod('p', {
            spec: {
              containers: [{ name: 'c' }],
              topologySpreadConstraints: [
                {
                  topologyKey: 'zone',
                  maxSkew: 1,
                  whenUnsatisfiable: 'DoNotSchedule',
                  labelSelector: { matchExpressions: [{ key: 'a', operator: 'Like' }] },
                },
              ],
            },
          }),
        ),
      },
      args: [],
      told: 'topologySpreadConstraints[0].labelSelector.matchExpressions[0]',
    },
    {
      name: 'what is no release',
      files: { 'a.yaml': HUGE },
      args: ['--compat', 'latest'],
      told: '--compat: "latest" is not a release, as in 1.34, 1.35, 1.36, 1.37',
    },
    {
      name: 'an object twice',
      files: { 'a.yaml': HUGE, 'b.yaml': HUGE },
      args: [],
      told: 'already exists: it is listed twice',
    },
    {
      name: 'a node with less than nothing',
      files: { 'a.json': JSON.stringify(makePlainNode('n', { allocatable: { cpu: '-1' } })) },
      args: [],
      told: 'Node n at status.allocatable.cpu: "-1" is negative',
    },
  ])('refuses $name', async ({ files, args, told }) => {
    const { exitCode, out, err } = await run(files, ...args)
    expect([exitCode, out]).toEqual([2, ''])
    expect(err).toContain(told)
  })
})
