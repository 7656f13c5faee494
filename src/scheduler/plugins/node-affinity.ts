import { SUCCESS, rejectForGood } from '../framework.ts'
import { hasNodeDemand, matchesNodeAffinity, matchesTerms } from '#kube/node-affinity.ts'
import { findLabel } from '#kube/labels.ts'
import { normalizeScores } from '../normalize.ts'
import { renderTerms } from '../render-node-terms.ts'
import type { NodeAffinity, NodeSelectorTerm } from '#kube/node-affinity.ts'
import type { NodeState } from '../snapshot.ts'
import type { Plugin } from '../framework.ts'

/** NA-1 to NA-5: node selector, required and preferred node affinity. */
export const nodeAffinity: Plugin = {
  name: 'NodeAffinity',
  retriesWhen: 'a node comes that matches, or one gets the labels',
  skipsFilter: 'the pod has no node selector and no required node affinity',
  preFilter: (pod) => {
    const affinity = pod.spec.nodeAffinity
    if (!hasNodeDemand(affinity)) return { kind: 'skip' }
    const nodeNames = findNamedNodes(affinity)
    if (nodeNames?.size === 0) {
      return { kind: 'rejected', status: rejectForGood('pod affinity terms conflict') }
    }
    return {
      kind: 'run',
      nodeNames,
      check: {
        filter: ({ node }) =>
          matchesNodeAffinity(affinity, node)
            ? SUCCESS
            : rejectForGood("node(s) didn't match Pod's node affinity/selector"),
        explain: (nodeStates) => explainMismatch(affinity, nodeStates),
      },
    }
  },
  scoring: {
    weight: 2,
    skips: 'the pod prefers no nodes',
    // NA-5: one term that cannot be read makes the whole attempt fail.
    preScore: ({ spec: { preferredNodes } }) => {
      if (preferredNodes.length === 0) return { kind: 'skip' }
      const invalid = preferredNodes.findIndex(({ weight, term }) => weight !== 0 && !term.isValid)
      if (invalid >= 0) {
        const message = `running PreScore plugin "NodeAffinity": [${invalid}]: Invalid value`
        return { kind: 'error', message }
      }
      return {
        kind: 'run',
        score: ({ node }) =>
          preferredNodes.reduce(
            (sum, { term, weight }) => sum + (matchesTerms([term], node) ? weight : 0),
            0,
          ),
        normalize: (raw) => normalizeScores(raw, { isReversed: false }),
      }
    },
  },
}

/** The demands that none of these nodes meets. */
function explainMismatch(affinity: NodeAffinity, nodeStates: readonly NodeState[]): string {
  const missing = Object.entries(affinity.nodeSelector)
    .filter(([key, value]) => nodeStates.some(({ node }) => findLabel(node.labels, key) !== value))
    .map(([key, value]) => `${key}=${value}`)
  const terms = affinity.requiredTerms
  const isElsewhere =
    terms !== undefined && nodeStates.some(({ node }) => !matchesTerms(terms, node))
  const wanted = [...missing, ...(isElsewhere && terms !== undefined ? [renderTerms(terms)] : [])]
  return wanted.length === 0 ? '' : `wants ${wanted.join(' and ')}`
}

/** NA-4: the nodes that the terms name; undefined where a term names none, so that any node may match. */
function findNamedNodes(affinity: NodeAffinity): ReadonlySet<string> | undefined {
  const terms = affinity.requiredTerms ?? []
  if (terms.length === 0) return undefined
  const named = terms.map(findTermNodes)
  if (named.includes(undefined)) return undefined
  return new Set(named.flatMap((names) => names ?? []))
}

function findTermNodes(term: NodeSelectorTerm): readonly string[] | undefined {
  const lists = term.fields
    .filter(({ key, operator }) => key === 'metadata.name' && operator === 'In')
    .map(({ values }) => values)
  if (lists.length === 0) return undefined
  return lists.reduce((common, values) => common.filter((value) => values.includes(value)))
}
