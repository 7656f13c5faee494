/** What a command knows of the world around it. Tests give it their own. */
export interface Terminal {
  /** To standard output; resolves when there is room for more. */
  readonly write: (text: string) => Promise<void>
  /** To standard error. */
  readonly warn: (text: string) => void
  /** The bytes of a file; `-` is standard input. */
  readonly readBytes: (path: string) => Promise<Uint8Array>
  readonly writeFile: (path: string, text: string) => Promise<void>
  /** Whether standard output is a terminal that shows colours, and the person wants them. */
  readonly hasColor: boolean
  readonly environment: Readonly<Record<string, string | undefined>>
  /** Resolves when the person ends the program, or closes its window. */
  readonly untilInterrupted: () => Promise<void>
  readonly openBrowser: (url: string) => void
}
