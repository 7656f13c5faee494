import type { Placement } from '#scheduler/placement.ts'
import { renderCount, renderNumber } from '../parts/render-count.ts'
import { renderList } from '../topology/render-amount.ts'

/** The sentence at the top and the one under it. */
export interface PlacementWords {
  readonly title: string
  readonly about: string
}

/** @param chosen the node that is shown as the winner, one of the equals */
export function sayPlacement(
  podName: string,
  placement: Placement,
  chosen: number | undefined,
): PlacementWords {
  const { outcome, nodes, runsOn } = placement
  switch (outcome.kind) {
    case 'scheduled':
      return {
        title: sayWinner(podName, placement, chosen ?? outcome.winner),
        about: sayChoice(placement, chosen ?? outcome.winner),
      }
    case 'unschedulable': {
      const { preemption } = outcome
      const all = sayAll(nodes.length)
      if (preemption.kind === 'nominated') {
        const victims = renderCount(preemption.victims.length, 'pod')
        return {
          title: `${podName} waits for room on ${nodes[preemption.node]?.name ?? ''}`,
          about: `No node takes it as it is. The scheduler evicts ${victims} there and tries again once ${preemption.victims.length === 1 ? 'it is' : 'they are'} gone.`,
        }
      }
      return runsOn === undefined
        ? { title: `${podName} goes nowhere: ${all}`, about: sayRefusals(placement) }
        : {
            title: `${podName} runs, and would find no node today`,
            about: `It is on ${runsOn}. Placed again, ${all}. ${sayRefusals(placement)}`,
          }
    }
    case 'gated':
      return {
        title: `${podName} is not tried: a scheduling gate is closed`,
        about: 'It enters the queue when the last gate is removed.',
      }
    case 'skipped':
      return {
        title: `${podName} is not tried: it is being deleted`,
        about: 'The scheduler drops it from its queue.',
      }
    case 'error':
      return nodes.length === 0
        ? {
            title: `${podName} goes nowhere: there is no node`,
            about: 'The plan has no Node. The scheduler tries again after its backoff.',
          }
        : {
            title: `${podName} is not placed: the attempt fails`,
            about: 'An internal error of the scheduler; it tries again after its backoff.',
          }
    case 'static':
      return {
        title: `${podName} is run by a kubelet alone`,
        about: 'It is the mirror of a static pod. The scheduler never sees it.',
      }
    case 'finished':
      return { title: `${podName} has ended`, about: 'It holds nothing and is placed no more.' }
    case 'other-scheduler':
      return {
        title: `${podName} is placed by ${outcome.schedulerName}`,
        about:
          'Its schedulerName names another scheduler, whose rules are not known here. What the default one would say has no weight.',
      }
  }
}

function sayWinner(podName: string, { nodes, runsOn, outcome }: Placement, chosen: number): string {
  const node = nodes[chosen]
  const place = `${node?.name ?? ''}${node?.zone === undefined ? '' : ` in ${node.zone}`}`
  const equals = outcome.kind === 'scheduled' ? outcome.equals : []
  const tie = equals.length > 1 ? ', by a tie' : ''
  if (runsOn === undefined) return `${podName} goes to ${place}${tie}`
  return runsOn === node?.name
    ? `${podName} runs where it would go: ${place}${tie}`
    : `${podName} would now go to ${place}${tie}`
}

function sayChoice(
  { nodes, outcome, groups, sampling, runsOn, version }: Placement,
  chosen: number,
): string {
  const equals = outcome.kind === 'scheduled' ? outcome.equals : []
  const feasible = groups.reduce(
    (sum, group) => sum + (group.kind === 'feasible' ? group.nodes.length : 0),
    0,
  )
  const unvisited = groups.find(({ kind }) => kind === 'unvisited')?.nodes.length ?? 0
  const total = groups.find((group) => group.kind === 'feasible')
  const points = total?.kind === 'feasible' ? total.total : undefined
  const parts = [
    runsOn === undefined || nodes[chosen]?.name === runsOn ? '' : `It is on ${runsOn} today.`,
    unvisited === 0
      ? `${renderNumber(feasible)} of ${renderCount(nodes.length, 'node')} can take it.`
      : sampling.nominated !== undefined && sampling.visited === 1
        ? `It was promised this node, so no other was asked (${renderCount(unvisited, 'node')}).`
        : `The search ended at ${renderCount(feasible, 'node')} that can take it; ${renderNumber(unvisited)} of ${renderNumber(nodes.length)} were not looked at.`,
    feasible === 1 ? 'There was no choice, so nothing was scored.' : '',
    equals.length > 1
      ? `${renderNumber(equals.length)} of them score ${renderNumber(points ?? 0)}, so any of them may be chosen: ${
          version === '1.34'
            ? 'the scheduler draws one by chance'
            : 'which one hangs on the order in which 16 workers find them'
        }, the search tries each.`
      : '',
  ]
  return parts.filter((part) => part !== '').join(' ')
}

function sayRefusals({ groups }: Placement): string {
  const by = new Map<string, number>()
  for (const group of groups) {
    if (group.kind !== 'refused' && group.kind !== 'ruled-out') continue
    by.set(group.plugin, (by.get(group.plugin) ?? 0) + group.nodes.length)
  }
  const parts = [...by].map(([plugin, count]) => `${plugin} on ${renderCount(count, 'node')}`)
  return parts.length === 0 ? '' : `Refused by ${renderList(parts, 'and')}.`
}

function sayAll(count: number): string {
  if (count === 1) return 'the only node refuses it'
  return count === 2 ? 'both nodes refuse it' : `all ${renderNumber(count)} nodes refuse it`
}

/** `Node<wbr>Resources<wbr>Fit`: the words of a plugin's name, so that a column can be narrow. */
export function cutName(plugin: string): readonly string[] {
  return plugin.split(/(?<=[a-z])(?=[A-Z])/)
}
