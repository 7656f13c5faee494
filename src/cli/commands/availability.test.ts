import { describe, expect, it } from 'vitest'
import { createFakeTerminal } from '#testing/fake-terminal.ts'
import { runCommandLine } from '../main.ts'

const MEMBERS = ['a', 'b', 'c'].map(
  (zone) => `{ name: ${zone}1, zone: us-east-1${zone}, instanceType: m5.large }`,
)
const PLAN = `apiVersion: neverpending/v1
kind: Plan
name: masters
designs:
  - id: A
    name: today
    clusters:
      - name: prod
        region: us-east-1
        provisioner: kops
        zones: [{ name: us-east-1a }, { name: us-east-1b }, { name: us-east-1c }]
        controlPlane:
          kind: self-managed
          members: [${MEMBERS.join(', ')}]
          etcd: { topology: stacked, clusters: [] }
        nodeGroups: []
        autoscalers: []
        resources: []
`
/** The inputs of AV-04, AV-05, AV-07 and AV-12. */
const PESSIMIST = ['--assume', 'memberDown=0.005', '--assume', 'azDown=0.0005']

async function run(args: readonly string[], plan = PLAN) {
  const terminal = createFakeTerminal({ 'plan.yaml': plan })
  const exitCode = await runCommandLine(['availability', 'plan.yaml', ...args], terminal)
  return { exitCode, out: terminal.written(), err: terminal.warned() }
}

describe('availability', () => {
  it.each([
    { name: 'AV-04', args: [], minutes: 47.48019283761142 },
    { name: 'AV-04', args: ['--members', '1,1,1'], minutes: 47.48019283761142 },
    { name: 'AV-05', args: ['--members', '2,1,0'], minutes: 304.66944050715 },
    { name: 'AV-07', args: ['--members', '1,1,0'], minutes: 5763.087050715 },
    { name: 'AV-12', args: ['--members', '1,1,0', '--etcd', '1,1,1'], minutes: 63.20519447471318 },
  ])('$name $args', async ({ args, minutes }) => {
    const { exitCode, out } = await run([...args, ...PESSIMIST, '--format', 'json'])
    expect(exitCode).toBe(0)
    const { clusters } = JSON.parse(out)
    expect(clusters[0].minutesPerYear.exact.minutesPerYear).toBeCloseTo(minutes, 8)
  })

  it('tells people which zone ends it, with bands, prices and what is to be asked', async () => {
    const { out } = await run(['--members', '2,1,0'])
    expect(out).toContain('without us-east-1a the API is down')
    expect(out).toContain('DOWN without zone us-east-1a: main 1 of 3, needs 2')
    expect(out).toContain('18 min (6 min to 54 min)')
    expect(out).toContain('210.24 USD a month')
    expect(out).toContain('How do clients reach the API?')
  })

  it('CPL-003 tells what breaks it and a fix that was tried', async () => {
    const args = ['--members', '2,1,0', '--format', 'json']
    const { findings, unknown } = JSON.parse((await run(args)).out).clusters[0]
    expect(findings).toMatchObject([
      {
        rule: 'CPL-003',
        severity: 'high',
        witness: { n: 3, quorum: 2, spare: 1, zones: 'us-east-1a: 2' },
        fixes: [{ kind: 'edit', clears: ['CPL-003'], raises: [] }],
      },
    ])
    expect(unknown).toMatchObject([{ rule: 'CPL-009' }])
    const text = (await run(['--members', '2,1,0'])).out
    expect(text).toContain('high CPL-003 One zone can take the quorum')
    expect(text).toContain('(clears CPL-003, − 18 min a year, + 0.00 USD a month)')
  })

  it("takes the design's own assumptions, and --assume before them", async () => {
    const plan = PLAN.replace('name: today', 'name: today\n    assumptions: { azDown: 0.0005 }')
    const { out } = await run(['--assume', 'memberDown=0.005', '--format', 'json'], plan)
    expect(JSON.parse(out).clusters[0].minutesPerYear.exact.minutesPerYear).toBeCloseTo(47.4802, 4)
  })

  it.each([
    { args: ['--members', '1,x'], err: '"1,x" is not numbers such as 1,1,1' },
    { args: ['--members', '0'], err: 'with 1 to 15 members in all' },
    { args: ['--members', '1,1,1,1'], err: '4 zones, where prod has 3' },
    { args: ['--etcd', '1,1,1'], err: 'is for --members only' },
    { args: ['--assume', 'mttr=3'], err: '"mttr" is not one of nodeFailuresPerYear' },
    { args: ['--assume', 'azDown=2'], err: '"2" is not a number from 0 to 1' },
  ])('refuses $args', async ({ args, err }) => {
    const told = await run(args)
    expect(told).toMatchObject({ exitCode: 2, out: '' })
    expect(told.err).toContain(err)
  })
})
