import { readLayout } from '#availability/control-plane-layout.ts'
import type { LayoutReading } from '#availability/control-plane-layout.ts'
import { listLosses } from '#availability/zone-loss.ts'
import type { Loss } from '#availability/zone-loss.ts'
import { renderEvent } from '#exploration/event.ts'
import type { LossEvent } from '#exploration/event.ts'
import type { Cluster } from '#plan/schema.ts'
import type { LossCell, LossRow } from './matrix.ts'
import { joinZones } from './zone-words.ts'

export const CONTROL_PLANE_KEY = 'control plane'

/** API servers and etcd: what a zone or a machine of theirs takes with it (risks specification 3.1, 3.2). */
export function makeControlPlaneRow(
  cluster: Cluster,
  path: string,
): { readonly row: LossRow; readonly reading: LayoutReading } {
  const reading = readLayout(cluster, path)
  const common = { key: CONTROL_PLANE_KEY, section: 'control-plane', pods: [] } as const
  const row = { ...common, name: 'API servers and etcd', detail: describe(reading) }
  return { row, reading }
}

function describe(reading: LayoutReading): string {
  switch (reading.kind) {
    case 'managed':
      return 'managed by EKS'
    case 'unknown':
      return 'not in the plan'
    case 'self-managed': {
      const [main] = reading.layout.etcd
      const zones = [...new Set(main.members.map(({ zone }) => zone))].sort()
      const members = main.members.length === 1 ? 'member' : 'members'
      return `${main.members.length} etcd ${members} in ${joinZones(zones)}`
    }
  }
}

/** Undefined where the event does not exist for it: nobody scales it to zero. */
export function makeControlPlaneCell(
  reading: LayoutReading,
  event: LossEvent,
): LossCell | undefined {
  if (event.kind === 'scaleToZero') return undefined
  const base = { row: CONTROL_PLANE_KEY, column: renderEvent(event), proofSentence: '' }
  switch (reading.kind) {
    case 'managed': {
      const isZone = event.kind === 'zoneOutage'
      return {
        ...base,
        verdict: 'ok',
        note: isZone ? 'within its SLA' : 'none is yours',
        headline: 'The API stays up',
        chain: [
          {
            text: isZone ? 'EKS runs it over zones, ' : 'its machines are ',
            bold: isZone ? 'within its SLA' : 'not in your account',
          },
        ],
      }
    }
    case 'unknown': {
      const question = reading.questions[0]?.question ?? ''
      return {
        ...base,
        verdict: 'unknown',
        note: question,
        headline: 'Is the API up then?',
        chain: [{ text: '', bold: 'unknown', tail: `: ${question}` }],
      }
    }
    case 'self-managed': {
      const losses = listLosses(reading.layout)
      if (event.kind === 'nodeLoss') {
        const members = losses.filter(({ kind }) => kind === 'member')
        const worst = members.find(({ isApiUp }) => !isApiUp) ?? worstOf(members)
        return worst === undefined ? undefined : { ...base, ...sayLoss(worst) }
      }
      const loss = losses.find(({ kind, name }) => kind === 'zone' && name === event.zone)
      // A zone that is only a volume's or a stray node's holds no member.
      return loss === undefined ? { ...base, ...NOT_TOUCHED } : { ...base, ...sayLoss(loss) }
    }
  }
}

type Said = Pick<LossCell, 'verdict' | 'note' | 'headline' | 'chain' | 'disturbances'>

const NOT_TOUCHED: Said = {
  verdict: 'ok',
  note: 'not touched',
  headline: 'The API stays up',
  chain: [{ text: '', bold: 'no member', tail: ' is there' }],
}

function worstOf(losses: readonly Loss[]): Loss | undefined {
  return [...losses].sort((a, b) => spareOf(a) - spareOf(b))[0]
}

function spareOf({ etcd }: Loss): number {
  const [main] = etcd
  return main === undefined ? 0 : main.left - main.quorum
}

/**
 * A lost quorum waits for its zone: the members start on their own volumes when it is back. Of a lost
 * machine no zone gives it back; something has to put another in its place.
 */
function sayLoss({ kind, name, etcd, apiServersLeft, isApiUp }: Loss): Said {
  const [main, events] = etcd
  const counts =
    main === undefined ? '' : `${main.left} of ${main.of} members, quorum ${main.quorum}`
  const isTouched = etcd.some(({ left, of }) => left < of)
  if (isApiUp) {
    if (!isTouched) return NOT_TOUCHED
    const isEventsLost = events !== undefined && events.left < events.quorum
    return {
      verdict: 'ok',
      note: isEventsLost ? 'events lost, API up' : `${main?.left} of ${main?.of} members left`,
      headline: 'The API stays up',
      chain: [
        { text: 'main keeps ', bold: counts },
        ...(isEventsLost ? [{ text: 'events has ', bold: 'no quorum' }] : []),
      ],
    }
  }
  const chain = [
    apiServersLeft === 0 && main !== undefined && main.left >= main.quorum
      ? { text: '', bold: 'no API server', tail: ' is left' }
      : { text: 'main has ', bold: counts },
    { text: '', bold: 'nothing is scheduled', tail: ' or scaled meanwhile; what runs, runs on' },
  ]
  if (kind === 'zone') {
    return {
      verdict: 'waits-for-zone',
      note: 'for ever, if its volumes are gone',
      headline: `The API waits for zone ${name}`,
      chain,
      disturbances: { total: 1, kinds: ['zoneOutage'] },
    }
  }
  return {
    verdict: 'at-risk',
    note: 'till it is replaced',
    headline: `The API is down without ${name}`,
    chain: [...chain, { text: 'another machine has to take ', bold: 'its volume' }],
    disturbances: { total: 1, kinds: ['nodeLoss'] },
  }
}
