import type { CSSProperties } from 'react'
import { ZoneLetter } from '../../parts/zone-letter.tsx'
import { VerdictChip } from '../../parts/verdict-chip.tsx'
import { GroupForm, hasSize } from '../board/group-form.tsx'
import type { SceneNode } from '../board/base-scene.ts'
import type { SceneGroup } from '../board/scene.ts'
import { renderCount, renderList, renderShare } from '../render-amount.ts'
import { EditSection } from './edit-section.tsx'
import type { PanelView } from './panel-view.ts'
import { SidePanel } from './side-panel.tsx'

const MAX_NODES = 120
const MAX_FINDINGS = 20

/** One group: its size and zones to change, where its next node comes, its nodes and its findings. */
export function GroupPanel({ row, view }: { row: SceneGroup; view: PanelView }) {
  const { group } = row
  const scaler = {
    none: 'no autoscaler',
    'cluster-autoscaler': 'Cluster Autoscaler',
    karpenter: 'Karpenter',
  }[group.scaler]
  const purchase = group.purchase === 'on-demand' ? 'on demand' : group.purchase
  const types = renderTypes(group.instanceTypes)
  return (
    <SidePanel
      selection={view.selection}
      kick={group.index < 0 ? 'Nodes of no group of the plan' : `Node group, ${group.kind}`}
      name={group.name}
      about={
        <>
          <p>{group.index < 0 ? types : `${types}, ${purchase}, ${scaler}`}</p>
          {group.taints.length > 0 && <p className="mono wrap">{group.taints.join(' ')}</p>}
        </>
      }
      takesFocus={view.takesFocus}
      onClose={view.onClose}
    >
      {view.edits !== undefined && group.index >= 0 && (
        <section>
          <h3>Change it</h3>
          <GroupForm row={row} edits={view.edits} hasZones />
          {!hasSize(row) && (
            <p className="small dim">
              {group.max === undefined
                ? 'No limit is known.'
                : `At most ${group.max} nodes by its limits.`}
            </p>
          )}
        </section>
      )}
      {group.index >= 0 && (
        <EditSection
          edits={view.edit}
          keys={[
            { words: 'All fields', form: { kind: 'group', group: group.name } },
            { words: 'Duplicate', icon: 'copy', form: { kind: 'group', like: group.name } },
            {
              words: 'Remove',
              icon: 'remove',
              form: { kind: 'remove', leaving: { kind: 'group', group: group.name } },
            },
          ]}
        />
      )}
      <NextNode row={row} />
      <Findings row={row} view={view} />
      <Nodes row={row} view={view} />
    </SidePanel>
  )
}

function NextNode({ row }: { row: SceneGroup }) {
  const { believedZones, actualZones, group } = row
  if (group.index < 0) return null
  return (
    <section>
      <h3>Next node</h3>
      <dl className="pairs">
        <div>
          <dt>Believed by the autoscaler</dt>
          <dd>
            {believedZones.length === 0
              ? 'no autoscaler asks for it'
              : renderList(believedZones, 'or')}
          </dd>
        </div>
        <div>
          <dt>Actual, as launched</dt>
          <dd>{actualZones.length === 0 ? 'not known' : renderList(actualZones, 'or')}</dd>
        </div>
      </dl>
    </section>
  )
}

function Findings({ row, view }: { row: SceneGroup; view: PanelView }) {
  if (row.findings.length === 0) return null
  return (
    <section>
      <h3>
        Findings
        <span className="count">{row.findings.length}</span>
      </h3>
      <ul className="pf">
        {row.findings.slice(0, MAX_FINDINGS).map((finding) => (
          <li key={finding.key}>
            <button
              className="link"
              onClick={() => view.onSelect({ kind: 'pod', key: finding.key })}
            >
              {finding.name}
            </button>
            <VerdictChip report={finding.judged.report} isStale={view.stale.has(finding.key)} />
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Nodes of each zone, fullest first, a bar each. */
function Nodes({ row, view }: { row: SceneGroup; view: PanelView }) {
  return (
    <section>
      <h3>
        Nodes, fullest first
        <span className="count">{row.nodeCount.toLocaleString('en-US')}</span>
      </h3>
      {row.cells
        .filter((cell) => cell.isInGroup)
        .map((cell) => {
          const nodes = cell.nodes.toSorted((a, b) => (b.cpuShare ?? 0) - (a.cpuShare ?? 0))
          return (
            <div key={cell.zone.name} className="zone-nodes">
              <p className="row small dim">
                <ZoneLetter zone={cell.zone.name} />
                {cell.zone.name}
                <span className="push">{renderCount(nodes.length, 'node')}</span>
              </p>
              {nodes.length > 0 && (
                <div className="dn">
                  {nodes.slice(0, MAX_NODES).map((node) => (
                    <NodeBar key={node.name} node={node} view={view} />
                  ))}
                </div>
              )}
              {nodes.length > MAX_NODES && (
                <p className="micro dimmer">{`and ${(nodes.length - MAX_NODES).toLocaleString('en-US')} less full`}</p>
              )}
            </div>
          )
        })}
    </section>
  )
}

function NodeBar({ node, view }: { node: SceneNode; view: PanelView }) {
  return (
    <button
      className={node.zonalPods.length > 0 ? 'z' : ''}
      style={{ '--h': `${Math.min(1, node.cpuShare ?? 0) * 100}%` } as CSSProperties}
      aria-label={`Node ${node.name}, cpu ${renderShare(node.cpuShare)}`}
      title={`${node.name}, cpu ${renderShare(node.cpuShare)}`}
      onClick={() => view.onSelect({ kind: 'node', key: node.name })}
    />
  )
}

const MAX_TYPES = 6

function renderTypes(types: readonly string[]): string {
  if (types.length === 0) return 'type not known'
  const more = types.length - MAX_TYPES
  const named = types.slice(0, MAX_TYPES).join(', ')
  return more > 0 ? `${named} and ${more} more types` : named
}
