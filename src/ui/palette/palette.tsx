import './palette.css'
import { Search } from 'lucide-react'
import { useDeferredValue, useEffect, useId, useMemo, useRef, useState } from 'react'
import type { KeyboardEvent } from 'react'
import { showOverlay } from '#store/view-store.ts'
import { Dialog } from '../parts/dialog.tsx'
import { KeyHint } from '../parts/key-hint.tsx'
import { renderNumber } from '../parts/render-count.ts'
import { listCommands } from './commands.tsx'
import type { Command } from './commands.tsx'
import { findCommands } from './find-commands.ts'
import type { FoundCommand } from './find-commands.ts'

/** Go to a screen or object, or run a command, by a few letters of its name. */
export function Palette() {
  const [query, setQuery] = useState('')
  const [active, setActive] = useState(0)
  const listId = useId()
  const list = useRef<HTMLDivElement>(null)
  const commands = useMemo(listCommands, [])
  const asked = useDeferredValue(query)
  const { sections, count, total } = useMemo(() => findCommands(commands, asked), [commands, asked])
  const flat = sections.flatMap((section) => section.found)
  const chosen = flat[Math.min(active, flat.length - 1)]?.command

  useEffect(() => setActive(0), [asked])
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' })
  }, [chosen])

  const onKeyDown = (event: KeyboardEvent) => {
    const step = STEPS[event.key]
    if (step !== undefined && flat.length > 0) {
      event.preventDefault()
      setActive((at) => (Math.min(at, flat.length - 1) + step + flat.length) % flat.length)
    } else if (event.key === 'Enter') {
      event.preventDefault()
      // The list follows the words a moment later; what runs is what they say now.
      const isBehind = asked !== query
      const first = isBehind ? findCommands(commands, query).sections[0]?.found[0] : undefined
      const command = isBehind ? first?.command : chosen
      if (command !== undefined) runCommand(command)
    }
  }

  return (
    <Dialog title="Go to or run" isBare onClose={() => showOverlay(undefined)}>
      <div className="pal">
        <div className="q">
          <Search className="ic" aria-hidden="true" />
          <input
            autoFocus
            type="text"
            role="combobox"
            aria-label="Go to or run"
            aria-expanded="true"
            aria-controls={listId}
            aria-autocomplete="list"
            aria-activedescendant={chosen === undefined ? undefined : renderLineId(listId, chosen)}
            autoComplete="off"
            spellCheck={false}
            placeholder="A screen, an object, a command"
            value={query}
            onChange={(event) => setQuery(event.target.value)}
            onKeyDown={onKeyDown}
          />
          <span className="small dimmer" role="status">
            {renderNumber(count)} of {renderNumber(total)}
          </span>
        </div>
        <div className="found" role="listbox" id={listId} aria-label="Found" ref={list}>
          {sections.map((section) => (
            <div role="group" key={section.name} aria-label={section.name}>
              <div className="sh" aria-hidden="true">
                {section.name}
              </div>
              {section.found.map((found) => (
                <Line
                  key={found.command.id}
                  id={renderLineId(listId, found.command)}
                  found={found}
                  isChosen={found.command === chosen}
                />
              ))}
            </div>
          ))}
        </div>
        {flat.length === 0 && <p className="nothing">Nothing has these words.</p>}
        <footer>
          <span>
            <KeyHint keys={['↑', '↓']} /> choose
          </span>
          <span>
            <KeyHint keys={['↵']} /> run
          </span>
          <span>
            <KeyHint keys={['Esc']} /> close
          </span>
          <span className="push">
            <KeyHint keys={['?']} /> all keys
          </span>
        </footer>
      </div>
    </Dialog>
  )
}

const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 }

interface LineProps {
  readonly id: string
  readonly found: FoundCommand
  readonly isChosen: boolean
}

/** The field keeps the focus; a line is pressed by pointer or by Enter in the field. */
function Line({ id, found, isChosen }: LineProps) {
  const { command, parts } = found
  return (
    <div
      role="option"
      id={id}
      tabIndex={-1}
      aria-selected={isChosen}
      className="ln"
      onClick={() => runCommand(command)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') runCommand(command)
      }}
    >
      {command.icon()}
      <span className="tx">
        {parts.map((part, index) => (index % 2 === 1 ? <mark key={index}>{part}</mark> : part))}
      </span>
      {command.detail !== undefined && <small>{command.detail}</small>}
      <span className="k">
        {command.chip?.()}
        {command.keys !== undefined && <KeyHint keys={command.keys} />}
      </span>
    </div>
  )
}

/** An element's id has no spaces. */
function renderLineId(listId: string, command: Command): string {
  return `${listId}-${command.id.replaceAll(' ', '_')}`
}

function runCommand(command: Command): void {
  showOverlay(undefined)
  command.run()
}
