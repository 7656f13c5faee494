import { useState } from 'react'
import type {
  Difference,
  DifferenceChoice,
  DifferenceGroup,
  FieldDifference,
} from '#differences/difference.ts'
import { chooseForKinds, chooseForThing, chooseOther, useComparing } from '#store/compare-store.ts'
import { importStore } from '#store/import-store.ts'
import { letterOf } from '../parts/letter-of.ts'
import { renderCount, renderNumber } from '../parts/render-count.ts'
import { countDifferences, findChoice, findKindChoice } from './count-choices.ts'

/** What differs, thing by thing, and what of it comes into the open plan. */
export function DifferencesSection({ letter }: { readonly letter: string }) {
  const differences = useComparing((state) => state.differences)
  const designs = useComparing((state) => state.designs)
  const other = useComparing((state) => state.other)
  return (
    <section className="cmp-diff" aria-label="Differences">
      <header className="row wrap">
        <h2>
          {differences === undefined
            ? 'Differences'
            : differences.count === 0
              ? `A and ${letter} are the same`
              : renderCount(differences.count, 'difference')}
        </h2>
        {designs.length > 2 && (
          <span className="seg" role="group" aria-label="Held against A">
            {designs.slice(1).map(({ id }, index) => (
              <button key={id} aria-pressed={id === other} onClick={() => chooseOther(id)}>
                <b>A</b> to <b>{letterOf(index + 1)}</b>
              </button>
            ))}
          </span>
        )}
        {differences !== undefined && (
          <span className="small dim">
            {renderCount(differences.equal, 'thing')} {differences.equal === 1 ? 'is' : 'are'} the
            same and hidden
          </span>
        )}
        {differences !== undefined && differences.count > 0 && (
          <TakeAll groups={differences.groups} letter={letter} />
        )}
      </header>
      {other === 'import' && <Silent />}
      {differences === undefined ? (
        <i className="sk b" aria-hidden="true" />
      ) : (
        differences.groups.map((group) => (
          <KindTable key={group.key} group={group} letter={letter} />
        ))
      )}
    </section>
  )
}

function TakeAll({
  groups,
  letter,
}: {
  readonly groups: readonly DifferenceGroup[]
  readonly letter: string
}) {
  const choose = (choice: DifferenceChoice) =>
    chooseForKinds(
      groups.map(({ key }) => key),
      choice,
      groups.flatMap(({ differences }) => differences.map(({ id }) => id)),
    )
  return (
    <span className="row push">
      <button className="btn sm" onClick={() => choose('replace')}>
        Take all of {letter} into mine
      </button>
      <button className="btn sm" onClick={() => choose('keep')}>
        Keep all of mine
      </button>
    </span>
  )
}

/** Kinds that the import has none of are not compared: nothing is known of them. */
function Silent() {
  const absent = importStore.getState().outcome?.result.absent ?? []
  const silent = absent.flatMap((one) => one.silent)
  if (silent.length === 0) return null
  return (
    <p className="small dim">
      The import says nothing of{' '}
      {silent.map(({ kind, count }) => `${kind} (${renderNumber(count)})`).join(', ')}: these stay
      as they are and are not compared.
    </p>
  )
}

/** So many differences of a kind are drawn before the others are asked for. */
const FEW = 8
const MORE = 50

function KindTable({
  group,
  letter,
}: {
  readonly group: DifferenceGroup
  readonly letter: string
}) {
  const [shown, setShown] = useState(FEW)
  const choices = useComparing((state) => state.choices)
  const total = countDifferences(group)
  const { differences, kind } = group
  return (
    <section className="card" aria-label={kind}>
      <header className="row wrap">
        <h3>{kind}</h3>
        <span className="small dim">{renderCounts(group, letter)}</span>
        {total > 1 && (
          <ChoiceKeys
            label={`All of ${kind}`}
            choice={findKindChoice(choices, group)}
            canKeepBoth={group.canKeepBoth}
            onChoose={(choice) =>
              chooseForKinds(
                [group.key],
                choice,
                differences.map(({ id }) => id),
              )
            }
          />
        )}
      </header>
      <ul className="cmp-things">
        {differences.slice(0, shown).map((difference) => (
          <li key={difference.id}>
            <Thing difference={difference} letter={letter} isSeen={group.section === 'observed'} />
            <ChoiceKeys
              label={`${kind} ${difference.name}`}
              choice={findChoice(choices, group, difference)}
              canKeepBoth={difference.canKeepBoth}
              state={difference.state}
              onChoose={(choice) => chooseForThing(difference.id, choice)}
            />
          </li>
        ))}
      </ul>
      {total > shown && (
        <p className="body small dim row wrap">
          {shown < differences.length ? (
            <button className="btn sm" onClick={() => setShown(shown + MORE)}>
              Show more of {renderNumber(total)}
            </button>
          ) : (
            `and ${renderNumber(total - differences.length)} more, which go with the choice for all of ${kind}`
          )}
        </p>
      )}
    </section>
  )
}

function renderCounts({ changed, onlyMine, onlyTheirs }: DifferenceGroup, letter: string): string {
  return [
    ...(changed > 0 ? [`${renderNumber(changed)} changed`] : []),
    ...(onlyMine > 0 ? [`${renderNumber(onlyMine)} only in A`] : []),
    ...(onlyTheirs > 0 ? [`${renderNumber(onlyTheirs)} only in ${letter}`] : []),
  ].join(', ')
}

function Thing({
  difference,
  letter,
  isSeen,
}: {
  readonly difference: Difference
  readonly letter: string
  readonly isSeen: boolean
}) {
  const { name, cluster, state, renamed, fields, moreFields } = difference
  return (
    <div className="thing">
      <div className="row wrap">
        <span className="mono name">{name}</span>
        {cluster !== undefined && cluster !== name && <span className="tag">{cluster}</span>}
        {state === 'only-mine' && <span className="tag">only in A</span>}
        {state === 'only-theirs' && <span className="tag">only in {letter}</span>}
        {renamed !== undefined && (
          <span className="small dim">
            in {letter} <span className="mono">{renamed.to}</span>: {renamed.because}
          </span>
        )}
      </div>
      {fields.length > 0 && (
        <dl className={isSeen ? 'flds seen' : 'flds'}>
          {fields.map((field) => (
            <Field key={field.path} field={field} letter={letter} />
          ))}
        </dl>
      )}
      {moreFields > 0 && <p className="small dim">and {renderCount(moreFields, 'field')} more</p>}
    </div>
  )
}

function Field({ field, letter }: { readonly field: FieldDifference; readonly letter: string }) {
  const { path, mine, theirs } = field
  return (
    <div>
      <dt className="mono">{path}</dt>
      <dd>
        <span className="was">
          <span className="sr">A: </span>
          {mine ?? 'not said'}
        </span>
        <span aria-hidden="true"> → </span>
        <span className="now">
          <span className="sr">{letter}: </span>
          {theirs ?? 'not said'}
        </span>
      </dd>
    </div>
  )
}

interface ChoiceKeysProps {
  readonly label: string
  /** Absent: single things are chosen differently. */
  readonly choice: DifferenceChoice | undefined
  readonly canKeepBoth: boolean
  readonly state?: Difference['state']
  readonly onChoose: (choice: DifferenceChoice) => void
}

function ChoiceKeys({ label, choice, canKeepBoth, state = 'changed', onChoose }: ChoiceKeysProps) {
  const words = WORDS[state]
  return (
    <span className="seg push" role="group" aria-label={label}>
      {(['keep', 'replace', 'both'] as const).map((one) =>
        one === 'both' && !canKeepBoth ? null : (
          <button key={one} aria-pressed={choice === one} onClick={() => onChoose(one)}>
            {words[one]}
          </button>
        ),
      )}
    </span>
  )
}

const WORDS: Readonly<Record<Difference['state'], Readonly<Record<DifferenceChoice, string>>>> = {
  changed: { keep: 'keep', replace: 'replace', both: 'keep both' },
  'only-mine': { keep: 'keep', replace: 'remove', both: 'keep both' },
  'only-theirs': { keep: 'leave out', replace: 'take', both: 'keep both' },
}
