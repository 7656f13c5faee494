import { search } from '#exploration/search.ts'
import type { ExitCode } from './command.ts'
import { parseModelLine, renderAnswerLine } from './model-lines.ts'
import { printProblems } from './print-problems.ts'
import { readFiles } from './read-files.ts'
import type { Terminal } from './terminal.ts'
import { unpackGzip } from './unpack-gzip.ts'

/**
 * Searches each line of the files in full and writes its answer before the next is looked at. A bad line
 * is told and passed over; the exit code then is 2.
 */
export async function exploreModels(
  paths: readonly string[],
  options: { readonly bound: number; readonly plain: boolean },
  terminal: Terminal,
): Promise<ExitCode> {
  const files = await readFiles(paths, terminal)
  if (files.kind === 'failed') return printProblems(files.problems, terminal)
  let exitCode: ExitCode = 0
  for (const file of files.value) {
    const bytes = unpackGzip(file)
    if (bytes.kind === 'failed') {
      exitCode = printProblems(bytes.problems, terminal)
      continue
    }
    for (const { text, line } of splitLines(bytes.value)) {
      const parsed = parseModelLine(text, { file: file.label, line })
      if (parsed.kind === 'failed') {
        exitCode = printProblems(parsed.problems, terminal)
        continue
      }
      const { id, model } = parsed.value
      const answer = search(model, { maxStates: options.bound, plain: options.plain })
      await terminal.write(renderAnswerLine(id, answer))
    }
  }
  return exitCode
}

/** The lines that are not blank, with their numbers from 1. */
function splitLines(
  bytes: Uint8Array,
): readonly { readonly text: string; readonly line: number }[] {
  return new TextDecoder()
    .decode(bytes)
    .split('\n')
    .map((text, index) => ({ text: text.trim(), line: index + 1 }))
    .filter(({ text }) => text !== '')
}
