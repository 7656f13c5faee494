import { readPodSpec } from '#kube/pod-spec.ts'
import { findUntoleratedTaint, isStateTaint } from '#kube/taint.ts'
import type { Taint, Toleration } from '#kube/taint.ts'
import { setGroupTaints } from '#plan/edit.ts'
import type { FixCandidate, FixCase, FixRecipe, Stranger } from '../candidate.ts'
import { changeNodes, withoutTaint } from '../edit-nodes.ts'
import { putObjects } from '../edit-objects.ts'
import { changeTemplate, findTemplate, noteRollout } from '../edit-template.ts'
import type { PodTemplate } from '../edit-template.ts'

/** A taint that keeps the pod away: tolerated by it, or taken from the group. */
export const fitTaints: FixRecipe = {
  id: 'fit-taints',
  frees: ['node-rules', 'zone-coverage', 'template-zone'],
  list: (at) => {
    const template = findTemplate(at)
    const isSelected = ({ compiled }: Stranger) =>
      at.asked.rules.selectedGroups.includes(at.compiled.groups.indexOf(compiled))
    return at.strangers
      .filter(isSelected)
      .slice(0, 2)
      .flatMap((stranger) => {
        const taints = listUntolerated(stranger, template)
        return [
          ...(template === undefined ? [] : tolerate(at, template, taints)),
          ...removeTaints(at, stranger, taints),
        ]
      })
  },
}

/** Every taint of the group that the pod has to tolerate and does not. */
function listUntolerated(
  { compiled }: Stranger,
  template: PodTemplate | undefined,
): readonly Taint[] {
  const pod = { name: '', namespace: '', labels: {} }
  const { tolerations } = readPodSpec(template?.spec ?? {}, pod)
  return compiled.taints.filter(
    (taint) => !isStateTaint(taint) && findUntoleratedTaint([taint], tolerations) !== undefined,
  )
}

function tolerate(
  at: FixCase,
  template: PodTemplate,
  taints: readonly Taint[],
): readonly FixCandidate[] {
  if (taints.length === 0) return []
  const keys = taints.map(({ key }) => key).join(' and ')
  return [
    {
      title: `${template.owner.metadata.name} tolerates ${keys}`,
      note: noteRollout(template),
      plan: changeTemplate(at, template, (spec) => ({
        ...spec,
        tolerations: [
          ...(Array.isArray(spec['tolerations'])
            ? (spec['tolerations'] as readonly unknown[])
            : []),
          ...taints.map(toToleration),
        ],
      })),
    },
  ]
}

function toToleration({ key, value, effect }: Taint): Partial<Toleration> {
  return value === undefined || value === ''
    ? { key, operator: 'Exists', effect }
    : { key, operator: 'Equal', value, effect }
}

function removeTaints(
  at: FixCase,
  stranger: Stranger,
  taints: readonly Taint[],
): readonly FixCandidate[] {
  const keys = taints.map(({ key }) => key)
  const nodes = changeNodes(at, stranger, (node) => keys.reduce(withoutTaint, node))
  if (keys.length === 0 || nodes === undefined) return []
  const { group } = stranger
  const kept = (group.taints ?? []).filter(({ key }) => !keys.includes(key))
  const edited = setGroupTaints(at.plan, { ...at.place, group: group.name }, kept)
  return [
    {
      title: `${group.name} without the taint ${keys.join(' and ')}`,
      note: 'what the taint kept away may come to its nodes too',
      plan: putObjects(edited, at.place, nodes),
    },
  ]
}
