import { renderMissing } from '#aws-client/read-region.ts'
import type { CallProgress } from '#aws-client/reading.ts'
import type { MissingCall } from '#importers/importer.ts'

/** A call of AWS that did not bring all, in words. */
export interface MissingRow {
  readonly call: string
  readonly region: string
  readonly text: string
  /** The IAM action that would let it. */
  readonly action?: string
}

/** Of calls that this page made itself. */
export function listMissingLive(calls: readonly CallProgress[]): readonly MissingRow[] {
  return calls
    .filter(({ state, note }) => state === 'failed' || note !== undefined)
    .map((call) => {
      const action = call.refusal?.action
      return {
        call: call.call,
        region: call.region,
        text: renderMissing(call),
        ...(action === undefined ? {} : { action }),
      }
    })
}

/** Of files too; what this page has asked itself is said in its own words. */
export function listMissing(
  live: readonly CallProgress[],
  missing: readonly MissingCall[],
): readonly MissingRow[] {
  const rows = listMissingLive(live)
  const others = missing.filter(
    ({ call, region = '' }) => !rows.some((row) => row.call === call && row.region === region),
  )
  return [...rows, ...others.map(toRow)]
}

function toRow({ call, region = '', code = '', action, consequence }: MissingCall): MissingRow {
  const why =
    action === undefined
      ? `It failed${code === '' ? '' : ` (${code})`}`
      : `The role may not call ${action}`
  const text = `${why}. ${consequence.charAt(0).toUpperCase()}${consequence.slice(1)}.`
  return { call, region, text, ...(action === undefined ? {} : { action }) }
}
