import { Box, ChevronDown } from 'lucide-react'
import { useEffect, useId, useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { KeyboardEvent } from 'react'
import { renderNumber } from '../parts/render-count.ts'
import { findPods } from './list-pods.ts'
import type { PickablePod } from './list-pods.ts'

/** Lines drawn of what is found: more are narrowed by words. */
const MOST_LINES = 60

interface PodPickerProps {
  readonly pods: readonly PickablePod[]
  readonly picked: PickablePod | undefined
  readonly onPick: (key: string) => void
}

/** The answer that comes puts the field in another place: who types in it goes on typing. */
let lastField: { readonly typed: string | undefined } | undefined

/** A field that finds a pod by words; pods that wait come first. */
export function PodPicker({ pods, picked, onPick }: PodPickerProps) {
  const [typed, setTyped] = useState<string>()
  const [active, setActive] = useState(0)
  const listId = useId()
  const list = useRef<HTMLDivElement>(null)
  const input = useRef<HTMLInputElement>(null)
  const typedNow = useRef(typed)
  useLayoutEffect(() => {
    typedNow.current = typed
  }, [typed])
  useLayoutEffect(() => {
    const field = input.current
    if (lastField !== undefined) {
      field?.focus()
      setTyped(lastField.typed)
      lastField = undefined
    }
    return () => {
      lastField = document.activeElement === field ? { typed: typedNow.current } : undefined
    }
  }, [])
  const isOpen = typed !== undefined
  const found = useMemo(() => findPods(pods, typed ?? ''), [pods, typed])
  const shown = found.slice(0, MOST_LINES)
  const at = Math.min(active, shown.length - 1)
  const close = () => {
    setTyped(undefined)
    setActive(0)
  }
  const pick = (pod: PickablePod | undefined) => {
    if (pod === undefined) return
    close()
    onPick(pod.key)
  }
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' })
  }, [at, isOpen])

  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step !== undefined) {
      event.preventDefault()
      if (isOpen) setActive((Math.max(0, at) + step + shown.length) % Math.max(1, shown.length))
      else setTyped('')
    } else if (event.key === 'Enter' && isOpen) {
      event.preventDefault()
      pick(shown[at])
    } else if (event.key === 'Escape' && isOpen) {
      event.preventDefault()
      close()
    }
  }

  return (
    <div className="pick">
      <Box className="ic s" aria-hidden="true" />
      <input
        ref={input}
        className="input"
        type="text"
        role="combobox"
        aria-label="Pod"
        aria-expanded={isOpen}
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={isOpen && shown[at] !== undefined ? `${listId}-${at}` : undefined}
        autoComplete="off"
        spellCheck={false}
        placeholder={picked?.name ?? 'Find a pod'}
        title={picked?.key}
        value={typed ?? picked?.name ?? ''}
        onChange={(event) => {
          setTyped(event.target.value)
          setActive(0)
        }}
        onFocus={(event) => event.target.select()}
        onClick={() => {
          if (!isOpen) setTyped('')
        }}
        onBlur={close}
        onKeyDown={onKeyDown}
      />
      <ChevronDown className="ic s end" aria-hidden="true" />
      <div className="found" hidden={!isOpen}>
        <div className="pods-found" role="listbox" id={listId} aria-label="Pods" ref={list}>
          {isOpen &&
            shown.map((pod, index) => (
              <div
                className="pod-found"
                tabIndex={-1}
                key={pod.key}
                id={`${listId}-${index}`}
                role="option"
                aria-selected={index === at}
                // The field keeps the focus until the choice is made.
                onPointerDown={(event) => event.preventDefault()}
                onClick={() => pick(pod)}
                onKeyDown={(event) => {
                  if (event.key === 'Enter') pick(pod)
                }}
              >
                <span>
                  {pod.name}
                  <small>{pod.namespace}</small>
                </span>
                {pod.node === undefined ? (
                  <b className="t-bad">pending</b>
                ) : (
                  <small>{pod.node}</small>
                )}
              </div>
            ))}
        </div>
        <p className="small dim" role="status">
          {isOpen &&
            (found.length === 0
              ? 'No pod has these words.'
              : found.length > shown.length
                ? `${renderNumber(shown.length)} of ${renderNumber(found.length)} pods; more words find fewer`
                : '')}
        </p>
      </div>
    </div>
  )
}
