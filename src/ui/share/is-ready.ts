import type { LinkWork } from './use-link.ts'

/**
 * The link may be copied: it was decoded to the same plan and view (L4.6), and its verdicts were compared,
 * or that takes long and goes on.
 */
export function isReady({ making, isMaking, comparison, isPatient }: LinkWork): boolean {
  if (isMaking || making?.kind !== 'made') return false
  const { isTested, link } = making.link
  return isTested && link !== undefined && (comparison !== undefined || isPatient)
}
