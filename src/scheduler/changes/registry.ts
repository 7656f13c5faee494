import { addedNodes } from './added-nodes.ts'
import { attachLimits } from './attach-limits.ts'
import { cordons } from './cordons.ts'
import { gates } from './gates.ts'
import { hostPorts } from './host-ports.ts'
import { nodeDemands } from './node-demands.ts'
import { podTerms } from './pod-terms.ts'
import { priority } from './priority.ts'
import { promisedRoom } from './promised-room.ts'
import { requests } from './requests.ts'
import { spread } from './spread.ts'
import { taints } from './taints.ts'
import { volumes } from './volumes.ts'
import type { ChangeFamily } from './change.ts'

/** What can be changed so that a pod runs, in the order in which it is tried and told. */
export const CHANGE_FAMILIES: readonly ChangeFamily[] = [
  gates,
  addedNodes,
  cordons,
  taints,
  nodeDemands,
  requests,
  spread,
  podTerms,
  hostPorts,
  volumes,
  attachLimits,
  promisedRoom,
  priority,
]
