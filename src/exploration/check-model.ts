/** What the fields of a model say of each other: the refusals of exploration specification, section 2. */
import type { Problem } from '#base/problem.ts'
import { countOf, workloadOf } from './fits.ts'
import type { Model, ModelGroup, ModelPod } from './model.ts'

type Refuse = (code: string, path: string, message: string) => void

/** Every refusal of section 2 that the model meets; none: it can be searched. */
export function checkModel(model: Model): readonly Problem[] {
  const problems: Problem[] = []
  const refuse: Refuse = (code, path, message) =>
    problems.push({ code: `model/${code}`, path, message })
  checkNames(model, refuse)
  for (const [index, group] of model.groups.entries()) checkGroup(model, group, index, refuse)
  for (const [index, pod] of model.pods.entries()) checkPod(pod, index, refuse)
  checkOrder(model, refuse)
  checkNodes(model, refuse)
  return problems
}

function checkNames(model: Model, refuse: Refuse): void {
  const zones = model.zones
  const groups = model.groups.map((group) => group.name)
  const classes = model.pods.map((pod) => pod.name)
  const workloads = model.pods.map(workloadOf)
  const known = (path: string, kind: string, allowed: readonly string[]) => (name: string) => {
    if (allowed.includes(name)) return
    const list = allowed.length === 0 ? 'there is none' : [...new Set(allowed)].join(', ')
    refuse('unknown-name', path, `"${name}" is not a ${kind} (${list})`)
  }
  const all = (
    path: string,
    kind: string,
    allowed: readonly string[],
    names: readonly string[] | undefined,
  ) => names?.forEach((name, index) => known(`${path}[${index}]`, kind, allowed)(name))

  checkRepeats('zones', zones, refuse)
  checkRepeats('groups', groups, refuse)
  checkRepeats('pods', classes, refuse)
  model.groups.forEach((group, index) => {
    const path = `groups[${index}]`
    all(`${path}.zones`, 'zone', zones, group.zones)
    checkRepeats(`${path}.zones`, group.zones, refuse)
    all(`${path}.memory`, 'zone', zones, group.memory)
  })
  model.pods.forEach((pod, index) => {
    const path = `pods[${index}]`
    if (pod.zone !== undefined) known(`${path}.zone`, 'zone', zones)(pod.zone)
    all(`${path}.binds`, 'zone', zones, pod.binds)
    all(`${path}.zones`, 'zone', zones, pod.zones)
    all(`${path}.groups`, 'group', groups, pod.groups)
    all(`${path}.apartFrom`, 'class', classes, pod.apartFrom)
    all(`${path}.zoneApart`, 'class', classes, pod.zoneApart)
    all(`${path}.zoneWith`, 'class', classes, pod.zoneWith)
    all(`${path}.spread.with`, 'class', classes, pod.spread?.with)
    if (pod.after !== undefined) known(`${path}.after`, 'class', classes)(pod.after)
  })
  model.nodes.forEach((node, index) => {
    known(`nodes[${index}].group`, 'group', groups)(node.group)
    known(`nodes[${index}].zone`, 'zone', zones)(node.zone)
    all(`nodes[${index}].pods`, 'class', classes, node.pods)
  })
  all('absent', 'workload', workloads, model.absent)
  if (model.down !== undefined) known('down', 'zone', zones)(model.down)
  known('target', 'class', classes)(model.target)
}

function checkRepeats(path: string, names: readonly string[], refuse: Refuse): void {
  names.forEach((name, index) => {
    if (names.indexOf(name) < index) {
      refuse('repeated', `${path}[${index}]`, `"${name}" is there twice`)
    }
  })
}

function checkGroup(model: Model, group: ModelGroup, index: number, refuse: Refuse): void {
  const path = `groups[${index}]`
  const { min, max, desired, zones, offered } = group
  if (zones.length === 0) refuse('refused', `${path}.zones`, 'a group has at least one zone')
  offered?.forEach((zone, at) => {
    if (!zones.includes(zone)) {
      refuse(
        'refused',
        `${path}.offered[${at}]`,
        `"${zone}" is not a zone of the group (${zones.join(', ')})`,
      )
    }
  })
  if (group.scaler === 'karpenter') return
  if (!(min <= desired && desired <= max)) {
    refuse(
      'refused',
      `${path}.desired`,
      `min ${min}, desired ${desired}, max ${max}: allowed is min ≤ desired ≤ max`,
    )
  }
  const nodes = model.nodes.filter((node) => node.group === group.name).length
  if (nodes > desired) {
    refuse(
      'refused',
      `${path}.desired`,
      `${nodes} nodes of the group are listed, more than its desired ${desired}`,
    )
  }
}

function checkPod(pod: ModelPod, index: number, refuse: Refuse): void {
  if (pod.binds === undefined) return
  const path = `pods[${index}].binds`
  if (countOf(pod) !== 1) refuse('refused', path, `only with count 1, found ${countOf(pod)}`)
  if (pod.zone !== undefined) refuse('refused', path, `not together with zone "${pod.zone}"`)
}

function checkOrder(model: Model, refuse: Refuse): void {
  const afterOf = new Map(model.pods.map((pod) => [pod.name, pod.after]))
  model.pods.forEach((pod, index) => {
    const seen = [pod.name]
    let next = pod.after
    while (next !== undefined && !seen.includes(next)) {
      seen.push(next)
      next = afterOf.get(next)
    }
    if (next === pod.name) {
      refuse('refused', `pods[${index}].after`, `a circle: ${[...seen, next].join(' after ')}`)
    }
  })
}

function checkNodes(model: Model, refuse: Refuse): void {
  const absent = new Set(model.absent)
  const podOf = new Map(model.pods.map((pod) => [pod.name, pod]))
  const placed = new Map<string, number>()
  model.nodes.forEach((node, index) => {
    const path = `nodes[${index}]`
    const group = model.groups.find((one) => one.name === node.group)
    if (node.zone === model.down) {
      refuse('refused', `${path}.zone`, `a node in "${node.zone}", the zone that is down`)
    }
    if (group !== undefined && !group.zones.includes(node.zone)) {
      refuse(
        'refused',
        `${path}.zone`,
        `"${node.zone}" is not a zone of "${node.group}" (${group.zones.join(', ')})`,
      )
    }
    node.pods.forEach((name, at) => {
      const pod = podOf.get(name)
      if (pod === undefined) return
      const now = (placed.get(name) ?? 0) + 1
      placed.set(name, now)
      if (now > countOf(pod)) {
        refuse(
          'refused',
          `${path}.pods[${at}]`,
          `pod ${now} of "${name}", which has a count of ${countOf(pod)}`,
        )
      }
      if (absent.has(workloadOf(pod))) {
        refuse(
          'refused',
          `${path}.pods[${at}]`,
          `"${name}" is of the absent workload "${workloadOf(pod)}"`,
        )
      }
    })
  })
}
