import { isMap, isSeq } from 'yaml'
import type { ParsedNode } from 'yaml'
import { isPlainObject } from '../schema-walk.ts'
import type { TextPath } from './diff-values.ts'
import { readAt } from './read-at.ts'
import type { ObjectBlock } from './cut-objects.ts'
import {
  endOfLine,
  findEnd,
  findPlace,
  startOfLine,
  type TextRange,
  type TextTree,
} from './text-places.ts'

/** What a form can show: an object of the plan with its place in the text. */
export interface TextObject {
  readonly path: TextPath
  readonly kind: TextObjectKind
  readonly name: string
  /** Of a Kubernetes object: "PersistentVolume". */
  readonly resourceKind?: string
  /** What a chip says of it when it is folded: "pvc-7f21, zone eu-west-1c". */
  readonly summary: string
  /** From the start of its first line to the end of its last. */
  readonly from: number
  readonly to: number
  /** Its position among its like, 0-based, and how many there are. */
  readonly index: number
  readonly count: number
}

export type TextObjectKind =
  | 'cluster'
  | 'zone'
  | 'control-plane'
  | 'control-plane-member'
  | 'etcd-member'
  | 'node-group'
  | 'autoscaler'
  | 'resource'

/**
 * Every object that has a form, in the order of the text; one around another comes first.
 *
 * @param blocks where the Kubernetes objects of each cluster stand, if they were cut out of the tree
 */
export function listTextObjects(
  tree: TextTree,
  value: unknown,
  blocks: ReadonlyMap<string, ObjectBlock>,
): readonly TextObject[] {
  const found: TextObject[] = []
  const findRange = (path: TextPath): TextRange | undefined => {
    const [index] = path.slice(-1)
    const own = blocks.get(JSON.stringify(path.slice(0, -1)))
    if (own !== undefined && typeof index === 'number') return own.items[index]
    const place = findPlace(tree, path)
    const node = place.value
    if (place.depth !== path.length || node === undefined) return undefined
    const start = place.key?.range[0] ?? node.range[0]
    const line = startOfLine(tree.text, start)
    // One of several on a line is no more than itself.
    if (!/^[\s-]*$/.test(tree.text.slice(line, start))) return { from: start, to: node.range[1] }
    const end = Math.max(endOfLine(tree.text, start), endOfBlock(tree.text, node))
    const inner = blocks.get(JSON.stringify([...path, 'resources']))
    return { from: line, to: Math.max(end, inner?.to ?? 0) }
  }
  const collect = (list: TextPath, kind: TextObjectKind, each?: (path: TextPath) => void) => {
    const items = readAt(value, list)
    if (!Array.isArray(items)) return
    items.forEach((item: unknown, index) => {
      const path = [...list, index]
      add(path, kind, item, { index, count: items.length })
      each?.(path)
    })
  }
  const add = (
    path: TextPath,
    kind: TextObjectKind,
    item: unknown,
    order: { readonly index: number; readonly count: number },
  ) => {
    const range = findRange(path)
    if (range === undefined || !isPlainObject(item)) return
    found.push({ path, kind, ...describe(kind, item), ...order, ...range })
  }
  const designs = readAt(value, ['designs'])
  if (!Array.isArray(designs)) return []
  designs.forEach((_, design) => {
    collect(['designs', design, 'clusters'], 'cluster', (cluster) => {
      collect([...cluster, 'zones'], 'zone')
      const plane = [...cluster, 'controlPlane']
      add(plane, 'control-plane', readAt(value, plane), { index: 0, count: 1 })
      collect([...plane, 'members'], 'control-plane-member')
      const etcd = readAt(value, [...plane, 'etcd', 'clusters'])
      if (Array.isArray(etcd)) {
        etcd.forEach((_one, index) =>
          collect([...plane, 'etcd', 'clusters', index, 'members'], 'etcd-member'),
        )
      }
      collect([...cluster, 'nodeGroups'], 'node-group')
      collect([...cluster, 'autoscalers'], 'autoscaler')
      collect([...cluster, 'resources'], 'resource')
    })
  })
  return found.sort((a, b) => a.from - b.from || b.to - a.to)
}

/** The end of the last line that says something. */
function endOfBlock(text: string, node: ParsedNode): number {
  let end = findEnd(node)
  if ((isMap(node) || isSeq(node)) && node.flow === true) return endOfLine(text, end - 1)
  while (end > node.range[0] && (text[end - 1] === '\n' || text[end - 1] === ' ')) end--
  return endOfLine(text, end)
}

type Fields = Readonly<Record<string, unknown>>

function describe(
  kind: TextObjectKind,
  item: Fields,
): Pick<TextObject, 'name' | 'summary' | 'resourceKind'> {
  if (kind === 'resource') return describeResource(item)
  const name = readText(item['name']) ?? readText(item['kind']) ?? '?'
  if (kind !== 'node-group') return { name, summary: name }
  const [min, max] = [item['min'], item['max']]
  const size =
    min === undefined && max === undefined
      ? readText(item['kind'])
      : min === max
        ? `fixed at ${String(min)}`
        : `${String(min ?? '?')} to ${String(max ?? '?')} nodes`
  const taints = Array.isArray(item['taints'])
    ? item['taints'].flatMap((taint: unknown) =>
        isPlainObject(taint) && typeof taint['key'] === 'string' ? [`taint ${taint['key']}`] : [],
      )
    : []
  return { name, summary: [size, ...taints].filter((part) => part !== undefined).join(', ') }
}

function describeResource(item: Fields): ReturnType<typeof describe> {
  const metadata = isPlainObject(item['metadata']) ? item['metadata'] : {}
  const name = readText(metadata['name']) ?? '?'
  const namespace = readText(metadata['namespace'])
  const full = namespace === undefined ? name : `${namespace}/${name}`
  const resourceKind = readText(item['kind']) ?? '?'
  const zone = findZone(item)
  return {
    name: full,
    resourceKind,
    summary: zone === undefined ? full : `${full}, zone ${zone}`,
  }
}

/** The zone that a volume's affinity or a node's label names. */
function findZone(item: Fields): string | undefined {
  const terms = readAt(item, ['spec', 'nodeAffinity', 'required', 'nodeSelectorTerms', 0])
  const expressions = readAt(terms, ['matchExpressions'])
  if (Array.isArray(expressions)) {
    const zone = expressions.find(
      (one: unknown) => isPlainObject(one) && readText(one['key'])?.endsWith('/zone') === true,
    )
    const values = readAt(zone, ['values'])
    if (Array.isArray(values) && values.length === 1) return readText(values[0])
  }
  return item['kind'] === 'Node'
    ? readText(readAt(item, ['metadata', 'labels', 'topology.kubernetes.io/zone']))
    : undefined
}

function readText(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}
