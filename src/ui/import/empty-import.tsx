import { Cloud, Download, FileUp, Lock } from 'lucide-react'
import { openAws } from '#store/aws-store.ts'
import { FilePicker } from './file-picker.tsx'
import { KubectlCommand } from './kubectl-command.tsx'
import { PasteField } from './paste-field.tsx'

/** Before the first file: where to put files, and the one command that makes them. */
export function EmptyImport() {
  return (
    <div className="page imp0">
      <div>
        <h1>Import a cluster</h1>
        <p className="dim">
          Several files at once make one plan. You see what was understood before anything is
          applied.
        </p>
      </div>
      <div className="two">
        <section className="card" aria-label="Files">
          <div className="body dropbox">
            <Download className="ic l" aria-hidden="true" />
            <b>Drop files anywhere on this page</b>
            <span className="dim">
              kubectl and aws output, eksctl ClusterConfig, kOps Cluster and InstanceGroup, Cluster
              API, terraform show -json, Karpenter NodePool and EC2NodeClass, plan files; YAML or
              JSON
            </span>
            <FilePicker className="btn primary">
              <FileUp className="ic s" aria-hidden="true" />
              Choose files
            </FilePicker>
          </div>
        </section>
        <section className="card" aria-label="From a running cluster">
          <div className="body stack">
            <h2>From a running cluster</h2>
            <p className="dim">
              Run this, save what it prints, and drop the file here together with your eksctl, kOps,
              Cluster API, Terraform or Karpenter files. It reads no Secrets and no ConfigMaps.
            </p>
            <KubectlCommand />
            <p className="small dim">
              Put <code>{'> cluster.yaml'}</code> behind it to write a file; for thousands of pods{' '}
              <code>-o json</code> is read faster.
            </p>
          </div>
        </section>
      </div>
      <section className="card" aria-label="From an AWS account">
        <div className="body row wrap awsway">
          <Cloud className="ic l" aria-hidden="true" />
          <div>
            <h2>From an AWS account</h2>
            <p className="dim">
              A script whose file you drop here, or temporary credentials that stay in memory:
              zones, groups with their sizes, machines and volumes as they are now.
            </p>
          </div>
          <button className="btn primary push" onClick={openAws}>
            Import from AWS
          </button>
        </div>
      </section>
      <PasteField />
      <p className="small dim row">
        <Lock className="ic s" aria-hidden="true" />
        Files are read in this page. Nothing of them is sent, secrets are never read.
      </p>
    </div>
  )
}
