import type { Judged } from '#worker/protocol.ts'
import type { Selection } from '#store/route.ts'
import type { BoardEdits } from '../board-edits.ts'
import type { Scene } from './scene.ts'
import type { ZoneTies } from './lay-ties.ts'
import type { Zoom } from './zoom.ts'

/** What every row of the board reads: what to draw, how near, and what is selected. */
export interface BoardView {
  readonly scene: Scene
  readonly ties: ReadonlyMap<string, ZoneTies>
  readonly zoom: Zoom
  /** Some lane is drawn, so cells keep their gutter. */
  readonly hasGutter: boolean
  readonly selection: Selection | undefined
  readonly verdicts: ReadonlyMap<string, Judged>
  readonly onSelect: (selection: Selection) => void
  /** Absent where the plan is only looked at, or a step of a trace is shown. */
  readonly edit: BoardEdits | undefined
}

export function isSelected(view: BoardView, kind: Selection['kind'], key: string): boolean {
  return view.selection?.kind === kind && view.selection.key === key
}
