import { isEmptySelector } from '#kube/label-selector.ts'
import { renderSome } from './render-amount.ts'
import type { PlanPod } from './read-plan-pod.ts'

/** What the objects do not say and a decision rests on, each with what is taken in its place. */
export function listUnknowns({ pod, snapshot, runsOn }: PlanPod): readonly string[] {
  const { spec, namespace } = pod
  const bare = snapshot.nodes
    .filter(({ node }) => Object.keys(node.allocatable).length === 0)
    .map(({ node }) => node.name)
  const limitless = snapshot.nodes
    .filter(({ node }) => !snapshot.csiNodes.has(node.name))
    .map(({ node }) => node.name)
  const className = spec.priorityClassName
  const selectors = [
    ...spec.podAffinity.required,
    ...spec.podAffinity.requiredAnti,
    ...spec.podAffinity.preferred.map(({ term }) => term),
    ...spec.podAffinity.preferredAnti.map(({ term }) => term),
  ]
  const asksNamespaces = selectors.some(
    ({ namespaceSelector }) =>
      namespaceSelector.kind !== 'nothing' && !isEmptySelector(namespaceSelector),
  )
  const owner = pod.controller
  const isOwnerKnown =
    owner === undefined ||
    !['ReplicaSet', 'StatefulSet', 'ReplicationController'].includes(owner.kind) ||
    snapshot.owners.some(
      (one) => one.kind === owner.kind && one.name === owner.name && one.namespace === namespace,
    )
  const isRunnerKnown =
    runsOn === undefined || snapshot.nodes.some(({ node }) => node.name === runsOn)
  return [
    ...(isRunnerKnown ? [] : [`It runs on ${runsOn}, which the plan does not have.`]),
    ...(bare.length === 0
      ? []
      : [
          `${renderSome(bare)} ${bare.length === 1 ? 'tells' : 'tell'} no status.allocatable: to the scheduler that is room for no pod.`,
        ]),
    ...(spec.claims.length === 0 || limitless.length === 0
      ? []
      : [
          `${renderSome(limitless)} ${limitless.length === 1 ? 'has' : 'have'} no CSINode in the plan: no attach limit is counted there.`,
        ]),
    ...(className === undefined || spec.priority !== undefined || hasPriority(pod, className)
      ? []
      : [`The PriorityClass ${className} is not in the plan: the pod counts with priority 0.`]),
    ...(asksNamespaces && snapshot.namespaces.size === 0
      ? ['Its terms select namespaces by label, and the plan has no Namespace: none is selected.']
      : []),
    ...(isOwnerKnown || spec.topologySpread.length > 0
      ? []
      : [
          `${owner?.kind ?? ''} ${owner?.name ?? ''} is not in the plan: the default spread does not know its selector.`,
        ]),
    ...(spec.resourceClaims.length === 0
      ? []
      : ['Its claims of devices are not simulated: DynamicResources lets it pass everywhere.']),
  ]
}

/** Classes of the system need no object. */
function hasPriority({ priority }: PlanPod['pod'], className: string): boolean {
  return priority !== 0 || className.startsWith('system-')
}
