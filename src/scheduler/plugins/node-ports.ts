import { SUCCESS, rejectNode } from '../framework.ts'
import type { HostPort } from '#kube/pod-spec.ts'
import type { Plugin } from '../framework.ts'

const ALL_ADDRESSES = '0.0.0.0'

/** NP-1 to NP-3: host ports are used once per node. */
export const nodePorts: Plugin = {
  name: 'NodePorts',
  wakesOn: ['pod-deleted'],
  preFilter: (pod) => {
    const wanted = pod.spec.hostPorts
    if (wanted.length === 0) return { kind: 'skip' }
    return {
      kind: 'run',
      check: {
        filter: ({ pods }) =>
          pods.some((other) => other.spec.hostPorts.some((used) => clashes(wanted, used)))
            ? rejectNode("node(s) didn't have free ports for the requested pod ports")
            : SUCCESS,
      },
    }
  },
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
