import type { Cluster, NodeGroup, Plan } from '#plan/schema.ts'
import type { ResourceChange } from '#worker/protocol.ts'

/** A line of the comparison with the open plan. */
export interface DiffLine {
  readonly kind: 'head' | 'del' | 'add'
  readonly text: string
}

/** What an import changes in the open plan: clusters, groups field by field, and objects by kind. */
export function diffPlans(
  before: Plan,
  after: Plan,
  resources: readonly ResourceChange[],
): readonly DiffLine[] {
  const old = listClusters(before)
  const next = listClusters(after)
  return [
    ...old
      .filter(({ name }) => !next.some((cluster) => cluster.name === name))
      .map(({ name }): DiffLine => ({ kind: 'del', text: `cluster ${name}` })),
    ...next.flatMap((cluster) => {
      const known = old.find(({ name }) => name === cluster.name)
      return known === undefined
        ? [{ kind: 'add' as const, text: `cluster ${cluster.name}` }]
        : diffClusters(known, cluster)
    }),
    ...diffResources(resources),
  ]
}

function listClusters(plan: Plan): readonly Cluster[] {
  return plan.designs.flatMap((design) => design.clusters)
}

function diffClusters(before: Cluster, after: Cluster): readonly DiffLine[] {
  const { resources: _old, nodeGroups: oldGroups, ...old } = before
  const { resources: _next, nodeGroups: nextGroups, ...next } = after
  const names = [...new Set([...oldGroups, ...nextGroups].map((group) => group.name))]
  return [
    ...withHead(`cluster ${after.name}`, diffFields(old, next)),
    ...names.flatMap((name) => {
      const group = nextGroups.find((each) => each.name === name)
      const known = oldGroups.find((each) => each.name === name)
      return diffGroups(name, known, group)
    }),
  ]
}

function diffGroups(
  name: string,
  before: NodeGroup | undefined,
  after: NodeGroup | undefined,
): readonly DiffLine[] {
  if (before === undefined) return [{ kind: 'add', text: `node group ${name}` }]
  if (after === undefined) return [{ kind: 'del', text: `node group ${name}` }]
  return withHead(`node group ${name}`, diffFields(before, after))
}

function diffFields(before: object, after: object): readonly DiffLine[] {
  const old = before as Readonly<Record<string, unknown>>
  const next = after as Readonly<Record<string, unknown>>
  const fields = [...new Set([...Object.keys(old), ...Object.keys(next)])].sort()
  return fields.flatMap((field): readonly DiffLine[] => {
    const from = JSON.stringify(old[field])
    const to = JSON.stringify(next[field])
    if (from === to) return []
    return [
      ...(from === undefined ? [] : [{ kind: 'del' as const, text: `${field}: ${from}` }]),
      ...(to === undefined ? [] : [{ kind: 'add' as const, text: `${field}: ${to}` }]),
    ]
  })
}

function diffResources(changes: readonly ResourceChange[]): readonly DiffLine[] {
  const lines = changes.flatMap(({ kind, added, removed, changed }): readonly DiffLine[] => [
    ...(removed > 0 ? [{ kind: 'del' as const, text: `${removed} ${kind}` }] : []),
    ...(added > 0 ? [{ kind: 'add' as const, text: `${added} ${kind}` }] : []),
    ...(changed > 0 ? [{ kind: 'add' as const, text: `${changed} ${kind} changed` }] : []),
  ])
  return withHead('Kubernetes objects', lines)
}

function withHead(text: string, lines: readonly DiffLine[]): readonly DiffLine[] {
  return lines.length === 0 ? [] : [{ kind: 'head', text }, ...lines]
}
