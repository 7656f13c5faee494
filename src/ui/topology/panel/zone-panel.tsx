import { DisturbanceMark } from '../../parts/marks.tsx'
import { loseZone } from '../../zone-loss/lose.ts'
import type { SceneZone } from '../board/scene.ts'
import { renderCount } from '../render-amount.ts'
import { EditSection } from './edit-section.tsx'
import type { PanelView } from './panel-view.ts'
import { SidePanel } from './side-panel.tsx'

const MAX_VOLUMES = 30

/** One zone: what stands in it and what is bound to it. */
export function ZonePanel({ zone, view }: { zone: SceneZone; view: PanelView }) {
  const { scene } = view
  const volumes = scene.volumes.filter((entry) => entry.volume.zone === zone.name)
  const bound = scene.pending.filter(
    (entry) => entry.zones.length === 1 && entry.zones[0] === zone.name,
  )
  const groups = scene.groups.filter(({ group }) => group.zones.includes(zone.name))
  return (
    <SidePanel
      selection={view.selection}
      kick={zone.zoneId === undefined ? 'Zone' : `Zone ${zone.zoneId}`}
      name={zone.name}
      about={<p>{zone.isDown ? 'Down after this step.' : renderCount(zone.nodeCount, 'node')}</p>}
      takesFocus={view.takesFocus}
      onClose={view.onClose}
    >
      {!zone.isDown && (
        <section>
          <button className="btn" aria-keyshortcuts="x" onClick={() => loseZone(zone.name)}>
            <DisturbanceMark />
            Lose this zone
          </button>
        </section>
      )}
      <EditSection
        edits={view.edit}
        keys={[
          { words: 'Subnets', form: { kind: 'subnets', zone: zone.name } },
          {
            words: 'Remove',
            icon: 'remove',
            form: { kind: 'remove', leaving: { kind: 'zone', zone: zone.name } },
          },
        ]}
      />
      <section>
        <h3>Groups that may launch here</h3>
        {groups.length === 0 && <p className="small dim">None.</p>}
        <ul className="pod-list">
          {groups.map((row) => (
            <li key={row.index}>
              <button
                className="link"
                onClick={() => view.onSelect({ kind: 'group', key: row.group.name })}
              >
                {row.group.name}
              </button>
              <span>
                {renderCount(
                  row.cells.find((cell) => cell.zone.name === zone.name)?.nodes.length ?? 0,
                  'node',
                )}
              </span>
            </li>
          ))}
        </ul>
      </section>
      {bound.length > 0 && (
        <section>
          <h3>Pending, and only here</h3>
          <ul className="pod-list">
            {bound.map((entry) => (
              <li key={entry.pod}>
                <button
                  className="link"
                  onClick={() => view.onSelect({ kind: 'pod', key: entry.facts.key })}
                >
                  {entry.facts.name}
                </button>
                <span>{entry.isStuck ? 'pending for ever' : 'pending'}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      <section>
        <h3>
          Volumes
          <span className="count">{volumes.length}</span>
        </h3>
        <ul className="pod-list">
          {volumes.slice(0, MAX_VOLUMES).map((entry) => (
            <li key={entry.key}>
              <button
                className="link"
                onClick={() => view.onSelect({ kind: 'volume', key: entry.key })}
              >
                {entry.volume.name}
              </button>
              <span>{entry.state === 'not-created' ? 'not created yet' : entry.state}</span>
            </li>
          ))}
        </ul>
        {volumes.length > MAX_VOLUMES && (
          <p className="micro dimmer">{`and ${volumes.length - MAX_VOLUMES} more`}</p>
        )}
      </section>
    </SidePanel>
  )
}
