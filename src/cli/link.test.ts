import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { renderPlanYaml } from '#plan/canonical.ts'
import { createFakeTerminal } from '#testing/fake-terminal.ts'
import { SAMPLE_PLAN, makePlan } from '#testing/sample-plan.ts'
import { runCommandLine } from './main.ts'

const FOLDER = join(import.meta.dirname, '../testing/trap')
const TRAP = {
  'cluster.yaml': readFileSync(join(FOLDER, 'cluster.yaml'), 'utf8'),
  'objects.yaml': readFileSync(join(FOLDER, 'objects.yaml'), 'utf8'),
}
const PAGE = 'https://plans.example.org/'

interface Run {
  readonly code: number
  readonly out: string
  readonly err: string
}

async function run(
  files: Readonly<Record<string, string>>,
  ...args: readonly string[]
): Promise<Run> {
  const terminal = createFakeTerminal(files)
  const code = await runCommandLine(args, terminal)
  return { code, out: terminal.written(), err: terminal.warned() }
}

describe('neverpending link and open', () => {
  it('give the same verdicts as the files, to the byte', async () => {
    const link = await run(TRAP, 'link', ...Object.keys(TRAP), '--page', PAGE)
    expect(link.code).toBe(0)
    expect(link.out.startsWith(`${PAGE}#plan=1d.`)).toBe(true)
    const opened = await run({}, 'open', link.out)
    expect(opened).toMatchObject({ code: 0, err: '' })
    const before = await run(TRAP, 'explore', ...Object.keys(TRAP), '--format', 'json')
    const after = await run({ 'plan.yaml': opened.out }, 'explore', 'plan.yaml', '--format', 'json')
    expect(before.out).toContain('"name":"prometheus-0"},"verdict":"pending-forever"')
    expect(after.out).toBe(before.out)
  })

  it('say how far the link goes, and read it from standard input', async () => {
    const link = await run({ 'plan.yaml': renderPlanYaml(SAMPLE_PLAN) }, 'link', 'plan.yaml')
    expect(link.err).toContain('characters: fits everywhere\n')
    const opened = await run({ '-': link.out }, 'open', '-')
    expect(opened).toEqual({ code: 0, out: renderPlanYaml(SAMPLE_PLAN), err: '' })
  })

  it('note a repair', async () => {
    const link = await run({ 'plan.yaml': renderPlanYaml(SAMPLE_PLAN) }, 'link', 'plan.yaml')
    const opened = await run({}, 'open', `${link.out.trim()}).`)
    expect(opened).toEqual({
      code: 0,
      out: renderPlanYaml(SAMPLE_PLAN),
      err: 'repaired: punctuation after the end dropped\n',
    })
  })

  it.each([
    { name: 'a cut link', args: ['#plan=1d.47.d1be524a.q1Yqzy'], code: 'share/cut' },
    { name: 'a link that is none', args: ['https://plans.example.org/'], code: 'share/damaged' },
    { name: 'two links', args: ['#plan=1', '#plan=2'], code: 'cli/missing' },
    { name: 'no link', args: [], code: 'cli/missing' },
  ])('end with exit code 2 for $name', async ({ args, code }) => {
    const opened = await run({}, 'open', ...args)
    expect(opened).toMatchObject({ code: 2, out: '' })
    expect(opened.err.startsWith(`${code}`)).toBe(true)
  })

  it('L3.4 tell where the sender was', async () => {
    const files = { 'plan.yaml': renderPlanYaml(SAMPLE_PLAN) }
    const view = 'topology?group=workers'
    const link = await run(files, 'link', 'plan.yaml', '--view', view)
    const opened = await run({}, 'open', link.out)
    expect(opened).toMatchObject({ code: 0, err: `opens at ${view}\n` })
  })

  it('L5.9 read a .url file and a text with a link in it', async () => {
    const link = await run({ 'plan.yaml': renderPlanYaml(SAMPLE_PLAN) }, 'link', 'plan.yaml')
    const address = `${PAGE}${link.out.trim()}`
    const opened = await run(
      { 'shop.url': `[InternetShortcut]\r\nIconIndex=0\r\nURL=${address}\r\n` },
      'open',
      'shop.url',
    )
    expect(opened).toEqual({ code: 0, out: renderPlanYaml(SAMPLE_PLAN), err: '' })
    const mail = await run({ '-': `See ${address}, and tell me.\n` }, 'open', '-')
    expect(mail).toMatchObject({ code: 0, out: renderPlanYaml(SAMPLE_PLAN) })
  })

  it('L10.3 read a share file as they read the link', async () => {
    const files = { 'plan.yaml': renderPlanYaml(SAMPLE_PLAN) }
    const file = await run(files, 'link', 'plan.yaml', '--share-file')
    const opened = await run({ 'shop.json': file.out }, 'open', 'shop.json')
    expect(opened).toEqual({ code: 0, out: renderPlanYaml(SAMPLE_PLAN), err: '' })
  })

  it('S13 give the same verdicts under neutral names', async () => {
    const names = Object.keys(TRAP)
    const link = await run(TRAP, 'link', ...names, '--neutral', '--leave-out', 'view')
    const opened = await run({}, 'open', link.out)
    expect(opened.out).not.toMatch(/prometheus|monitoring|workers|prod-eu/)
    const before = await run(TRAP, 'explore', ...names, '--format', 'json')
    const after = await run({ 'plan.yaml': opened.out }, 'explore', 'plan.yaml', '--format', 'json')
    const renamed = after.out
      .replace(/"app-\d+-0"/g, '"prometheus-0"')
      .replace(/"namespace-\d+"/g, '"monitoring"')
    expect(renamed).toBe(before.out)
  })

  it('L4.4 say what each option would save', async () => {
    const link = await run(TRAP, 'link', ...Object.keys(TRAP), '--sizes')
    expect(link.err).toMatch(/--leave-out nodes: \d+ characters less\n/)
    expect(link.err).toMatch(/--neutral: \d+ characters less\n/)
    expect(link.err).toMatch(/8 workloads: \d+ %, \d+ characters\n/)
  })

  it.each([
    { name: 'no view', args: ['--view', 'Topology!'], path: '--view' },
    { name: 'a place that is not there', args: ['--view', 'topology?cluster=3'], path: '--view' },
    { name: 'nothing to leave out', args: ['--leave-out', 'pods'], path: '--leave-out' },
    { name: 'a page with a fragment', args: ['--page', `${PAGE}#a`], path: '--page' },
  ])('end with exit code 2 for $name', async ({ args, path }) => {
    const files = { 'plan.yaml': renderPlanYaml(SAMPLE_PLAN) }
    const link = await run(files, 'link', 'plan.yaml', ...args)
    expect(link).toMatchObject({ code: 2, out: '' })
    expect(link.err).toContain(`cli/type at ${path}: `)
  })

  it('L7.3 send no text that looks like a secret unless it is confirmed', async () => {
    const files = { 'plan.yaml': renderPlanYaml({ ...SAMPLE_PLAN, notes: 'AKIAIOSFODNN7EXAMPLE' }) }
    const refused = await run(files, 'link', 'plan.yaml')
    expect(refused).toMatchObject({ code: 2, out: '' })
    expect(refused.err).toContain('"AKIAIOSFODNN7EXAMPLE" looks like an access key id')
    const sent = await run(files, 'link', 'plan.yaml', '--confirm', 'AKIAIOSFODNN7EXAMPLE')
    expect(sent.code).toBe(0)
  })

  it('L4.2 make no link that is too long', async () => {
    const resources = Array.from({ length: 2_600 }, (_, at) => ({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: {
        name: `n-${Math.imul(at + 1, 2_654_435_761) >>> 0}-${Math.imul(at + 7, 40_503_123) >>> 0}`,
      },
    }))
    const files = { 'plan.yaml': renderPlanYaml(makePlan({ resources })) }
    const link = await run(files, 'link', 'plan.yaml')
    expect(link).toMatchObject({ code: 2, out: '' })
    expect(link.err).toMatch(/^share\/too-long/)
  })
})
