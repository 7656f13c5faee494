import { Download } from 'lucide-react'
import { useEffect, useState } from 'react'
import { listDroppedFiles, listPastedFiles } from './incoming-files.ts'
import { receiveFiles } from './receive-files.ts'
import { isTyping } from '../keyboard/is-typing.ts'

/** Files and links may be dropped, and text pasted, anywhere on the page: all lead to a preview. */
export function DropTarget() {
  const [isOver, setIsOver] = useState(false)
  useEffect(() => {
    let depth = 0
    const setDepth = (value: number) => {
      depth = value
      setIsOver(value > 0)
    }
    const listeners = {
      dragenter: (event: DragEvent) => {
        if (!bringsFiles(event)) return
        event.preventDefault()
        setDepth(depth + 1)
      },
      dragover: (event: DragEvent) => {
        if (bringsFiles(event)) event.preventDefault()
      },
      dragleave: (event: DragEvent) => {
        if (bringsFiles(event)) setDepth(Math.max(0, depth - 1))
      },
      drop: (event: DragEvent) => {
        if (!bringsFiles(event) || event.dataTransfer === null) return
        event.preventDefault()
        setDepth(0)
        void listDroppedFiles(event.dataTransfer).then(receiveFiles)
      },
      paste: (event: ClipboardEvent) => {
        if (isTyping(event) || event.clipboardData === null) return
        const files = listPastedFiles(event.clipboardData)
        if (files.length === 0) return
        event.preventDefault()
        void receiveFiles(files)
      },
    }
    for (const [name, listener] of Object.entries(listeners)) {
      window.addEventListener(name, listener as EventListener)
    }
    return () => {
      for (const [name, listener] of Object.entries(listeners)) {
        window.removeEventListener(name, listener as EventListener)
      }
    }
  }, [])
  if (!isOver) return null
  return (
    <div className="drop-veil" aria-hidden="true">
      <div>
        <Download className="ic l" />
        <b>Drop to see what is understood</b>
        <span>Nothing changes before you apply it</span>
      </div>
    </div>
  )
}

function bringsFiles(event: DragEvent): boolean {
  const types = event.dataTransfer?.types ?? []
  return types.includes('Files') || types.includes('text/plain')
}
