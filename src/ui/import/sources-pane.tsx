import { Cloud, File, FileUp, Lock, X } from 'lucide-react'
import { openAws, useAwsReport } from '#store/aws-store.ts'
import type { CallProgress } from '#aws-client/reading.ts'
import { removeFile, useImport } from '#store/import-store.ts'
import { renderCount } from '../parts/render-count.ts'
import { FilePicker } from './file-picker.tsx'
import { KubectlCommand } from './kubectl-command.tsx'

export function SourcesPane() {
  const files = useImport((state) => state.files)
  const sources = useImport((state) => state.outcome?.result.sources)
  const calls = useAwsReport()
  return (
    <aside className="src0" aria-label="Sources">
      <h2>Sources</h2>
      <ul className="stack">
        {files.map(({ label, content }) => {
          const source = sources?.find((one) => one.label === label)
          const live = calls.filter(({ region }) => label === `AWS ${region}`)
          const Icon = live.length > 0 ? Cloud : File
          return (
            <li className="sc" key={label}>
              <div className="row">
                <Icon className="ic" aria-hidden="true" />
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
              {live.length > 0 && <small>{renderLive(live)}</small>}
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
      <button className="btn" onClick={openAws}>
        <Cloud className="ic s" aria-hidden="true" />
        Import from AWS
      </button>
      <details className="sc">
        <summary>The command for a running cluster</summary>
        <KubectlCommand />
      </details>
      <p className="small dim row first">
        <Lock className="ic s" aria-hidden="true" />
        <span>Read in this page. Keys stay in memory, secrets are never read.</span>
      </p>
    </aside>
  )
}

function renderLive(calls: readonly CallProgress[]): string {
  const from = Math.min(...calls.map(({ startedAtMs }) => startedAtMs))
  const to = Math.max(...calls.map(({ startedAtMs, endedAtMs }) => endedAtMs ?? startedAtMs))
  const isPartial = calls.some(({ state }) => state === 'failed')
  return `live, ${renderCount(calls.length, 'call')} read only, ${((to - from) / 1000).toFixed(1)} s${isPartial ? ', partial' : ''}`
}

function renderBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`
  if (bytes < 1_000_000) return `${Math.round(bytes / 1000)} kB`
  return `${(bytes / 1_000_000).toFixed(1)} MB`
}
