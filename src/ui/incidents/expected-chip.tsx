import type { ExpectedVerdict } from '#incidents/incident.ts'
import { VerdictChip } from '../parts/verdict-chip.tsx'

/** The verdict that an incident must reach, which the tests hold against the engine. */
export function ExpectedChip({ expected }: { readonly expected: ExpectedVerdict }) {
  const { verdict, disturbances } = expected
  return (
    <VerdictChip
      report={{
        verdict,
        disturbances: { total: disturbances, kinds: [] },
        proof: { kind: 'search', states: 0, complete: true, bound: 0 },
      }}
    />
  )
}
