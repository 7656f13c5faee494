import { useEffect, useState } from 'react'
import type { LinkView } from '#share/link-view.ts'
import type { LeaveOut } from '#share/leave-out.ts'
import { INTERACTIVE_BOUND } from '#store/run-session.ts'
import { getSession } from '#store/run-store.ts'
import type { ComparisonProgress, VerdictComparison } from '#worker/compare-verdicts.ts'
import type { LinkMaking, LinkProgress } from '#worker/make-link.ts'
import type { PackedPlan } from '#worker/packed-plan.ts'
import type { Place } from '#worker/protocol.ts'

export interface ShareChoice {
  readonly leftOut: readonly LeaveOut[]
  /** Undefined until the person chooses: then as the plan's origin asks for (L7.4). */
  readonly hasNeutralNames: boolean | undefined
}

/** A link from the wish to the last comparison; `making` stays while the next one is made. */
export interface LinkWork {
  readonly making: LinkMaking | undefined
  /** An option was changed: what is shown is of the one before. */
  readonly isMaking: boolean
  /** Of the link that is being made. */
  readonly makingProgress: LinkProgress | undefined
  readonly progress: ComparisonProgress | undefined
  readonly comparison: VerdictComparison | undefined
  /** Long enough has been compared: the rest goes on while the link may be copied. */
  readonly isPatient: boolean
  readonly fault: string | undefined
}

const START: LinkWork = {
  making: undefined,
  isMaking: true,
  makingProgress: undefined,
  progress: undefined,
  comparison: undefined,
  isPatient: false,
  fault: undefined,
}

/** After this long a link that opens to the same plan may be copied before every verdict was compared. */
const PATIENCE_MS = 3_000

/** Makes the link of a plan in the worker, tests it there, and then compares the verdicts (L4.6). */
export function useLink(
  { packed, view, place }: { packed: PackedPlan; view: LinkView | undefined; place: Place },
  { leftOut, hasNeutralNames }: ShareChoice,
): LinkWork {
  const [work, setWork] = useState(START)
  useEffect(() => {
    const ending = new AbortController()
    const { signal } = ending
    const change = (news: Partial<LinkWork>) => {
      if (!signal.aborted) setWork((now) => ({ ...now, ...news }))
    }
    const { engine } = getSession()
    const origin = `${location.origin}${location.pathname}`
    const make = async () => {
      change({ isMaking: true, makingProgress: undefined })
      const wish = { packed, view, place, leftOut, hasNeutralNames, origin }
      const making = await engine.ask('make-link', wish, {
        signal,
        onProgress: (makingProgress) => change({ makingProgress }),
      })
      // Only what was withdrawn has no answer.
      if (making === undefined) return
      change({ ...START, making, isMaking: false })
      if (making.kind === 'failed') return
      const { shared, hasNeutralNames: isNeutral } = making.link
      setTimeout(() => change({ isPatient: true }), PATIENCE_MS)
      const comparison = await engine.ask(
        'compare-link',
        { packed, shared, place, leftOut, hasNeutralNames: isNeutral, bound: INTERACTIVE_BOUND },
        { signal, onProgress: (progress) => change({ progress }) },
      )
      change({ comparison })
    }
    make().catch((error: unknown) => {
      change({ isMaking: false, fault: error instanceof Error ? error.message : String(error) })
    })
    return () => ending.abort()
  }, [packed, view, place, leftOut, hasNeutralNames])
  return work
}
