import { readList, readText, readTextMap, readTexts, readWhole } from '#kube/field.ts'
import type { NodeGroup, Taint } from '#plan/schema.ts'
import { placeOf, report } from '../../import-context.ts'
import type { Draft } from './draft.ts'
import type { Resource } from './read-resources.ts'
import { findTemplate, mapDisk, mapTemplateDisk } from './templates.ts'
import { mapRequirements } from './requirements.ts'
import { mapGroupZones } from './zones.ts'

/** `aws_eks_node_group` (I8.2, E29). */
export function mapEksGroup(draft: Draft, resource: Resource, name: string): NodeGroup {
  const { copy } = resource
  const template = findTemplate(draft.world, resource, 'launch_template')
  const disk = readWhole(copy, 'disk_size')
  return {
    name,
    kind: 'eks-managed',
    ...mapSizes(draft, resource, name),
    ...mapGroupZones(draft, { name, resource, attribute: 'subnet_ids' }),
    ...mapTypes(draft, resource, name, template),
    ...(readText(copy, 'capacity_type') === 'SPOT'
      ? { purchase: { onDemandBase: 0, onDemandPercentageAboveBase: 0 } }
      : {}),
    labels: readTextMap(copy, 'labels'),
    taints: mapTaints(draft, resource),
    // With a template of its own the group has no disk_size, and a state says 0.
    ...(disk === undefined || disk === 0
      ? mapTemplateDisk(template)
      : mapDisk({ volume_size: disk })),
    ...(/windows/i.test(readText(copy, 'ami_type') ?? '') ? { os: 'windows' } : {}),
  }
}

function mapSizes(
  draft: Draft,
  { copy, document }: Resource,
  name: string,
): Pick<NodeGroup, 'min' | 'desired' | 'max'> {
  const [scaling] = readList(copy, 'scaling_config')
  const min = readWhole(scaling, 'min_size')
  const max = readWhole(scaling, 'max_size')
  const desired = readWhole(scaling, 'desired_size')
  const known = {
    ...(min === undefined ? {} : { min }),
    ...(desired === undefined ? {} : { desired }),
    ...(max === undefined ? {} : { max }),
  }
  const sizes = [min, desired, max].flatMap((size) => size ?? [])
  const isRising = sizes.every((size, index) => size >= (sizes[index - 1] ?? 0))
  if (isRising) return known
  const message = `sizes of ${name} cannot be: min ${min ?? '?'}, desired ${desired ?? '?'}, max ${max ?? '?'}; they count as not known`
  report(
    draft.world.task.context,
    { code: 'tf-sizes', severity: 'error', message },
    placeOf(document, 'scaling_config'),
  )
  return {}
}

/** EKS' own default where neither the group nor its template names a type. */
const EKS_TYPE = 't3.medium'

function mapTypes(
  draft: Draft,
  { copy, document }: Resource,
  name: string,
  template: Resource | undefined,
): Pick<NodeGroup, 'instanceTypes' | 'requirements'> {
  const own = readTexts(copy, 'instance_types').filter((type) => type !== '')
  if (own.length > 0) return { instanceTypes: [...new Set(own)] }
  const ofTemplate = readText(template?.copy, 'instance_type')
  if (ofTemplate !== undefined && ofTemplate !== '') return { instanceTypes: [ofTemplate] }
  const requirements = mapRequirements(readList(template?.copy, 'instance_requirements'))
  if (requirements !== undefined) return { requirements }
  if (template === undefined && readList(copy, 'launch_template').length > 0) {
    const message = `the launch template of ${name} is not in the import: types and disks may come from it`
    report(
      draft.world.task.context,
      { code: 'tf-no-template', severity: 'ambiguous', message },
      placeOf(document, 'launch_template'),
    )
  }
  draft.strengths.set(`nodeGroups/${name}/instanceTypes`, 'default')
  draft.guesses.set(`nodeGroups/${name}/instanceTypes`, {
    code: 'eks-default-type',
    message: 'no instance_types: EKS’ default',
    place: placeOf(document, 'instance_types'),
  })
  return { instanceTypes: [EKS_TYPE] }
}

const EFFECTS: ReadonlyMap<string, Taint['effect']> = new Map([
  ['NO_SCHEDULE', 'NoSchedule'],
  ['NO_EXECUTE', 'NoExecute'],
  ['PREFER_NO_SCHEDULE', 'PreferNoSchedule'],
])

function mapTaints(draft: Draft, { copy, document }: Resource): readonly Taint[] {
  return readList(copy, 'taint').flatMap((raw, index): Taint[] => {
    const key = readText(raw, 'key')
    const said = readText(raw, 'effect') ?? ''
    const effect = EFFECTS.get(said)
    const value = readText(raw, 'value')
    if (key !== undefined && key !== '' && effect !== undefined) {
      return [value === undefined || value === '' ? { key, effect } : { key, value, effect }]
    }
    const message = `a taint needs a key and one of ${[...EFFECTS.keys()].join(', ')}; "${said.slice(0, 60)}" is left out`
    report(
      draft.world.task.context,
      { code: 'tf-taint', severity: 'error', message },
      placeOf(document, `taint[${index}]`),
    )
    return []
  })
}
