import { Plus } from 'lucide-react'
import type { KubeResource } from '#plan/edit.ts'
import { SKETCHED_KINDS } from '#kube/make-workload.ts'
import { readStorageClassSketch } from '#kube/make-storage-class.ts'
import type { Form } from '#store/form-store.ts'
import { closeForm, openForm } from '#store/form-store.ts'
import { usePicture } from '#store/run-store.ts'
import { renderCount } from '../parts/render-count.ts'
import { AUTOSCALER_NAMES } from './autoscaler-names.ts'
import type { ShownCluster } from './use-cluster.ts'
import { useObjects } from './use-objects.ts'

interface Entry {
  readonly key: string
  readonly words: string
  readonly detail: string
  readonly form: Form
}

const MAX_ENTRIES = 60

/** Everything that a plan holds and that has a form, also what the board does not draw. */
export function ContentsForm({ shown }: { readonly shown: ShownCluster }) {
  const objects = useObjects(KINDS) ?? []
  const picture = usePicture()
  const { cluster } = shown
  return (
    <div className="edit-form" role="group" aria-label="What the plan holds">
      <div className="held">
        <Held name="Cluster" entries={listCluster(shown)} />
        <Held
          name="Zones"
          add={{ kind: 'zone' }}
          entries={cluster.zones.map(({ name, zoneId }) => ({
            key: name,
            words: name,
            detail: zoneId ?? '',
            form: { kind: 'subnets', zone: name },
          }))}
        />
        <Held
          name="Node groups"
          add={{ kind: 'group' }}
          entries={cluster.nodeGroups.map((group) => ({
            key: group.name,
            words: group.name,
            detail: group.kind,
            form: { kind: 'group', group: group.name },
          }))}
        />
        <Held
          name="Autoscalers"
          add={{ kind: 'autoscaler' }}
          entries={cluster.autoscalers.map((one) => ({
            key: one.kind,
            words: AUTOSCALER_NAMES[one.kind],
            detail: one.running === false ? 'does not run' : (one.version ?? ''),
            form: { kind: 'autoscaler', autoscaler: one.kind },
          }))}
        />
        <Held name="Workloads" add={{ kind: 'workload' }} entries={listWorkloads(objects)} />
        <Held
          name="Volumes"
          add={{ kind: 'volume' }}
          entries={(picture?.volumes ?? []).map(({ namespace, name, zone }) => ({
            key: `${namespace}/${name}`,
            words: name,
            detail: zone ?? 'no zone yet',
            form: { kind: 'volume', namespace, name },
          }))}
        />
        <Held
          name="Storage classes"
          add={{ kind: 'storage-class' }}
          entries={objects
            .filter(({ kind }) => kind === 'StorageClass')
            .map((object) => ({
              key: object.metadata.name,
              words: object.metadata.name,
              detail: readStorageClassSketch(object).bindingMode,
              form: { kind: 'storage-class', name: object.metadata.name },
            }))}
        />
      </div>
      <footer className="edit-foot">
        <button type="button" className="btn" onClick={() => openForm({ kind: 'paste' })}>
          Paste manifests
        </button>
        <span className="push" />
        <button type="button" className="btn" onClick={closeForm}>
          Done
        </button>
      </footer>
    </div>
  )
}

const KINDS = [...SKETCHED_KINDS, 'StorageClass']

function Held({
  name,
  add,
  entries,
}: {
  readonly name: string
  readonly add?: Form
  readonly entries: readonly Entry[]
}) {
  return (
    <section>
      <h3>
        {name}
        {entries.length > 1 && <span className="count">{entries.length}</span>}
        {add !== undefined && (
          <button
            type="button"
            className="btn icon quiet sm push"
            aria-label={`Add to ${name.toLowerCase()}`}
            onClick={() => openForm(add)}
          >
            <Plus className="ic s" aria-hidden="true" />
          </button>
        )}
      </h3>
      {entries.length === 0 && <p className="small dim">None.</p>}
      <ul>
        {entries.slice(0, MAX_ENTRIES).map(({ key, words, detail, form }) => (
          <li key={key}>
            <button type="button" className="link" onClick={() => openForm(form)}>
              {words}
            </button>
            <small>{detail}</small>
          </li>
        ))}
      </ul>
      {entries.length > MAX_ENTRIES && (
        <p className="micro dimmer">{`and ${entries.length - MAX_ENTRIES} more, on the board`}</p>
      )}
    </section>
  )
}

function listCluster({ cluster }: ShownCluster): readonly Entry[] {
  const plane = cluster.controlPlane
  return [
    {
      key: 'cluster',
      words: cluster.name,
      detail: [cluster.region, cluster.kubernetesVersion ?? []].flat().join(', '),
      form: { kind: 'cluster' },
    },
    {
      key: 'control-plane',
      words: 'Control plane',
      detail:
        plane.kind === 'self-managed' ? renderCount(plane.members.length, 'master') : plane.kind,
      form: { kind: 'control-plane' },
    },
  ]
}

function listWorkloads(objects: readonly KubeResource[]): readonly Entry[] {
  return objects
    .filter(({ kind }) => kind !== 'StorageClass')
    .map(({ kind, metadata }) => {
      const namespace = metadata.namespace ?? 'default'
      return {
        key: `${kind} ${namespace}/${metadata.name}`,
        words: metadata.name,
        detail: `${kind} in ${namespace}`,
        form: { kind: 'workload', workload: { kind, namespace, name: metadata.name } },
      }
    })
}
