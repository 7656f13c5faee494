import type { Problem } from '#base/problem.ts'
import { failed, ok, type Result } from '#base/result.ts'
import type { Plan } from '#plan/schema.ts'
import { LEAVE_OUTS, type LeaveOut } from '#share/leave-out.ts'
import { parseLinkView, type LinkView } from '#share/link-view.ts'
import type { LinkPart } from '#share/measure-parts.ts'
import { namePart } from '#share/name-part.ts'
import { hasForeignNames, prepareLink, type PreparedLink } from '#share/prepare-link.ts'
import { SHARE_FILE, renderShareFile } from '#share/share-file.ts'
import { findValue, isGiven } from '../command.ts'
import type { Command, CommandInput, ExitCode } from '../command.ts'
import { printGuesses } from '../print-guesses.ts'
import { printProblems } from '../print-problems.ts'
import { READ_OPTIONS, readPlan } from '../read-plan.ts'
import type { Terminal } from '../terminal.ts'

export const linkCommand: Command = {
  name: 'link',
  summary: 'the plan as a link that opens anywhere',
  usage: ['link FILE… [--page ADDRESS] [--view VIEW] [--neutral] [--leave-out WHAT] [options]'],
  options: [
    { name: 'page', value: 'ADDRESS', help: 'where the page is served; without it, #plan=… alone' },
    {
      name: 'view',
      value: 'VIEW',
      help: "where the reader starts, as the page's address has it: topology?pod=NAMESPACE/NAME",
    },
    { name: 'neutral', help: 'stand-ins take the place of names: app-1, group-2' },
    {
      name: 'leave-out',
      value: 'WHAT',
      isRepeatable: true,
      help: `do without: ${LEAVE_OUTS.join(', ')}`,
    },
    { name: 'sizes', help: 'say what takes how many characters, and what each option would save' },
    {
      name: 'share-file',
      help: `print the same as a file (${SHARE_FILE.extension}), for plans that no link can hold`,
    },
    {
      name: 'confirm',
      value: 'TEXT',
      isRepeatable: true,
      help: 'a text that looks like a secret or an id, and may go into the link all the same',
    },
    ...READ_OPTIONS,
  ],
  notes: [
    'A link holds the plan itself. It can not be revoked and is no secret storage: whoever sees it can read it.',
    'Ids, addresses, images and all that no rule reads stay behind; names and notes go with it, unless --neutral.',
    'nodes leaves out what was observed; other-designs and other-clusters keep the one that --view names.',
  ],
  run: runLink,
}

async function runLink(input: CommandInput, terminal: Terminal): Promise<ExitCode> {
  const options = readLinkOptions(input)
  if (options.kind === 'failed') return printProblems(options.problems, terminal)
  const read = await readPlan(input, terminal)
  if (read.kind === 'failed') return printProblems(read.problems, terminal)
  const { plan, result } = read.value
  printGuesses(result, terminal)
  const { view, ...others } = options.value
  const outside = view === undefined ? [] : findOutside(plan, view)
  if (outside.length > 0) return printProblems(outside, terminal)
  const prepared = await prepareLink(plan, view, others)
  if (prepared.kind === 'failed') return printProblems(prepared.problems, terminal)
  const suspects = listSuspects(prepared.value, input)
  if (suspects.length > 0) return printProblems(suspects, terminal)
  if (hasForeignNames(plan) && !others.neutralNames) {
    terminal.warn('the names of the cluster go with it; --neutral replaces them\n')
  }
  if (isGiven(input, 'sizes')) terminal.warn(renderSizes(prepared.value))
  if (isGiven(input, 'share-file')) {
    await terminal.write(renderShareFile(prepared.value.shared))
    return 0
  }
  return writeLink(prepared.value, terminal)
}

interface GivenOptions {
  readonly view: LinkView | undefined
  readonly neutralNames: boolean
  readonly leftOut: readonly LeaveOut[]
  readonly origin: string
}

function readLinkOptions(input: CommandInput): Result<GivenOptions, Problem> {
  const problems: Problem[] = []
  const refuse = (path: string, message: string): void => {
    problems.push({ code: 'cli/type', path, message })
  }
  const origin = findValue(input, 'page') ?? ''
  if (origin.includes('#')) refuse('--page', `"${origin}" has a fragment already`)
  const viewText = findValue(input, 'view')
  const view = viewText === undefined ? undefined : parseLinkView(viewText)
  if (viewText !== undefined && view === undefined) {
    refuse('--view', `"${viewText}" is not SCREEN[?KIND=KEY&trace=POD&step=N&design=N&cluster=N]`)
  }
  const wanted = input.values.get('leave-out') ?? []
  const leftOut = LEAVE_OUTS.filter((one) => wanted.includes(one))
  for (const one of wanted) {
    if (LEAVE_OUTS.some((known) => known === one)) continue
    refuse('--leave-out', `"${one}" is not one of ${LEAVE_OUTS.join(', ')}`)
  }
  if (problems.length > 0) return failed(problems)
  return ok({ view, neutralNames: isGiven(input, 'neutral'), leftOut, origin })
}

function findOutside(plan: Plan, { place }: LinkView): readonly Problem[] {
  if (plan.designs[place.design]?.clusters[place.cluster] !== undefined) return []
  const message = `the plan has no cluster ${place.cluster} in a design ${place.design}; both count from 0`
  return [{ code: 'cli/type', path: '--view', message }]
}

/** L7.3: what looks like a secret or an id is not sent unless that one text is confirmed. */
function listSuspects({ secretsFound }: PreparedLink, input: CommandInput): readonly Problem[] {
  const confirmed = input.values.get('confirm') ?? []
  return secretsFound
    .filter(({ text }) => !confirmed.includes(text))
    .map(({ text, looksLike }) => ({
      code: 'share/suspect',
      path: '',
      message: `${JSON.stringify(text)} looks like ${looksLike}: remove it, or --confirm it`,
    }))
}

async function writeLink(prepared: PreparedLink, terminal: Terminal): Promise<ExitCode> {
  const { link, characters, tier, parts, isTested } = prepared
  const length = characters.toLocaleString('en')
  if (!isTested) {
    const message = 'the link does not open to the same plan: please report this'
    return printProblems([{ code: 'share/untested', path: '', message }], terminal)
  }
  if (link === undefined || tier === undefined) {
    const largest = parts.slice(0, 3).map((part) => renderPart(part, characters))
    const message = `the link would have ${length} characters (${largest.join(', ')}): send a file instead (--share-file)`
    return printProblems([{ code: 'share/too-long', path: '', message }], terminal)
  }
  await terminal.write(`${link}\n`)
  terminal.warn(`${length} characters: ${tier}\n`)
  return 0
}

/** L4.3: `4,100 workloads: 61 %`. */
function renderPart(part: LinkPart, whole: number): string {
  const share = Math.round((part.characters / whole) * 100)
  return `${namePart(part)}: ${share} %`
}

function renderSizes({ parts, savings, characters }: PreparedLink): string {
  const lines = [
    ...parts.map((part) => `${renderPart(part, characters)}, ${part.characters} characters`),
    ...savings.map(({ option, characters: saved, isOn }) => {
      const word = option === 'neutral-names' ? '--neutral' : `--leave-out ${option}`
      const said = saved < 0 ? `${-saved} characters more` : `${saved} characters less`
      return `${word}: ${said}${isOn ? ', given' : ''}`
    }),
  ]
  return lines.map((line) => `${line}\n`).join('')
}
