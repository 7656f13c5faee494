import { useEffect, useState } from 'react'
import { changeDraft, tryChoices } from '#store/draft-store.ts'
import type { PlanChoices } from '#shapes/plan-choices.ts'
import { SHAPE_SECTIONS } from '#shapes/shapes.ts'
import type { Shape } from '#shapes/shapes.ts'
import type { Trial } from '#worker/draft.ts'
import { moveInList } from '../parts/move-in-list.ts'
import { TrialIcon } from './trial-chip.tsx'

const SHAPES = SHAPE_SECTIONS.flatMap((section) => section.shapes)

/** Shapes that people run, each with the verdict that the engine gives it. */
export function ShapeList({ choices }: { readonly choices: PlanChoices }) {
  const trials = useShapeTrials()
  const current = SHAPES.find((shape) => isShape(shape, choices))
  return (
    <aside className="shp" aria-label="Shapes" onKeyDown={moveInList}>
      <h2>Shapes people run</h2>
      <label className="field shp-phone">
        <span>Start from</span>
        <select
          className="input"
          value={current?.id ?? ''}
          onChange={(event) => {
            const shape = SHAPES.find(({ id }) => id === event.target.value)
            if (shape !== undefined) takeShape(shape)
          }}
        >
          {current === undefined && <option value="">your own choices</option>}
          {SHAPES.map((shape) => (
            <option key={shape.id} value={shape.id}>
              {shape.name}: {shape.detail}
            </option>
          ))}
        </select>
      </label>
      {SHAPE_SECTIONS.map((section) => (
        <div key={section.name} role="group" aria-label={section.name} className="shp-list">
          <h3>{section.name}</h3>
          {section.shapes.map((shape) => (
            <button
              key={shape.id}
              className="it"
              aria-current={shape === current ? 'true' : undefined}
              onClick={() => takeShape(shape)}
            >
              <span>{shape.name}</span>
              <small>{shape.detail}</small>
              <TrialIcon trial={trials.get(shape.id)} />
            </button>
          ))}
        </div>
      ))}
    </aside>
  )
}

/** The name stays: it is the person's. */
function takeShape(shape: Shape): void {
  changeDraft(({ name }) => ({ ...shape.choices, name }), `shape ${shape.name}`)
}

/** The same but for the name. */
function isShape({ choices }: Shape, { name, ...rest }: PlanChoices): boolean {
  return (
    JSON.stringify(sortKeys({ ...choices, name })) === JSON.stringify(sortKeys({ ...rest, name }))
  )
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(entries.map(([key, member]) => [key, sortKeys(member)]))
}

function useShapeTrials(): ReadonlyMap<string, Trial> {
  const [trials, setTrials] = useState<ReadonlyMap<string, Trial>>(new Map())
  useEffect(() => {
    const controller = new AbortController()
    const alternatives = SHAPES.map(({ id, choices }) => ({ key: id, choices }))
    void tryChoices(
      alternatives,
      (key, trial) => setTrials((known) => new Map(known).set(key, trial)),
      controller.signal,
    ).catch(() => undefined)
    return () => controller.abort()
  }, [])
  return trials
}
