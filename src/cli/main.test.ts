import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { createFakeTerminal } from '#testing/fake-terminal.ts'
import { COMMANDS, runCommandLine } from './main.ts'

const readTrap = (name: string) =>
  readFileSync(new URL(`../testing/trap/${name}`, import.meta.url), 'utf8')
/** The trap: volume in eu-west-1c, nodes in a and b; its pod is stuck by the fixture's own table. */
const TRAP = { 'cluster.yaml': readTrap('cluster.yaml'), 'objects.yaml': readTrap('objects.yaml') }
/** The same with three groups, one a zone, max 5 each. */
const GROUP_PER_ZONE = {
  'cluster.yaml': TRAP['cluster.yaml'].replace(/ {2}- name: workers[^]*/, (group) =>
    ['a', 'b', 'c']
      .map((zone) =>
        group
          .replace('workers', `workers-${zone}`)
          .replace('minSize: 1', `minSize: 0\n    availabilityZones: [eu-west-1${zone}]`)
          .replace('desiredCapacity: 2', `desiredCapacity: ${zone === 'c' ? 0 : 1}`),
      )
      .join(''),
  ),
  'objects.yaml': TRAP['objects.yaml']
    .replace('nodegroup: workers\n', 'nodegroup: workers-a\n')
    .replace('nodegroup: workers\n', 'nodegroup: workers-b\n'),
}
const BOTH = ['cluster.yaml', 'objects.yaml']

async function run(args: readonly string[], files: Readonly<Record<string, string>> = TRAP) {
  const terminal = createFakeTerminal(files)
  const exitCode = await runCommandLine(args, terminal)
  return { exitCode, out: terminal.written(), err: terminal.warned(), files: terminal.files }
}

describe('runCommandLine', () => {
  it.each([
    { args: [], exitCode: 2, out: '', err: 'Usage:' },
    { args: ['--help'], exitCode: 0, out: 'Commands:', err: '' },
    { args: ['help', 'check'], exitCode: 0, out: 'neverpending check FILE…', err: '' },
    { args: ['--version'], exitCode: 0, out: 'neverpending 0.1.0', err: '' },
    {
      args: ['expolre'],
      exitCode: 2,
      out: '',
      err: '"expolre" is not a command (import, explore, check, availability',
    },
    {
      args: ['check', 'x', '--fail-on', 'bad'],
      exitCode: 2,
      out: '',
      err: '"bad" is not one of ok, waits-for-zone, unknown, at-risk, pending-forever',
    },
    { args: ['explore'], exitCode: 2, out: '', err: 'name at least one file' },
    { args: ['explore', 'x.yaml'], exitCode: 2, out: '', err: 'x.yaml: there is no such file' },
    {
      args: ['explore', ...BOTH, '--bound', '0'],
      exitCode: 2,
      out: '',
      err: '"0" is not a whole number',
    },
    { args: ['explore', ...BOTH, '--plain'], exitCode: 2, out: '', err: 'is for --model only' },
    {
      args: ['explore', ...BOTH, '--set', 'x'],
      exitCode: 2,
      out: '',
      err: '"x" is not of the form NAME=VALUE',
    },
    {
      args: ['explore', ...BOTH, '--target', 'x/y'],
      exitCode: 2,
      out: '',
      err: '"x/y" is not NAMESPACE/NAME of a pod that can be judged (monitoring/prometheus-0)',
    },
  ])('$args', async ({ args, exitCode, out, err }) => {
    const told = await run(args)
    expect(told.exitCode).toBe(exitCode)
    expect(told.out).toContain(out)
    expect(told.err).toContain(err)
  })

  it.each(COMMANDS.map(({ name }) => ({ name })))('helps with $name', async ({ name }) => {
    const told = await run([name, '--help'])
    expect(told).toMatchObject({ exitCode: 0, err: '' })
    expect(told.out).toMatch(new RegExp(`neverpending ${name} (\\[--|FILE…|LINK)`))
  })
})

describe('explore', () => {
  it('tells the verdict of the trap with pod, zone and cause', async () => {
    const { exitCode, out } = await run(['explore', ...BOTH])
    expect(exitCode).toBe(0)
    expect(out).toContain('monitoring/prometheus-0: pending for ever')
    expect(out).toContain('its volume is in eu-west-1c')
    expect(out).toContain('because of template-zone')
  })

  it('writes the JSON of section 9', async () => {
    const { out } = await run(['explore', ...BOTH, '--format', 'json'])
    expect(JSON.parse(out)).toMatchObject({
      verdicts: [
        {
          subject: { kind: 'Pod', namespace: 'monitoring', name: 'prometheus-0' },
          verdict: 'pending-forever',
          disturbances: { total: 0, kinds: [] },
          steps: 0,
          causes: ['template-zone'],
          trace: [],
        },
      ],
    })
  })

  it('gives the same bytes for files in another order, and for the plan made of them', async () => {
    const { out } = await run(['explore', ...BOTH, '--format', 'json'])
    const turned = await run(['explore', ...BOTH.toReversed(), '--format', 'json'])
    const { files } = await run(['import', ...BOTH, '-o', 'plan.yaml'])
    const again = await run(['explore', 'plan.yaml', '--format', 'json'], Object.fromEntries(files))
    expect(turned.out).toBe(out)
    expect(again.out).toBe(out)
  })

  it('judges one pod when asked for it, also one without a volume', async () => {
    const { out } = await run([
      'explore',
      ...BOTH,
      '--target',
      'shop/web-7c9f8d-a',
      '--format',
      'json',
    ])
    expect(JSON.parse(out)).toMatchObject({ verdicts: [{ subject: { name: 'web-7c9f8d-a' } }] })
  })

  it('tells every problem of a plan with its place and what is allowed', async () => {
    const plan = 'apiVersion: neverpending/v1\nkind: Plan\nname: x\ndesigns: []\nnote: y\n'
    const { exitCode, out, err } = await run(['explore', 'plan.yaml'], { 'plan.yaml': plan })
    expect(exitCode).toBe(2)
    expect(out).toBe('')
    expect(err).toContain('plan.yaml')
    expect(err).toContain('designs')
    expect(err).toContain('note')
  })
})

describe('check', () => {
  it.each([
    { failOn: [], exitCode: 1 },
    { failOn: ['--fail-on', 'pending-forever'], exitCode: 1 },
    { failOn: ['--fail-on', 'ok'], exitCode: 1 },
  ])('fails on the trap with $failOn', async ({ failOn, exitCode }) => {
    const told = await run(['check', ...BOTH, ...failOn])
    expect(told.exitCode).toBe(exitCode)
    expect(told.out).toContain('monitoring/prometheus-0: pending for ever')
    expect(told.out).toContain('Failed: 1 pending-forever')
  })

  it('passes with a group per zone (fixture: ok, by a theorem)', async () => {
    const told = await run(['check', ...BOTH], GROUP_PER_ZONE)
    expect(told).toMatchObject({
      exitCode: 0,
      out: 'Passed: 1 ok; fails on at-risk and worse.\n',
    })
  })

  it('fails on ok where ok is not good enough', async () => {
    const told = await run(['check', ...BOTH, '--fail-on', 'ok'], GROUP_PER_ZONE)
    expect(told.exitCode).toBe(1)
    expect(told.out).toContain('monitoring/prometheus-0: ok, proven by RT1')
  })
})

describe('import', () => {
  it('writes YAML to standard output, and tells what it made on standard error', async () => {
    const { exitCode, out, err } = await run(['import', ...BOTH])
    expect(exitCode).toBe(0)
    expect(out).toMatch(/^apiVersion: neverpending\/v1\nkind: Plan\n/)
    expect(err).toContain('read cluster.yaml: eksctl')
    expect(err).toContain('understood')
    expect(err).toContain('--choose workers.zones=')
  })

  it('writes JSON to a file of that name', async () => {
    const { files } = await run(['import', ...BOTH, '-o', 'plan.json'])
    expect(JSON.parse(files.get('plan.json') ?? '')).toMatchObject({ kind: 'Plan', name: 'shop' })
  })
})
