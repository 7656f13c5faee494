import { useRef } from 'react'
import type { ReactNode } from 'react'
import { toImportFiles } from '../frame/incoming-files.ts'
import { receiveFiles } from '../frame/receive-files.ts'

interface FilePickerProps {
  readonly className: string
  readonly children: ReactNode
}

/** A key that asks the browser for files, several at once, and takes them to a preview. */
export function FilePicker({ className, children }: FilePickerProps) {
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <button className={className} onClick={() => input.current?.click()}>
        {children}
      </button>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label="Files to import"
        onChange={(event) => {
          const files = toImportFiles(event.target.files ?? [])
          if (files.length > 0) void receiveFiles(files)
          // The same file may be picked again after it was changed.
          event.target.value = ''
        }}
      />
    </>
  )
}
