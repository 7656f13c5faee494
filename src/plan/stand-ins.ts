import { compareText } from '#base/compare.ts'
import { readList, readText } from '#kube/field.ts'
import type { Cluster, Plan } from './schema.ts'
import { isPlainObject } from './schema-walk.ts'

/**
 * Stable stand-ins for what must not leave the machine (share links L7.1) but whose equality a verdict
 * needs: nodes that are named after an address or an instance, EBS volumes, the ids of claims, and objects
 * that are named after such an id.
 */
export interface StandIns {
  /** The text with the names of such nodes and objects replaced. */
  readonly replaceNames: (text: string) => string
  /** `vol-1` for the first volume id seen, and so on; the zone in front of an old one stays. */
  readonly replaceVolume: (id: string) => string
  /** Of an id that names were replaced in; undefined for one of a claim that its volume agrees with. */
  readonly replaceUid: (uid: string) => string | undefined
}

/** An address in the name, a domain name, or an instance's id. */
const ID_LIKE = /\bip-\d{1,3}(?:-\d{1,3}){3}\b|\bi-[0-9a-f]{8,17}\b|\d{1,3}(?:\.\d{1,3}){3}|\./

/** @param clean what a text becomes beside its names: ids are told apart as they will be */
export function makeStandIns(plan: Plan, clean: (text: string) => string): StandIns {
  const nodes = listNodeNames(plan)
  const renamed = nodes.filter((name) => ID_LIKE.test(name)).sort(compareText)
  const nodeNames = numberNames(renamed, 'node', new Set(nodes))
  const { claimed, others } = listVolumes(plan)
  const volumeNames = numberNames(
    claimed.filter(isNamedByClaim).map(({ metadata }) => metadata.name),
    'pvc',
    new Set(listNames(plan, 'PersistentVolume')),
  )
  const attachments = listNames(plan, 'VolumeAttachment')
  const attachmentNames = numberNames(
    attachments.filter((name) => ATTACHMENT_ID.test(name)).sort(compareText),
    'csi',
    new Set(attachments),
  )
  const whole = new Map([...nodeNames, ...volumeNames, ...attachmentNames])
  const replaceNames = (text: string) => whole.get(text) ?? replaceTail(text, nodeNames)
  const replaceVolume = countUp((count) => `vol-${count}`)
  for (const volume of [...claimed, ...others]) {
    for (const id of listVolumeIds(volume['spec'])) {
      replaceVolume(dropZone(clean(replaceNames(id))).id)
    }
  }
  const replaceUid = countUp((count) => `uid-${count}`)
  const strays = new Set([...findStrayUids(plan)].map((uid) => clean(replaceNames(uid))))
  return {
    replaceNames,
    replaceVolume: (id) => {
      const { zone, id: own } = dropZone(id)
      return `${zone}${replaceVolume(own)}`
    },
    replaceUid: (uid) => (strays.has(uid) ? replaceUid(uid) : undefined),
  }
}

/** `node-01`, `node-02`, …: in the order given, and none that is taken. */
function numberNames(
  names: readonly string[],
  prefix: string,
  taken: ReadonlySet<string>,
): ReadonlyMap<string, string> {
  const digits = String(new Set(names).size).length
  const numbered = new Map<string, string>()
  let number = 0
  for (const name of new Set(names)) {
    let next: string
    do {
      number += 1
      next = `${prefix}-${String(number).padStart(digits, '0')}`
    } while (taken.has(next))
    numbered.set(name, next)
  }
  return numbered
}

const CLAIM_UID = /^pvc-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const ATTACHMENT_ID = /^csi-[0-9a-f]{64}$/

type KubeResource = Cluster['resources'][number]

/** A provisioner names a volume after its claim's id, which then says nothing more than that they belong together. */
function isNamedByClaim({ metadata, ...object }: KubeResource): boolean {
  return CLAIM_UID.test(metadata.name) && hasOneZone(object['spec'])
}

/** Of other volumes a verdict may have to speak by name. */
function hasOneZone(spec: unknown): boolean {
  const terms = readList(spec, 'nodeAffinity', 'required', 'nodeSelectorTerms')
  const expressions = readList(terms[0], 'matchExpressions')
  const { length } = readList(expressions[0], 'values')
  const key = readText(expressions[0], 'key') ?? ''
  return (
    readText(spec, 'csi', 'driver') === 'ebs.csi.aws.com' &&
    terms.length === 1 &&
    expressions.length === 1 &&
    length === 1 &&
    key.endsWith('/zone')
  )
}

/** Those that claims name, in the order of the claims, which links keep. */
function listVolumes(plan: Plan): {
  readonly claimed: readonly KubeResource[]
  readonly others: readonly KubeResource[]
} {
  const claimed = new Set<KubeResource>()
  const all: KubeResource[] = []
  for (const { resources } of plan.designs.flatMap(({ clusters }) => clusters)) {
    const volumes = resources.filter(({ kind }) => kind === 'PersistentVolume')
    const byName = new Map(volumes.map((volume) => [volume.metadata.name, volume]))
    for (const object of resources) {
      const isClaim = object.kind === 'PersistentVolumeClaim'
      const volume = isClaim ? byName.get(readText(object, 'spec', 'volumeName') ?? '') : undefined
      if (volume !== undefined) claimed.add(volume)
    }
    all.push(...volumes)
  }
  return { claimed: [...claimed], others: all.filter((volume) => !claimed.has(volume)) }
}

function listNames(plan: Plan, kind: string): readonly string[] {
  return plan.designs.flatMap(({ clusters }) =>
    clusters.flatMap(({ resources }) =>
      resources.filter((object) => object.kind === kind).map(({ metadata }) => metadata.name),
    ),
  )
}

function listVolumeIds(spec: unknown): readonly string[] {
  const ids = [
    readText(spec, 'csi', 'volumeHandle'),
    readText(spec, 'awsElasticBlockStore', 'volumeID'),
  ]
  return ids.flatMap((id) => (id === undefined || id === '' ? [] : [id]))
}

/** The zone that an old id has in front. */
function dropZone(id: string): { readonly zone: string; readonly id: string } {
  const zone = /^aws:\/\/[a-z0-9-]*\//.exec(id)?.[0] ?? ''
  return { zone, id: id.slice(zone.length) }
}

/** A mirror pod's name ends in its node's. */
function replaceTail(text: string, newNames: ReadonlyMap<string, string>): string {
  if (newNames.size === 0) return text
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
