import type { Problem } from '#base/problem.ts'
import { failed, ok } from '#base/result.ts'
import type { Result } from '#base/result.ts'
import type { Terminal } from './terminal.ts'

export interface NamedBytes {
  readonly label: string
  readonly bytes: Uint8Array
}

/** The bytes of every file, or a problem for each that could not be read. */
export async function readFiles(
  paths: readonly string[],
  terminal: Terminal,
): Promise<Result<readonly NamedBytes[], Problem>> {
  if (paths.length === 0) {
    return failed([
      {
        code: 'cli/missing',
        path: 'FILE',
        message: 'name at least one file, - for standard input',
      },
    ])
  }
  const files: NamedBytes[] = []
  const problems: Problem[] = []
  for (const [index, path] of paths.entries()) {
    if (paths.indexOf(path) < index) {
      problems.push({ code: 'cli/repeated', path, message: 'is named twice' })
      continue
    }
    try {
      const label = path === '-' ? 'standard input' : path
      files.push({ label, bytes: await terminal.readBytes(path) })
    } catch (error) {
      problems.push({ code: 'cli/unreadable', path, message: renderReason(error) })
    }
  }
  return problems.length > 0 ? failed(problems) : ok(files)
}

function renderReason(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  switch (code) {
    case 'ENOENT':
      return 'there is no such file'
    case 'EISDIR':
      return 'is a folder; name the files in it'
    case 'EACCES':
      return 'may not be read'
    default:
      return error instanceof Error ? error.message : String(error)
  }
}
