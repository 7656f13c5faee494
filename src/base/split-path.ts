/** The parts of a problem's path: `a.b[0]."c.d"` is `a`, `b`, `0`, `c.d`. */
export function splitPath(path: string): string[] {
  const parts: string[] = []
  for (const match of path.matchAll(/"((?:[^"\\]|\\.)*)"|\[(\d+)\]|([^.[\]"]+)/g)) {
    const [, quoted, index, plain] = match
    parts.push(quoted === undefined ? (index ?? plain ?? '') : String(JSON.parse(`"${quoted}"`)))
  }
  return parts
}
