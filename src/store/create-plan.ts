import { draftStore, forgetDraft } from './draft-store.ts'
import { makePlanId, openPlan, planStore } from './plan-store.ts'
import { FIRST_PLACE } from './route.ts'
import { navigate } from './view-store.ts'

/** Opens the drawn plan on the board; undo brings back what was open. False while it is not drawn yet. */
export function createPlan(): boolean {
  const { drawn, drawnFor, choices } = draftStore.getState()
  if (drawn === undefined || drawnFor !== choices.current) return false
  const { packed } = drawn
  openPlan({ id: makePlanId(), packed, origin: { kind: 'drawn' } }, `new plan ${packed.shell.name}`)
  forgetDraft()
  navigate('topology', { place: FIRST_PLACE })
  return true
}

const LETTERS = 'abcdefghijklmnopqrstuvwxyz'

/** The letter that the next design of the open plan gets; `undefined`: none is open, or it has all 26. */
export function findNextDesign(): string | undefined {
  const { current } = planStore.getState()
  const { designs = [] } = current?.packed.shell ?? {}
  if (current === undefined || designs.length >= LETTERS.length) return undefined
  return [...LETTERS].find((letter) => designs.every(({ id }) => id !== letter))
}

/** Adds the drawn cluster to the open plan as a design beside the others, and shows it. */
export function addDrawnDesign(): boolean {
  const { drawn, drawnFor, choices } = draftStore.getState()
  const { current } = planStore.getState()
  const id = findNextDesign()
  const [design] = drawn?.packed.shell.designs ?? []
  if (drawn === undefined || drawnFor !== choices.current) return false
  if (current === undefined || id === undefined || design === undefined) return false
  const { shell, resourceSets } = current.packed
  const name = drawn.packed.shell.name
  openPlan(
    {
      ...current,
      packed: {
        shell: { ...shell, designs: [...shell.designs, { ...design, id, name }] },
        resourceSets: [...resourceSets, ...drawn.packed.resourceSets],
      },
    },
    `design ${id.toUpperCase()}, ${name}`,
  )
  forgetDraft()
  navigate('topology', { place: { design: shell.designs.length, cluster: 0 } })
  return true
}
