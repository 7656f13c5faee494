import type { ChangeFamily } from './change.ts'

/** NV-4, NV-5: as many volumes as a node attaches. NV-7: a driver that is not there. */
export const attachLimits: ChangeFamily = {
  name: 'attach-limits',
  list: ({ pod }) => {
    if (pod.spec.claims.length + pod.spec.inlineDisks.length === 0) return []
    return [
      {
        key: 'attach limits',
        plugins: ['NodeVolumeLimits'],
        words: 'Let nodes attach as many volumes more as the pod needs',
        note: 'by volumes that go, a type that attaches more, or the driver where it is missing',
        apply: ({ pod: same, snapshot }) => {
          const csiNodes = new Map(
            [...snapshot.csiNodes].map(([name, csiNode]) => [
              name,
              {
                ...csiNode,
                drivers: csiNode.drivers.map(({ name: driver }) => ({ name: driver })),
              },
            ]),
          )
          const csiDrivers = new Map(
            [...snapshot.csiDrivers].map(([name, driver]) => [
              name,
              Object.assign({}, driver, { isDemanded: false }),
            ]),
          )
          return { pod: same, snapshot: { ...snapshot, csiNodes, csiDrivers } }
        },
      },
    ]
  },
}
