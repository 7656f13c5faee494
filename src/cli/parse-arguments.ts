import { parseArgs } from 'node:util'
import type { Problem } from '#base/problem.ts'
import { failed, ok } from '#base/result.ts'
import type { Result } from '#base/result.ts'
import type { Command, CommandInput, Option } from './command.ts'

/** The arguments after the command's name: every problem found, not only the first. */
export function parseArguments(
  command: Command,
  args: readonly string[],
): Result<CommandInput, Problem> {
  const problems: Problem[] = []
  const values = new Map<string, string[]>()
  const files: string[] = []
  for (const token of tokenize(command, args)) {
    if (token.kind === 'positional') files.push(token.value)
    if (token.kind !== 'option') continue
    const option = command.options.find((one) => one.name === token.name)
    const problem = checkOption(command, option, token)
    if (problem !== undefined) problems.push(problem)
    if (option === undefined) continue
    values.set(option.name, [...(values.get(option.name) ?? []), token.value ?? ''])
  }
  return problems.length > 0 ? failed(problems) : ok({ files, values })
}

function tokenize(command: Command, args: readonly string[]) {
  const options = Object.fromEntries(
    command.options.map(({ name, short, value }) => [
      name,
      {
        type: value === undefined ? ('boolean' as const) : ('string' as const),
        ...(short === undefined ? {} : { short }),
      },
    ]),
  )
  return parseArgs({
    args: [...args],
    options,
    allowPositionals: true,
    strict: false,
    tokens: true,
  }).tokens
}

function checkOption(
  command: Command,
  option: Option | undefined,
  { rawName, value }: { readonly rawName: string; readonly value?: string | undefined },
): Problem | undefined {
  const problem = (code: string, message: string) => ({
    code: `cli/${code}`,
    path: rawName,
    message,
  })
  if (option === undefined) {
    const known = command.options.map(({ name }) => `--${name}`).join(', ')
    return problem('unknown-option', `is not an option of ${command.name} (${known})`)
  }
  if (option.value === undefined) {
    return value === undefined
      ? undefined
      : problem('type', `"${value}": the option takes no value`)
  }
  if (value === undefined || value === '') {
    return problem('missing', `needs a value: ${rawName} ${option.value}`)
  }
  if (option.words !== undefined && !option.words.includes(value)) {
    return problem('type', `"${value}" is not one of ${option.words.join(', ')}`)
  }
  return undefined
}
