import type { SceneVolume } from '../board/scene.ts'
import { renderVolume } from '../board/volume-row.tsx'
import { EditSection } from './edit-section.tsx'
import type { PanelView } from './panel-view.ts'
import { PodMark } from './pod-mark.tsx'
import { SidePanel } from './side-panel.tsx'

/** One volume: where it lives, whose it is, and which pod is tied to it. */
export function VolumePanel({ entry, view }: { entry: SceneVolume; view: PanelView }) {
  const { volume } = entry
  return (
    <SidePanel
      selection={view.selection}
      kick={volume.namespace === '' ? 'Volume' : `Volume in namespace ${volume.namespace}`}
      name={volume.name}
      about={<p>{renderVolume(entry)}</p>}
      takesFocus={view.takesFocus}
      onClose={view.onClose}
    >
      <section>
        <h3>Where it lives</h3>
        <dl className="pairs">
          <div>
            <dt>Zone</dt>
            <dd>{volume.zone ?? 'none yet: it is created where its pod is placed first'}</dd>
          </div>
          <div>
            <dt>Claim</dt>
            <dd>{volume.claim ?? 'none'}</dd>
          </div>
          {entry.node !== undefined && (
            <div>
              <dt>Attached to</dt>
              <dd>
                <button
                  className="link"
                  onClick={() => view.onSelect({ kind: 'node', key: entry.node?.name ?? '' })}
                >
                  {entry.node.name.split('.')[0]}
                </button>
              </dd>
            </div>
          )}
        </dl>
      </section>
      <EditSection
        edits={view.edit}
        keys={[
          {
            words: 'Size and class',
            form: { kind: 'volume', namespace: volume.namespace, name: volume.name },
          },
          {
            words: 'Remove',
            icon: 'remove',
            form: {
              kind: 'remove',
              leaving: { kind: 'volume', namespace: volume.namespace, name: volume.name },
            },
          },
        ]}
      >
        <label className="move-to">
          <span>The zone it lives in</span>
          <select
            className="input"
            value={volume.zone ?? ''}
            onChange={(event) => view.edit?.moveVolume(volume, event.target.value)}
          >
            {volume.zone === undefined && <option value="">none yet</option>}
            {view.scene.zones.map((zone) => (
              <option key={zone.name} value={zone.name}>
                {zone.name}
              </option>
            ))}
          </select>
        </label>
      </EditSection>
      <section>
        <h3>{entry.pods.length === 1 ? 'Its pod' : 'Its pods'}</h3>
        {entry.pods.length === 0 && <p className="small dim">No pod uses it.</p>}
        <ul className="pf">
          {entry.pods.map((key) => (
            <li key={key}>
              <button className="link" onClick={() => view.onSelect({ kind: 'pod', key })}>
                {key.slice(key.indexOf('/') + 1)}
              </button>
              <PodMark
                pending={view.scene.pending.find(({ facts }) => facts.key === key)}
                judged={view.verdicts.get(key)}
                isStale={view.stale.has(key)}
              />
            </li>
          ))}
        </ul>
      </section>
    </SidePanel>
  )
}
