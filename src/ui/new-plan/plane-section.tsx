import { MEMBER_COUNTS } from '#shapes/list-alternatives.ts'
import { chooseControlPlane } from '#shapes/change-choices.ts'
import type { ControlPlaneChoices, PlanChoices } from '#shapes/plan-choices.ts'
import { changeDraft } from '#store/draft-store.ts'
import type { PlaneVerdict } from '#worker/draft.ts'
import { renderCount } from '../parts/render-count.ts'
import { ZoneLetter } from '../parts/zone-letter.tsx'
import { ChoiceCards } from './choice-cards.tsx'
import { renderMinutes, renderPrice } from './render-month.ts'
import { TrialChip } from './trial-chip.tsx'
import { useTrial } from './use-trial.ts'

type SelfManaged = Extract<ControlPlaneChoices, { readonly kind: 'self-managed' }>

export function PlaneSection({ choices }: { readonly choices: PlanChoices }) {
  const { controlPlane } = choices
  const value = controlPlane.kind === 'managed' ? 'managed' : String(controlPlane.count)
  return (
    <section className="fs" aria-label="Control plane">
      <h2>
        Control plane<small>what the loss of a zone does to the API</small>
      </h2>
      <ChoiceCards
        legend="Control plane"
        isLegendHidden
        value={value}
        columns={4}
        cards={[
          {
            value: 'managed',
            label: 'Managed, standard',
            detail: 'EKS',
            foot: <PlaneFoot trial="members managed" />,
          },
          ...MEMBER_COUNTS.map((count) => ({
            value: String(count),
            label: renderCount(count, 'member'),
            detail: choices.provisioner === 'kubeadm' ? 'kubeadm' : 'kOps',
            foot: <PlaneFoot trial={`members ${count}`} />,
          })),
        ]}
        onChoose={(chosen) =>
          changeDraft(
            (now) => chooseControlPlane(now, chosen === 'managed' ? chosen : Number(chosen)),
            chosen === 'managed' ? 'managed control plane' : renderCount(Number(chosen), 'member'),
          )
        }
      />
      {controlPlane.kind === 'self-managed' && <Members plane={controlPlane} choices={choices} />}
    </section>
  )
}

function PlaneFoot({ trial: key }: { readonly trial: string }) {
  const { trial, isStale } = useTrial(key)
  return (
    <>
      {trial?.plane.kind !== 'managed' && <TrialChip trial={trial} isStale={isStale} of="plane" />}
      <span className="pr">
        {renderPrice(trial?.price, 'controlPlane')}
        {trial !== undefined && `; ${renderPlane(trial.plane)}`}
      </span>
    </>
  )
}

/** "at most 4 h 23 min a year down by its SLA"; a band where priors are used. */
export function renderPlane(plane: PlaneVerdict): string {
  switch (plane.kind) {
    case 'managed':
      return plane.boundMinutesPerYear === undefined
        ? 'no SLA is known'
        : `at most ${renderMinutes(plane.boundMinutesPerYear)} a year down by its SLA`
    case 'self-managed': {
      const { low, central, high } = plane.minutesPerYear
      return `about ${renderMinutes(central)} a year down (${renderMinutes(low)} to ${renderMinutes(high)})`
    }
    case 'unknown':
      return plane.reason
  }
}

function Members({
  plane,
  choices,
}: {
  readonly plane: SelfManaged
  readonly choices: PlanChoices
}) {
  const change = (next: Partial<SelfManaged>, label: string) =>
    changeDraft((now) => {
      const { controlPlane } = now
      return controlPlane.kind === 'managed'
        ? now
        : { ...now, controlPlane: { ...controlPlane, ...next } }
    }, label)
  return (
    <>
      <fieldset className="choices">
        <legend>Zones that the members stand in, one after the other</legend>
        <div className="chipset">
          {choices.zones.map((zone) => {
            const isOn = plane.zones.includes(zone)
            const isOnly = isOn && plane.zones.length === 1
            return (
              <label key={zone} className={isOn ? 'on' : ''}>
                <input
                  type="checkbox"
                  checked={isOn}
                  disabled={isOnly}
                  onChange={(event) => {
                    const zones = choices.zones.filter((one) =>
                      one === zone ? event.target.checked : plane.zones.includes(one),
                    )
                    change({ zones }, `members in ${zones.map((one) => one.slice(-1)).join(', ')}`)
                  }}
                />
                <ZoneLetter zone={zone} />
                {zone}
                <span className="dimmer">{countIn(plane, zone)}</span>
              </label>
            )
          })}
        </div>
      </fieldset>
      <ChoiceCards
        legend="Where etcd runs"
        value={plane.etcd}
        columns={2}
        cards={[
          {
            value: 'stacked',
            label: 'Stacked',
            detail: 'on the members themselves',
            foot: <PlaneFoot trial="etcd stacked" />,
          },
          {
            value: 'external',
            label: 'External',
            detail: 'on as many machines of its own',
            foot: <PlaneFoot trial="etcd external" />,
          },
        ]}
        onChoose={(value) =>
          change({ etcd: value === 'external' ? value : 'stacked' }, `${value} etcd`)
        }
      />
    </>
  )
}

function countIn({ count, zones }: SelfManaged, zone: string): string {
  const at = zones.indexOf(zone)
  if (at < 0) return ''
  return `× ${Math.trunc(count / zones.length) + (at < count % zones.length ? 1 : 0)}`
}
