import type { Rule } from './rule.ts'
import { cpl001SingleMember } from './rules/cpl-001-single-member.ts'
import { cpl002EvenMembers } from './rules/cpl-002-even-members.ts'
import { cpl003ZoneTakesQuorum } from './rules/cpl-003-zone-takes-quorum.ts'
import { cpl009SingleEndpoint } from './rules/cpl-009-single-endpoint.ts'

/** All rules, in the order of their ids (2.4). */
export const CATALOGUE: readonly Rule[] = [
  cpl001SingleMember,
  cpl002EvenMembers,
  cpl003ZoneTakesQuorum,
  cpl009SingleEndpoint,
]
