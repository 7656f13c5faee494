import { showToast } from '#store/toast-store.ts'
import { renderLinkAddress } from './link-address.ts'

/** L6.2: the link that was opened, which is no longer in the address. */
export async function copyLinkAgain(fragment: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(renderLinkAddress(fragment))
    showToast('Link copied')
  } catch {
    showToast('The browser did not let the link be copied: use Share')
  }
}
