import { compareText } from '#base/compare.ts'
import type { Plan } from './schema.ts'
import { isPlainObject } from './schema-walk.ts'

/**
 * Stable stand-ins for what must not leave the machine (share links L7.1) but whose equality a verdict
 * needs: nodes that are named after an address or an instance, EBS volumes, and the ids of claims.
 */
export interface StandIns {
  /** The text with the names of such nodes replaced. */
  readonly replaceNodes: (text: string) => string
  /** `vol-1` for the first volume id seen, and so on; the zone in front of an old one stays. */
  readonly replaceVolume: (id: string) => string
  /** Undefined for the id of a claim that its volume agrees with: it says nothing. */
  readonly replaceUid: (uid: string) => string | undefined
}

/** An address in the name, a domain name, or an instance's id. */
const ID_LIKE = /\bip-\d{1,3}(?:-\d{1,3}){3}\b|\bi-[0-9a-f]{8,17}\b|\d{1,3}(?:\.\d{1,3}){3}|\./

export function makeStandIns(plan: Plan): StandIns {
  const nodes = listNodeNames(plan)
  const taken = new Set(nodes)
  const renamed = nodes.filter((name) => ID_LIKE.test(name)).sort(compareText)
  const digits = String(renamed.length).length
  const newNames = new Map<string, string>()
  let number = 0
  for (const name of renamed) {
    let next: string
    do {
      number += 1
      next = `node-${String(number).padStart(digits, '0')}`
    } while (taken.has(next))
    newNames.set(name, next)
  }
  const replaceVolume = countUp((count) => `vol-${count}`)
  const replaceUid = countUp((count) => `uid-${count}`)
  const strays = findStrayUids(plan)
  return {
    replaceNodes: (text) => replaceNames(text, newNames),
    replaceVolume: (id) => {
      const zone = /^aws:\/\/[a-z0-9-]*\//.exec(id)?.[0] ?? ''
      return `${zone}${replaceVolume(id.slice(zone.length))}`
    },
    replaceUid: (uid) => (strays.has(uid) ? replaceUid(uid) : undefined),
  }
}

/** Whole names are looked up; a mirror pod's name ends in its node's. */
function replaceNames(text: string, newNames: ReadonlyMap<string, string>): string {
  if (newNames.size === 0) return text
  const whole = newNames.get(text)
  if (whole !== undefined) return whole
  if (!ID_LIKE.test(text)) return text
  for (let dash = text.indexOf('-'); dash >= 0; dash = text.indexOf('-', dash + 1)) {
    const tail = newNames.get(text.slice(dash + 1))
    if (tail !== undefined) return `${text.slice(0, dash + 1)}${tail}`
  }
  return text
}

function listNodeNames(plan: Plan): readonly string[] {
  const names = plan.designs.flatMap(({ clusters }) =>
    clusters.flatMap(({ resources }) =>
      resources.flatMap((object) => {
        if (object.kind === 'Node' || object.kind === 'CSINode') return [object.metadata.name]
        const spec = object['spec']
        const name = isPlainObject(spec) ? spec['nodeName'] : undefined
        return typeof name === 'string' && name !== '' ? [name] : []
      }),
    ),
  )
  return [...new Set(names)]
}

/** The ids of claims and of the claims that volumes are kept for, where the two differ. */
function findStrayUids(plan: Plan): ReadonlySet<string> {
  return new Set(
    plan.designs.flatMap(({ clusters }) =>
      clusters.flatMap(({ resources }) => {
        const claims = new Map(
          resources
            .filter(({ kind }) => kind === 'PersistentVolumeClaim')
            .map(({ metadata: { namespace, name, uid } }) => [
              `${namespace ?? 'default'}/${name}`,
              uid,
            ]),
        )
        return resources.flatMap((object) => {
          if (object.kind !== 'PersistentVolume') return []
          const { namespace, name, uid } = readClaimRef(object['spec'])
          const own = claims.get(`${String(namespace)}/${String(name)}`)
          return typeof own === 'string' && typeof uid === 'string' && own !== uid ? [own, uid] : []
        })
      }),
    ),
  )
}

function readClaimRef(spec: unknown): Readonly<Record<string, unknown>> {
  const reference = isPlainObject(spec) ? spec['claimRef'] : undefined
  return isPlainObject(reference) ? reference : {}
}

function countUp(render: (count: number) => string): (text: string) => string {
  const seen = new Map<string, string>()
  return (text) => {
    const known = seen.get(text)
    if (known !== undefined) return known
    const next = render(seen.size + 1)
    seen.set(text, next)
    return next
  }
}
