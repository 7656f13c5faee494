import type { SceneNode } from '../board/base-scene.ts'
import type { Scene, SceneCell, SceneGroup } from '../board/scene.ts'
import type { BoardView } from '../board/board-view.ts'
import { renderVolume } from '../board/volume-row.tsx'
import { renderCount, renderList, renderShare } from '../render-amount.ts'
import { renderVerdict } from '../../parts/verdict-chip.tsx'

/** Nodes told one by one in a cell; beyond it they are counted. */
const MAX_NODES = 12
const MAX_VOLUMES = 30
const MAX_PODS = 100

/** The board in words: the same rows and columns as a table, for those who cannot see it. */
export function BoardTable({ view }: { view: BoardView }) {
  const { scene } = view
  return (
    <div className="table-scroll" tabIndex={0} role="region" aria-label="Topology as a table">
      <table className="grid card board-table">
        <caption className="sr">
          Zones as columns; pending pods, node groups, next nodes and volumes as rows
        </caption>
        <thead>
          <tr>
            <th scope="col">Row</th>
            {scene.zones.map((zone) => (
              <th key={zone.name} scope="col">
                {zone.name}
                {zone.isDown ? ', down' : `, ${renderCount(zone.nodeCount, 'node')}`}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <PendingRow view={view} />
          {scene.groups.map((row) => (
            <GroupRows key={row.index} row={row} view={view} />
          ))}
          {scene.unzonedNodes.length > 0 && (
            <tr>
              <th scope="row">Zone not known</th>
              <td colSpan={scene.zones.length}>
                <Nodes nodes={scene.unzonedNodes} scene={scene} />
              </td>
            </tr>
          )}
          <VolumeRow view={view} />
        </tbody>
      </table>
    </div>
  )
}

function PendingRow({ view }: { view: BoardView }) {
  const { scene } = view
  const free = scene.pending.filter((entry) => entry.zones.length !== 1)
  const name = (entry: Scene['pending'][number]): string =>
    `${entry.facts.name}${entry.isStuck ? ', pending for ever' : ', pending'}`
  return (
    <>
      <tr>
        <th scope="row">Pending, only in this zone</th>
        {scene.zones.map((zone) => {
          const here = scene.pending.filter(
            (entry) => entry.zones.length === 1 && entry.zones[0] === zone.name,
          )
          return (
            <td key={zone.name} data-zone={zone.name}>
              <Lines lines={here.slice(0, MAX_PODS).map(name)} rest={here.length - MAX_PODS} />
            </td>
          )
        })}
      </tr>
      {free.length > 0 && (
        <tr>
          <th scope="row">Pending, in more than one zone</th>
          <td colSpan={scene.zones.length}>
            <Lines lines={free.slice(0, MAX_PODS).map(name)} rest={free.length - MAX_PODS} />
          </td>
        </tr>
      )}
    </>
  )
}

function GroupRows({ row, view }: { row: SceneGroup; view: BoardView }) {
  const { group, believedZones, actualZones } = row
  const say = (value: number | undefined): string =>
    value === undefined ? 'not known' : `${value}`
  const hasNext = believedZones.length > 0 || actualZones.length > 0
  return (
    <>
      <tr>
        <th scope="row">
          Group {group.name}
          <small>
            min {say(group.min)}, desired {say(row.desired)}
            {row.desiredBefore === undefined ? '' : ` (before ${row.desiredBefore})`}, max{' '}
            {say(group.max)}
            {group.zones.length > 1 && `, AZRebalance ${group.rebalance ? 'on' : 'off'}`}
            {group.taints.length > 0 && `, taints ${group.taints.join(' ')}`}
            {row.unobserved > 0 && `, ${row.unobserved} wanted and none observed`}
          </small>
        </th>
        {row.cells.map((cell) => (
          <td key={cell.zone.name} data-zone={cell.zone.name}>
            <GroupCell cell={cell} scene={view.scene} />
          </td>
        ))}
      </tr>
      {hasNext && (
        <tr>
          <th scope="row">Next node of {group.name}</th>
          {row.cells.map(({ zone }) => {
            const words = [
              ...(believedZones.includes(zone.name) ? ['believed'] : []),
              ...(actualZones.includes(zone.name) ? ['actual'] : []),
            ]
            return (
              <td key={zone.name} data-zone={zone.name}>
                {words.length === 0 ? 'no' : renderList(words, 'and')}
              </td>
            )
          })}
        </tr>
      )}
    </>
  )
}

function GroupCell({ cell, scene }: { cell: SceneCell; scene: Scene }) {
  if (!cell.isInGroup) {
    const isKnown = scene.groups[cell.group]?.group.zonesKnown !== false
    return isKnown ? 'zone not in this group' : 'none observed'
  }
  return (
    <>
      {cell.hole !== undefined && (
        <p>
          <b>No node here:</b> {renderList(cell.hole.pods, 'and')} can run only in this zone
        </p>
      )}
      {cell.nodes.length === 0 && cell.hole === undefined && 'no node'}
      <Nodes nodes={cell.nodes} scene={scene} />
      {cell.findings.map((finding) => (
        <p key={finding.key}>
          {finding.name}: {renderVerdict(finding.judged.report)}
        </p>
      ))}
    </>
  )
}

function Nodes({ nodes, scene }: { nodes: readonly SceneNode[]; scene: Scene }) {
  if (nodes.length === 0) return null
  if (nodes.length > MAX_NODES) {
    const pods = nodes.reduce((sum, node) => sum + node.pods.length, 0)
    const volumes = nodes.reduce((sum, node) => sum + node.zonalPods.length, 0)
    return (
      <p>{`${renderCount(nodes.length, 'node')}, ${renderCount(pods, 'pod')}, ${volumes} with a volume`}</p>
    )
  }
  return (
    <ul>
      {nodes.map((node) => {
        const zonal = node.zonalPods.map((index) => scene.getPod(index).name)
        const state = node.isReady ? (node.isSchedulable ? '' : ', cordoned') : ', not ready'
        return (
          <li key={node.name}>
            {node.name}: {renderCount(node.pods.length, 'pod')}, cpu {renderShare(node.cpuShare)},
            memory {renderShare(node.memoryShare)}
            {state}
            {zonal.length > 0 && `; with volumes ${renderList(zonal, 'and')}`}
          </li>
        )
      })}
    </ul>
  )
}

function VolumeRow({ view }: { view: BoardView }) {
  const { scene } = view
  const tell = (entry: Scene['volumes'][number]): string => {
    const pods = entry.pods.map((key) => key.slice(key.indexOf('/') + 1))
    const whose = pods.length === 0 ? 'of no pod' : `of ${renderList(pods, 'and')}`
    return `${entry.volume.name}, ${renderVolume(entry)}, ${whose}`
  }
  const loose = scene.volumes.filter((entry) => entry.volume.zone === undefined)
  return (
    <>
      <tr>
        <th scope="row">Volumes</th>
        {scene.zones.map((zone) => {
          const here = scene.volumes.filter((entry) => entry.volume.zone === zone.name)
          return (
            <td key={zone.name} data-zone={zone.name}>
              <Lines
                lines={here.slice(0, MAX_VOLUMES).map(tell)}
                rest={here.length - MAX_VOLUMES}
              />
            </td>
          )
        })}
      </tr>
      {loose.length > 0 && (
        <tr>
          <th scope="row">Volumes without a zone yet</th>
          <td colSpan={scene.zones.length}>
            <Lines
              lines={loose.slice(0, MAX_VOLUMES).map(tell)}
              rest={loose.length - MAX_VOLUMES}
            />
          </td>
        </tr>
      )}
    </>
  )
}

function Lines({ lines, rest }: { lines: readonly string[]; rest: number }) {
  if (lines.length === 0) return 'none'
  return (
    <ul>
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
      {rest > 0 && <li>{`and ${rest.toLocaleString('en-US')} more`}</li>}
    </ul>
  )
}
