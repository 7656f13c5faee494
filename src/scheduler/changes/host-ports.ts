import { changeSpec } from './edit-situation.ts'
import type { ChangeFamily } from './change.ts'

/** NP-1: a port of the host at a time. */
export const hostPorts: ChangeFamily = {
  name: 'host-ports',
  list: ({ pod }) =>
    pod.spec.hostPorts.map((port) => ({
      key: `host port ${port.hostIp} ${port.protocol} ${port.port}`,
      plugins: ['NodePorts'],
      words: `Give up the host port ${port.protocol}/${port.port}`,
      note: '',
      apply: (situation) =>
        changeSpec(situation, (spec) => ({
          hostPorts: spec.hostPorts.filter(
            (one) =>
              one.port !== port.port ||
              one.protocol !== port.protocol ||
              one.hostIp !== port.hostIp,
          ),
        })),
    })),
}
