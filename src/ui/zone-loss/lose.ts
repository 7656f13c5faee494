import type { Picture } from '#cluster/picture.ts'
import { getLosses } from '#store/loss-store.ts'
import type { Selection } from '#store/route.ts'
import { getSession } from '#store/run-store.ts'
import { showToast } from '#store/toast-store.ts'
import { changeView, navigate, viewStore } from '#store/view-store.ts'
import { findWorstCell } from './find-worst-cell.ts'

/**
 * Disturbances on the board (`x`, `0`): what a loss does is played from today's plan, and the plan stays as it
 * is. Esc, undo and "Back to today's plan" end it.
 */
export function loseSelected({ kind, key }: Selection): void {
  if (kind === 'zone') loseZone(key)
  else if (kind === 'node') loseNode(key)
  else showToast('Select a zone or a node to lose it')
}

/** The trace of the worst cell of its column; of a zone that hurts nothing the picture after it. */
export function loseZone(zone: string): void {
  const event = `zone/${zone}`
  const worst = findWorstCell(
    getLosses(),
    ({ column, plays }) => column === event && plays !== undefined,
  )
  const key = worst?.plays ?? findPod((picture, node) => picture.nodes[node]?.zone === zone, true)
  play(key, event, `No pod of the plan is judged, so the loss of ${zone} cannot be shown`)
}

/** That very node, now. */
function loseNode(name: string): void {
  const key = findPod((picture, node) => picture.nodes[node]?.name === name, false)
  play(key, `node/${name}`, `No pod runs on ${name} but those of DaemonSets`)
}

export function scaleToZero(key: string): void {
  play(key, 'zero', '')
}

function play(key: string | undefined, event: string, reason: string): void {
  if (key === undefined) {
    showToast(reason)
    return
  }
  const player = { key, step: 0, event, startsPlaying: true }
  if (viewStore.getState().screen === 'topology') changeView({ player, selection: undefined })
  else navigate('topology', { player })
}

/** A pod there, best one with a zonal volume; else, where asked, any that is judged. */
function findPod(
  isThere: (picture: Picture, node: number) => boolean,
  orAny: boolean,
): string | undefined {
  const { picture, results } = getSession().run.getState()
  if (picture === undefined) return undefined
  const { names, namespaces, node, tone } = picture.pods
  const there = names
    .map((_, index) => index)
    .filter((index) => tone[index] !== 2 && isThere(picture, node[index] ?? -1))
  const index = there.find((one) => tone[one] === 0) ?? there[0]
  if (index !== undefined) return `${namespaces[index] ?? ''}/${names[index] ?? ''}`
  return orAny ? results[0]?.key : undefined
}
