import { getAt } from '#base/assert.ts'
import { renderPlanJson } from '#plan/canonical.ts'
import { shareable } from '#plan/shareable.ts'
import { deflate } from '#share/codec.ts'
import { encodeEnvelope } from '#share/envelope.ts'
import { decodeLink, encodeLink, type OpenedLink } from '#share/link.ts'
import type { LinkView } from '#share/link-view.ts'
import { renderDocument } from '#share/document.ts'
import { SAMPLE_PLAN } from './sample-plan.ts'

/** What became of mutated links (share links S2, S3 and the fuzzing of section 11). */
export interface MutationCounts {
  readonly total: number
  /** Ended in a message of L5.4. */
  readonly told: number
  /** Opened to the plan of the link, as it was or repaired. */
  readonly same: number
  /** A changed fragment opened to another plan. */
  readonly other: number
  /** Changed documents in a good envelope that are plans, and may be. */
  readonly documents: number
  /** An exception came out. */
  readonly escaped: number
}

const CODES: ReadonlySet<string> = new Set(
  ['cut', 'damaged', 'too-long', 'newer', 'invalid', 'too-big', 'busy'].map(
    (code) => `share/${code}`,
  ),
)
const CHARACTERS =
  'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.=%>< "\')],z\u200b'
const NEXT_JSON = [
  '[',
  ']',
  '{',
  '}',
  ',',
  ':',
  '"',
  '-',
  '0',
  '9',
  '1e999',
  'null',
  'true',
  '"__proto__"',
]

/**
 * Mutates fragments, and every tenth time the document inside one: characters changed, put in, taken out,
 * and tails cut. The same seed gives the same links.
 */
export async function mutateLinks(options: {
  readonly count: number
  readonly seed: number
}): Promise<MutationCounts> {
  const link = await encodeLink(SAMPLE_PLAN, VIEW)
  if (link.kind === 'failed') throw new Error('the sample makes no link')
  const first = await decodeLink(link.value, () => false)
  const expected = first.kind === 'ok' ? renderOpened(first.value) : ''
  const document = renderDocument(shareable(SAMPLE_PLAN), VIEW)
  const draw = makeDraw(options.seed)
  const counts = { total: 0, told: 0, same: 0, other: 0, documents: 0, escaped: 0 }
  for (; counts.total < options.count; counts.total += 1) {
    const isDocument = counts.total % 10 === 0
    const fragment = isDocument
      ? await pack(mutate(document, draw, NEXT_JSON))
      : mutate(link.value, draw, [...CHARACTERS])
    try {
      const opened = await decodeLink(fragment, () => false)
      if (opened.kind === 'failed') {
        const isKnown = opened.problems.length === 1 && CODES.has(getAt(opened.problems, 0).code)
        counts[isKnown ? 'told' : 'escaped'] += 1
      } else if (renderOpened(opened.value) === expected) counts.same += 1
      else counts[isDocument ? 'documents' : 'other'] += 1
    } catch {
      counts.escaped += 1
    }
  }
  return counts
}

const VIEW: LinkView = {
  screen: 'topology',
  place: { design: 0, cluster: 0 },
  selection: { kind: 'group', key: 'workers' },
}

/** Plan and view as one text. */
function renderOpened({ plan, view }: OpenedLink): string {
  return `${renderPlanJson(plan)}${JSON.stringify(view)}`
}

async function pack(document: string): Promise<string> {
  return encodeEnvelope(await deflate(new TextEncoder().encode(document)))
}

type Draw = (below: number) => number

/** Reproducible picks: mulberry32. */
function makeDraw(seed: number): Draw {
  let state = seed
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}

function mutate(text: string, draw: Draw, pieces: readonly string[]): string {
  let mutated = text
  for (let times = 1 + draw(3); times > 0; times -= 1) {
    const at = draw(mutated.length + 1)
    const piece = getAt(pieces, draw(pieces.length))
    const kind = draw(5)
    if (kind === 0) mutated = mutated.slice(0, at)
    else if (kind === 1) mutated = mutated.slice(0, at) + mutated.slice(at + 1)
    else if (kind === 2) mutated = mutated.slice(0, at) + piece + mutated.slice(at)
    else mutated = mutated.slice(0, at) + piece + mutated.slice(at + 1)
  }
  return mutated
}
