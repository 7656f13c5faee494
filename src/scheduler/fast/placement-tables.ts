/** What pods that tolerate and select the same think of nodes, whatever pods are on them. */
import { createTableCache } from './table-cache.ts'
import { getAt } from '#base/assert.ts'
import { imageLocality } from '../plugins/image-locality.ts'
import { nodeAffinity } from '../plugins/node-affinity.ts'
import { nodeDeclaredFeatures } from '../plugins/node-declared-features.ts'
import { nodeName } from '../plugins/node-name.ts'
import { nodeUnschedulable } from '../plugins/node-unschedulable.ts'
import { taintToleration } from '../plugins/taint-toleration.ts'
import { isSince } from '../version.ts'
import type { NodeRejection } from '../cycle.ts'
import type { NodeTable } from './node-table.ts'
import type { Plugin } from '../framework.ts'
import type { SchedulerPod, Snapshot } from '../snapshot.ts'

/** The answers of filters that look at the node alone. */
export interface PlacementTable {
  /** Place of the answer in `rejections`, plus 1; 0: the node passes. */
  readonly blocked: Uint8Array
  /** The same of NodeDeclaredFeatures, which comes after all others; absent: it asks nothing. */
  readonly features: Uint8Array | undefined
  readonly rejections: readonly NodeRejection[]
  /** Nodes that the pod names, in scan order (PF-4); absent: any. */
  readonly candidates: Int32Array | undefined
  /** The names, of nodes or not. */
  readonly nodeNames: ReadonlySet<string> | undefined
  /** Plugins that have nothing to check. */
  readonly skipped: readonly string[]
}

/** Scores that look at the node alone. */
export interface ScoreColumn {
  readonly raw: Int32Array
  /** The same on every node; undefined: it differs. */
  readonly everywhere: number | undefined
}

export interface PlacementTables {
  /** Undefined: the pod is turned away before any node is looked at. */
  find(pod: SchedulerPod): PlacementTable | undefined
  /** PreferNoSchedule taints (TT-3). */
  findTaints(pod: SchedulerPod): ScoreColumn
  /** Undefined: it prefers no node; broken: a term cannot be read, or weighs what no score can. */
  findPreferences(pod: SchedulerPod): ScoreColumn | 'broken' | undefined
  findImages(pod: SchedulerPod): ScoreColumn
}

const MOST_TABLES = 512
const FIRST_FILTERS: readonly Plugin[] = [
  nodeUnschedulable,
  nodeName,
  taintToleration,
  nodeAffinity,
]
const FILTERS: readonly Plugin[] = [...FIRST_FILTERS, nodeDeclaredFeatures]

/** @param snapshot for what never changes: nodes, images and the release */
export function createPlacementTables(nodes: NodeTable, snapshot: Snapshot): PlacementTables {
  const tables = createTableCache<PlacementTable | 'rejected'>(MOST_TABLES)
  const taints = createTableCache<ScoreColumn>(MOST_TABLES)
  const preferences = createTableCache<ScoreColumn | 'broken'>(MOST_TABLES)
  const images = createTableCache<ScoreColumn>(MOST_TABLES)
  const keyOf = createListKeys()
  return {
    find: (pod) => {
      const {
        tolerations,
        nodeAffinity: affinity,
        nodeName: name = '',
        requiredFeatures,
      } = pod.spec
      const selects = affinity.requiredTerms !== undefined || hasKeys(affinity.nodeSelector)
      const key = `${keyOf(tolerations)}|${selects ? JSON.stringify(affinity) : ''}|${name}|${requiredFeatures.join(' ')}`
      const table = tables.get(key, () => createTable(pod, nodes, snapshot) ?? 'rejected')
      return table === 'rejected' ? undefined : table
    },
    findTaints: (pod) =>
      taints.get(keyOf(pod.spec.tolerations), () =>
        createColumn(taintToleration, pod, nodes, snapshot),
      ),
    findPreferences: (pod) => {
      const { preferredNodes } = pod.spec
      if (preferredNodes.length === 0) return undefined
      // Weights outside these would leave the range of a score.
      const isOdd = preferredNodes.some(({ weight }) => weight < 0 || weight > 100)
      return preferences.get(JSON.stringify(preferredNodes), () => {
        const result = nodeAffinity.scoring?.preScore(pod, [], snapshot)
        return isOdd || result?.kind !== 'run'
          ? 'broken'
          : createColumn(nodeAffinity, pod, nodes, snapshot)
      })
    },
    findImages: (pod) => {
      const { containers, volumes } = pod.spec.images
      // Without images on nodes only their number counts.
      const key = snapshot.images.size === 0 ? '' : `${containers.join(' ')}|${volumes.join(' ')}`
      return images.get(`${containers.length}|${volumes.length}|${key}`, () =>
        createColumn(imageLocality, pod, nodes, snapshot),
      )
    },
  }
}

function createTable(
  pod: SchedulerPod,
  nodes: NodeTable,
  snapshot: Snapshot,
): PlacementTable | undefined {
  const results = FILTERS.map((plugin) => ({
    plugin: plugin.name,
    result:
      plugin.since === undefined || isSince(snapshot.version, plugin.since)
        ? plugin.preFilter?.(pod, snapshot)
        : undefined,
  }))
  if (results.some(({ result }) => result?.kind === 'rejected')) return undefined
  const nodeNames = results
    .map(({ result }) => (result?.kind === 'run' ? result.nodeNames : undefined))
    .find((names) => names !== undefined)
  const candidates = nodeNames === undefined ? undefined : findNodes(nodeNames, nodes)
  const rejections: NodeRejection[] = []
  const answer = (plugin: string): Uint8Array | undefined => {
    const result = results.find((one) => one.plugin === plugin)?.result
    if (result?.kind !== 'run') return undefined
    const places = new Uint8Array(nodes.nodes.length)
    for (const node of candidates ?? places.keys()) {
      const status = result.check.filter(getAt(nodes.bareStates, node))
      if (status.code === 'Success') continue
      places[node] = findPlace(rejections, { plugin, status }) + 1
    }
    return places
  }
  const blocked = new Uint8Array(nodes.nodes.length)
  for (const { name } of FIRST_FILTERS) {
    const places = answer(name)
    places?.forEach((place, node) => {
      if (blocked[node] === 0) blocked[node] = place
    })
  }
  return {
    blocked,
    features: answer(nodeDeclaredFeatures.name),
    rejections,
    candidates,
    nodeNames,
    skipped: results.flatMap(({ plugin, result }) => (result?.kind === 'skip' ? [plugin] : [])),
  }
}

function findNodes(names: ReadonlySet<string>, { indexByName }: NodeTable): Int32Array {
  const found = [...names].map((name) => indexByName.get(name)).filter((at) => at !== undefined)
  return Int32Array.from(found).sort()
}

function findPlace(rejections: NodeRejection[], rejection: NodeRejection): number {
  const key = JSON.stringify(rejection)
  const at = rejections.findIndex((known) => JSON.stringify(known) === key)
  return at >= 0 ? at : rejections.push(rejection) - 1
}

function createColumn(
  { scoring }: Plugin,
  pod: SchedulerPod,
  nodes: NodeTable,
  snapshot: Snapshot,
): ScoreColumn {
  const raw = new Int32Array(nodes.nodes.length)
  const result = scoring?.preScore(pod, [], snapshot)
  if (result?.kind === 'run') {
    for (let node = 0; node < raw.length; node += 1) {
      raw[node] = result.score(getAt(nodes.bareStates, node))
    }
  }
  const first = raw[0] ?? 0
  return { raw, everywhere: raw.every((score) => score === first) ? first : undefined }
}

function hasKeys(labels: Readonly<Record<string, string>>): boolean {
  return Object.keys(labels).length > 0
}

/** Lists as short keys: equal lists have equal ones. Most pods share one list, that of the tolerations that admission adds. */
function createListKeys(): (list: readonly unknown[]) => string {
  const byList = new WeakMap<readonly unknown[], string>()
  const byText = new Map<string, string>()
  return (list) => {
    const known = byList.get(list)
    if (known !== undefined) return known
    const text = JSON.stringify(list)
    const key = byText.get(text) ?? String(byText.size)
    byText.set(text, key)
    byList.set(list, key)
    return key
  }
}
