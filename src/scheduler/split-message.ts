import { compareText } from '#base/compare.ts'
import type { MessagePart } from './placement.ts'

/** A reason with the nodes that gave it. */
export interface ReasonNodes {
  readonly reason: string
  readonly nodes: readonly number[]
}

/**
 * A message cut where its parts begin and end (8.2); put together the pieces are the message again. Each list of
 * reasons is one sentence: those of Filter, then those of preemption. In a sentence the parts stand in the order
 * of their bytes.
 */
export function splitMessage(
  message: string,
  sentences: readonly (readonly ReasonNodes[])[],
  renderPart: (one: ReasonNodes) => string = ({ reason, nodes }) => `${nodes.length} ${reason}`,
): readonly MessagePart[] {
  const pieces: MessagePart[] = []
  let at = 0
  for (const [index, sentence] of sentences.entries()) {
    const parts = sentence
      .map((one) => ({ text: renderPart(one), nodes: one.nodes }))
      .toSorted((a, b) => compareText(a.text, b.text))
    for (const { text, nodes } of parts) {
      const found = message.indexOf(text, at)
      if (found < 0) continue
      if (found > at) pieces.push({ text: message.slice(at, found) })
      pieces.push({ text, nodes, key: `${index}/${text}` })
      at = found + text.length
    }
  }
  if (at < message.length) pieces.push({ text: message.slice(at) })
  return pieces
}

/** Reasons with their nodes, in the order in which they first came. */
export function collectReasons(
  given: Iterable<readonly [number, readonly string[]]>,
): readonly ReasonNodes[] {
  const byReason = new Map<string, number[]>()
  for (const [node, reasons] of given) {
    for (const reason of reasons) {
      const nodes = byReason.get(reason)
      if (nodes === undefined) byReason.set(reason, [node])
      else nodes.push(node)
    }
  }
  return [...byReason].map(([reason, nodes]) => ({ reason, nodes }))
}
