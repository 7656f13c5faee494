import { ArrowUp, X } from 'lucide-react'
import { useId, useState } from 'react'
import { findInstanceType, listInstanceTypes } from '#aws/instance-type.ts'
import type { InstanceType } from '#aws/instance-type.ts'
import { findOffering } from '#aws/offering.ts'
import { FieldProblem } from './field.tsx'
import { useField } from './form-frame.tsx'

interface TypesFieldProps {
  readonly name: string
  readonly label: string
  /** In order: the first is the template's (A7.6). */
  readonly value: readonly string[]
  readonly region: string
  readonly zones: readonly string[]
  readonly isSingle?: boolean
  readonly onChange: (types: readonly string[]) => void
}

const MAX_FOUND = 30

/** Instance types in their order, found among the bundled ones by name, cpus or memory. */
export function TypesField(props: TypesFieldProps) {
  const { name, label, value, region, zones, isSingle, onChange } = props
  const [typed, setTyped] = useState('')
  const marks = useField(name)
  const listId = useId()
  const found = typed.trim() === '' ? [] : findTypes(typed, value)
  const add = (type: string): void => {
    setTyped('')
    onChange(isSingle === true ? [type] : [...value, type])
  }
  return (
    <div className={`edit-field ${marks.message === undefined ? '' : 'wrong'}`}>
      <label htmlFor={marks.id}>{label}</label>
      {value.length > 0 && (
        <ol className="type-list" aria-label={label}>
          {value.map((type, index) => (
            <li key={type}>
              <b>{type}</b>
              <small>{describeType(type, region, zones)}</small>
              <span className="push" />
              {index > 0 && (
                <button
                  type="button"
                  className="btn icon quiet sm"
                  aria-label={`${type} before ${value[index - 1] ?? ''}`}
                  onClick={() => onChange(moveUp(value, index))}
                >
                  <ArrowUp className="ic s" aria-hidden="true" />
                </button>
              )}
              <button
                type="button"
                className="btn icon quiet sm"
                aria-label={`Remove ${type}`}
                onClick={() => onChange(value.filter((each) => each !== type))}
              >
                <X className="ic s" aria-hidden="true" />
              </button>
            </li>
          ))}
        </ol>
      )}
      <input
        {...marks.control}
        className="input"
        autoComplete="off"
        spellCheck={false}
        placeholder={
          isSingle === true && value.length > 0 ? 'another type' : 'm6i.large, or 4 cpu 16 GiB'
        }
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || typed.trim() === '') return
          // Enter takes the first that is found; only then does it apply the form.
          event.preventDefault()
          const [first] = found
          if (first !== undefined) add(first.name)
        }}
      />
      {typed.trim() !== '' && (
        <div className="type-found" role="group" aria-label="Types found" id={listId}>
          {found.map((type) => (
            <button key={type.name} type="button" onClick={() => add(type.name)}>
              {type.name}
              <small>{describeType(type.name, region, zones)}</small>
            </button>
          ))}
          {found.length === 0 && (
            <p className="small dim none-found">{`No bundled type matches “${typed.trim()}”.`}</p>
          )}
        </div>
      )}
      <FieldProblem marks={marks} />
    </div>
  )
}

/** `2 cpu, 8 GiB`, and the zones that do not offer it. */
function describeType(name: string, region: string, zones: readonly string[]): string {
  const type = findInstanceType(name)
  if (type === undefined) return 'not among the bundled types'
  const arch = type.arch === 'arm64' ? ', arm64' : ''
  const without = zones.filter(
    (zone) => findOffering({ region, zone, instanceType: name }) === false,
  )
  const missing = without.length === 0 ? '' : `, not in ${without.join(', ')}`
  return `${type.vcpu} cpu, ${(type.memoryMiB / 1024).toLocaleString('en-US')} GiB${arch}${missing}`
}

/** By the name, and by numbers with their unit: `4 cpu`, `16 GiB`, `arm64`. */
function findTypes(typed: string, taken: readonly string[]): readonly InstanceType[] {
  const text = typed.toLowerCase()
  const cpus = /(\d+)\s*(?:v?cpus?|cores?)\b/.exec(text)?.[1]
  const memory = /(\d+)\s*gi?b?\b/.exec(text)?.[1]
  const words = text
    .replace(/\d+\s*(?:v?cpus?|cores?|gi?b)\b/g, ' ')
    .split(/\s+/)
    .filter((word) => word !== '')
  return listInstanceTypes()
    .filter(
      (type) =>
        !taken.includes(type.name) &&
        (cpus === undefined || type.vcpu === Number(cpus)) &&
        (memory === undefined || type.memoryMiB === Number(memory) * 1024) &&
        words.every((word) => type.name.includes(word) || type.arch === word),
    )
    .toSorted(
      (a, b) =>
        Number(b.name === text.trim()) - Number(a.name === text.trim()) ||
        Number(b.isCurrentGeneration) - Number(a.isCurrentGeneration),
    )
    .slice(0, MAX_FOUND)
}

function moveUp(list: readonly string[], index: number): readonly string[] {
  const item = list[index]
  return item === undefined ? list : list.toSpliced(index, 1).toSpliced(index - 1, 0, item)
}
