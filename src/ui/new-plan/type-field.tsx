import { useEffect, useId, useState } from 'react'
import type { KeyboardEvent } from 'react'
import { listInstanceTypes } from '#aws/instance-type.ts'
import type { InstanceType } from '#aws/instance-type.ts'
import type { PlanChoices } from '#shapes/plan-choices.ts'
import { changeDraft, tryChoices } from '#store/draft-store.ts'
import type { Trial } from '#worker/draft.ts'
import { useProblem } from './text-field.tsx'
import { renderPrice } from './render-month.ts'
import { TrialChip } from './trial-chip.tsx'

/** Types that are listed at once; a longer name narrows them. */
const SHOWN = 7

/** The instance type, found by a few letters, each with what it gives, its verdict and its price. */
export function TypeField({ choices }: { readonly choices: PlanChoices }) {
  const current = choices.groups.instanceType
  const [typed, setTyped] = useState<string>()
  const [active, setActive] = useState(0)
  const problem = useProblem('groups.instanceType')
  const id = useId()
  const isOpen = typed !== undefined
  const found = isOpen ? findTypes(typed === current ? '' : typed, current) : []
  const trials = useTypeTrials(choices, found)
  const chosen = found[Math.min(active, found.length - 1)]

  const take = (name: string) => {
    setTyped(undefined)
    changeDraft(
      (now) => ({ ...now, groups: { ...now.groups, instanceType: name } }),
      `instance type ${name}`,
    )
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step !== undefined) {
      event.preventDefault()
      if (!isOpen) setTyped(current)
      else if (found.length > 0) {
        setActive((at) => (Math.min(at, found.length - 1) + step + found.length) % found.length)
      }
    } else if (event.key === 'Enter' && isOpen) {
      event.preventDefault()
      take(chosen?.name ?? typed)
    } else if (event.key === 'Escape' && isOpen) {
      event.stopPropagation()
      setTyped(undefined)
    }
  }
  return (
    <div className={`field type ${problem === undefined ? '' : 'wrong'}`}>
      <label htmlFor={id}>Instance type</label>
      <input
        id={id}
        className="input"
        type="text"
        role="combobox"
        aria-expanded={isOpen}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={chosen === undefined ? undefined : `${id}-${chosen.name}`}
        aria-invalid={problem !== undefined}
        aria-describedby={problem === undefined ? undefined : `${id}-problem`}
        autoComplete="off"
        spellCheck={false}
        value={typed ?? current}
        onChange={(event) => {
          setActive(0)
          setTyped(event.target.value)
        }}
        onFocus={(event) => event.target.select()}
        onClick={() => setTyped(typed ?? current)}
        onBlur={() => {
          if (typed !== undefined && typed !== current && typed.trim() !== '') take(typed.trim())
          setTyped(undefined)
        }}
        onKeyDown={onKeyDown}
      />
      {isOpen && (
        <div className="types" role="listbox" id={`${id}-list`} aria-label="Instance types">
          {found.map((type) => (
            <button
              type="button"
              key={type.name}
              id={`${id}-${type.name}`}
              role="option"
              tabIndex={-1}
              aria-selected={type === chosen}
              // The field keeps the focus, so that leaving it stays a choice.
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => take(type.name)}
            >
              <b>{type.name}</b>
              <span className="dim">
                {type.vcpu} vCPU, {renderGiB(type.memoryMiB)}
              </span>
              <span className="pr">{renderPrice(trials.get(type.name)?.price)}</span>
              <TrialChip trial={trials.get(type.name)} of="pods" />
            </button>
          ))}
          {found.length === 0 && (
            <div role="option" aria-selected="false" aria-disabled="true" className="none">
              No type has these letters.
            </div>
          )}
        </div>
      )}
      {problem !== undefined && (
        <p className="problem" id={`${id}-problem`} role="alert">
          {problem.message}
        </p>
      )}
    </div>
  )
}

const USUAL = [
  'm6i.large',
  'm6i.xlarge',
  'm7g.large',
  'c7i.xlarge',
  'r6i.large',
  't3.medium',
  'm5.large',
]

/** Types whose name has the letters, current generations first; without letters the usual ones. */
function findTypes(typed: string, current: string): readonly InstanceType[] {
  const letters = typed.trim().toLowerCase()
  const all = listInstanceTypes()
  const names = [...new Set([current, ...USUAL])]
  if (letters === '') {
    return names.flatMap((name) => all.find((type) => type.name === name) ?? []).slice(0, SHOWN)
  }
  return all
    .filter(({ name }) => name.includes(letters))
    .toSorted(
      (a, b) =>
        Number(b.family === letters) - Number(a.family === letters) ||
        Number(b.name.startsWith(letters)) - Number(a.name.startsWith(letters)) ||
        Number(b.isCurrentGeneration) - Number(a.isCurrentGeneration) ||
        a.vcpu - b.vcpu ||
        a.name.length - b.name.length,
    )
    .slice(0, SHOWN)
}

function renderGiB(memoryMiB: number): string {
  return `${Math.round((memoryMiB / 1024) * 10) / 10} GiB`
}

function useTypeTrials(
  choices: PlanChoices,
  types: readonly InstanceType[],
): ReadonlyMap<string, Trial> {
  const [trials, setTrials] = useState<ReadonlyMap<string, Trial>>(new Map())
  const names = types.map(({ name }) => name).join(' ')
  useEffect(() => {
    setTrials(new Map())
    if (names === '') return undefined
    const controller = new AbortController()
    const alternatives = names.split(' ').map((instanceType) => ({
      key: instanceType,
      choices: { ...choices, groups: { ...choices.groups, instanceType } },
    }))
    void tryChoices(
      alternatives,
      (key, trial) => setTrials((known) => new Map(known).set(key, trial)),
      controller.signal,
    ).catch(() => undefined)
    return () => controller.abort()
  }, [choices, names])
  return trials
}
