/** Tables by the key of what they were made for; of too many the oldest goes and is made anew when it is asked for. */
export interface TableCache<T> {
  get(key: string, make: () => T): T
}

/** @param forget is told of a table that goes */
export function createTableCache<T>(limit: number, forget?: (table: T) => void): TableCache<T> {
  const tables = new Map<string, T>()
  return {
    get: (key, make) => {
      const known = tables.get(key)
      if (known !== undefined) return known
      for (const [oldest, table] of tables) {
        if (tables.size < limit) break
        tables.delete(oldest)
        forget?.(table)
      }
      const table = make()
      tables.set(key, table)
      return table
    },
  }
}
