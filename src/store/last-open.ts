/** Which plan was open last: in this window, and else in any window of this browser. */
const KEY = 'neverpending-open'

export function rememberOpen(id: string): void {
  try {
    sessionStorage.setItem(KEY, id)
    localStorage.setItem(KEY, id)
  } catch {
    // A browser that keeps nothing: the plan changed last is opened.
  }
}

/** Ids in the order in which they are wanted. */
export function listLastOpen(): readonly string[] {
  try {
    return [sessionStorage.getItem(KEY), localStorage.getItem(KEY)].filter((id) => id !== null)
  } catch {
    return []
  }
}
