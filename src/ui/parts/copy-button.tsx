import { Check, Copy } from 'lucide-react'
import { useState } from 'react'
import { showToast } from '#store/toast-store.ts'

interface CopyButtonProps {
  readonly text: string
  /** What is copied, for readers: `the policy`. */
  readonly what: string
}

/** Puts a text on the clipboard, and says when the browser did not let it. */
export function CopyButton({ text, what }: CopyButtonProps) {
  const [copied, setCopied] = useState('')
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text)
      setCopied(text)
    } catch {
      showToast('The browser did not let it be copied: select the text instead')
    }
  }
  const isCopied = copied === text
  return (
    <button className="btn sm" aria-label={`Copy ${what}`} onClick={() => void copy()}>
      {isCopied ? (
        <Check className="ic s" aria-hidden="true" />
      ) : (
        <Copy className="ic s" aria-hidden="true" />
      )}
      {isCopied ? 'Copied' : 'Copy'}
    </button>
  )
}
