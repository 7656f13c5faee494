import type { Incident } from '#incidents/incident.ts'
import { INCIDENTS } from '#incidents/library.ts'
import { PLANE_INCIDENTS } from '#incidents/plane-library.ts'
import { packPlan } from '#worker/packed-plan.ts'
import type { PackedPlan } from '#worker/packed-plan.ts'
import type { LinkReading } from '#worker/read-link.ts'
import { loadKeptPlan, saveStore } from './autosave.ts'
import { addDesign, compareStore, renewDesign } from './compare-store.ts'
import type { ComparedDesign } from './compare-store.ts'
import { findLink } from './find-link.ts'
import { importStore, isPlanFile, readAgain } from './import-store.ts'
import { openIncident, openPlaneIncident } from './open-incident.ts'
import { openRecent } from './open-recent.ts'
import { makePlanId, openPlan, planStore } from './plan-store.ts'
import { startRunSession } from './run-session.ts'
import { navigate, viewStore } from './view-store.ts'

/** Where designs to hold against the open one come from, and how each is opened as a plan. */

/** A design that can be added with one press. */
export interface Candidate {
  readonly id: string
  readonly name: string
  readonly from: string
  /** False: it could not be had. */
  readonly add: () => Promise<boolean>
}

/** The plan's other designs, its incident's twin, and what this browser keeps. */
export function listCandidates(): readonly Candidate[] {
  const { current } = planStore.getState()
  const shown = viewStore.getState().place.design
  const others = (current?.packed.shell.designs ?? []).flatMap((design, index) => {
    if (current === undefined || index === shown) return []
    const id = `open/${current.id}/${index}`
    const source = { packed: current.packed, design: index }
    return [toCandidate({ id, name: design.name, from: 'another design of this plan', source })]
  })
  const kept = saveStore
    .getState()
    .recent.filter(({ id }) => id !== current?.id)
    .map(({ id, name }): Candidate => ({
      id: `kept/${id}`,
      name,
      from: 'kept in this browser',
      add: () => addKept(id),
    }))
  return [...others, ...listTwins(), ...kept]
}

function listTwins(): readonly Candidate[] {
  const origin = planStore.getState().current?.origin
  if (origin?.kind !== 'incident') return []
  const incident = findIncident(origin.incident)
  if (incident === undefined) return []
  const isRepaired = !origin.isRepaired
  const plan = isRepaired ? incident.repaired.plan : incident.plan
  const id = `incident/${incident.id}/${isRepaired ? 'repaired' : 'as-it-was'}`
  const from = `incident ${incident.id}, ${isRepaired ? 'repaired' : 'as it happened'}`
  return [
    {
      id,
      name: isRepaired ? incident.repaired.title : incident.title,
      from,
      add: async () =>
        addDesign({ id, name: plan.name, from, source: { packed: packPlan(plan), design: 0 } }),
    },
  ]
}

function findIncident(id: string) {
  return [...INCIDENTS, ...PLANE_INCIDENTS].find((one) => one.id === id)
}

function toCandidate(design: Omit<ComparedDesign, 'judged'>): Candidate {
  const { id, name, from } = design
  return { id, name, from, add: async () => addDesign(design) }
}

/** All designs of a kept plan, as many as there is room for. */
async function addKept(id: string): Promise<boolean> {
  const plan = await loadKeptPlan(id).catch(() => undefined)
  if (plan === undefined) return false
  const { designs, name } = plan.packed.shell
  const added = designs.map((design, index) =>
    addDesign({
      id: `kept/${id}/${index}`,
      name: designs.length > 1 ? `${name}: ${design.name}` : name,
      from: 'kept in this browser',
      source: { packed: plan.packed, design: index },
    }),
  )
  return added.includes(true)
}

/** The import that is on its preview, as what is live: without what it does not name. */
export function addImport(): boolean {
  const { outcome, files } = importStore.getState()
  if (outcome?.packed === undefined) return false
  const { absent } = outcome.result
  const isFile = isPlanFile(outcome)
  const [label = 'files'] = files.map((file) => file.label)
  const from = files.length > 1 ? `${files.length} files` : label
  return addDesign({
    id: 'import',
    name: outcome.packed.shell.name,
    from: isFile ? from : `import of ${from}`,
    source: { packed: outcome.packed, design: 0, ...(isFile ? {} : { absent }) },
  })
}

/**
 * What an import leaves open, the open plan says: after an edit of that the import is read again, so that
 * an old value of the plan is never told as what is live. Returns what ends it.
 */
export function followImport(): () => void {
  const find = () => compareStore.getState().designs.find(({ id }) => id === 'import')
  let { outcome } = importStore.getState()
  let asked: PackedPlan | undefined
  const follow = () => {
    const plan = planStore.getState().current?.packed
    const isOld = plan !== importStore.getState().base && plan !== asked
    if (plan === undefined || !isOld || find()?.source.absent === undefined) return
    asked = plan
    readAgain()
  }
  const stops = [
    planStore.subscribe(follow),
    importStore.subscribe((state) => {
      if (state.outcome === outcome) return
      outcome = state.outcome
      if (outcome?.packed === undefined || find()?.source.absent === undefined) return
      const { absent } = outcome.result
      renewDesign('import', { packed: outcome.packed, design: 0, absent })
    }),
  ]
  follow()
  return () => {
    for (const stop of stops) stop()
  }
}

/** Reads a pasted link in a worker of its own; the problem in words where it is none. */
export async function addLink(text: string): Promise<string | undefined> {
  const fragment = findLink(text)
  if (fragment === undefined) return 'There is no plan link in this text.'
  const reader = startRunSession()
  const timer = new Promise<undefined>((resolve) => {
    setTimeout(() => resolve(undefined), READING_MS)
  })
  try {
    const reading: LinkReading | undefined = await Promise.race([
      reader.engine.ask('read-link', fragment),
      timer,
    ])
    if (reading === undefined) return 'This link took too long to read.'
    if (reading.kind === 'failed') return reading.problem.message
    const { packed } = reading.preview
    const isAdded = addDesign({
      id: `link/${fragment.slice(0, 200)}`,
      name: packed.shell.name,
      from: 'from a link',
      source: { packed, design: 0 },
    })
    return isAdded ? undefined : 'There is no room for another design.'
  } finally {
    reader.end()
  }
}

const READING_MS = 20_000

/** Opens a compared design as the plan; undo brings back what was open. */
export async function openCompared({ id, name, source }: ComparedDesign): Promise<void> {
  const [kind, key = '', index = '0'] = id.split('/')
  switch (kind) {
    case 'open':
      navigate('topology', { place: { design: Number(index), cluster: 0 } })
      return
    case 'kept':
      await openRecent(key)
      return
    case 'import':
      navigate('import')
      return
    case 'incident': {
      const incident = findIncident(key)
      const isRepaired = index === 'repaired'
      if (incident === undefined) return
      if (isPodIncident(incident)) openIncident(incident, { isRepaired })
      else openPlaneIncident(incident, { isRepaired })
      return
    }
    default:
      openPlan(
        { id: makePlanId(), packed: source.packed, origin: { kind: 'link', isOwn: false } },
        `opening of ${name} from a link`,
      )
      navigate('topology')
  }
}

function isPodIncident(
  incident: NonNullable<ReturnType<typeof findIncident>>,
): incident is Incident {
  return INCIDENTS.some((one) => one === incident)
}
