import { Plus } from 'lucide-react'
import { MAX_REPLICAS, MAX_VOLUME_GIB } from '#shapes/check-choices.ts'
import { SHAPE_SECTIONS } from '#shapes/shapes.ts'
import type { PlanChoices, WorkloadChoices } from '#shapes/plan-choices.ts'
import { changeDraft } from '#store/draft-store.ts'
import { ChoiceCards } from './choice-cards.tsx'
import { PodsFoot } from './groups-section.tsx'
import { TextField, readNumber } from './text-field.tsx'

export function WorkloadSection({ choices }: { readonly choices: PlanChoices }) {
  const { workload } = choices
  return (
    <section className="fs" aria-label="First workload">
      <h2>
        First workload<small>a StatefulSet, as kubectl prints it</small>
        {workload !== undefined && (
          <button
            type="button"
            className="btn sm push"
            onClick={() => changeDraft(({ workload: _gone, ...rest }) => rest, 'no workload')}
          >
            Without
          </button>
        )}
      </h2>
      {workload === undefined ? (
        <div>
          <button
            type="button"
            className="btn"
            onClick={() => changeDraft((now) => ({ ...now, workload: USUAL }), 'a StatefulSet')}
          >
            <Plus className="ic s" aria-hidden="true" />
            StatefulSet with a volume
          </button>
        </div>
      ) : (
        <>
          <Fields workload={workload} />
          <VolumeChoices workload={workload} zones={choices.zones} />
        </>
      )}
    </section>
  )
}

const USUAL: WorkloadChoices = SHAPE_SECTIONS[0]?.shapes[0]?.choices.workload ?? {
  name: 'db',
  replicas: 1,
  cpu: '500m',
  memory: '1Gi',
  volumeGiB: 10,
  binding: 'WaitForFirstConsumer',
  spread: 'none',
}

function changeWorkload(change: Partial<WorkloadChoices>, label: string): void {
  changeDraft(
    (now) =>
      now.workload === undefined ? now : { ...now, workload: { ...now.workload, ...change } },
    label,
  )
}

function Fields({ workload }: { readonly workload: WorkloadChoices }) {
  const { name, replicas, cpu, memory, volumeGiB } = workload
  return (
    <div className="g5">
      <TextField
        label="Name"
        path="workload.name"
        value={name}
        onType={(text) => changeWorkload({ name: text }, 'typing the workload')}
      />
      <TextField
        label="Replicas"
        path="workload.replicas"
        isNumber
        max={MAX_REPLICAS}
        value={replicas}
        onType={(text) => changeWorkload({ replicas: readNumber(text) }, 'typing replicas')}
      />
      <TextField
        label="CPU"
        unit="each"
        path="workload.cpu"
        value={cpu}
        onType={(text) => changeWorkload({ cpu: text }, 'typing CPU')}
      />
      <TextField
        label="Memory"
        unit="each"
        path="workload.memory"
        value={memory}
        onType={(text) => changeWorkload({ memory: text }, 'typing memory')}
      />
      <TextField
        label="Volume"
        unit="GiB each"
        path="workload.volumeGiB"
        isNumber
        max={MAX_VOLUME_GIB}
        value={volumeGiB}
        onType={(text) => changeWorkload({ volumeGiB: readNumber(text) }, 'typing the volume')}
      />
    </div>
  )
}

function VolumeChoices({
  workload,
  zones,
}: {
  readonly workload: WorkloadChoices
  readonly zones: readonly string[]
}) {
  return (
    <>
      <ChoiceCards
        legend="Where its volumes live"
        value={workload.volumeZone ?? 'anywhere'}
        columns={4}
        cards={[
          {
            value: 'anywhere',
            label: 'Wherever it lands',
            foot: <PodsFoot trial="volume anywhere" />,
          },
          ...zones.map((zone) => ({
            value: zone,
            label: `All in ${zone}`,
            foot: <PodsFoot trial={`volume ${zone}`} />,
          })),
        ]}
        onChoose={(value) =>
          changeDraft(
            (now) => {
              if (now.workload === undefined) return now
              const { volumeZone: _old, ...anywhere } = now.workload
              return {
                ...now,
                workload: value === 'anywhere' ? anywhere : { ...anywhere, volumeZone: value },
              }
            },
            `volumes ${value === 'anywhere' ? 'wherever they land' : `in ${value}`}`,
          )
        }
      />
      <div className="g2">
        <ChoiceCards
          legend="When the storage class binds"
          value={workload.binding}
          columns={2}
          cards={[
            {
              value: 'WaitForFirstConsumer',
              label: 'WaitForFirstConsumer',
              detail: 'where the pod first runs',
              foot: <PodsFoot trial="binding WaitForFirstConsumer" />,
            },
            {
              value: 'Immediate',
              label: 'Immediate',
              detail: 'in the zones in turn, before the pod',
              foot: <PodsFoot trial="binding Immediate" />,
            },
          ]}
          onChoose={(value) =>
            changeWorkload(
              { binding: value === 'Immediate' ? value : 'WaitForFirstConsumer' },
              `binding ${value}`,
            )
          }
        />
        <ChoiceCards
          legend="How its pods spread"
          value={workload.spread}
          columns={2}
          cards={[
            {
              value: 'none',
              label: 'No rule',
              detail: 'as the scheduler scores',
              foot: <PodsFoot trial="spread none" />,
            },
            {
              value: 'zones',
              label: 'Over the zones',
              detail: 'maxSkew 1, DoNotSchedule',
              foot: <PodsFoot trial="spread zones" />,
            },
          ]}
          onChoose={(value) =>
            changeWorkload(
              { spread: value === 'zones' ? value : 'none' },
              value === 'zones' ? 'spread over the zones' : 'no spread',
            )
          }
        />
      </div>
    </>
  )
}
