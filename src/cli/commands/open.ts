import { INSTANCE_TYPES_AS_OF } from '#aws/instance-type.ts'
import { renderPlanYaml } from '#plan/canonical.ts'
import { renderLinkView } from '#share/link-view.ts'
import { isLinkText, readLink } from '#share/read-link.ts'
import type { Command, CommandInput, ExitCode } from '../command.ts'
import { printProblems } from '../print-problems.ts'
import { readFiles } from '../read-files.ts'
import type { Terminal } from '../terminal.ts'

export const openCommand: Command = {
  name: 'open',
  summary: 'the plan of a link',
  usage: ['open LINK|FILE|-'],
  options: [],
  notes: [
    'Prints the plan as YAML. FILE is a .url file, a share file or a text with a link in it; - is standard input.',
    'What was repaired, and where the sender was, is told on standard error.',
  ],
  run: runOpen,
}

/** As long as unpacking may take (L5.1 step 8). */
const INFLATE_TIME_MS = 2_000

async function runOpen(input: CommandInput, terminal: Terminal): Promise<ExitCode> {
  const [given, ...more] = input.files
  if (given === undefined || more.length > 0) {
    const message = `one link is opened at a time, and ${input.files.length} were given`
    return printProblems([{ code: 'cli/missing', path: '', message }], terminal)
  }
  const text = isAddress(given) ? given : await readText(given, terminal)
  if (text === undefined) return 2
  const startedAtMs = performance.now()
  const isOutOfTime = () => performance.now() - startedAtMs > INFLATE_TIME_MS
  const opened = await readLink(text, isOutOfTime)
  if (opened.kind === 'failed') return printProblems(opened.problems, terminal)
  const { plan, view, asOf, repairs } = opened.value
  if (repairs.length > 0) terminal.warn(`repaired: ${repairs.join(', ')}\n`)
  if (asOf !== INSTANCE_TYPES_AS_OF) {
    terminal.warn(`made with data as of ${asOf}; this program's is as of ${INSTANCE_TYPES_AS_OF}\n`)
  }
  if (view !== undefined) terminal.warn(`opens at ${renderLinkView(view)}\n`)
  await terminal.write(renderPlanYaml(plan))
  return 0
}

/** An address is never taken for a file's name, nor is a link whose beginning was lost. */
function isAddress(given: string): boolean {
  return isLinkText(given) || /^https?:|#/.test(given)
}

async function readText(file: string, terminal: Terminal): Promise<string | undefined> {
  const files = await readFiles([file], terminal)
  if (files.kind === 'failed') {
    printProblems(files.problems, terminal)
    return undefined
  }
  return files.value.map(({ bytes }) => new TextDecoder().decode(bytes)).join('')
}
