import type { Route } from '#store/route.ts'
import { SCREEN_NAMES } from '../frame/navigation.tsx'

/** Where a link opens, in words: "Topology, prometheus-0, step 3 of its trace". */
export function describeRoute(
  { screen, selection, player, open }: Route,
  hasView: boolean,
): string {
  if (!hasView) return `${SCREEN_NAMES[screen]}: the view was left out`
  return [
    SCREEN_NAMES[screen],
    ...(selection === undefined ? [] : [nameOf(selection.key)]),
    ...(open === undefined ? [] : [nameOf(open)]),
    ...(player === undefined
      ? []
      : [
          player.step === 0
            ? `the trace of ${nameOf(player.key)}`
            : `step ${player.step} of the trace${selection === undefined ? ` of ${nameOf(player.key)}` : ''}`,
        ]),
  ].join(', ')
}

/** A key without its namespace. */
function nameOf(key: string): string {
  return key.slice(key.indexOf('/') + 1)
}
