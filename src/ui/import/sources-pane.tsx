import { File, FileUp, Lock, X } from 'lucide-react'
import { removeFile, useImport } from '#store/import-store.ts'
import { FilePicker } from './file-picker.tsx'
import { KubectlCommand } from './kubectl-command.tsx'

export function SourcesPane() {
  const files = useImport((state) => state.files)
  const sources = useImport((state) => state.outcome?.result.sources)
  return (
    <aside className="src0" aria-label="Sources">
      <h2>Sources</h2>
      <ul className="stack">
        {files.map(({ label, content }) => {
          const source = sources?.find((one) => one.label === label)
          return (
            <li className="sc" key={label}>
              <div className="row">
                <File className="ic" aria-hidden="true" />
                <b title={label}>{label}</b>
                <button
                  className="btn icon quiet push"
                  aria-label={`Leave out ${label}`}
                  onClick={() => removeFile(label)}
                >
                  <X className="ic s" aria-hidden="true" />
                </button>
              </div>
              <small>
                {source === undefined
                  ? ''
                  : source.format === ''
                    ? 'not recognised, '
                    : `${source.format}, `}
                {renderBytes(content.size)}
              </small>
              {source !== undefined && source.detail !== '' && <small>{source.detail}</small>}
            </li>
          )
        })}
      </ul>
      <div className="drop">
        <b>Drop more files, or paste</b>
        <span>kubectl, aws, eksctl, kOps, Cluster API, Terraform, Karpenter, plan files</span>
        <FilePicker className="btn sm">
          <FileUp className="ic s" aria-hidden="true" />
          Choose files
        </FilePicker>
      </div>
      <details className="sc">
        <summary>The command for a running cluster</summary>
        <KubectlCommand />
      </details>
      <p className="small dim row first">
        <Lock className="ic s" aria-hidden="true" />
        <span>Read in this page. Secrets are never read.</span>
      </p>
    </aside>
  )
}

function renderBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`
  if (bytes < 1_000_000) return `${Math.round(bytes / 1000)} kB`
  return `${(bytes / 1_000_000).toFixed(1)} MB`
}
