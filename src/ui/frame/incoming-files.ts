import type { ImportFile } from '#worker/protocol.ts'

/** Files of a folder that was dropped, such as `kubectl cluster-info dump` writes, at most. */
const MAX_FILES = 2000

let pasted = 0

/** Files as they were picked; folders keep the path in the label. */
export function toImportFiles(files: Iterable<File>): readonly ImportFile[] {
  return [...files].map((file) => ({ label: file.name, content: file }))
}

/** Text as a file of its own: `pasted text`, `pasted text 2`. */
export function toPastedFile(text: string): ImportFile {
  pasted++
  return {
    label: pasted === 1 ? 'pasted text' : `pasted text ${pasted}`,
    content: new Blob([text], { type: 'text/plain' }),
  }
}

export function listPastedFiles(data: DataTransfer): readonly ImportFile[] {
  if (data.files.length > 0) return toImportFiles(data.files)
  const text = data.getData('text/plain')
  return text.trim() === '' ? [] : [toPastedFile(text)]
}

/** Entries must be taken before the first wait: the browser empties the list when the event ends. */
export async function listDroppedFiles(data: DataTransfer): Promise<readonly ImportFile[]> {
  const entries = [...data.items].flatMap((item) => item.webkitGetAsEntry() ?? [])
  if (entries.length === 0) return listPastedFiles(data)
  const plain = toImportFiles(data.files)
  if (entries.every((entry) => entry.isFile)) return plain
  const found: ImportFile[] = []
  for (const entry of entries) await collectFiles(entry, found)
  return found
}

async function collectFiles(entry: FileSystemEntry, found: ImportFile[]): Promise<void> {
  if (found.length >= MAX_FILES) return
  if (isFileEntry(entry)) {
    const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject))
    found.push({ label: entry.fullPath.replace(/^\//, ''), content: file })
    return
  }
  if (!isFolderEntry(entry)) return
  const reader = entry.createReader()
  while (found.length < MAX_FILES) {
    const batch = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    )
    if (batch.length === 0) return
    for (const each of batch) await collectFiles(each, found)
  }
}

function isFileEntry(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile
}

function isFolderEntry(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory
}
