import type { Plan } from '#plan/schema.ts'
import type { LinkView } from '#share/link-view.ts'
import { FIRST_PLACE, SCREENS, SELECTION_KINDS } from './route.ts'
import type { Route } from './route.ts'

/** Screens that are no view of a plan. */
const OF_NO_PLAN: readonly string[] = ['start', 'import', 'incidents']

/** What a link says of where its sender was (L3.4); undefined where that was no view of the plan. */
export function toLinkView(route: Route): LinkView | undefined {
  const { screen, place, selection, player, open } = route
  if (OF_NO_PLAN.includes(screen)) return undefined
  return {
    screen,
    place,
    ...(selection === undefined ? {} : { selection }),
    ...(player === undefined ? {} : { player }),
    ...(open === undefined ? {} : { open }),
  }
}

/** Where a link opens: at its sender's view as far as this page has it, else at the board. */
export function toRoute(view: LinkView | undefined, plan: Plan): Route {
  const { place = FIRST_PLACE, selection, player, open } = view ?? {}
  const kind = SELECTION_KINDS.find((one) => one === selection?.kind)
  const screen = SCREENS.find((one) => one === view?.screen && !OF_NO_PLAN.includes(one))
  return {
    screen: screen ?? 'topology',
    place: plan.designs[place.design]?.clusters[place.cluster] === undefined ? FIRST_PLACE : place,
    selection:
      kind === undefined || selection === undefined ? undefined : { kind, key: selection.key },
    player,
    open,
  }
}
