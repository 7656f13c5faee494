import type { LossCell } from '#losses/matrix.ts'
import { navigate } from '#store/view-store.ts'

/** The trace of this cell on the board's player, from today's plan. */
export function playCell({ plays, column }: LossCell): void {
  if (plays === undefined) return
  navigate('topology', { player: { key: plays, step: 0, event: column, startsPlaying: true } })
}
