/** The commands, and the choice between them. */
import { VERSION } from './version.ts'
import type { Command, ExitCode } from './command.ts'
import { availabilityCommand } from './commands/availability.ts'
import { checkCommand } from './commands/check.ts'
import { exploreCommand } from './commands/explore.ts'
import { importCommand } from './commands/import.ts'
import { linkCommand } from './commands/link.ts'
import { lossesCommand } from './commands/losses.ts'
import { openCommand } from './commands/open.ts'
import { scheduleCommand } from './commands/schedule.ts'
import { serveCommand } from './commands/serve.ts'
import { parseArguments } from './parse-arguments.ts'
import { printProblems } from './print-problems.ts'
import { renderCommandHelp, renderProgramHelp } from './render-help.ts'
import type { Terminal } from './terminal.ts'

export const COMMANDS: readonly Command[] = [
  importCommand,
  exploreCommand,
  checkCommand,
  availabilityCommand,
  lossesCommand,
  scheduleCommand,
  linkCommand,
  openCommand,
  serveCommand,
]

/** Runs one command with its arguments, the program's name left out. */
export async function runCommandLine(
  args: readonly string[],
  terminal: Terminal,
): Promise<ExitCode> {
  const [name, ...rest] = args
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    return runHelp(rest[0], name === undefined, terminal)
  }
  if (name === '--version' || name === '-V') {
    await terminal.write(`neverpending ${VERSION}\n`)
    return 0
  }
  const command = COMMANDS.find((one) => one.name === name)
  if (command === undefined) return refuseCommand(name, terminal)
  const end = rest.indexOf('--')
  const options = end < 0 ? rest : rest.slice(0, end)
  if (options.includes('--help') || options.includes('-h')) {
    await terminal.write(renderCommandHelp(command))
    return 0
  }
  const input = parseArguments(command, rest)
  if (input.kind === 'failed') {
    printProblems(input.problems, terminal)
    terminal.warn(`neverpending ${name} --help lists what is allowed.\n`)
    return 2
  }
  return command.run(input.value, terminal)
}

async function runHelp(
  name: string | undefined,
  isAccident: boolean,
  terminal: Terminal,
): Promise<ExitCode> {
  const command = COMMANDS.find((one) => one.name === name)
  if (isAccident) {
    terminal.warn(renderProgramHelp(COMMANDS))
    return 2
  }
  if (name !== undefined && command === undefined) return refuseCommand(name, terminal)
  await terminal.write(
    command === undefined ? renderProgramHelp(COMMANDS) : renderCommandHelp(command),
  )
  return 0
}

function refuseCommand(name: string, terminal: Terminal): ExitCode {
  const known = COMMANDS.map((one) => one.name).join(', ')
  terminal.warn(`cli/unknown-command: "${name}" is not a command (${known})\n`)
  return 2
}
