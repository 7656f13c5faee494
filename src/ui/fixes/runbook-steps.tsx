import { Copy } from 'lucide-react'
import type { Runbook } from '#exploration/fixes/runbook.ts'
import { showToast } from '#store/toast-store.ts'

interface RunbookStepsProps {
  readonly runbook: Runbook
  /** No edit frees the pod, so the commands are all there is. */
  readonly isOnly: boolean
}

/** Commands for what is no edit of a plan, each to be copied. */
export function RunbookSteps({ runbook, isOnly }: RunbookStepsProps) {
  return (
    <details className="fix-more runbook" open={isOnly}>
      <summary>Or by hand: {runbook.title}</summary>
      <ol>
        {runbook.steps.map(({ does, command }) => (
          <li key={does}>
            <div className="row">
              <span>{does}</span>
              <button
                className="btn icon quiet push"
                aria-label={`Copy: ${does}`}
                onClick={() => void copy(command)}
              >
                <Copy className="ic s" aria-hidden="true" />
              </button>
            </div>
            <pre className="diff" role="group" aria-label={`Command: ${does}`} tabIndex={0}>
              {command}
            </pre>
          </li>
        ))}
      </ol>
    </details>
  )
}

async function copy(command: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(command)
    showToast('Copied')
  } catch {
    showToast('The browser did not let it be copied: select the text instead')
  }
}
