import { useEffect, useId, useState } from 'react'
import type { Field, FieldType } from '#plan/fields/field.ts'
import type { TextPath } from '#plan/text/diff-values.ts'
import { changePlace } from '#store/source-store.ts'
import { ZoneLetter } from '../parts/zone-letter.tsx'
import { parseFieldText, renderFieldText } from './field-text.ts'
import { renderInstanceType, type CompletionContext } from './list-completions.ts'

interface FieldEditorProps {
  /** The name of the object, for what is read out. */
  readonly object: string
  readonly field: Field
  readonly path: TextPath
  readonly value: unknown
  readonly context: CompletionContext
  readonly isWrong: boolean
}

/** One field of a form, by its type. */
export function FieldEditor(props: FieldEditorProps) {
  const { field, value, path, object, isWrong } = props
  const id = useId()
  const { type } = field
  const change = (next: unknown) =>
    void changePlace({ kind: 'set', path, value: next }, `${field.name} of ${object}`)
  const inner = type.kind === 'map' ? type.fields : []
  // A map of a few fields is part of the form of its object.
  if (inner.length > 0) {
    return (
      <fieldset className="inner">
        <legend>{field.label}</legend>
        {inner.map((one) => (
          <FieldEditor
            key={one.name}
            {...props}
            field={one}
            path={[...path, one.name]}
            value={readMember(value, one.name)}
            isWrong={false}
          />
        ))}
      </fieldset>
    )
  }
  const toggles = listToggles(type, props)
  return (
    <div className={`fr ${isWrong ? 'bad' : ''}`}>
      {toggles === undefined ? (
        <label htmlFor={id}>{field.label}</label>
      ) : (
        <span id={id}>{field.label}</span>
      )}
      <div>
        {toggles !== undefined ? (
          <Toggles labelId={id} options={toggles} value={value} onChange={change} />
        ) : type.kind === 'enum' || type.kind === 'boolean' ? (
          <Choice id={id} field={field} value={value} isWrong={isWrong} onChange={change} />
        ) : isInText(type) ? (
          <span className="small dim" id={id}>
            {renderCountOf(value)}
          </span>
        ) : (
          <TextField id={id} {...props} onChange={change} />
        )}
      </div>
    </div>
  )
}

/** What is too much for a line: lists of maps. The text shows them. */
function isInText(type: FieldType): boolean {
  if (type.kind === 'list') return !isLine(type.of) && !isTaint(type.of)
  return (
    type.kind === 'map' || type.kind === 'choice' || type.kind === 'resource' || type.kind === 'any'
  )
}

function isLine(type: FieldType): boolean {
  return type.kind === 'text' || type.kind === 'number' || type.kind === 'enum'
}

export function isTaint(type: FieldType): boolean {
  return type.kind === 'map' && type.fields.some(({ name }) => name === 'effect')
}

function renderCountOf(value: unknown): string {
  if (value === undefined) return 'none; add it in the text'
  return Array.isArray(value) ? `${value.length} in the text` : 'in the text'
}

interface Toggle {
  readonly value: string
  readonly does: string
  readonly isZone: boolean
}

/** A list out of a few known words: each is on or off. */
function listToggles(
  type: FieldType,
  { context, path }: Pick<FieldEditorProps, 'context' | 'path'>,
): readonly Toggle[] | undefined {
  if (type.kind !== 'list') return undefined
  if (type.of.kind === 'enum') {
    return type.of.values.map(({ value, does }) => ({ value, does, isZone: false }))
  }
  if (type.of.kind !== 'text' || type.of.names !== 'zone') return undefined
  const zones = path.slice(0, 4).reduce<unknown>(readMember, context.shell)
  const list = readMember(zones, 'zones')
  if (!Array.isArray(list)) return undefined
  return list.flatMap((zone: unknown) => {
    const name = readMember(zone, 'name')
    return typeof name === 'string' ? [{ value: name, does: '', isZone: true }] : []
  })
}

function Toggles({
  labelId,
  options,
  value,
  onChange,
}: {
  readonly labelId: string
  readonly options: readonly Toggle[]
  readonly value: unknown
  readonly onChange: (value: unknown) => void
}) {
  const on: readonly unknown[] = Array.isArray(value) ? value : []
  const toggle = (option: string) => {
    const next = on.includes(option) ? on.filter((one) => one !== option) : [...on, option]
    onChange(next.length === 0 ? undefined : next)
  }
  return (
    <span className="chipset" role="group" aria-labelledby={labelId}>
      {options.map((option) => (
        <button
          key={option.value}
          className={on.includes(option.value) ? 'on' : ''}
          aria-pressed={on.includes(option.value)}
          title={option.does === '' ? undefined : option.does}
          onClick={() => toggle(option.value)}
        >
          {option.isZone && <ZoneLetter zone={option.value} />}
          {option.value}
        </button>
      ))}
    </span>
  )
}

function Choice({
  id,
  field,
  value,
  isWrong,
  onChange,
}: {
  readonly id: string
  readonly field: Field
  readonly value: unknown
  readonly isWrong: boolean
  readonly onChange: (value: unknown) => void
}) {
  const { type } = field
  const options =
    type.kind === 'enum'
      ? type.values.map((one) => ({ value: one.value, label: one.label }))
      : [
          { value: 'true', label: 'yes' },
          { value: 'false', label: 'no' },
        ]
  const now = value === undefined ? '' : String(value)
  const isKnown = now === '' || options.some((option) => option.value === now)
  const write = (next: string) => {
    if (next === '') onChange(undefined)
    else onChange(type.kind === 'boolean' ? next === 'true' : next)
  }
  return (
    <>
      <select
        id={id}
        className="input"
        aria-invalid={isWrong}
        value={now}
        title={field.does}
        onChange={(event) => write(event.target.value)}
      >
        {(!field.isRequired || now === '') && <option value="">{renderAbsent(field)}</option>}
        {!isKnown && <option value={now}>{now}</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
      {!isKnown && <small>being typed in the text</small>}
    </>
  )
}

function TextField({
  id,
  field,
  value,
  context,
  isWrong,
  onChange,
}: FieldEditorProps & { readonly id: string; readonly onChange: (value: unknown) => void }) {
  const { type } = field
  const shown = renderFieldText(type, value)
  const [typed, setTyped] = useState(shown)
  const [problem, setProblem] = useState<string>()
  const problemId = useId()
  useEffect(() => {
    setTyped(shown)
    setProblem(undefined)
  }, [shown])
  const commit = () => {
    if (typed === shown) {
      setProblem(undefined)
      return
    }
    const parsed = parseFieldText(type, typed)
    if (parsed.kind === 'failed') {
      setProblem(parsed.problems[0])
      return
    }
    setProblem(undefined)
    onChange(parsed.value)
  }
  const detail = findDetail(type, value, context)
  return (
    <>
      <span className="text-field">
        <input
          id={id}
          className="input"
          autoComplete="off"
          inputMode={type.kind === 'number' ? 'numeric' : undefined}
          aria-invalid={isWrong || problem !== undefined}
          aria-describedby={problem === undefined ? undefined : problemId}
          title={field.does}
          placeholder={renderAbsent(field)}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          onBlur={commit}
          onKeyDown={(event) => {
            if (event.key === 'Enter') commit()
            if (event.key === 'Escape') setTyped(shown)
          }}
        />
        {detail !== undefined && <span className="detail">{detail}</span>}
      </span>
      {problem !== undefined && (
        <small id={problemId} role="alert" className="wrong">
          {problem}
        </small>
      )}
    </>
  )
}

/** Of the first instance type: what it has and costs. */
function findDetail(
  type: FieldType,
  value: unknown,
  { help }: CompletionContext,
): string | undefined {
  const text = type.kind === 'list' ? type.of : type
  if (text.kind !== 'text' || text.names !== 'instance-type') return undefined
  const [first]: readonly unknown[] = Array.isArray(value) ? value : [value]
  const found = help.instanceTypes.find(({ name }) => name === first)
  return found === undefined ? undefined : renderInstanceType(found)
}

function renderAbsent(field: Field): string {
  return field.byDefault ?? 'not set'
}

function readMember(value: unknown, part: string | number): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, part)
    ? (Reflect.get(value, part) as unknown)
    : undefined
}
