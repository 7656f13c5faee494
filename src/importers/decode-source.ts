import type { Problem } from '#base/problem.ts'
import { failed, ok, type Result } from '#base/result.ts'

/** One file; all files of one import (import specification I3.1). */
export const MAX_FILE_BYTES = 64 * 1024 * 1024
export const MAX_IMPORT_BYTES = 128 * 1024 * 1024

/**
 * Text of a file's bytes: UTF-8, or UTF-16 of either order; marks at the beginning are taken away
 * (I3.3). Archives, binary files and other encodings are refused with the reason.
 */
export function decodeSource(label: string, bytes: Uint8Array): Result<string, Problem> {
  if (bytes.length > MAX_FILE_BYTES) {
    return refuse(label, 'limit-file', renderTooLarge(bytes.length))
  }
  const archive = findArchive(bytes)
  if (archive !== undefined) {
    const message = `this is ${archive}; archives are not opened: unpack it and import the files in it`
    return refuse(label, 'archive', message)
  }
  const encoding = findEncoding(bytes)
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes)
    return isBinary(text)
      ? refuse(label, 'binary', 'this is a binary file, not YAML or JSON')
      : ok(text)
  } catch {
    const message = 'neither UTF-8 nor UTF-16 text; save it as UTF-8 and import it again'
    return refuse(label, 'encoding', message)
  }
}

export function renderTooLarge(bytes: number): string {
  const size = Math.ceil(bytes / 1_048_576)
  return `${size} MiB; a file may have 64 MiB. Take fewer kinds or namespaces at a time`
}

/** Control characters that no text file has. */
export function isBinary(text: string): boolean {
  // eslint-disable-next-line no-control-regex
  return /[\0-\x08\x0E-\x1A\x1C-\x1F]/.test(text.slice(0, 65_536)) || text.includes('\0')
}

function refuse(file: string, code: string, message: string): Result<never, Problem> {
  return failed([{ code: `import/${code}`, path: '', message, file }])
}

function findArchive(bytes: Uint8Array): string | undefined {
  const startsWith = (...magic: readonly number[]): boolean =>
    magic.every((byte, index) => bytes[index] === byte)
  if (startsWith(0x1f, 0x8b)) return 'a gzip archive'
  if (startsWith(0x50, 0x4b, 0x03, 0x04)) return 'a zip archive'
  if (startsWith(0x42, 0x5a, 0x68)) return 'a bzip2 archive'
  if (startsWith(0x28, 0xb5, 0x2f, 0xfd)) return 'a zstd archive'
  if (startsWith(0xfd, 0x37, 0x7a, 0x58, 0x5a)) return 'an xz archive'
  const tar = [0x75, 0x73, 0x74, 0x61, 0x72]
  return tar.every((byte, index) => bytes[257 + index] === byte) ? 'a tar archive' : undefined
}

function findEncoding(bytes: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' {
  const [first, second] = bytes
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  // Without a mark: the first character of YAML or JSON is one of ASCII.
  if (first !== undefined && first !== 0 && second === 0) return 'utf-16le'
  if (first === 0 && second !== undefined && second !== 0) return 'utf-16be'
  return 'utf-8'
}
