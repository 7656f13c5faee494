import { useState } from 'react'
import { renderBashScript, renderPowerShellScript } from '#aws-client/inventory-script.ts'
import { CopyButton } from '../parts/copy-button.tsx'
import { LeastPolicy } from './least-policy.tsx'

/** The way without credentials in the page: a script to run, and its file to drop (I16.3). */
export function ScriptWay() {
  const [shell, setShell] = useState<'bash' | 'powershell'>('bash')
  const script = shell === 'bash' ? renderBashScript() : renderPowerShellScript()
  return (
    <section className="card aws-way" aria-label="Without credentials">
      <header>
        <h2>Without credentials</h2>
        <span className="small dim push">nothing is sent anywhere</span>
      </header>
      <div className="body stack">
        <p className="dim">
          Run this where the AWS command line works, in CloudShell too, and drop the file that it
          writes on this page. It only reads, and keeps user data, keys and addresses out of the
          file.
        </p>
        <div className="row">
          <span className="seg" role="group" aria-label="Shell">
            <button aria-pressed={shell === 'bash'} onClick={() => setShell('bash')}>
              Bash
            </button>
            <button aria-pressed={shell === 'powershell'} onClick={() => setShell('powershell')}>
              PowerShell
            </button>
          </span>
          <CopyButton text={script} what="the script" />
        </div>
        <details>
          <summary>Show the script</summary>
          <div className="aws-code">
            <pre tabIndex={0} aria-label="Script">
              {script}
            </pre>
          </div>
        </details>
        <details>
          <summary>The permission that it needs</summary>
          <LeastPolicy withEks />
        </details>
      </div>
    </section>
  )
}
