import type { FixRecipe } from '../candidate.ts'
import { isMap } from '../edit-objects.ts'
import { changeTemplate, findTemplate, joinNotes, noteRollout } from '../edit-template.ts'
import type { RawPodSpec } from '../edit-template.ts'

const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution'
const PREFERRED = 'preferredDuringSchedulingIgnoredDuringExecution'

/** Rules between pods that are wished for and not insisted on. */
export const preferApart: FixRecipe = {
  id: 'prefer-apart',
  frees: ['pod-rules'],
  list: (at) => {
    const template = findTemplate(at)
    const { hostApart, zoneApart, zoneWith } = at.asked.rules
    if (template === undefined || hostApart.length + zoneApart.length + zoneWith.length === 0) {
      return []
    }
    const isTogether = hostApart.length + zoneApart.length === 0
    return [
      {
        title: `${template.owner.metadata.name} prefers to be ${isTogether ? 'near others' : 'apart from others'}`,
        note: joinNotes(
          isTogether ? undefined : 'the loss of one node may then take several of them',
          noteRollout(template),
        ),
        plan: changeTemplate(at, template, (spec) =>
          ['podAffinity', 'podAntiAffinity'].reduce(prefer, spec),
        ),
      },
    ]
  },
}

function prefer(spec: RawPodSpec, kind: string): RawPodSpec {
  const affinity = spec['affinity']
  const rules = isMap(affinity) ? affinity[kind] : undefined
  const required = isMap(rules) ? rules[REQUIRED] : undefined
  if (!isMap(affinity) || !isMap(rules) || !Array.isArray(required)) return spec
  const list: readonly unknown[] = required
  const preferred: readonly unknown[] = Array.isArray(rules[PREFERRED]) ? rules[PREFERRED] : []
  const { [REQUIRED]: _, ...others } = rules
  const wished = list.map((podAffinityTerm) => ({ weight: 100, podAffinityTerm }))
  const after = { ...others, [PREFERRED]: [...preferred, ...wished] }
  return { ...spec, affinity: { ...affinity, [kind]: after } }
}
