/**
 * Reads the model form (exploration specification, section 2) and refuses what the section refuses:
 * the shape first, field by field, then what the fields say of each other.
 */
import type { Problem } from '#base/problem.ts'
import { failed, ok } from '#base/result.ts'
import type { Result } from '#base/result.ts'
import { checkModel } from './check-model.ts'
import type { Budget, Model, ModelGroup, ModelNode, ModelPod } from './model.ts'
import {
  readAmounts,
  readFields,
  readFlag,
  readList,
  readNames,
  readNumber,
  readText,
  readWhole,
  readWord,
} from './read-json.ts'
import type { Place } from './read-json.ts'

const SCALERS = ['none', 'cluster-autoscaler', 'karpenter'] as const
const DISTRIBUTIONS = ['balanced-best-effort', 'balanced-only'] as const
const BUDGET_FIELDS = ['nodeLoss', 'zoneOutage', 'scaleToZero', 'autoscalerRestart'] as const

/**
 * A value that came from JSON, as a model.
 *
 * @returns the model with what was given, defaults left out, or every problem found: `model/type`,
 *   `model/missing`, `model/unknown-field`, `model/unknown-name`, `model/repeated`, `model/refused`
 */
export function parseModel(value: unknown): Result<Model, Problem> {
  const problems: Problem[] = []
  const model = readModel(value, { path: '', problems })
  if (model === undefined || problems.length > 0) return failed(problems)
  const refused = checkModel(model)
  return refused.length > 0 ? failed(refused) : ok(model)
}

function readModel(value: unknown, place: Place): Model | undefined {
  const fields = readFields(value, place, {
    required: ['zones', 'groups', 'pods', 'target'],
    optional: ['nodes', 'absent', 'down', 'budget'],
  })
  if (fields === undefined) return undefined
  return {
    zones: readNames(fields('zones')) ?? [],
    groups: readList(fields('groups'), readGroup) ?? [],
    pods: readList(fields('pods'), readPod) ?? [],
    nodes: readList(fields('nodes'), readNode) ?? [],
    ...given('absent', readNames(fields('absent'))),
    ...given('down', readText(fields('down'))),
    target: readText(fields('target')) ?? '',
    budget: readBudget(fields('budget')),
  }
}

function readGroup(value: unknown, place: Place): ModelGroup | undefined {
  const fields = readFields(value, place, {
    required: ['name', 'zones', 'max', 'scaler', 'capacity'],
    optional: [
      'min',
      'desired',
      'rebalance',
      'distribution',
      'offered',
      'templateCapacity',
      'slots',
      'slotsInTemplate',
      'overhead',
      'removableBelow',
      'memory',
    ],
  })
  if (fields === undefined) return undefined
  const scaler = readWord(fields('scaler'), SCALERS) ?? 'none'
  if (scaler !== 'karpenter') {
    fields('min', 'required')
    fields('desired', 'required')
  }
  return {
    name: readText(fields('name')) ?? '',
    zones: readNames(fields('zones')) ?? [],
    min: readWhole(fields('min')) ?? 0,
    max: readWhole(fields('max')) ?? 0,
    desired: readWhole(fields('desired')) ?? 0,
    scaler,
    ...given('rebalance', readFlag(fields('rebalance'))),
    ...given('distribution', readWord(fields('distribution'), DISTRIBUTIONS)),
    ...given('offered', readNames(fields('offered'))),
    capacity: readAmounts(fields('capacity')) ?? {},
    ...given('templateCapacity', readAmounts(fields('templateCapacity'))),
    ...given('slots', readWhole(fields('slots'))),
    ...given('slotsInTemplate', readFlag(fields('slotsInTemplate'))),
    ...given('overhead', readAmounts(fields('overhead'))),
    ...given('removableBelow', readNumber(fields('removableBelow'))),
    ...given('memory', readNames(fields('memory'))),
  }
}

function readPod(value: unknown, place: Place): ModelPod | undefined {
  const fields = readFields(value, place, {
    required: ['name', 'requests'],
    optional: [
      'workload',
      'count',
      'volumes',
      'zone',
      'binds',
      'zones',
      'groups',
      'apartFrom',
      'zoneApart',
      'zoneWith',
      'spread',
      'priority',
      'after',
      'evictable',
      'finishes',
    ],
  })
  if (fields === undefined) return undefined
  const spread = fields('spread')
  return {
    name: readText(fields('name')) ?? '',
    ...given('workload', readText(fields('workload'))),
    ...given('count', readWhole(fields('count'))),
    requests: readAmounts(fields('requests')) ?? {},
    ...given('volumes', readWhole(fields('volumes'))),
    ...given('zone', readText(fields('zone'))),
    ...given('binds', readNames(fields('binds'))),
    ...given('zones', readNames(fields('zones'))),
    ...given('groups', readNames(fields('groups'))),
    ...given('apartFrom', readNames(fields('apartFrom'))),
    ...given('zoneApart', readNames(fields('zoneApart'))),
    ...given('zoneWith', readNames(fields('zoneWith'))),
    ...given('spread', spread === undefined ? undefined : readSpread(spread.value, spread.place)),
    ...given('priority', readWhole(fields('priority'), 'signed')),
    ...given('after', readText(fields('after'))),
    ...given('evictable', readFlag(fields('evictable'))),
    ...given('finishes', readFlag(fields('finishes'))),
  }
}

function readSpread(value: unknown, place: Place): ModelPod['spread'] {
  const fields = readFields(value, place, { required: ['maxSkew', 'with'], optional: [] })
  if (fields === undefined) return undefined
  return {
    maxSkew: readWhole(fields('maxSkew')) ?? 0,
    with: readNames(fields('with')) ?? [],
  }
}

function readNode(value: unknown, place: Place): ModelNode | undefined {
  const fields = readFields(value, place, { required: ['group', 'zone'], optional: ['pods'] })
  if (fields === undefined) return undefined
  return {
    group: readText(fields('group')) ?? '',
    zone: readText(fields('zone')) ?? '',
    pods: readNames(fields('pods')) ?? [],
  }
}

function readBudget(budget: { value: unknown; place: Place } | undefined): Budget {
  if (budget === undefined) return {}
  const fields = readFields(budget.value, budget.place, { required: [], optional: BUDGET_FIELDS })
  if (fields === undefined) return {}
  return {
    ...given('nodeLoss', readWhole(fields('nodeLoss'))),
    ...given('zoneOutage', readWhole(fields('zoneOutage'))),
    ...given('scaleToZero', readWhole(fields('scaleToZero'))),
    ...given('autoscalerRestart', readWhole(fields('autoscalerRestart'))),
  }
}

function given<K extends string, V>(key: K, value: V | undefined): { readonly [key in K]?: V } {
  // A computed key widens to an index signature; it is K by construction.
  return value === undefined ? {} : ({ [key]: value } as { readonly [key in K]?: V })
}
