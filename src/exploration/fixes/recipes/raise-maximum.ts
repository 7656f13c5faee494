import { setGroupSize } from '#plan/edit.ts'
import type { FixCandidate, FixCase, FixRecipe, Host } from '../candidate.ts'
import { countNodesNeeded } from '../count-nodes-needed.ts'

/**
 * The maximum raised by one, and to need(g, P) of Lemma H in each zone: then there is always room to grow.
 * Also of all its groups at once: then the zone of one may be missing.
 */
export const raiseMaximum: FixRecipe = {
  id: 'raise-maximum',
  frees: ['maximum-reached', 'resources', 'attach-limit', 'pod-rules', 'spread'],
  list: (at) => {
    const hosts = at.hosts.filter(({ model }) => model.scaler === 'cluster-autoscaler')
    return [...raiseAll(at, hosts), ...hosts.slice(0, 2).flatMap((host) => raiseOne(at, host))]
  },
}

function raiseOne(at: FixCase, host: Host): readonly FixCandidate[] {
  const { group } = host
  const now = countMaximum(host)
  return [...new Set([now + 1, countNeeded(at, host)])]
    .filter((max) => Number.isFinite(max) && max > now)
    .map((max) => ({
      title: `${group.name} at most ${max}`,
      plan: setGroupSize(at.plan, { ...at.place, group: group.name }, { max }),
    }))
}

function raiseAll(at: FixCase, hosts: readonly Host[]): readonly FixCandidate[] {
  const raised = hosts
    .map((host) => ({ host, max: countNeeded(at, host) }))
    .filter(({ host, max }) => Number.isFinite(max) && max > countMaximum(host))
  const sizes = [...new Set(raised.map(({ max }) => max))]
  const [size] = sizes
  if (raised.length < 2 || size === undefined) return []
  const names = raised.map(({ host }) => host.group.name)
  const last = names.at(-1) ?? ''
  return [
    {
      title:
        sizes.length === 1
          ? `${names.slice(0, -1).join(', ')} and ${last} at most ${size} each`
          : `${names.slice(0, -1).join(', ')} and ${last} with room for all`,
      plan: raised.reduce(
        (plan, { host, max }) =>
          setGroupSize(plan, { ...at.place, group: host.group.name }, { max }),
        at.plan,
      ),
    },
  ]
}

function countMaximum({ group, compiled }: Host): number {
  return Math.max(group.max ?? 0, compiled.nodes.length)
}

function countNeeded(at: FixCase, { model, compiled }: Host): number {
  return countNodesNeeded(at, model) * Math.max(1, compiled.zones.length)
}
