import type { Terminal } from './terminal.ts'

/** 0: done, 1: a verdict at or above `--fail-on`, 2: bad input. */
export type ExitCode = 0 | 1 | 2

export interface Command {
  readonly name: string
  /** One line for the list of commands. */
  readonly summary: string
  /** After the program's name: `explore FILE… [options]`. */
  readonly usage: readonly string[]
  readonly options: readonly Option[]
  /** What the help ends with. */
  readonly notes: readonly string[]
  readonly run: (input: CommandInput, terminal: Terminal) => Promise<ExitCode>
}

export interface Option {
  /** Without the dashes. */
  readonly name: string
  readonly short?: string
  /** `N`, `FILE`: the option takes a value; absent: it is a flag. */
  readonly value?: string
  /** May be given more than once. */
  readonly isRepeatable?: boolean
  /** The only values allowed. */
  readonly words?: readonly string[]
  readonly help: string
}

export interface CommandInput {
  readonly files: readonly string[]
  readonly values: ReadonlyMap<string, readonly string[]>
}

/** The option's value, the last one given. */
export function findValue(input: CommandInput, name: string): string | undefined {
  return input.values.get(name)?.at(-1)
}

export function isGiven(input: CommandInput, name: string): boolean {
  return input.values.has(name)
}
