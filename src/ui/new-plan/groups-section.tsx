import { chooseLayout, chooseSize } from '#shapes/change-choices.ts'
import { MAX_SIZE } from '#shapes/check-choices.ts'
import { listMinimums } from '#shapes/list-alternatives.ts'
import { GROUP_LAYOUTS } from '#shapes/plan-choices.ts'
import type { GroupLayout, PlanChoices } from '#shapes/plan-choices.ts'
import { changeDraft } from '#store/draft-store.ts'
import { ChoiceCards } from './choice-cards.tsx'
import { LayoutPicture } from './layout-picture.tsx'
import { renderPrice } from './render-month.ts'
import { TextField, readNumber } from './text-field.tsx'
import { TrialChip } from './trial-chip.tsx'
import { TypeField } from './type-field.tsx'
import { useTrial } from './use-trial.ts'

const LAYOUTS: Readonly<
  Record<Exclude<GroupLayout, 'none'>, { readonly label: string; readonly detail: string }>
> = {
  'group-per-zone': {
    label: 'One group per zone',
    detail: 'each can only launch in its own zone',
  },
  karpenter: { label: 'Karpenter', detail: 'one NodePool, no groups' },
  'one-group': {
    label: 'One group over all zones',
    detail: 'the Auto Scaling group chooses the zone',
  },
}

export function GroupsSection({ choices }: { readonly choices: PlanChoices }) {
  const { layout } = choices.groups
  return (
    <section className="fs" aria-label="Node groups">
      <h2>
        Node groups<small>the one choice that decides whether a volume can strand its pod</small>
      </h2>
      <ChoiceCards
        legend="Node groups"
        isLegendHidden
        value={layout}
        cards={GROUP_LAYOUTS.map((one) => ({
          value: one,
          ...LAYOUTS[one],
          picture: <LayoutPicture layout={one} />,
          foot: <PodsFoot trial={`layout ${one}`} />,
        }))}
        onChoose={(value) => {
          const chosen = GROUP_LAYOUTS.find((one) => one === value)
          if (chosen !== undefined) {
            changeDraft((now) => chooseLayout(now, chosen), LAYOUTS[chosen].label)
          }
        }}
      />
      {layout !== 'none' && <Sizes choices={choices} />}
      {layout !== 'none' && layout !== 'karpenter' && (
        <>
          <Minimum choices={choices} />
          <AutoscalerChoice choices={choices} />
        </>
      )}
    </section>
  )
}

/** Verdict of the pods and the price that an answer leads to. */
export function PodsFoot({
  trial: key,
  price = 'desired',
}: {
  readonly trial: string
  readonly price?: 'min' | 'desired'
}) {
  const { trial, isStale } = useTrial(key)
  return (
    <>
      <TrialChip trial={trial} isStale={isStale} of="pods" />
      <span className="pr">{renderPrice(trial?.price, price)}</span>
    </>
  )
}

const SIZE_NAMES = { min: 'Min', desired: 'Desired', max: 'Max' } as const

function Sizes({ choices }: { readonly choices: PlanChoices }) {
  const { groups } = choices
  const each = groups.layout === 'group-per-zone' ? ', each' : ''
  return (
    <div className="g4">
      <TypeField choices={choices} />
      {groups.layout !== 'karpenter' &&
        (['min', 'desired', 'max'] as const).map((field) => (
          <TextField
            key={field}
            label={`${SIZE_NAMES[field]}${each}`}
            path={`groups.${field}`}
            isNumber
            max={MAX_SIZE}
            value={groups[field]}
            onType={(text) =>
              changeDraft(
                (now) => ({ ...now, groups: { ...now.groups, [field]: readNumber(text) } }),
                `typing ${field}`,
              )
            }
          />
        ))}
    </div>
  )
}

/** The smallest size that holds is a choice that decides: each with its verdict and its price. */
function Minimum({ choices }: { readonly choices: PlanChoices }) {
  const each = choices.groups.layout === 'group-per-zone' ? ' each' : ''
  return (
    <ChoiceCards
      legend="At least so many nodes, and what that costs at the minimum"
      value={String(choices.groups.min)}
      columns={4}
      cards={listMinimums(choices).map((min) => ({
        value: String(min),
        label: `min ${min}${each}`,
        foot: <PodsFoot trial={`min ${min}`} price="min" />,
      }))}
      onChoose={(value) =>
        changeDraft((now) => chooseSize(now, 'min', Number(value)), `min ${value}`)
      }
    />
  )
}

function AutoscalerChoice({ choices }: { readonly choices: PlanChoices }) {
  return (
    <ChoiceCards
      legend="Who scales them"
      value={String(choices.groups.isAutoscaled)}
      columns={2}
      cards={[
        {
          value: 'true',
          label: 'Cluster Autoscaler',
          detail: 'adds nodes for pods that wait, removes idle ones',
          foot: <PodsFoot trial="autoscaler true" />,
        },
        {
          value: 'false',
          label: 'Nobody',
          detail: 'the groups stay at their desired size',
          foot: <PodsFoot trial="autoscaler false" />,
        },
      ]}
      onChoose={(value) =>
        changeDraft(
          (now) => ({ ...now, groups: { ...now.groups, isAutoscaled: value === 'true' } }),
          value === 'true' ? 'Cluster Autoscaler' : 'no autoscaler',
        )
      }
    />
  )
}
