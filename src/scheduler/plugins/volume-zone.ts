import {
  BETA_REGION_LABEL,
  BETA_ZONE_LABEL,
  REGION_LABEL,
  ZONE_LABEL,
  findLabel,
} from '#kube/labels.ts'
import { SUCCESS, rejectForGood } from '../framework.ts'
import { renderSome } from '../render-amount.ts'
import type { Labels } from '#kube/labels.ts'
import type { Plugin } from '../framework.ts'

/** A place label of a volume and the values it allows. */
interface Demand {
  readonly key: string
  readonly values: readonly string[]
}

const KEYS: readonly string[] = [BETA_ZONE_LABEL, BETA_REGION_LABEL, ZONE_LABEL, REGION_LABEL]

/** Node labels that stand in for an old key; never the other way round (VZ-3). */
const SUCCESSORS: ReadonlyMap<string, string> = new Map([
  [BETA_ZONE_LABEL, ZONE_LABEL],
  [BETA_REGION_LABEL, REGION_LABEL],
])

/** VZ-1 to VZ-3: zone and region labels of bound volumes. */
export const volumeZone: Plugin = {
  name: 'VolumeZone',
  retriesWhen:
    'a claim, volume or class of its comes or changes, or a node comes or gets other labels',
  wakesOn: ['volume-changed'],
  skipsFilter: 'no volume of the pod has a zone label',
  preFilter: (pod, snapshot) => {
    const demands: Demand[] = []
    for (const { claimName, kind } of pod.spec.claims) {
      const claim = snapshot.claims.get(`${pod.namespace}/${claimName}`)
      if (kind !== 'claim' || claim?.volumeName === undefined) continue
      const volume = snapshot.volumes.get(claim.volumeName)
      if (volume === undefined) {
        const text = `persistentvolume "${claim.volumeName}" not found`
        return { kind: 'rejected', status: rejectForGood(text) }
      }
      demands.push(...listDemands(volume.labels))
    }
    if (demands.length === 0) return { kind: 'skip' }
    return {
      kind: 'run',
      check: {
        filter: ({ node }) =>
          isUnplaced(node.labels) || demands.every((demand) => meetsDemand(demand, node.labels))
            ? SUCCESS
            : rejectForGood('node(s) had no available volume zone'),
        explain: () =>
          renderSome(demands.map(({ key, values }) => `a volume has ${key}=${values.join('__')}`)),
      },
    }
  },
}

/** VZ-1: sets are joined by `__`; a label with an empty element is ignored. */
function listDemands(labels: Labels): readonly Demand[] {
  return KEYS.flatMap((key) => {
    const values = findLabel(labels, key)
      ?.split('__')
      .map((value) => value.trim())
    return values === undefined || values.includes('') ? [] : [{ key, values }]
  })
}

function isUnplaced(labels: Labels): boolean {
  return KEYS.every((key) => findLabel(labels, key) === undefined)
}

function meetsDemand({ key, values }: Demand, labels: Labels): boolean {
  const value = findLabel(labels, key) ?? findLabel(labels, SUCCESSORS.get(key) ?? key)
  return value !== undefined && values.includes(value)
}
