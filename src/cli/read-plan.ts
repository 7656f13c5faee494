import type { Problem } from '#base/problem.ts'
import { failed, ok } from '#base/result.ts'
import type { Result } from '#base/result.ts'
import { decodeSource } from '#importers/decode-source.ts'
import { importFiles } from '#importers/import-files.ts'
import { PARSE_TIME_MS } from '#importers/importer.ts'
import type { ImportFinding, ImportResult, SourceFile } from '#importers/importer.ts'
import type { Plan } from '#plan/schema.ts'
import type { CommandInput, Option } from './command.ts'
import { readFiles } from './read-files.ts'
import type { NamedBytes } from './read-files.ts'
import type { Terminal } from './terminal.ts'

/** Of every command that reads a cluster. */
export const READ_OPTIONS: readonly Option[] = [
  {
    name: 'set',
    value: 'NAME=VALUE',
    isRepeatable: true,
    help: 'value of a placeholder in the files, such as CLUSTER_NAME',
  },
  {
    name: 'choose',
    value: 'GUESS=VALUE',
    isRepeatable: true,
    help: 'another answer to a guess, by the id that `import` prints',
  },
]

export interface ReadPlan {
  readonly plan: Plan
  readonly result: ImportResult
}

/** The files as one plan, or every problem found in them. */
export async function readPlan(
  input: CommandInput,
  terminal: Terminal,
): Promise<Result<ReadPlan, Problem>> {
  const variables = parsePairs(input, 'set')
  const choices = parsePairs(input, 'choose')
  const files = await readFiles(input.files, terminal)
  const texts = files.kind === 'failed' ? [] : files.value.map(decodeFile)
  const problems = [variables, choices, files, ...texts].flatMap((one) =>
    one.kind === 'failed' ? one.problems : [],
  )
  if (variables.kind === 'failed' || choices.kind === 'failed' || problems.length > 0) {
    return failed(problems)
  }
  const sources = texts.flatMap((text) => (text.kind === 'ok' ? [text.value] : []))
  const startedAtMs = performance.now()
  const result = importFiles(sources, {
    variables: variables.value,
    choices: choices.value,
    isOutOfTime: () => performance.now() - startedAtMs > PARSE_TIME_MS,
  })
  const { plan } = result
  if (result.problems.length > 0) return failed(result.problems)
  if (plan === undefined) {
    const labels = sources.map(({ label }) => label).join(', ')
    const message = `nothing in ${labels} describes a cluster`
    return failed([{ code: 'cli/empty', path: '', message }])
  }
  return ok({ plan, result })
}

/** `file.yaml:12 document 3 at spec.zones: …`: one finding as a line. */
export function renderFinding(finding: ImportFinding): string {
  const { severity, code, file, line, document, path, message, count } = finding
  const place = [
    `${file}${line === undefined ? '' : `:${line}`}`,
    ...(document === undefined ? [] : [`document ${document + 1}`]),
    ...(path === undefined || path === '' ? [] : [`at ${path}`]),
  ].join(' ')
  const times = count === undefined || count === 1 ? '' : ` (${count} times)`
  return `${severity} ${code} ${place}: ${message}${times}`
}

function decodeFile({ label, bytes }: NamedBytes): Result<SourceFile, Problem> {
  const text = decodeSource(label, bytes)
  return text.kind === 'ok' ? ok({ label, text: text.value }) : text
}

/** An option of the form NAME=VALUE that may be repeated. */
export function parsePairs(
  input: CommandInput,
  name: string,
): Result<Readonly<Record<string, string>>, Problem> {
  const texts = input.values.get(name) ?? []
  const bad = texts.filter((text) => text.indexOf('=') < 1)
  if (bad.length > 0) {
    return failed(
      bad.map((text) => ({
        code: 'cli/type',
        path: `--${name}`,
        message: `"${text}" is not of the form NAME=VALUE`,
      })),
    )
  }
  return ok(
    Object.fromEntries(
      texts.map((text) => {
        const at = text.indexOf('=')
        return [text.slice(0, at), text.slice(at + 1)]
      }),
    ),
  )
}
