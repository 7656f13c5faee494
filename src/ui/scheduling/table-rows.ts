import type { OutcomeGroup, Placement } from '#scheduler/placement.ts'

/** A row of the table: one node, or many with an identical outcome. */
export interface TableRow {
  readonly key: string
  readonly group: OutcomeGroup
  readonly nodes: readonly number[]
  /** What the nodes may open to: the row stands for all of them. */
  readonly isFolded: boolean
  /** It was opened: the row stands before its nodes. */
  readonly isOpen: boolean
  /** It is the last drawn of an open row, by its key, of which so many more are not drawn. */
  readonly more?: { readonly key: string; readonly left: number; readonly drawn: number }
  readonly detail: string
}

export interface TableSection {
  readonly key: 'feasible' | 'refused' | 'unvisited'
  readonly title: string
  readonly rows: readonly TableRow[]
  /** Outcomes that are not drawn. */
  readonly left: number
}

export interface RowOptions {
  /** Only these nodes; absent: all. */
  readonly only: ReadonlySet<number> | undefined
  /** The node that is shown as the winner. */
  readonly chosen: number | undefined
  /** Rows that were opened, and how many of their nodes are drawn. */
  readonly open: ReadonlyMap<string, number>
  /** Outcomes drawn of a section. */
  readonly shown: number
}

/** A table of so few nodes folds none of them. */
const MOST_UNFOLDED = 24

/** The rows of each section; nodes with an identical outcome are one row where there are many nodes. */
export function layRows(placement: Placement, options: RowOptions): readonly TableSection[] {
  const groups = placement.groups.map((group, index) => ({ group, key: `${group.kind} ${index}` }))
  const isSmall = placement.nodes.length <= MOST_UNFOLDED
  const section = (
    key: TableSection['key'],
    kinds: readonly OutcomeGroup['kind'][],
    say: (count: number) => string,
  ): TableSection[] => {
    const own = groups.filter(({ group }) => kinds.includes(group.kind))
    const there = own.filter(({ group }) => pickNodes(group, options).length > 0)
    const rows = there.slice(0, options.shown).flatMap((one) => layGroup(one, options, isSmall))
    const count = own.reduce((sum, { group }) => sum + pickNodes(group, options).length, 0)
    return count === 0
      ? []
      : [
          {
            key,
            title: say(count),
            rows,
            left: Math.max(0, there.length - options.shown),
          },
        ]
  }
  return [
    ...section('feasible', ['feasible'], (count) => `${nodesOf(count)} passed every filter`),
    ...section('refused', ['refused', 'ruled-out'], (count) => `${nodesOf(count)} refused`),
    ...section('unvisited', ['unvisited'], (count) => `${nodesOf(count)} not looked at`),
  ]
}

function nodesOf(count: number): string {
  return `${count.toLocaleString('en-US')} ${count === 1 ? 'node' : 'nodes'}`
}

function pickNodes(group: OutcomeGroup, { only }: RowOptions): readonly number[] {
  return only === undefined ? group.nodes : group.nodes.filter((node) => only.has(node))
}

function layGroup(
  { group, key }: { readonly group: OutcomeGroup; readonly key: string },
  options: RowOptions,
  isSmall: boolean,
): readonly TableRow[] {
  const nodes = pickNodes(group, options)
  if (nodes.length === 0) return []
  const chosen = nodes.filter((node) => node === options.chosen)
  const others = nodes.filter((node) => node !== options.chosen)
  const single = (node: number): TableRow => ({
    key: `${key} ${node}`,
    group,
    nodes: [node],
    isFolded: false,
    isOpen: false,
    detail: findDetail(group, node),
  })
  if (isSmall || others.length < 2) return [...chosen, ...others].map(single)
  const drawn = options.open.get(key) ?? 0
  const folded: TableRow = {
    key,
    group,
    nodes: others,
    isFolded: true,
    isOpen: drawn > 0,
    detail: group.kind === 'refused' ? group.detail : '',
  }
  const left = Math.max(0, others.length - drawn)
  const singles = others.slice(0, drawn).map((node, index): TableRow => {
    const isLast = index === drawn - 1 && left > 0
    return { ...single(node), ...(isLast ? { more: { key, left, drawn } } : {}) }
  })
  return [...chosen.map(single), folded, ...singles]
}

function findDetail(group: OutcomeGroup, node: number): string {
  return group.kind === 'refused' ? (group.details[group.nodes.indexOf(node)] ?? '') : ''
}
