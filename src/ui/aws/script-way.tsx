import { useState } from 'react'
import { renderBashScript } from '#aws-client/inventory-script/render-bash.ts'
import { renderPowerShellScript } from '#aws-client/inventory-script/render-powershell.ts'
import { Check } from '../parts/check.tsx'
import { CopyButton } from '../parts/copy-button.tsx'
import { LeastPolicy } from './least-policy.tsx'
import { RegionSelect } from './region-select.tsx'

const SHELLS = [
  { id: 'bash', name: 'Bash', render: renderBashScript },
  { id: 'powershell', name: 'PowerShell', render: renderPowerShellScript },
] as const

/** The way without credentials in the page: a script to run, and its file to drop (I16.3). */
export function ScriptWay() {
  const [id, setShell] = useState<(typeof SHELLS)[number]['id']>('bash')
  const [region, setRegion] = useState('')
  const [withOfferings, setOfferings] = useState(false)
  const shell = SHELLS.find((one) => one.id === id) ?? SHELLS[0]
  const script = shell.render({ region, withOfferings })
  return (
    <section className="card aws-way" aria-label="Without credentials">
      <header>
        <h2>Without credentials</h2>
        <span className="small dim push">nothing is sent anywhere</span>
      </header>
      <div className="body stack">
        <p className="dim">
          Paste this into a terminal where the AWS command line works, or into CloudShell, and drop
          the file that it writes on this page. It only reads, and keeps user data, keys and
          addresses out of the file.
        </p>
        <div className="row wrap aws-ask">
          <RegionSelect region={region} onChange={setRegion} none="That of the terminal" />
          <span className="seg" role="group" aria-label="Shell">
            {SHELLS.map((one) => (
              <button key={one.id} aria-pressed={one.id === id} onClick={() => setShell(one.id)}>
                {one.name}
              </button>
            ))}
          </span>
          <CopyButton text={script} what="the script" />
        </div>
        <details>
          <summary>Show the script</summary>
          <div className="stack">
            <Check
              isOn={withOfferings}
              onChange={setOfferings}
              detail="A thousand lines more; the page knows most of it."
            >
              Ask where each instance type is offered
            </Check>
            <div className="aws-code">
              <pre tabIndex={0} aria-label="Script">
                {script}
              </pre>
            </div>
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
