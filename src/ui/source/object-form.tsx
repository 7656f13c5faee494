import { ChevronLeft, ChevronRight, OctagonAlert } from 'lucide-react'
import { changePlace, useSource } from '#store/source-store.ts'
import type { Field } from '#plan/fields/field.ts'
import type { TextObject, TextObjectKind } from '#plan/text/text-objects.ts'
import type { PricedProblem, TextHelp } from '#worker/plan-text.ts'
import { renderMoney } from '../fixes/render-money.ts'
import { FieldEditor } from './field-editor.tsx'
import { findType, listFields } from './list-completions.ts'

interface ObjectFormProps {
  readonly object: TextObject | undefined
  readonly help: TextHelp | undefined
  readonly onGoTo: (offset: number) => void
}

const NAMES: Readonly<Record<TextObjectKind, string>> = {
  cluster: 'clusters',
  zone: 'zones',
  'control-plane': 'controlPlane',
  'control-plane-member': 'controlPlane.members',
  'etcd-member': 'etcd members',
  'node-group': 'nodeGroups',
  autoscaler: 'autoscalers',
  resource: 'resources',
}

/** Shown although absent; the other fields stand under "More". */
const FIRST: Readonly<Partial<Record<TextObjectKind, readonly string[]>>> = {
  'node-group': [
    'kind',
    'zones',
    'instanceTypes',
    'min',
    'desired',
    'max',
    'distribution',
    'suspendedProcesses',
    'labels',
    'taints',
    'tags',
  ],
  zone: ['name', 'zoneId'],
  'control-plane-member': ['name', 'zone', 'instanceType', 'group'],
  'etcd-member': ['name', 'zone', 'instanceType'],
  autoscaler: ['kind', 'version', 'running', 'owns'],
  'control-plane': ['kind', 'tier', 'apiEndpoint'],
  cluster: ['name', 'region', 'provisioner', 'kubernetesVersion'],
}

/** The object that the caret is in. Every field is an edit of the text at its place. */
export function ObjectForm({ object, help, onGoTo }: ObjectFormProps) {
  const objects = useSource((source) => source.reading?.objects) ?? []
  const isReadable = useSource((source) => source.reading?.shell !== undefined)
  if (object === undefined || help === undefined) {
    return <p className="small dim">The object that the caret is in is shown here as a form.</p>
  }
  const like = objects.filter(
    (one) =>
      one.kind === object.kind && isSamePath(one.path.slice(0, -1), object.path.slice(0, -1)),
  )
  const goTo = (index: number) => {
    const next = like[index]
    if (next !== undefined) onGoTo(findStart(next))
  }
  return (
    <>
      <div className="row">
        <span className="kick">
          {NAMES[object.kind]}, {object.index + 1} of {object.count}
        </span>
        <span className="row push arrows">
          <button
            className="btn icon quiet"
            aria-label="Previous"
            disabled={object.index === 0}
            onClick={() => goTo(object.index - 1)}
          >
            <ChevronLeft className="ic" aria-hidden="true" />
          </button>
          <button
            className="btn icon quiet"
            aria-label="Next"
            disabled={object.index + 1 >= like.length}
            onClick={() => goTo(object.index + 1)}
          >
            <ChevronRight className="ic" aria-hidden="true" />
          </button>
        </span>
      </div>
      <h2>{object.name}</h2>
      {!isReadable ? (
        <p className="small dim lead">
          The text is no YAML at the moment. The form edits it again once it is.
        </p>
      ) : object.kind === 'resource' ? (
        <ResourceFacts object={object} help={help} />
      ) : (
        <>
          <p className="small dim lead">
            The object the caret is in. Both sides edit the same plan; comments and order of the
            text stay.
          </p>
          <Fields object={object} help={help} onGoTo={onGoTo} />
        </>
      )}
    </>
  )
}

/** Where its first line says something, past spaces and dash. */
function findStart(object: TextObject): number {
  return object.from + 1
}

function isSamePath(a: TextObject['path'], b: TextObject['path']): boolean {
  return a.length === b.length && a.every((part, index) => part === b[index])
}

function ResourceFacts({ object, help }: { readonly object: TextObject; readonly help: TextHelp }) {
  const kind = help.kinds.find((one) => one.kind === object.resourceKind)
  return (
    <>
      <p className="small dim lead">
        A Kubernetes object, as kubectl prints it. It is edited in the text.
      </p>
      <dl className="kv">
        <dt>Kind</dt>
        <dd>{object.resourceKind}</dd>
        <dt>What it is</dt>
        <dd>{kind?.does ?? 'Kept as it is, and not read.'}</dd>
        {object.summary !== object.name && (
          <>
            <dt>Zone</dt>
            <dd>{object.summary.slice(object.name.length + ', zone '.length)}</dd>
          </>
        )}
      </dl>
    </>
  )
}

function Fields({
  object,
  help,
  onGoTo,
}: ObjectFormProps & { object: TextObject; help: TextHelp }) {
  const shell = useSource((source) => source.reading?.shell)
  const problems = useSource((source) => source.reading?.problems) ?? []
  const context = { help, shell, resourceKind: undefined }
  const place = findType(object.path, context)
  if (place === undefined) return null
  const fields = listFields(place.type, place.value).filter(
    ({ name }) => name !== 'resources' && !(object.kind === 'node-group' && name === 'name'),
  )
  const first = FIRST[object.kind] ?? []
  const isShown = ({ name }: Field) =>
    first.includes(name) || readMember(place.value, name) !== undefined
  const base = renderTextPath(object.path)
  const draw = (field: Field) => {
    const path = `${base}.${field.name}`
    const own = problems.filter(
      (one) =>
        one.path === path || one.path.startsWith(`${path}[`) || one.path.startsWith(`${path}.`),
    )
    return (
      <FormRow key={field.name} problems={own} onGoTo={onGoTo}>
        <FieldEditor
          object={object.name}
          field={field}
          path={[...object.path, field.name]}
          value={readMember(place.value, field.name)}
          context={context}
          isWrong={own.length > 0}
        />
      </FormRow>
    )
  }
  const findRank = (name: string) => (first.includes(name) ? first.indexOf(name) : first.length)
  const sizes = fields.filter(({ name }) => SIZES.has(name) && isShown({ name } as Field))
  const isSized = object.kind === 'node-group'
  const plain = fields
    .filter((field) => isShown(field) && !(isSized && SIZES.has(field.name)))
    .toSorted((a, b) => findRank(a.name) - findRank(b.name))
  const more = fields.filter((field) => !isShown(field))
  const before = plain.filter(({ name }) => SIZED_AFTER.has(name))
  const after = plain.filter(({ name }) => !SIZED_AFTER.has(name))
  return (
    <div key={base}>
      {isSized ? before.map(draw) : plain.map(draw)}
      {isSized && (
        <Sizes
          object={object}
          fields={sizes}
          problems={problems}
          base={base}
          context={context}
          onGoTo={onGoTo}
        />
      )}
      {isSized && after.map(draw)}
      {more.length > 0 && (
        <details className="more">
          <summary>More fields</summary>
          {more.map(draw)}
        </details>
      )}
      <Then problems={problems} base={base} />
    </div>
  )
}

const SIZES = new Set(['min', 'desired', 'max'])
const SIZED_AFTER = new Set(['kind', 'role', 'zones', 'instanceTypes'])

/** Three numbers that must agree stand side by side, with what is wrong with them below. */
function Sizes({
  object,
  fields,
  problems,
  base,
  context,
  onGoTo,
}: {
  readonly object: TextObject
  readonly fields: readonly Field[]
  readonly problems: readonly PricedProblem[]
  readonly base: string
  readonly context: Parameters<typeof findType>[1]
  readonly onGoTo: (offset: number) => void
}) {
  const value = findType(object.path, context)?.value
  const isOf = (field: Field) => (one: PricedProblem) => one.path === `${base}.${field.name}`
  return (
    <FormRow
      problems={problems.filter((one) => fields.some((field) => isOf(field)(one)))}
      onGoTo={onGoTo}
    >
      <div className="fr3">
        {fields.map((field) => (
          <FieldEditor
            key={field.name}
            object={object.name}
            field={field}
            path={[...object.path, field.name]}
            value={readMember(value, field.name)}
            context={context}
            isWrong={problems.some(isOf(field))}
          />
        ))}
      </div>
    </FormRow>
  )
}

function FormRow({
  problems,
  onGoTo,
  children,
}: {
  readonly problems: readonly PricedProblem[]
  readonly onGoTo: (offset: number) => void
  readonly children: React.ReactNode
}) {
  return (
    <>
      {children}
      {problems.map((problem) => (
        <div className="ferr" key={`${problem.path} ${problem.message}`}>
          <OctagonAlert className="ic s" aria-hidden="true" />
          <span>
            {problem.message}.{' '}
            <button className="link" onClick={() => onGoTo(problem.from)}>
              Line {problem.line}
            </button>
          </span>
          {problem.repairs.length > 0 && (
            <span className="row repairs">
              {problem.repairs.map(({ label, change }) => (
                <button
                  key={label}
                  className="btn sm"
                  onClick={() => void changePlace(change, label)}
                >
                  {label}
                </button>
              ))}
            </span>
          )}
        </div>
      ))}
    </>
  )
}

/** What each repair of this object costs. */
function Then({
  problems,
  base,
}: {
  readonly problems: readonly PricedProblem[]
  readonly base: string
}) {
  const priced = problems
    .filter(({ path }) => path.startsWith(base))
    .flatMap(({ repairs }) =>
      repairs.flatMap(({ label, price }) => (price?.kind === 'known' ? [{ label, price }] : [])),
    )
  if (priced.length === 0) return null
  return (
    <div className="card then">
      <header>
        <h3>When the error is gone</h3>
      </header>
      <div className="body">
        {priced.map(({ label, price }) => (
          <p key={label}>
            <b>{label}</b>
            <span>
              {renderMoney(price.desired)} {price.currency} a month at desired
            </span>
          </p>
        ))}
        <p className="dim">Either way the plan is judged again at once.</p>
      </div>
    </div>
  )
}

function renderTextPath(path: TextObject['path']): string {
  return path.reduce<string>(
    (text, part) =>
      typeof part === 'number' ? `${text}[${part}]` : text === '' ? part : `${text}.${part}`,
    '',
  )
}

function readMember(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (Reflect.get(value, name) as unknown)
    : undefined
}
