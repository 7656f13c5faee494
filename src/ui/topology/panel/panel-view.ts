import type { BoardView } from '../board/board-view.ts'
import type { GroupEdits } from '../group-edits.ts'

/** What every panel reads and can do. */
export interface PanelView extends BoardView {
  readonly edits: GroupEdits | undefined
  readonly stale: ReadonlySet<string>
  readonly takesFocus: boolean
  readonly onClose: () => void
  readonly onPlay: (key: string) => void
  readonly onSearchOn: (key: string) => void
}
