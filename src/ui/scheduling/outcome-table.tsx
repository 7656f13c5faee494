import { Check, ChevronDown, ChevronRight, Dice5, Play, X } from 'lucide-react'
import { Fragment, useRef, useState } from 'react'
import type { CSSProperties, KeyboardEvent } from 'react'
import type { NodePoints, OutcomeGroup, Placement } from '#scheduler/placement.ts'
import { navigate } from '#store/view-store.ts'
import { renderNumber } from '../parts/render-count.ts'
import { ZoneLetter } from '../parts/zone-letter.tsx'
import type { NodeWords } from './node-words.ts'
import { cutName } from './placement-words.ts'
import { layRows } from './table-rows.ts'
import type { TableRow } from './table-rows.ts'

const ROWS_SHOWN = 20
const ROWS_MORE = 100
const NODES_SHOWN = 50

interface OutcomeTableProps {
  readonly placement: Placement
  readonly words: NodeWords
  /** Only these nodes; absent: all. */
  readonly only: ReadonlySet<number> | undefined
  readonly chosen: number | undefined
}

/**
 * Nodes and plugins: who refused and why, and who gave how many points. One row is in the order of Tab, arrows go
 * from row to row, Enter opens a row of many nodes or shows the node on the board.
 */
export function OutcomeTable({ placement, words, only, chosen }: OutcomeTableProps) {
  const table = useRef<HTMLTableElement>(null)
  const [open, setOpen] = useState<ReadonlyMap<string, number>>(new Map())
  const [shown, setShown] = useState(ROWS_SHOWN)
  const [at, setAt] = useState<string>()
  const { filters, scores } = placement
  const sections = layRows(placement, { only, chosen, open, shown })
  const rows = sections.flatMap((section) => section.rows)
  const current = rows.some(({ key }) => key === at) ? at : rows[0]?.key
  const hasScores = scores.length > 0
  const hasMarks = chosen !== undefined || placement.runsOn !== undefined
  const columns = 1 + filters.length + scores.length + (hasMarks ? 2 : 1)

  const onKeyDown = (event: KeyboardEvent) => {
    const index = rows.findIndex(({ key }) => key === current)
    const to = { ArrowDown: index + 1, ArrowUp: index - 1, Home: 0, End: rows.length - 1 }[
      event.key
    ]
    const row = to === undefined ? undefined : rows[to]
    if (row === undefined || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    setAt(row.key)
    const button = table.current?.querySelector<HTMLElement>(`[data-row="${row.key}"]`)
    button?.focus()
    button?.scrollIntoView({ block: 'nearest' })
  }
  const toggle = (row: TableRow) => {
    setAt(row.key)
    const next = new Map(open)
    if (row.isOpen) next.delete(row.key)
    else next.set(row.key, NODES_SHOWN)
    setOpen(next)
  }

  const showMore = ({ more }: TableRow) => {
    if (more !== undefined) setOpen(new Map(open).set(more.key, more.drawn + ROWS_MORE))
  }

  return (
    <div className="card stw" role="region" aria-label="Nodes and plugins" tabIndex={-1}>
      {/* Keys act on the buttons of its rows. */}
      <table className="st" ref={table} onKeyDown={onKeyDown}>
        <thead>
          <tr>
            <th scope="col" rowSpan={2} className="st-node">
              Node
            </th>
            {filters.length > 0 && (
              <th scope="colgroup" colSpan={filters.length}>
                Filter: may it run here?
              </th>
            )}
            <th scope="colgroup" colSpan={Math.max(1, scores.length) + (hasScores ? 1 : 0)}>
              {hasScores ? (
                <>
                  Score × weight: where is it best?{' '}
                  <small className="dimmer">raw → normalised × weight</small>
                </>
              ) : (
                'Why'
              )}
            </th>
            {hasMarks && (
              <th scope="col" rowSpan={2} className="end">
                <span className="sr">Outcome</span>
              </th>
            )}
          </tr>
          <tr>
            {filters.map((plugin) => (
              <th scope="col" key={plugin} className="f">
                <Cut name={plugin} />
              </th>
            ))}
            {scores.map(({ plugin, weight }, index) => (
              <th scope="col" key={plugin} className={index === 0 ? 'sep' : ''}>
                <Cut name={plugin} />
                <small>× {weight}</small>
              </th>
            ))}
            {hasScores ? (
              <th scope="col" className="l">
                Total<small>highest wins</small>
              </th>
            ) : (
              <th scope="col" className="l sep">
                In the scheduler’s words, and in ours
              </th>
            )}
          </tr>
        </thead>
        {sections.map((section) => (
          <tbody key={section.key}>
            <tr className="grp">
              <th colSpan={columns} scope="colgroup">
                {section.title}
              </th>
            </tr>
            {section.rows.map((row) => (
              <Fragment key={row.key}>
                <Row
                  row={row}
                  placement={placement}
                  words={words}
                  chosen={chosen}
                  isCurrent={row.key === current}
                  onToggle={() => toggle(row)}
                />
                {row.more !== undefined && (
                  <More columns={columns} count={row.more.left} onMore={() => showMore(row)} />
                )}
              </Fragment>
            ))}
            {section.left > 0 && (
              <More
                columns={columns}
                count={section.left}
                onMore={() => setShown(shown + ROWS_MORE)}
              />
            )}
          </tbody>
        ))}
      </table>
    </div>
  )
}

function Cut({ name }: { readonly name: string }) {
  return cutName(name).map((part, index) => (
    <Fragment key={index}>
      {index > 0 && <wbr />}
      {part}
    </Fragment>
  ))
}

function More(props: {
  readonly columns: number
  readonly count: number
  readonly onMore: () => void
}) {
  return (
    <tr className="more">
      <td colSpan={props.columns}>
        <button className="btn sm" onClick={props.onMore}>
          Show {renderNumber(Math.min(props.count, ROWS_MORE))} of {renderNumber(props.count)} more
        </button>
      </td>
    </tr>
  )
}

interface RowProps {
  readonly row: TableRow
  readonly placement: Placement
  readonly words: NodeWords
  readonly chosen: number | undefined
  readonly isCurrent: boolean
  readonly onToggle: () => void
}

function Row({ row, placement, words, chosen, isCurrent, onToggle }: RowProps) {
  const { group } = row
  const { filters, scores } = placement
  const isChosen = row.nodes.length === 1 && row.nodes[0] === chosen
  const isEqual = group.kind === 'feasible' && group.isBest && !isChosen && chosen !== undefined
  const hasScores = scores.length > 0
  return (
    <tr className={isChosen ? 'win' : isEqual ? 'tie' : row.isOpen ? 'opened' : ''}>
      <RowHead row={row} words={words} isCurrent={isCurrent} onToggle={onToggle} />
      <FilterCells group={group} filters={filters} />
      {group.kind === 'feasible' && hasScores ? (
        <ScoreCells group={group} placement={placement} />
      ) : (
        <td
          className={`reason sep ${hasScores ? '' : 'wide'}`}
          colSpan={Math.max(1, scores.length) + (hasScores ? 1 : 0)}
        >
          <Reason row={row} filters={filters} />
        </td>
      )}
      {(chosen !== undefined || placement.runsOn !== undefined) && (
        <td className="mark">
          <Mark
            isChosen={isChosen}
            isEqual={isEqual}
            runsHere={row.nodes.some((node) => placement.nodes[node]?.name === placement.runsOn)}
          />
        </td>
      )}
    </tr>
  )
}

function RowHead(props: Pick<RowProps, 'row' | 'words' | 'isCurrent' | 'onToggle'>) {
  const { row, words, isCurrent, onToggle } = props
  const [first] = row.nodes
  if (row.isFolded) {
    const Arrow = row.isOpen ? ChevronDown : ChevronRight
    return (
      <th scope="row">
        <button
          className="nm"
          data-row={row.key}
          tabIndex={isCurrent ? 0 : -1}
          aria-expanded={row.isOpen}
          onClick={onToggle}
        >
          <Arrow className="ic s" aria-hidden="true" />
          <span>
            {renderNumber(row.nodes.length)} nodes
            <small>{words.sayMany(row.nodes)}</small>
          </span>
        </button>
      </th>
    )
  }
  const node = words.find(first ?? -1)
  return (
    <th scope="row">
      <button
        className="nm"
        data-row={row.key}
        tabIndex={isCurrent ? 0 : -1}
        title="Show the node on the board"
        onClick={() => navigate('topology', { selection: { kind: 'node', key: node.name } })}
      >
        {node.zone === undefined ? <i className="zl">?</i> : <ZoneLetter zone={node.zone} />}
        <span>
          {node.name}
          <small>{node.about}</small>
        </span>
      </button>
    </th>
  )
}

function FilterCells({
  group,
  filters,
}: {
  readonly group: OutcomeGroup
  readonly filters: readonly string[]
}) {
  const refusing = group.kind === 'refused' ? filters.indexOf(group.plugin) : -1
  return filters.map((plugin, index) => {
    if (group.kind === 'feasible' || (group.kind === 'refused' && index < refusing)) {
      return (
        <td key={plugin} className="pass" data-column={plugin}>
          <Check className="ic s" aria-hidden="true" />
          <span className="sr">passed</span>
        </td>
      )
    }
    if (index === refusing) {
      return (
        <td key={plugin} className="fail" data-column={plugin}>
          <X className="ic s" aria-hidden="true" />
          <span className="sr">refused</span>
        </td>
      )
    }
    return (
      <td key={plugin} className="pass zero" data-column={plugin}>
        <span aria-hidden="true">–</span>
        <span className="sr">not asked</span>
      </td>
    )
  })
}

function ScoreCells({
  group,
  placement,
}: {
  readonly group: Extract<OutcomeGroup, { readonly kind: 'feasible' }>
  readonly placement: Placement
}) {
  const { scores, groups } = placement
  const feasible = groups.flatMap((one) => (one.kind === 'feasible' ? [one] : []))
  const best = Math.max(1, ...feasible.map(({ total = 0 }) => total))
  const total = group.total ?? 0
  return (
    <>
      {scores.map(({ plugin, weight }, index) => {
        const points = group.points[index] ?? { raw: 0, weighted: 0 }
        const most = Math.max(...feasible.map((one) => one.points[index]?.weighted ?? 0))
        const differs = feasible.some((one) => one.points[index]?.weighted !== most)
        const isBest = differs && points.weighted === most
        return (
          <td
            key={plugin}
            className={`s ${index === 0 ? 'sep' : ''} ${isBest ? 'best' : ''} ${points.weighted === 0 ? 'zero' : ''}`}
            data-column={plugin}
          >
            {renderNumber(points.weighted)}
            <small>{renderPoints(points, weight)}</small>
          </td>
        )
      })}
      <td className="tot" data-column="Total">
        <div>
          <i style={{ '--w': `${(100 * total) / best}%` } as CSSProperties} />
          {renderNumber(total)}
        </div>
      </td>
    </>
  )
}

/** `100 × 3`; where the plugin normalizes and that changes its points, `80 → 100 × 2`. */
function renderPoints({ raw, normalized }: NodePoints, weight: number): string {
  const scaled = normalized ?? raw
  return scaled === raw
    ? `${renderNumber(raw)} × ${weight}`
    : `${renderNumber(raw)} → ${renderNumber(scaled)} × ${weight}`
}

function Reason({
  row: { group, detail },
  filters,
}: {
  readonly row: TableRow
  readonly filters: readonly string[]
}) {
  switch (group.kind) {
    case 'feasible':
      return <span>the only one, so nothing was scored</span>
    case 'unvisited':
      return <span>not asked: enough nodes had passed before</span>
    case 'ruled-out':
      return (
        <>
          {group.reasons.join(', ')} <span>{group.plugin}, before any node was asked</span>
        </>
      )
    case 'refused': {
      const isLast = filters.indexOf(group.plugin) === filters.length - 1
      const about = [
        detail,
        ...(group.isResolvable ? ['evicting pods may help'] : []),
        ...(isLast ? [] : ['later filters not asked']),
      ]
      return (
        <>
          <b title={group.isResolvable ? 'Unschedulable' : 'UnschedulableAndUnresolvable'}>
            {group.reasons.join(', ')}
          </b>{' '}
          <span>{about.filter((part) => part !== '').join('; ')}</span>
        </>
      )
    }
  }
}

function Mark(props: {
  readonly isChosen: boolean
  readonly isEqual: boolean
  readonly runsHere: boolean
}) {
  return (
    <>
      {props.isChosen && (
        <span className="v t-good">
          <Check className="ic" aria-hidden="true" />
          chosen
        </span>
      )}
      {props.isEqual && (
        <span className="v t-calm">
          <Dice5 className="ic" aria-hidden="true" />
          tie, as good
        </span>
      )}
      {props.runsHere && (
        <span className="tag">
          <Play className="ic" aria-hidden="true" />
          runs here
        </span>
      )}
    </>
  )
}
