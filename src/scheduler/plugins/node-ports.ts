import { SUCCESS, rejectNode } from '../framework.ts'
import { renderSome } from '../render-amount.ts'
import type { HostPort } from '#kube/pod-spec.ts'
import type { NodeState } from '../snapshot.ts'
import type { Plugin } from '../framework.ts'

const ALL_ADDRESSES = '0.0.0.0'

/** NP-3. */
export const NO_FREE_PORTS = rejectNode(
  "node(s) didn't have free ports for the requested pod ports",
)

/** NP-1 to NP-3: host ports are used once per node. */
export const nodePorts: Plugin = {
  name: 'NodePorts',
  retriesWhen: 'a node comes, or a pod that holds the port ends',
  wakesOn: ['pod-deleted'],
  skipsFilter: 'the pod takes no port of its host',
  preFilter: (pod) => {
    const wanted = pod.spec.hostPorts
    if (wanted.length === 0) return { kind: 'skip' }
    return {
      kind: 'run',
      check: {
        filter: ({ usedPorts }) => (clashesAny(wanted, usedPorts) ? NO_FREE_PORTS : SUCCESS),
        explain: (nodeStates) => explainClashes(wanted, nodeStates),
      },
    }
  },
}

/** Which port is taken, and by whom. */
function explainClashes(wanted: readonly HostPort[], nodeStates: readonly NodeState[]): string {
  const holders = nodeStates.flatMap(({ pods }) =>
    pods.filter((other) => other.spec.hostPorts.some((used) => clashes(wanted, used))),
  )
  const taken = wanted.filter((port) =>
    holders.some((other) => other.spec.hostPorts.some((used) => clashes([port], used))),
  )
  const ports = taken.map(({ protocol, port }) => `${protocol}/${port}`)
  const names = holders.map(({ namespace, name }) => `${namespace}/${name}`)
  return `${renderSome(ports)} ${ports.length > 1 ? 'are' : 'is'} taken by ${renderSome(names)}`
}

/** NP-3: one of the wanted ports is used. */
export function clashesAny(wanted: readonly HostPort[], used: readonly HostPort[]): boolean {
  return used.some((port) => clashes(wanted, port))
}

function clashes(wanted: readonly HostPort[], used: HostPort): boolean {
  return wanted.some(
    (port) =>
      port.port === used.port &&
      port.protocol === used.protocol &&
      (port.hostIp === used.hostIp ||
        port.hostIp === ALL_ADDRESSES ||
        used.hostIp === ALL_ADDRESSES),
  )
}
