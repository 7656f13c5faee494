import { shareable } from '#plan/shareable.ts'
import type { Plan } from '#plan/schema.ts'
import { findSecrets } from '#share/find-secrets.ts'
import { encodeLink } from '#share/link.ts'
import { findTier } from '#share/tier.ts'
import { findValue } from '../command.ts'
import type { Command, CommandInput, ExitCode } from '../command.ts'
import { printGuesses } from '../print-guesses.ts'
import { printProblems } from '../print-problems.ts'
import { READ_OPTIONS, readPlan } from '../read-plan.ts'
import type { Terminal } from '../terminal.ts'

export const linkCommand: Command = {
  name: 'link',
  summary: 'the plan as a link that opens anywhere',
  usage: ['link FILE… [--page ADDRESS] [options]'],
  options: [
    { name: 'page', value: 'ADDRESS', help: 'where the page is served; without it, #plan=… alone' },
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
    'Ids, addresses, images and all that no rule reads stay behind; names and notes go with it.',
  ],
  run: runLink,
}

async function runLink(input: CommandInput, terminal: Terminal): Promise<ExitCode> {
  const read = await readPlan(input, terminal)
  if (read.kind === 'failed') return printProblems(read.problems, terminal)
  const { plan, result } = read.value
  printGuesses(result, terminal)
  const page = findValue(input, 'page') ?? ''
  if (page.includes('#')) {
    const message = `"${page}" has a fragment already`
    return printProblems([{ code: 'cli/type', path: '--page', message }], terminal)
  }
  const suspects = listSuspects(plan, input)
  if (suspects.length > 0) return printProblems(suspects, terminal)
  const link = await encodeLink(plan)
  if (link.kind === 'failed') return printProblems(link.problems, terminal)
  const address = `${page}#${link.value}`
  const length = address.length.toLocaleString('en')
  const tier = findTier(address.length)
  if (tier === undefined) {
    const message = `the link would have ${length} characters: send a plan file instead (import -o PLAN)`
    return printProblems([{ code: 'share/too-long', path: '', message }], terminal)
  }
  await terminal.write(`${address}\n`)
  terminal.warn(`${length} characters: ${tier}\n`)
  return 0
}

/** L7.3: what looks like a secret or an id is not sent unless that one text is confirmed. */
function listSuspects(plan: Plan, input: CommandInput) {
  const confirmed = input.values.get('confirm') ?? []
  return findSecrets(shareable(plan))
    .filter(({ text }) => !confirmed.includes(text))
    .map(({ text, looksLike }) => ({
      code: 'share/suspect',
      path: '',
      message: `${JSON.stringify(text)} looks like ${looksLike}: remove it, or --confirm it`,
    }))
}
