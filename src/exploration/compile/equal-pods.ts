import { compareText } from '#base/compare.ts'
import type { CompiledPod } from '#cluster/compiled.ts'
import type { PodClass } from './classes.ts'

/**
 * Pods with claims that share a result (XC1): ordinals of one owner with the same specification, the same
 * claims but for their names, and the same place: one node, or none. Any two of them may change names
 * without a change of the plan, so what holds for one holds for each.
 *
 * @returns for each class its like, itself among them, in order of name; classes without a like are left out
 */
export function findEqualPods(
  classes: readonly PodClass[],
): ReadonlyMap<PodClass, readonly PodClass[]> {
  const mentions = listMentions(classes)
  const sets = new Map<string, PodClass[]>()
  classes.forEach((one, index) => {
    const pod = one.sample
    const isAlone = one.pods.length === 1 && pod.claims.length > 0
    if (!isAlone || pod.isTerminating || one.after !== undefined) return
    const key = JSON.stringify([describePod(pod), describeRules(one), mentions[index]])
    const set = sets.get(key)
    if (set === undefined) sets.set(key, [one])
    else set.push(one)
  })
  const equals = new Map<PodClass, readonly PodClass[]>()
  for (const set of sets.values()) {
    if (set.length < 2) continue
    const ordered = set.toSorted((a, b) => compareText(a.sample.name, b.sample.name))
    for (const one of set) equals.set(one, ordered)
  }
  return equals
}

function describePod({ owner, specKey, isEvictable, node, claims, rules }: CompiledPod): unknown {
  return [
    `${owner.namespace}/${owner.kind}/${owner.name}`,
    specKey,
    isEvictable,
    node ?? null,
    rules.requests,
    claims.map(({ state, isExclusive }) => [state, isExclusive]),
  ]
}

/** What its own rules say of classes: equal lists hold both of two that may change names, or neither. */
function describeRules({ hostApart, zoneApart, zoneWith, spreads }: PodClass): unknown {
  return [hostApart, zoneApart, zoneWith, spreads]
}

/** By class: which rules of which classes name it. */
function listMentions(classes: readonly PodClass[]): readonly (readonly string[])[] {
  const mentions: string[][] = classes.map(() => [])
  const note = (rule: string, named: readonly number[]) => {
    for (const index of named) mentions[index]?.push(rule)
  }
  classes.forEach(({ hostApart, zoneApart, zoneWith, spreads, after }, index) => {
    note(`${index} host`, hostApart)
    note(`${index} zone`, zoneApart)
    zoneWith.forEach((list, term) => note(`${index} with ${term}`, list))
    spreads.forEach((spread, term) => note(`${index} spread ${term}`, spread.with))
    if (after !== undefined) note(`${index} after`, [after])
  })
  return mentions
}
