import { listOfferedZoneIds } from '#aws/offering.ts'
import { listInstanceTypes } from '#aws/instance-type.ts'
import { findPrice, loadPrices } from '#aws/price.ts'
import { listRegions, listRegionZones } from '#aws/zone.ts'
import { priceChange, type PriceChange } from '#exploration/fixes/price-change.ts'
import { canonicalizePlan, renderPlanJson, renderPlanYaml } from '#plan/canonical.ts'
import { KUBE_KINDS } from '#plan/fields/kube-fields.ts'
import { listPlanFields } from '#plan/fields/list-plan-fields.ts'
import type { Cluster, Plan } from '#plan/schema.ts'
import { applyPlaceChange } from '#plan/text/apply-change.ts'
import { changeJsonText, changeYamlText, readValue } from '#plan/text/change-text.ts'
import type { PlaceChange } from '#plan/text/list-repairs.ts'
import { mergeValues } from '#plan/text/merge-values.ts'
import { leaveOutProblems, readPlanText, type TextProblem } from '#plan/text/read-plan-text.ts'
import { isSameValue } from '#plan/text/same-value.ts'
import { findRange, parseTextTree } from '#plan/text/text-places.ts'
import { parsePlan } from '#plan/validate.ts'
import type { Desk } from './desk.ts'
import { packPlan, type PackedPlan } from './packed-plan.ts'
import {
  countObjectBytes,
  isWithoutObjects,
  type ChangedPlanText,
  type PlanTextChange,
  type PlanTextReading,
  type PlanTextRequest,
  type PlanTextToRead,
  type PricedProblem,
  type RenderedPlanText,
  type TextFormat,
  type TextHelp,
} from './plan-text.ts'

type Library = Pick<Desk<never>, 'resources'>

/** The plan as text: its canonical form, or what a person wrote with what changed since brought in. */
export async function renderPlanText(
  { packed, format, from }: PlanTextRequest,
  desk: Library,
): Promise<RenderedPlanText> {
  const plan = await unpackForText(packed, desk)
  if (from === undefined) {
    const text = format === 'yaml' ? renderPlanYaml(plan) : renderPlanJson(plan)
    return { text: format === 'yaml' ? noteLeftOut(text, packed) : text, followed: 'in-place' }
  }
  const mine = readValue(from.text)
  if (mine === undefined) return { text: from.text, followed: 'not' }
  const base = canonicalizePlan(await unpackForText(from.packed, desk))
  const theirs = canonicalizePlan(plan)
  return change(from.text, format, mergeValues({ base, mine: mine.value, theirs }))
}

/** Where a text of so many objects can't be shown, the plan is shown without them. */
async function unpackForText(packed: PackedPlan, { resources }: Library): Promise<Plan> {
  return isWithoutObjects(packed) ? packed.shell : resources.unpack(packed)
}

function noteLeftOut(text: string, packed: PackedPlan): string {
  if (!isWithoutObjects(packed)) return text
  const count = packed.resourceSets.reduce((sum, set) => sum + set.count, 0)
  const megabytes = Math.max(1, Math.round(countObjectBytes(packed) / 1_000_000))
  const note = `# ${count.toLocaleString('en-US')} objects, ${megabytes} MB: too many for this text; they stay as they are`
  return text.replaceAll(/^( +resources: \[\])$/gm, `$1 ${note}`)
}

function change(text: string, format: TextFormat, target: unknown): ChangedPlanText {
  const changed = format === 'yaml' ? changeYamlText(text, target) : changeJsonText(text, target)
  return { text: changed.text, followed: changed.isKept ? 'in-place' : 'anew' }
}

/** One place of the text changed, as a form or a repair does it. */
export async function changePlanText({
  text,
  format,
  change: asked,
}: PlanTextChange): Promise<ChangedPlanText> {
  const before = readValue(text)
  if (before === undefined) return { text, followed: 'not' }
  if (asked.kind === 'rename') return renameKey(text, asked)
  return change(text, format, applyPlaceChange(before.value, asked))
}

function renameKey(
  text: string,
  asked: PlaceChange & { readonly kind: 'rename' },
): ChangedPlanText {
  const { from, to } = findRange(parseTextTree(text), asked.path, 'key')
  const isQuoted = /^["']/.test(text.slice(from, to))
  const key = isQuoted ? JSON.stringify(asked.key) : asked.key
  return { text: text.slice(0, from) + key + text.slice(to), followed: 'in-place' }
}

/** What the text says: the plan, or what keeps it from being one. */
export async function readPlanTextIn(
  { text, packed }: PlanTextToRead,
  desk: Library,
): Promise<PlanTextReading> {
  const reading = readPlanText(text)
  const leftOut = isWithoutObjects(packed) ? findAddedObjects(reading.value) : undefined
  const { plan } = reading
  const shell = leaveOutObjects(reading.value)
  const problems = await priceRepairs(reading.problems, shell, packed)
  const rest = { shell, unknowns: reading.unknowns, objects: reading.objects }
  if (plan === undefined || leftOut !== undefined) {
    const added = leftOut === undefined ? [] : [tellAddedObjects(leftOut, text)]
    return { ...rest, packed: undefined, isSame: false, problems: [...problems, ...added] }
  }
  const open = canonicalizePlan(await unpackForText(packed, desk))
  if (isSameValue(canonicalizePlan(plan), open)) {
    return { ...rest, packed, isSame: true, problems }
  }
  return { ...rest, packed: pack(plan, packed, desk), isSame: false, problems }
}

function pack(plan: Plan, open: PackedPlan, { resources }: Library): PackedPlan {
  if (!isWithoutObjects(open)) {
    const packed = packPlan(plan)
    resources.keep(packed, plan)
    return packed
  }
  // The objects stay with the cluster of their name, or else with the one in their place.
  const before = listClusters(open.shell)
  const empty = packPlan(plan)
  const resourceSets = listClusters(plan).map(({ key }, index) => {
    const named = before.findIndex((one) => one.key === key)
    const at = named === -1 ? index : named
    return open.resourceSets[at] ?? empty.resourceSets[index]
  })
  return { shell: empty.shell, resourceSets: resourceSets.filter((set) => set !== undefined) }
}

function listClusters(plan: Plan): readonly { readonly key: string; readonly cluster: Cluster }[] {
  return plan.designs.flatMap((design) =>
    design.clusters.map((cluster) => ({
      key: JSON.stringify([design.id, cluster.name]),
      cluster,
    })),
  )
}

/** The value without the objects of its clusters, whatever else is wrong with it. */
function leaveOutObjects(value: unknown): unknown {
  return mapField(value, 'designs', (design) =>
    mapField(design, 'clusters', (cluster) =>
      typeof cluster === 'object' && cluster !== null && 'resources' in cluster
        ? { ...cluster, resources: [] }
        : cluster,
    ),
  )
}

function mapField(value: unknown, field: string, each: (item: unknown) => unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  const list: unknown = Object.hasOwn(value, field) ? Reflect.get(value, field) : undefined
  return Array.isArray(list) ? { ...value, [field]: list.map(each) } : value
}

function findAddedObjects(value: unknown): readonly (string | number)[] | undefined {
  let found: readonly (string | number)[] | undefined
  let design = -1
  mapField(value, 'designs', (one) => {
    design++
    let cluster = -1
    return mapField(one, 'clusters', (each) => {
      cluster++
      const path = ['designs', design, 'clusters', cluster, 'resources']
      return mapField(each, 'resources', () => (found ??= path))
    })
  })
  return found
}

function tellAddedObjects(path: readonly (string | number)[], text: string): PricedProblem {
  const range = findRange(parseTextTree(text), path, 'key')
  const before = text.slice(0, range.from)
  return {
    code: 'plan/objects-left-out',
    path: path.reduce<string>(
      (whole, part) =>
        typeof part === 'number'
          ? `${whole}[${part}]`
          : `${whole}${whole === '' ? '' : '.'}${part}`,
      '',
    ),
    message:
      'the objects of this plan are too many for this text, so none can be written here; import them or edit them on the board',
    ...range,
    line: before.split('\n').length,
    column: range.from - before.lastIndexOf('\n'),
    repairs: [],
  }
}

async function priceRepairs(
  problems: readonly TextProblem[],
  shell: unknown,
  open: PackedPlan,
): Promise<readonly PricedProblem[]> {
  if (problems.every(({ repairs }) => repairs.length === 0)) return problems
  const prices = await loadPrices()
  return problems.map((problem) => ({
    ...problem,
    repairs: problem.repairs.map((repair) => {
      if (!problem.path.includes('.nodeGroups[')) return repair
      const mended = applyPlaceChange(shell, repair.change)
      // What else is wrong does not hide the price.
      const rest = parsePlan(mended)
      const parsed = rest.kind === 'ok' ? rest : parsePlan(leaveOutProblems(mended, rest.problems))
      if (parsed.kind !== 'ok') return repair
      const [design, cluster] = repair.change.path.filter((part) => typeof part === 'number')
      const find = (plan: Plan) => plan.designs[design ?? 0]?.clusters[cluster ?? 0]
      const before = find(open.shell)
      const after = find(parsed.value)
      if (before === undefined || after === undefined) return repair
      const price: PriceChange = priceChange(before, shareGroups(before, after), prices)
      return { ...repair, price }
    }),
  }))
}

/** Groups that say the same are the same: only what changed is priced. */
function shareGroups(before: Cluster, after: Cluster): Cluster {
  const nodeGroups = after.nodeGroups.map(
    (group) => before.nodeGroups.find((known) => isSameValue(known, group)) ?? group,
  )
  return { ...after, nodeGroups }
}

/** The table of fields, and the names that a cluster of the region can use. */
export async function listTextHelp({ region }: { readonly region: string }): Promise<TextHelp> {
  const prices = await loadPrices()
  const zones = listRegionZones(region) ?? []
  return {
    plan: listPlanFields(),
    kinds: KUBE_KINDS,
    regions: listRegions().map(({ code, name }) => ({ code, name })),
    zones: zones.map(({ name, zoneId }) => ({ name, zoneId })),
    instanceTypes: listInstanceTypes()
      // Where the region is in no list, every type is offered to the person.
      .filter(({ name }) => (listOfferedZoneIds(region, name)?.length ?? 1) > 0)
      .map(({ name, vcpu, memoryMiB }) => {
        const price = findPrice(prices, { region, instanceType: name })
        return {
          name,
          vcpu,
          memoryGiB: memoryMiB / 1024,
          ...(price === undefined || price.isEstimate
            ? {}
            : { price: price.pricePerHour, currency: price.currency }),
        }
      }),
  }
}
