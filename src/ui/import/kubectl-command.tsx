import { Check, Copy } from 'lucide-react'
import { useState } from 'react'
import { showToast } from '#store/toast-store.ts'

/** All that a verdict needs of a live cluster (import specification, section 10). */
const KUBECTL_COMMAND =
  'kubectl get nodes,csinodes,pv,pvc,sc,sts,deploy,rs,ds,job,cronjob,po,pdb,priorityclass,hpa -A -o yaml'

export function KubectlCommand() {
  const [isCopied, setCopied] = useState(false)
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(KUBECTL_COMMAND)
      setCopied(true)
    } catch {
      showToast('The browser did not let it be copied: select the text instead')
    }
  }
  return (
    <div className="cmdline">
      <code>{KUBECTL_COMMAND}</code>
      <button className="btn" onClick={() => void copy()}>
        {isCopied ? (
          <Check className="ic s" aria-hidden="true" />
        ) : (
          <Copy className="ic s" aria-hidden="true" />
        )}
        {isCopied ? 'Copied' : 'Copy'}
      </button>
    </div>
  )
}
