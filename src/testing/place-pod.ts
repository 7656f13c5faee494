import { assert } from '#base/assert.ts'
import { compileCluster } from '#cluster/compile.ts'
import { explainPlacement } from '#scheduler/explain-placement.ts'
import { findPlanPod, readPlanSnapshot } from '#scheduler/read-plan-pod.ts'
import { startChangeTrials } from '#scheduler/try-changes.ts'
import { clampVersion } from '#scheduler/version.ts'
import type { Cluster } from '#plan/schema.ts'
import type { OutcomeGroup, Placement } from '#scheduler/placement.ts'
import type { PlanPod } from '#scheduler/read-plan-pod.ts'
import type { TriedChange } from '#scheduler/try-changes.ts'

/** A pod of a cluster as the scheduler is asked about it. @param key `namespace/name` */
export function readPlanPod(cluster: Cluster, key: string): PlanPod {
  const compiled = compileCluster(cluster, 'designs[0].clusters[0]')
  const version = clampVersion(cluster.kubernetesVersion)
  const found = findPlanPod(readPlanSnapshot(cluster, compiled, version), key)
  assert(found !== undefined, `no pod ${key}`)
  return found
}

/** One attempt at a pod of a cluster. */
export function placePod(cluster: Cluster, key: string, startIndex = 0): Placement {
  return explainPlacement(readPlanPod(cluster, key), startIndex)
}

/** A group of nodes as a line: `refused TaintToleration: n1, n2`. */
export function renderGroup({ nodes }: Placement, group: OutcomeGroup): string {
  const names = group.nodes.map((index) => nodes[index]?.name ?? '?').join(', ')
  const by = 'plugin' in group ? ` ${group.plugin}` : ''
  const total = group.kind === 'feasible' && group.total !== undefined ? ` ${group.total}` : ''
  return `${group.kind}${by}${total}: ${names}`
}

/** Every change that is tried for a pod, in order. */
export function listTrials(cluster: Cluster, key: string): readonly TriedChange[] {
  const compiled = compileCluster(cluster, 'designs[0].clusters[0]')
  const { pod, snapshot } = readPlanPod(cluster, key)
  const trials = startChangeTrials({ pod, snapshot, compiled })
  const tried: TriedChange[] = []
  for (let one = trials.next(); one !== undefined; one = trials.next()) tried.push(one)
  return tried
}

/** Changes that help, as lines: `Tolerate dedicated:NoSchedule → n1 of n1, n2`. */
export function listHelp(cluster: Cluster, key: string): readonly string[] {
  return listTrials(cluster, key).flatMap(({ steps, result }) => {
    const words = steps.map((step) => step.words).join(' + ')
    switch (result.kind) {
      case 'runs': {
        const names = result.feasible.map(({ name }) => name).join(', ')
        return [`${words} → ${result.winner.name} of ${names}`]
      }
      case 'preempts':
        return [`${words} → ${result.node.name} after ${result.victims.join(', ')}`]
      case 'waits':
        return []
    }
  })
}
