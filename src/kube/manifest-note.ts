/**
 * What the reading of a text can meet (import specification I3.1, I3.3), and the words for it.
 */
export interface ManifestLimits {
  readonly documents: number
  readonly depth: number
  /** Map entries and list items of the whole text. */
  readonly entries: number
  readonly aliases: number
  readonly stringLength: number
  /** Characters that only the whole reader can read, about 2 MB a second. */
  readonly slowLength: number
  /** Asked between two documents; the caller has the clock. */
  readonly isOutOfTime: () => boolean
}

export const MANIFEST_LIMITS: ManifestLimits = {
  documents: 20_000,
  depth: 64,
  entries: 3_000_000,
  aliases: 100,
  stringLength: 1_048_576,
  slowLength: 16_777_216,
  isOutOfTime: () => false,
}

export interface ManifestNote {
  /** `duplicate-key`, `custom-tag`, `template-mark`, `yaml-syntax`, `limit-…`. */
  readonly code: string
  readonly message: string
  /** 1-based. */
  readonly line?: number
  /** The document could not be used; without a document, the whole text. */
  readonly isFatal: boolean
}

export interface DocumentChunk {
  readonly text: string
  readonly firstLine: number
}

/** Lines of each map's entries and each list's items, in order. */
export type EntryLines = WeakMap<object, readonly number[]>

export function noteDuplicate(key: string, line: number): ManifestNote {
  const message = `the key "${key.slice(0, 100)}" stands twice; the last one is taken (kubectl apply and other strict readers refuse such a file)`
  return { code: 'duplicate-key', message, line, isFatal: false }
}

export type ManifestLimit = 'depth' | 'nodes' | 'string' | 'aliases'

export function noteLimit(
  limit: ManifestLimit,
  line: number,
  limits: ManifestLimits,
): ManifestNote {
  const messages: Readonly<Record<ManifestLimit, string>> = {
    depth: `nested deeper than ${limits.depth} levels`,
    nodes: `more than ${limits.entries.toLocaleString('en-US')} entries; take fewer kinds or namespaces a file`,
    string: `a text of more than ${limits.stringLength.toLocaleString('en-US')} characters`,
    aliases: `more than ${limits.aliases} expansions of aliases in one document`,
  }
  return { code: `limit-${limit}`, message: messages[limit], line, isFatal: true }
}

export function noteSlow(limits: ManifestLimits): ManifestNote {
  const size = Math.floor(limits.slowLength / 1_048_576)
  const message = `more than ${size} MiB of YAML in a form that takes too long to read; take JSON instead (kubectl get … -o json)`
  return { code: 'limit-yaml-size', message, isFatal: true }
}
