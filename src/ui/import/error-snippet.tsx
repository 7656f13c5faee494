import { useEffect, useState } from 'react'
import { useImport } from '#store/import-store.ts'

/** Files larger than this are not read again for their lines. */
const MAX_BYTES = 8_000_000

/** The line of an error between its neighbours, as it stands in the file. */
export function ErrorSnippet({ label, line }: { readonly label: string; readonly line: number }) {
  const content = useImport((state) => state.files.find((file) => file.label === label)?.content)
  const [lines, setLines] = useState<readonly string[]>([])
  useEffect(() => {
    if (content === undefined || content.size > MAX_BYTES) return undefined
    let isWanted = true
    void content.text().then((text) => {
      if (isWanted) setLines(text.split('\n', line + 1))
    })
    return () => {
      isWanted = false
    }
  }, [content, line])
  if (lines.length < line) return null
  const first = Math.max(1, line - 1)
  return (
    <pre className="snip">
      {lines.slice(first - 1, line + 1).map((text, index) => (
        <span key={index} className={first + index === line ? 'bad' : ''}>
          <i>{first + index}</i>
          {text.slice(0, 160)}
        </span>
      ))}
    </pre>
  )
}
