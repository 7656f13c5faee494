import { EBS_ZONE_LABEL, HOSTNAME_LABEL, ZONE_KEYS, findLabel } from '#kube/labels.ts'
import type { Labels } from '#kube/labels.ts'
import { matchesTerms, readNodeAffinity } from '#kube/node-affinity.ts'
import type { NodeSelectorRequirement } from '#kube/node-affinity.ts'
import { setGroupField } from '#plan/edit.ts'
import type { FixCandidate, FixCase, FixRecipe, Stranger } from '../candidate.ts'
import { changeNodes, withLabels } from '../edit-nodes.ts'
import { isMap, putObjects } from '../edit-objects.ts'
import { changeTemplate, findTemplate, noteRollout } from '../edit-template.ts'
import type { PodTemplate, RawPodSpec } from '../edit-template.ts'

/** Labels that a pod selects by and a group does not have, or does not say from zero. */
export const fitLabels: FixRecipe = {
  id: 'fit-labels',
  frees: ['node-rules', 'zone-coverage', 'template-zone'],
  list: (at) => {
    const template = findTemplate(at)
    if (template === undefined) return []
    const { selectedGroups } = at.asked.rules
    const unselected = at.strangers.filter(
      ({ compiled }) => !selectedGroups.includes(at.compiled.groups.indexOf(compiled)),
    )
    return [
      ...tellFromZero(at, template),
      ...allowZones(at, template),
      ...unselected.slice(0, 2).flatMap((stranger) => labelGroup(at, template, stranger)),
      ...selectLess(at, template, unselected),
    ]
  },
}

const LABEL_TAG = 'k8s.io/cluster-autoscaler/node-template/label/'

/**
 * Labels that nodes of the group have and its template lacks while it is empty (A7.5): tags say them. Among
 * them the zone under the key of the volume's driver, which Cluster Autoscaler gives by itself from 1.29 on (AT30).
 */
function tellFromZero(at: FixCase, template: PodTemplate): readonly FixCandidate[] {
  const wanted = listDemands(template.spec).map(({ key }) => key)
  const { strangersFromZero } = at.asked.rules
  return at.hosts
    .filter(({ compiled }) => compiled.zones.some((zone) => at.zones.includes(zone)))
    .slice(0, 3)
    .flatMap(({ group, compiled }) => {
      const isStranger = strangersFromZero.includes(at.compiled.groups.indexOf(compiled))
      const labels = { ...compiled.labels, ...(asksDriverKey(at) ? nameDriverZone(compiled) : {}) }
      const keys = [...(isStranger ? wanted : []), ...(asksDriverKey(at) ? [EBS_ZONE_LABEL] : [])]
      const told = Object.fromEntries(
        keys.flatMap((key) => {
          const value = findLabel(labels, key)
          if (value === undefined || findLabel(compiled.templateLabels, key) === value) return []
          return [[`${LABEL_TAG}${key}`, value]]
        }),
      )
      if (Object.keys(told).length === 0) return []
      return [
        {
          title: `${group.name} tells its labels from zero`,
          note: 'Cluster Autoscaler reads the labels of an empty group from tags of its Auto Scaling group',
          plan: setGroupField(
            at.plan,
            { ...at.place, group: group.name },
            { field: 'tags', value: { ...group.tags, ...told } },
          ),
        },
      ]
    })
}

function asksDriverKey({ asked, compiled }: FixCase): boolean {
  const minor = compiled.clusterAutoscaler?.minorVersion
  return (
    minor !== undefined &&
    minor < 29 &&
    asked.claims.some(({ state }) => state.kind === 'zonal' && state.usesEbsKey)
  )
}

/** A tag says one zone, so only a group of one zone can say it. */
function nameDriverZone({ zones }: Stranger['compiled']): Labels {
  const [zone, ...others] = zones
  return zone === undefined || others.length > 0 ? {} : { [EBS_ZONE_LABEL]: zone }
}

/** The zone of the volume, where the pod's own selector leaves it out. */
function allowZones(at: FixCase, template: PodTemplate): readonly FixCandidate[] {
  const own = at.asked.rules.zones
  const missing = own === undefined ? [] : at.zones.filter((zone) => !own.includes(zone))
  if (missing.length === 0 || missing.length < at.zones.length) return []
  const plan = changeTemplate(at, template, (spec) =>
    changeDemands(spec, (demand) => {
      if (!ZONE_KEYS.includes(demand.key)) return demand
      if (demand.operator === 'In') return { ...demand, values: [...demand.values, ...missing] }
      return undefined
    }),
  )
  return [
    {
      title: `${template.owner.metadata.name} may run in ${missing.join(' and ')}`,
      note: noteRollout(template),
      plan,
    },
  ]
}

/** Labels of these kinds are the machine's or its maker's: nobody sets them. */
const MACHINE_LABEL =
  /(^|\.)(kubernetes\.io|k8s\.io|k8s\.aws|karpenter\.sh|amazonaws\.com|eksctl\.io|aws\.com)\//

function labelGroup(
  at: FixCase,
  template: PodTemplate,
  stranger: Stranger,
): readonly FixCandidate[] {
  const { group, compiled } = stranger
  const missing = listMissing(template, compiled.labels)
  if (missing === undefined || Object.keys(missing).some((key) => MACHINE_LABEL.test(key)))
    return []
  const nodes = changeNodes(at, stranger, (node) => withLabels(node, missing))
  if (nodes === undefined) return []
  const place = { ...at.place, group: group.name }
  const labelled = setGroupField(at.plan, place, {
    field: 'labels',
    value: { ...group.labels, ...missing },
  })
  const isScaled = compiled.scaler === 'cluster-autoscaler' && group.kind === 'asg'
  const tags = Object.fromEntries(
    Object.entries(missing).map(([key, value]) => [`${LABEL_TAG}${key}`, value]),
  )
  const tagged = isScaled
    ? setGroupField(labelled, place, { field: 'tags', value: { ...group.tags, ...tags } })
    : labelled
  return [
    {
      title: `${group.name} labelled ${Object.entries(missing)
        .map(([key, value]) => `${key}=${value}`)
        .join(' and ')}`,
      plan: putObjects(tagged, at.place, nodes),
    },
  ]
}

/** The labels that make its nodes suit; undefined where no label does. */
function listMissing({ spec }: PodTemplate, labels: Labels): Labels | undefined {
  const { nodeSelector, requiredTerms } = readNodeAffinity(spec)
  const missing: Record<string, string> = {}
  const isPlace = (key: string) => ZONE_KEYS.includes(key) || key === HOSTNAME_LABEL
  for (const [key, value] of Object.entries(nodeSelector)) {
    if (!isPlace(key) && findLabel(labels, key) !== value) missing[key] = value
  }
  const rest = (requiredTerms ?? []).map((term) => ({
    ...term,
    expressions: term.expressions.filter(({ key }) => !isPlace(key)),
  }))
  const isMet = (term: (typeof rest)[number]) =>
    term.expressions.length === 0 ||
    matchesTerms([term], { name: '', labels: { ...labels, ...missing } })
  if (rest.length > 0 && !rest.some(isMet)) {
    const added = rest.map(({ expressions }) => fulfil(expressions, { ...labels, ...missing }))
    const [least] = added
      .filter((one) => one !== undefined)
      .sort((a, b) => Object.keys(a).length - Object.keys(b).length)
    if (least === undefined) return undefined
    Object.assign(missing, least)
  }
  return Object.keys(missing).length === 0 ? undefined : missing
}

function fulfil(
  expressions: readonly NodeSelectorRequirement[],
  labels: Labels,
): Labels | undefined {
  const added: Record<string, string> = {}
  for (const { key, operator, values } of expressions) {
    const value = findLabel(labels, key)
    if (operator === 'In' && (value === undefined || !values.includes(value))) {
      const [first] = values
      if (first === undefined) return undefined
      added[key] = first
    } else if (operator === 'Exists' && value === undefined) added[key] = 'true'
    else if (operator === 'DoesNotExist' && value !== undefined) return undefined
    else if (operator === 'NotIn' && value !== undefined && values.includes(value)) return undefined
    else if (operator === 'Gt' || operator === 'Lt') return undefined
  }
  return added
}

/** What it selects by and no group that reaches its zones has, no longer selected. */
function selectLess(
  at: FixCase,
  template: PodTemplate,
  unselected: readonly Stranger[],
): readonly FixCandidate[] {
  const unmet = new Set(
    listDemands(template.spec)
      .map(({ key }) => key)
      .filter((key) => !ZONE_KEYS.includes(key)),
  )
  if (unselected.length === 0 || unmet.size === 0 || at.hosts.some(reaches(at))) return []
  return [
    {
      title: `${template.owner.metadata.name} no longer selects by ${[...unmet].join(' and ')}`,
      note: noteRollout(template),
      plan: changeTemplate(at, template, (spec) =>
        changeDemands(spec, (demand) => (unmet.has(demand.key) ? undefined : demand)),
      ),
    },
  ]
}

function reaches({ zones }: FixCase) {
  return ({ compiled }: Stranger) => compiled.zones.some((zone) => zones.includes(zone))
}

interface Demand {
  readonly key: string
  readonly operator: string
  readonly values: readonly string[]
}

function listDemands(spec: RawPodSpec): readonly Demand[] {
  const { nodeSelector, requiredTerms } = readNodeAffinity(spec)
  return [
    ...Object.entries(nodeSelector).map(([key, value]) => ({
      key,
      operator: 'In',
      values: [value],
    })),
    ...(requiredTerms ?? []).flatMap(({ expressions }) => expressions),
  ]
}

const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution'

/** Each demand of selector and required node affinity changed, or taken away. */
function changeDemands(
  spec: RawPodSpec,
  change: (demand: Demand) => Demand | undefined,
): RawPodSpec {
  const selector = isMap(spec['nodeSelector']) ? spec['nodeSelector'] : {}
  const kept = Object.entries(selector).filter(([key, value]) => {
    const demand = { key, operator: 'In', values: [String(value)] }
    return change(demand) === demand
  })
  const { nodeSelector: _, ...rest } = spec
  const selected =
    kept.length === Object.keys(selector).length
      ? spec
      : kept.length === 0
        ? rest
        : { ...spec, nodeSelector: Object.fromEntries(kept) }
  return changeTerms(selected, change)
}

function changeTerms(spec: RawPodSpec, change: (demand: Demand) => Demand | undefined): RawPodSpec {
  const affinity = isMap(spec['affinity']) ? spec['affinity'] : {}
  const nodeAffinity = isMap(affinity['nodeAffinity']) ? affinity['nodeAffinity'] : {}
  const required = isMap(nodeAffinity[REQUIRED]) ? nodeAffinity[REQUIRED] : undefined
  const terms = required?.['nodeSelectorTerms']
  if (!Array.isArray(terms)) return spec
  const list: readonly unknown[] = terms
  const changed = list.flatMap((term) => {
    const expressions = isMap(term) ? term['matchExpressions'] : undefined
    if (!isMap(term) || !Array.isArray(expressions)) return [term]
    const all: readonly unknown[] = expressions
    const kept = all.flatMap((raw) => {
      const demand = toDemand(raw)
      if (demand === undefined || !isMap(raw)) return [raw]
      const after = change(demand)
      if (after === undefined) return []
      return after === demand ? [raw] : [{ ...raw, values: after.values }]
    })
    return kept.length === 0 ? [] : [{ ...term, matchExpressions: kept }]
  })
  const { [REQUIRED]: _, ...preferred } = nodeAffinity
  // A term without demands would match nothing; no term at all means that nothing is demanded.
  const isFree = changed.length < list.length
  const after = isFree
    ? preferred
    : { ...nodeAffinity, [REQUIRED]: { ...required, nodeSelectorTerms: changed } }
  if (JSON.stringify(after) === JSON.stringify(nodeAffinity)) return spec
  const { nodeAffinity: __, ...others } = affinity
  const next = Object.keys(after).length === 0 ? others : { ...affinity, nodeAffinity: after }
  const { affinity: ___, ...bare } = spec
  return Object.keys(next).length === 0 ? bare : { ...spec, affinity: next }
}

function toDemand(raw: unknown): Demand | undefined {
  if (!isMap(raw) || typeof raw['key'] !== 'string' || typeof raw['operator'] !== 'string') {
    return undefined
  }
  const values: readonly unknown[] = Array.isArray(raw['values']) ? raw['values'] : []
  return { key: raw['key'], operator: raw['operator'], values: values.map(String) }
}
