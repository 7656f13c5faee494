import type { CompiledClaim, CompiledCluster, CompiledVolume } from '#cluster/compiled.ts'
import { renderEvent } from '#exploration/event.ts'
import type { LossEvent } from '#exploration/event.ts'
import type { LossCell, LossRow } from './matrix.ts'

/** A row for each volume that there is. An EBS volume lives in one zone and outlives every node (VOL rules). */
export interface VolumeRow extends LossRow {
  readonly volume: CompiledVolume
}

export function listVolumeRows({ volumes }: CompiledCluster): readonly VolumeRow[] {
  return volumes
    .filter(({ state }) => state !== 'not-created')
    .map((volume) => {
      const { namespace, name, zone, sizeGiB, type, state } = volume
      const size = sizeGiB === undefined ? [] : [`${sizeGiB} GiB`]
      const kind = type === undefined ? [] : [type]
      const use = state === 'detached' ? ['detached'] : []
      return {
        key: `volume ${namespace}/${name}`,
        section: 'volumes',
        name,
        ...(namespace === '' ? {} : { namespace }),
        detail: [...size, ...kind, ...use].join(', '),
        ...(zone === undefined ? {} : { zone }),
        pods: [],
        volume,
      }
    })
}

/** What one event does to a volume; @param outageHours see `outage-hours.ts` */
export function makeVolumeCell(
  cluster: CompiledCluster,
  row: VolumeRow,
  { event, outageHours }: { readonly event: LossEvent; readonly outageHours: number | undefined },
): LossCell {
  const { volume } = row
  const { name } = volume
  const make = (
    verdict: LossCell['verdict'],
    note: string,
    { headline, bold, tail }: { headline: string; bold: string; tail: string },
  ): LossCell => ({
    row: row.key,
    column: renderEvent(event),
    verdict,
    note,
    headline,
    chain: [{ text: '', bold, tail }],
    proofSentence: '',
  })
  const claim = findClaim(cluster, volume)
  const stays = { headline: `${name} stays`, bold: 'the volume', tail: ' outlives its node' }
  if (claim?.state.kind === 'unknown') {
    const { reason } = claim.state.doubt
    const words = { headline: `Where is ${name}?`, bold: 'unknown', tail: `: ${reason}` }
    return make('unknown', reason, words)
  }
  switch (event.kind) {
    case 'zoneOutage':
      if (volume.zone === undefined) {
        if (claim?.state.kind === 'anywhere') {
          return make('ok', 'in no one zone', {
            headline: `${name} stays`,
            bold: 'no one zone',
            tail: ' holds it',
          })
        }
        const reason = 'its zone is not in the plan'
        const words = { headline: `Where is ${name}?`, bold: 'unknown', tail: `: ${reason}` }
        return make('unknown', reason, words)
      }
      if (volume.zone !== event.zone) {
        const tail = ` is in ${volume.zone}`
        return make('ok', '', { headline: `${name} is not touched`, bold: 'the volume', tail })
      }
      return make(
        'waits-for-zone',
        outageHours === undefined ? 'till it is back' : `median ${outageHours} h, a prior`,
        {
          headline: `${name} waits for zone ${event.zone}`,
          bold: 'an EBS volume',
          tail: ' is kept in its zone and comes back with it',
        },
      )
    case 'nodeLoss':
      return make('ok', volume.state === 'attached' ? 'kept, detached' : '', stays)
    case 'scaleToZero':
      if (losesClaims(cluster, volume)) {
        return {
          ...make('at-risk', 'deleted with its claim', {
            headline: `${name} is deleted after one scale to zero`,
            bold: 'whenScaled: Delete',
            tail: ' takes the claim away with its pod',
          }),
          disturbances: { total: 1, kinds: ['scaleToZero'] },
        }
      }
      return make('ok', volume.pods.length > 0 ? 'kept, detached' : '', {
        headline: `${name} stays`,
        bold: 'the claim',
        tail: ' keeps its volume while no pod is there',
      })
  }
}

function findClaim(
  { pods }: CompiledCluster,
  { claim, pods: users }: CompiledVolume,
): CompiledClaim | undefined {
  return users.flatMap((user) => pods[user]?.claims ?? []).find(({ name }) => name === claim)
}

function losesClaims({ pods }: CompiledCluster, { pods: users }: CompiledVolume): boolean {
  return users.some((user) => pods[user]?.losesClaims === true)
}
