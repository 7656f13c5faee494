import type { ControlPlane } from '#plan/schema.ts'

/** A line of an edit of the control plane, as the plan's text would show it. */
export interface PlaneDiffLine {
  readonly kind: 'place' | 'removed' | 'added'
  readonly text: string
}

/** What an edit takes away and puts there, list by list; lists that change alike stand together. */
export function diffPlane(before: ControlPlane, after: ControlPlane): readonly PlaneDiffLine[] {
  const old = listParts(before)
  const now = listParts(after)
  const changes = new Map<string, { readonly places: string[]; readonly lines: PlaneDiffLine[] }>()
  for (const place of new Set([...old.keys(), ...now.keys()])) {
    const lines = diffLines(old.get(place) ?? [], now.get(place) ?? [])
    if (lines.length === 0) continue
    const id = JSON.stringify(lines)
    const known = changes.get(id)
    if (known === undefined) changes.set(id, { places: [place], lines: [...lines] })
    else known.places.push(place)
  }
  return [...changes.values()].flatMap(({ places, lines }) => [
    { kind: 'place' as const, text: places.map((place) => `controlPlane / ${place}`).join(', ') },
    ...lines,
  ])
}

function listParts(plane: ControlPlane): ReadonlyMap<string, readonly string[]> {
  if (plane.kind !== 'self-managed') {
    const tier = plane.kind === 'managed' && plane.tier !== undefined ? [`tier: ${plane.tier}`] : []
    return new Map([['kind', [`kind: ${plane.kind}`, ...tier]]])
  }
  const { members, etcd, apiEndpoint } = plane
  return new Map([
    ['kind', [`kind: ${plane.kind}`]],
    ['members', members.map(renderMember)],
    ['etcd', [`topology: ${etcd.topology}`]],
    ...etcd.clusters.map((one): [string, readonly string[]] => [
      `etcd ${one.name}`,
      one.members.map(renderMember),
    ]),
    ['apiEndpoint', apiEndpoint === undefined ? [] : [`apiEndpoint: ${apiEndpoint}`]],
  ])
}

interface NamedMember {
  readonly name: string
  readonly zone?: string | undefined
}

function renderMember({ name, zone }: NamedMember): string {
  return `- { name: ${name}${zone === undefined ? '' : `, zone: ${zone}`} }`
}

function diffLines(old: readonly string[], now: readonly string[]): readonly PlaneDiffLine[] {
  return [
    ...old
      .filter((line) => !now.includes(line))
      .map((text) => ({ kind: 'removed' as const, text })),
    ...now.filter((line) => !old.includes(line)).map((text) => ({ kind: 'added' as const, text })),
  ]
}
