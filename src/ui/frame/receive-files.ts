import { findLink, isShareFile } from '#store/find-link.ts'
import { addFiles } from '#store/import-store.ts'
import { receiveLink } from '#store/link-store.ts'
import { showToast } from '#store/toast-store.ts'
import { navigate, viewStore } from '#store/view-store.ts'
import type { ImportFile } from '#worker/protocol.ts'

/** Longer than any link; a file beyond it is not looked into for one. */
const MAX_LINK_BYTES = 1_000_000
const HEAD_BYTES = 64

/** What was dropped, picked or pasted: a shared plan to its preview (L5.9), all else to the import's. */
export async function receiveFiles(files: readonly ImportFile[]): Promise<void> {
  const [file] = files
  if (file === undefined) {
    showToast('Nothing in it could be read as a file')
    return
  }
  if (files.length === 1 && (await receiveShared(file))) return
  addFiles(files)
  if (viewStore.getState().screen !== 'import') navigate('import')
}

async function receiveShared({ content }: ImportFile): Promise<boolean> {
  try {
    if (isShareFile(await content.slice(0, HEAD_BYTES).text())) {
      receiveLink(await content.text(), 'share-file')
      return true
    }
    if (content.size > MAX_LINK_BYTES) return false
    const fragment = findLink(await content.text())
    if (fragment === undefined) return false
    receiveLink(fragment, 'text')
    return true
  } catch {
    // A folder, or a file that went away meanwhile: the import says so.
    return false
  }
}
