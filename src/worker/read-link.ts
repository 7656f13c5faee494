import { INSTANCE_TYPES_AS_OF } from '#aws/instance-type.ts'
import type { Problem } from '#base/problem.ts'
import { countContents } from '#share/link-contents.ts'
import type { LinkContents } from '#share/link-contents.ts'
import type { LinkView } from '#share/link-view.ts'
import { readLink as readSharedPlan } from '#share/read-link.ts'
import type { Desk } from './desk.ts'
import { packPlan } from './packed-plan.ts'
import type { PackedPlan } from './packed-plan.ts'
import { sketchCluster } from './sketch-cluster.ts'
import type { ZoneSketch } from './sketch-cluster.ts'

/** The plan of a link, or the one message why there is none (L5.4). */
export type LinkReading =
  | { readonly kind: 'failed'; readonly problem: Problem }
  | { readonly kind: 'read'; readonly preview: LinkPreview }

/** What is said of a link before it is opened (L6.1). No verdict is in it. */
export interface LinkPreview {
  readonly packed: PackedPlan
  readonly contents: LinkContents
  /** Of the cluster at which it opens. */
  readonly sketch: readonly ZoneSketch[]
  /** Date of the data that the plan was made with, and of the data here. */
  readonly asOf: string
  readonly ownAsOf: string
  /** Where its sender was. */
  readonly view: LinkView | undefined
  /** What was undone to read it, in words. */
  readonly repairs: readonly string[]
}

/** L5.1 step 8. */
const INFLATE_TIME_MS = 2_000

/** @param text a fragment from `plan=` on, or a share file */
export async function readLink(
  text: string,
  { resources, nowMs, report }: Pick<Desk<'begun'>, 'resources' | 'nowMs' | 'report'>,
): Promise<LinkReading> {
  // The page's clock for it runs from here: what a worker needs to start is not the link's fault.
  report('begun')
  const startedAtMs = nowMs()
  const opened = await readSharedPlan(text, () => nowMs() - startedAtMs > INFLATE_TIME_MS)
  if (opened.kind === 'failed') {
    const [problem] = opened.problems
    if (problem === undefined) throw new Error('a link failed without a reason')
    return { kind: 'failed', problem }
  }
  const { plan, view, asOf, repairs } = opened.value
  const packed = packPlan(plan)
  resources.keep(packed, plan)
  const { design = 0, cluster = 0 } = view?.place ?? {}
  const shown = plan.designs[design]?.clusters[cluster] ?? plan.designs[0]?.clusters[0]
  return {
    kind: 'read',
    preview: {
      packed,
      contents: countContents(plan),
      sketch: shown === undefined ? [] : sketchCluster(shown),
      asOf,
      ownAsOf: INSTANCE_TYPES_AS_OF,
      view,
      repairs,
    },
  }
}
