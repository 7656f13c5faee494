import type { DragEvent, HTMLAttributes } from 'react'
import { useState } from 'react'

/** What is dragged between zones, by the kind of its row. */
type Dragged = 'volume' | 'member' | 'etcd'

const TYPES: Readonly<Record<Dragged, string>> = {
  volume: 'application/x-neverpending-volume',
  member: 'application/x-neverpending-member',
  etcd: 'application/x-neverpending-etcd',
}

/** For a card that can be dragged to another zone; its panel has the same as a list. */
export function dragProps(kind: Dragged, key: string): HTMLAttributes<HTMLElement> {
  return {
    draggable: true,
    onDragStart: (event) => {
      event.dataTransfer.setData(TYPES[kind], key)
      event.dataTransfer.effectAllowed = 'move'
    },
  }
}

/** For a zone's cell: takes what is dragged of these kinds. */
export function useDrop(
  accept: Readonly<Partial<Record<Dragged, (key: string) => void>>> | undefined,
): { readonly isOver: boolean; readonly props: HTMLAttributes<HTMLElement> } {
  const [isOver, setOver] = useState(false)
  if (accept === undefined) return { isOver: false, props: {} }
  const findKind = (event: DragEvent): Dragged | undefined =>
    KINDS.find(
      (kind) => accept[kind] !== undefined && event.dataTransfer.types.includes(TYPES[kind]),
    )
  return {
    isOver,
    props: {
      onDragOver: (event) => {
        if (findKind(event) === undefined) return
        event.preventDefault()
        event.dataTransfer.dropEffect = 'move'
        if (!isOver) setOver(true)
      },
      onDragLeave: (event) => {
        const to = event.relatedTarget
        if (!(to instanceof Node) || !event.currentTarget.contains(to)) setOver(false)
      },
      onDrop: (event) => {
        const kind = findKind(event)
        setOver(false)
        if (kind === undefined) return
        event.preventDefault()
        // Files that are dropped on the page are another thing.
        event.stopPropagation()
        accept[kind]?.(event.dataTransfer.getData(TYPES[kind]))
      },
    },
  }
}

const KINDS: readonly Dragged[] = ['volume', 'member', 'etcd']
