import { Copy } from 'lucide-react'
import type { DesignComparison } from '#differences/difference.ts'
import { showToast } from '#store/toast-store.ts'
import { listEditLines, renderEdit } from './diff-lines.ts'

interface EditCardProps {
  readonly differences: DesignComparison
  readonly letter: string
}

/** So many lines are drawn; what is copied has all of them. */
const MAX_LINES = 200

/** The edit that makes the other design of the first, as text. */
export function EditCard({ differences, letter }: EditCardProps) {
  const lines = listEditLines(differences)
  return (
    <details className="card cmp-edit">
      <summary>
        <h2>The edit from A to {letter}</h2>
        <span className="small dim">as text</span>
      </summary>
      <div className="body stack">
        <div className="diff" tabIndex={0} role="group" aria-label={`The edit from A to ${letter}`}>
          {lines.slice(0, MAX_LINES).map(({ kind, text }, index) => (
            <span key={index} className={{ head: 'h', del: 'd', add: 'a' }[kind]}>
              {{ head: '  ', del: '- ', add: '+ ' }[kind]}
              {text}
            </span>
          ))}
          {lines.length > MAX_LINES && (
            <span className="h">and {lines.length - MAX_LINES} more lines</span>
          )}
        </div>
        <div>
          <button className="btn sm" onClick={() => void copy(renderEdit(lines))}>
            <Copy className="ic s" aria-hidden="true" />
            Copy the edit
          </button>
        </div>
      </div>
    </details>
  )
}

async function copy(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text)
    showToast('Edit copied')
  } catch {
    showToast('The browser did not let the text be copied')
  }
}
