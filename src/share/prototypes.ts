import { readField, readList, readText, readWhole } from '#kube/field.ts'
import { listLeaves, type Row } from './leaves.ts'
import type { RowShape } from '#plan/shareable-fields.ts'

/**
 * What the objects of a cluster are expected to be like, from those that were written before: a claim is
 * like the template that it is made from, a volume like its claim, and every object like the last of its
 * kind with the same structure. Reader and writer ask the same, so only differences travel.
 */
export interface Identity {
  readonly name: string
  readonly namespace: string | undefined
}

/** An object that another may be like, and the names in it that stand for the other's. */
export interface Prototype {
  readonly row: Row
  readonly names: readonly (readonly [from: string, to: string])[]
}

export interface KindState {
  /** Whose turn it is, if all is as expected, and when so many before it are passed over. */
  readonly expectIdentity: (passedOver: number) => Identity | undefined
  /** How many are passed over for this one; undefined: it was not expected. */
  readonly countPassedOver: (identity: Identity) => number | undefined
  readonly namesNamespaces: boolean
  /** Where the last object that differed in one place did so. */
  readonly usualGap: () => number | undefined
  readonly useGap: (gap: number) => void
  /** Of the object before. */
  readonly lastNamespace: () => string | undefined
  readonly listPrototypes: (identity: Identity) => readonly Prototype[]
  readonly add: (identity: Identity, row: Row) => void
}

export interface ClusterState {
  readonly startKind: (kind: string, shape: RowShape) => KindState
}

/** How many structures of a kind are kept as prototypes. */
const MAX_STRUCTURES = 12

/** @param like the objects of the same cluster in the design before, by kind */
export function createClusterState(like: ReadonlyMap<string, readonly Row[]>): ClusterState {
  const written = new Map<string, Row[]>()
  return {
    startKind: (kind, shape) => {
      const before = like.get(kind) ?? []
      const expected = before.length > 0 ? before.map(readIdentity) : expectKind(written, kind)
      const twins = new Map(before.map((row) => [keyOf(readIdentity(row)), row]))
      const rows: Row[] = []
      written.set(kind, rows)
      const deriver = createDeriver(written, kind)
      const byStructure = new Map<string, { readonly row: Row; readonly own: Identity }>()
      let namespace: string | undefined
      let usualGap: number | undefined
      const places = new Map(expected.map((identity, at) => [keyOf(identity), at]))
      let next = 0
      return {
        namesNamespaces: kind === 'Namespace',
        usualGap: () => usualGap,
        useGap: (gap) => {
          usualGap = gap
        },
        expectIdentity: (passedOver) => expected[next + passedOver],
        countPassedOver: (identity) => {
          const place = places.get(keyOf(identity))
          return place === undefined || place < next ? undefined : place - next
        },
        lastNamespace: () => namespace,
        listPrototypes: (identity) => {
          const recent = [...byStructure.values()].reverse()
          const twin = twins.get(keyOf(identity))
          const derived = deriver(identity, rows.at(-1))
          return [
            ...(twin === undefined ? [] : [{ row: dropIdentity(twin), names: [] }]),
            ...(derived === undefined ? [] : [{ row: dropIdentity(derived), names: [] }]),
            ...recent.map(({ row, own }, at) => ({
              row: at === 0 ? bump(row) : row,
              names: pairNames(own, identity),
            })),
          ]
        },
        add: (identity, row) => {
          next = (places.get(keyOf(identity)) ?? next - 1) + 1
          rows.push(row)
          namespace = identity.namespace
          const bare = dropIdentity(row)
          const { structure } = listLeaves(bare, shape, '')
          byStructure.delete(structure)
          byStructure.set(structure, { row: bare, own: identity })
          const [oldest] = byStructure.keys()
          if (byStructure.size > MAX_STRUCTURES && oldest !== undefined) byStructure.delete(oldest)
        },
      }
    },
  }
}

export function readIdentity(row: Row): Identity {
  return {
    name: readText(row, 'metadata', 'name') ?? '',
    namespace: readText(row, 'metadata', 'namespace'),
  }
}

/** Name and namespace are written apart from the rest. */
export function dropIdentity(row: Row): Row {
  const { name: _name, namespace: _namespace, ...metadata } = readRow(row, 'metadata')
  return { ...row, metadata }
}

export function addIdentity(row: Row, { name, namespace }: Identity): Row {
  const metadata = {
    name,
    ...(namespace === undefined ? {} : { namespace }),
    ...readRow(row, 'metadata'),
  }
  return { ...row, metadata }
}

function keyOf({ name, namespace }: Identity): string {
  return `${namespace ?? ''}/${name}`
}

/** The names that stand in the copy for those in its prototype. */
export function pairNames(from: Identity, { name, namespace }: Identity): Prototype['names'] {
  const names: [string, string][] = [[from.name, name]]
  if (from.namespace !== undefined && namespace !== undefined && from.namespace !== from.name) {
    names.push([from.namespace, namespace])
  }
  return names
}

type Written = ReadonlyMap<string, readonly Row[]>

const WORKLOADS: readonly string[] = ['Deployment', 'StatefulSet', 'DaemonSet']

/** The objects that there are likely to be, in the order in which they are written. */
function expectKind(written: Written, kind: string): readonly Identity[] {
  switch (kind) {
    case 'PersistentVolumeClaim':
      return sortIdentities([...listClaims(written).values()].map(({ identity }) => identity))
    case 'PersistentVolume':
      return listVolumeNames(written).map((name) => ({ name, namespace: undefined }))
    case 'Pod':
      return sortIdentities(
        (written.get('StatefulSet') ?? []).flatMap((set) => {
          const { name, namespace } = readIdentity(set)
          return listOrdinals(set).map((at) => ({ name: `${name}-${at}`, namespace }))
        }),
      )
    case 'PodDisruptionBudget':
      return sortIdentities(
        WORKLOADS.flatMap((workload) => (written.get(workload) ?? []).map(readIdentity)),
      )
    case 'CSINode':
      return (written.get('Node') ?? []).map(readIdentity)
    default:
      return []
  }
}

/** Volumes are written in the order of their claims. */
export function listVolumeNames(written: Written): readonly string[] {
  const claims = written.get('PersistentVolumeClaim') ?? []
  return [...new Set(claims.flatMap((claim) => readText(claim, 'spec', 'volumeName') ?? []))]
}

function sortIdentities(list: readonly Identity[]): readonly Identity[] {
  return [...list].sort((a, b) => compareIdentities(a, b))
}

function compareIdentities(a: Identity, b: Identity): number {
  const [left, right] = [a.namespace ?? '', b.namespace ?? '']
  if (left !== right) return left < right ? -1 : 1
  if (a.name === b.name) return 0
  return a.name < b.name ? -1 : 1
}

/** More of a StatefulSet are not thought ahead: a number in a document must not cost time. */
const MAX_ORDINALS = 1_000

function listOrdinals(set: Row): readonly number[] {
  const count = Math.min(MAX_ORDINALS, Math.max(0, readWhole(set, 'spec', 'replicas') ?? 1))
  const start = readWhole(set, 'spec', 'ordinals', 'start') ?? 0
  return Array.from({ length: count }, (_, at) => start + at)
}

interface ExpectedClaim {
  readonly identity: Identity
  readonly template: unknown
  readonly set: Row
}

const MAX_CLAIMS = 20_000

function listClaims(written: Written): ReadonlyMap<string, ExpectedClaim> {
  const claims = new Map<string, ExpectedClaim>()
  for (const set of written.get('StatefulSet') ?? []) {
    const { name, namespace } = readIdentity(set)
    for (const template of readList(set, 'spec', 'volumeClaimTemplates')) {
      for (const at of listOrdinals(set)) {
        if (claims.size >= MAX_CLAIMS) return claims
        const own = `${readText(template, 'metadata', 'name') ?? ''}-${name}-${at}`
        const identity = { name: own, namespace }
        claims.set(keyOf(identity), { identity, template, set })
      }
    }
  }
  return claims
}

type Derive = (identity: Identity, last: Row | undefined) => Row | undefined

function createDeriver(written: Written, kind: string): Derive {
  switch (kind) {
    case 'PersistentVolumeClaim': {
      const claims = listClaims(written)
      return (identity, last) => {
        const claim = claims.get(keyOf(identity))
        return claim === undefined ? undefined : deriveClaim(claim, last)
      }
    }
    case 'PersistentVolume': {
      const claims = new Map(
        (written.get('PersistentVolumeClaim') ?? []).map((claim) => [
          readText(claim, 'spec', 'volumeName'),
          claim,
        ]),
      )
      return ({ name }, last) => {
        const claim = claims.get(name)
        return claim === undefined ? undefined : deriveVolume(name, claim, last)
      }
    }
    default:
      return () => undefined
  }
}

function deriveClaim({ identity, template, set }: ExpectedClaim, last: Row | undefined): Row {
  const spec = readRow(template, 'spec')
  const before = last === undefined ? {} : bump(last)
  const labels = readRow(before, 'metadata', 'labels')
  const own = readRow(set, 'spec', 'template', 'metadata', 'labels')
  return {
    ...before,
    metadata: {
      ...readRow(before, 'metadata'),
      ...identity,
      ...(Object.keys(labels).length === 0 ? {} : { labels: takeKeys(labels, own) }),
    },
    spec: { ...readRow(before, 'spec'), ...spec },
    ...(last === undefined ? { status: { phase: 'Bound' } } : {}),
  }
}

function takeKeys(labels: Row, from: Row): Row {
  const own = new Map(Object.entries(from))
  return Object.fromEntries(
    Object.entries(labels).map(([key, value]) => [key, own.get(key) ?? value]),
  )
}

function deriveVolume(name: string, claim: Row, last: Row | undefined): Row {
  const identity = readIdentity(claim)
  const before = last === undefined ? {} : bump(last)
  const spec = readRow(before, 'spec')
  const { accessModes, storageClassName, volumeMode } = readRow(claim, 'spec')
  const storage = readText(claim, 'spec', 'resources', 'requests', 'storage')
  const { namespace } = identity
  return {
    ...(last === undefined ? { status: { phase: 'Bound' } } : {}),
    ...before,
    metadata: { ...readRow(before, 'metadata'), name },
    spec: {
      ...(last === undefined ? FIRST_VOLUME : {}),
      ...spec,
      ...dropMissing({ accessModes, storageClassName, volumeMode }),
      ...(storage === undefined ? {} : { capacity: { storage } }),
      claimRef: {
        ...readRow(spec, 'claimRef'),
        ...dropMissing({ namespace, name: identity.name }),
      },
    },
  }
}

const FIRST_VOLUME: Row = {
  nodeAffinity: {
    required: {
      nodeSelectorTerms: [
        {
          matchExpressions: [
            { key: 'topology.ebs.csi.aws.com/zone', operator: 'In', values: ['us-east-1a'] },
          ],
        },
      ],
    },
  },
  csi: { driver: 'ebs.csi.aws.com', volumeHandle: 'vol-1' },
}

function dropMissing(row: Row): Row {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined))
}

/** Stand-ins are numbered in the order in which they are written: the next has the next number. */
function bump(row: Row): Row {
  const spec = readRow(row, 'spec')
  const { volumeName, csi } = spec
  const handle = readText(csi, 'volumeHandle')
  if (typeof volumeName !== 'string' && handle === undefined) return row
  return {
    ...row,
    spec: {
      ...spec,
      ...(typeof volumeName === 'string' ? { volumeName: countOn(volumeName) } : {}),
      ...(handle === undefined ? {} : { csi: { ...readRow(csi), volumeHandle: countOn(handle) } }),
    },
  }
}

function countOn(text: string): string {
  const [digits = ''] = /\d{1,9}$/.exec(text) ?? []
  if (digits === '') return text
  const next = String(Number(digits) + 1)
  return text.slice(0, -digits.length) + next.padStart(digits.length, '0')
}

function readRow(value: unknown, ...path: readonly string[]): Row {
  const found = readField(value, ...path)
  return typeof found === 'object' && found !== null && !Array.isArray(found) ? (found as Row) : {}
}
