import type { Terminal } from '#cli/terminal.ts'

export interface FakeTerminal extends Terminal {
  readonly written: () => string
  readonly warned: () => string
  /** What was written to files, by path. */
  readonly files: ReadonlyMap<string, string>
}

/** A terminal in memory, with these files; any other is missing. */
export function createFakeTerminal(files: Readonly<Record<string, string>> = {}): FakeTerminal {
  const out: string[] = []
  const err: string[] = []
  const saved = new Map<string, string>()
  return {
    write: async (text) => {
      out.push(text)
    },
    warn: (text) => {
      err.push(text)
    },
    readBytes: async (path) => {
      const text = files[path]
      if (text === undefined) throw Object.assign(new Error(path), { code: 'ENOENT' })
      return new TextEncoder().encode(text)
    },
    writeFile: async (path, text) => {
      saved.set(path, text)
    },
    hasColor: false,
    environment: {},
    untilInterrupted: () => Promise.resolve(),
    openBrowser: () => undefined,
    written: () => out.join(''),
    warned: () => err.join(''),
    files: saved,
  }
}
