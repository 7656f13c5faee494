import type { Problem } from '#base/problem.ts'
import type { LeaveOut } from '#share/leave-out.ts'
import type { LinkView } from '#share/link-view.ts'
import { hasForeignNames, prepareLinkInSlices } from '#share/prepare-link.ts'
import type { PreparedLink } from '#share/prepare-link.ts'
import { SHARE_FILE, renderShareFile } from '#share/share-file.ts'
import type { Desk } from './desk.ts'
import { packPlan } from './packed-plan.ts'
import type { PackedPlan } from './packed-plan.ts'

export interface LinkWish {
  readonly packed: PackedPlan
  readonly view: LinkView | undefined
  readonly place: LinkView['place']
  readonly leftOut: readonly LeaveOut[]
  /** Undefined: as the plan's origin asks for (L7.4). */
  readonly hasNeutralNames: boolean | undefined
  /** Where the page is served, to its last slash. */
  readonly origin: string
}

/** A link that can be copied, or the reason why there is none. */
export type LinkMaking =
  | { readonly kind: 'failed'; readonly problem: Problem }
  | { readonly kind: 'made'; readonly link: MadeLink }

export interface MadeLink extends Omit<PreparedLink, 'shared'> {
  readonly hasNeutralNames: boolean
  /** The plan was read from what runs, so names are left out unless the person says otherwise (L7.4). */
  readonly isNeutralByDefault: boolean
  /** What its reader gets, for the comparison of verdicts. */
  readonly shared: PackedPlan
  /** The same as a file of its own (L10.1). */
  readonly shareFile: Blob
  readonly shareFileEnding: string
}

/** How many times of how many the plan was encoded: once for the link, and to say what each part and option takes. */
export interface LinkProgress {
  readonly done: number
  readonly total: number
}

/** Undefined when it was withdrawn. */
export async function makeLink(
  { packed, view, place, leftOut, hasNeutralNames, origin }: LinkWish,
  { resources, pause, report }: Pick<Desk<LinkProgress>, 'resources' | 'pause' | 'report'>,
): Promise<LinkMaking | undefined> {
  const plan = await resources.unpack(packed)
  const isNeutralByDefault = hasForeignNames(plan)
  const neutralNames = hasNeutralNames ?? isNeutralByDefault
  const options = { neutralNames, leftOut, origin, place }
  const prepared = await prepareLinkInSlices(plan, view, options, (done, total) => {
    report({ done, total })
    return pause()
  })
  if (prepared === undefined) return undefined
  if (prepared.kind === 'failed') {
    const [problem] = prepared.problems
    if (problem === undefined) throw new Error('a link failed without a reason')
    return { kind: 'failed', problem }
  }
  const { shared, ...rest } = prepared.value
  return {
    kind: 'made',
    link: {
      ...rest,
      hasNeutralNames: neutralNames,
      isNeutralByDefault,
      shared: packPlan(shared.plan),
      shareFile: new Blob([renderShareFile(shared)], { type: SHARE_FILE.mediaType }),
      shareFileEnding: SHARE_FILE.extension,
    },
  }
}
