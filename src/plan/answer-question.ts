import { setAtPath } from './edit.ts'
import type { ClusterPlace } from './edit.ts'
import {
  API_ENDPOINTS,
  ETCD_TOPOLOGIES,
  findSelfManaged,
  moveEtcdMember,
  moveMember,
  setApiEndpoint,
  setEtcdTopology,
} from './edit-control-plane.ts'
import type { Plan } from './schema.ts'

/**
 * Writes the answer to a question of the engine where the question says: a path of the plan such as
 * `designs[0].clusters[0].controlPlane.members[1].zone`, and a value that fits there. What stands on the
 * same machine goes along, as with every edit of a control plane.
 */
export function answerQuestion(
  plan: Plan,
  place: ClusterPlace,
  { path, value }: { readonly path: string; readonly value: unknown },
): Plan {
  const steps = parsePath(path)
  const plane = findSelfManaged(plan, place)
  const [list, index, field] = steps.slice(steps.indexOf('controlPlane') + 1)
  const topology = ETCD_TOPOLOGIES.find((one) => one === value)
  if (path.endsWith('.etcd.topology') && topology !== undefined) {
    return setEtcdTopology(plan, place, topology)
  }
  const endpoint = API_ENDPOINTS.find((one) => one === value)
  if (path.endsWith('.apiEndpoint') && endpoint !== undefined) {
    return setApiEndpoint(plan, place, endpoint)
  }
  if (plane !== undefined && path.endsWith('.zone') && typeof value === 'string') {
    if (list === 'members' && field === 'zone') {
      const member = plane.members[Number(index)]?.name
      return member === undefined ? plan : moveMember(plan, { ...place, member }, value)
    }
    const [cluster, , at] = steps.slice(-4)
    const etcd = plane.etcd.clusters[Number(cluster)]
    const member = etcd?.members[Number(at)]?.name
    if (etcd === undefined || member === undefined) return plan
    return moveEtcdMember(plan, { ...place, etcd: etcd.name, member }, value)
  }
  const whole = path.includes('.assumptions.') ? withAssumptions(plan, place) : plan
  // The engine made the value for this path, whose schema it keeps (`availability/control-plane-layout.ts`).
  return setAtPath(whole, steps, value) as Plan
}

function parsePath(path: string): readonly (string | number)[] {
  return path
    .split(/[.[\]]+/)
    .filter((step) => step !== '')
    .map((step) => (/^\d+$/.test(step) ? Number(step) : step))
}

function withAssumptions(plan: Plan, { design }: ClusterPlace): Plan {
  const one = plan.designs[design]
  if (one === undefined || one.assumptions !== undefined) return plan
  return { ...plan, designs: plan.designs.with(design, { ...one, assumptions: {} }) }
}
