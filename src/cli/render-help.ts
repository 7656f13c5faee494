import type { Command } from './command.ts'

/** What `neverpending --help` says. */
export function renderProgramHelp(commands: readonly Command[]): string {
  return [
    'neverpending: which pods can stay Pending for ever, and why, with proof',
    '',
    'Usage:',
    '  neverpending COMMAND FILE… [options]',
    '',
    'Commands:',
    ...table(commands.map(({ name, summary }) => [name, summary])),
    '',
    'Files are plans, or what people have: `kubectl get … -o yaml`, eksctl, kOps, Karpenter. Several',
    'are read as one cluster; - is standard input.',
    '',
    'Options:',
    ...table([
      ['-h, --help', 'help, of the program or of a command'],
      ['-V, --version', 'the version'],
    ]),
    '',
    'Exit code: 0 done, 1 a verdict at or above --fail-on, 2 bad input.',
    '',
  ].join('\n')
}

/** What `neverpending explore --help` says. */
export function renderCommandHelp(command: Command): string {
  const options = command.options.map(({ name, short, value, help, words }) => [
    `${short === undefined ? '    ' : `-${short}, `}--${name}${value === undefined ? '' : ` ${value}`}`,
    words === undefined ? help : `${help}: ${words.join(', ')}`,
  ])
  return [
    `neverpending ${command.name}: ${command.summary}`,
    '',
    'Usage:',
    ...command.usage.map((line) => `  neverpending ${line}`),
    '',
    'Options:',
    ...table([...options, ['-h, --help', 'this help']]),
    ...(command.notes.length === 0 ? [] : ['', ...command.notes]),
    '',
  ].join('\n')
}

function table(rows: readonly (readonly string[])[]): readonly string[] {
  const width = Math.max(...rows.map(([name]) => (name ?? '').length))
  return rows.map(([name, help]) => `  ${(name ?? '').padEnd(width)}  ${help ?? ''}`)
}
