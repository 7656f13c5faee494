import { changeNodes, changeSpec } from './edit-situation.ts'
import { findUntoleratedTaint, isStateTaint, renderTaint } from '#kube/taint.ts'
import { renderSome } from '../render-amount.ts'
import type { Change, ChangeContext, ChangeFamily } from './change.ts'
import type { Taint } from '#kube/taint.ts'

/** Sets of taints that are told apart, at most. */
const MOST_SETS = 16

/** TT-1: what nodes keep the pod off with, each set of taints that a node has as one. */
export const taints: ChangeFamily = {
  name: 'taints',
  list: (context) => [...listSets(context).values()].slice(0, MOST_SETS).map(toChange),
}

function listSets({ pod, snapshot }: ChangeContext): ReadonlyMap<string, TaintSet> {
  const sets = new Map<string, { readonly taints: readonly Taint[]; readonly nodes: string[] }>()
  for (const { node } of snapshot.nodes) {
    const own = node.taints.filter(
      (taint) => findUntoleratedTaint([taint], pod.spec.tolerations) !== undefined,
    )
    if (own.length === 0) continue
    const key = own.map(renderTaint).sort().join()
    const known = sets.get(key)
    if (known === undefined) sets.set(key, { taints: own, nodes: [node.name] })
    else known.nodes.push(node.name)
  }
  return sets
}

interface TaintSet {
  readonly taints: readonly Taint[]
  readonly nodes: readonly string[]
}

/** A taint that tells the node's state is not tolerated but waited out: then the node has it no more. */
function toChange({ taints: own, nodes }: TaintSet): Change {
  const names = own.map(renderTaint)
  const isState = own.every(isStateTaint)
  const holders = new Set(nodes)
  return {
    key: `taints ${names.join()}`,
    plugins: ['TaintToleration'],
    words: isState
      ? `Have ${renderSome(nodes)} lose ${renderSome(names)}`
      : `Tolerate ${renderSome(names)}`,
    note: isState ? 'the taint tells the state of the node and goes with it' : '',
    apply: (situation) =>
      isState
        ? changeNodes(situation, (nodeState) =>
            holders.has(nodeState.node.name)
              ? {
                  ...nodeState,
                  node: {
                    ...nodeState.node,
                    taints: nodeState.node.taints.filter((one) => !own.includes(one)),
                  },
                }
              : nodeState,
          )
        : changeSpec(situation, ({ tolerations }) => ({
            tolerations: [
              ...tolerations,
              ...own.map(({ key, value = '', effect }) => ({
                key,
                operator: 'Equal',
                value,
                effect,
              })),
            ],
          })),
  }
}
