import { getAt } from '#base/assert.ts'
import { importFiles } from '#importers/import-files.ts'
import { makeSyntheticInventory } from '../synthetic-inventory.ts'

export interface InventorySpeed {
  readonly nodes: number
  readonly volumes: number
  readonly megabytes: number
  readonly importMs: number
}

/** From the last byte of a large inventory to its plan. */
export function measureInventory(
  size: { readonly instances: number; readonly volumes: number },
  readTimeMs: () => number,
): InventorySpeed {
  const text = makeSyntheticInventory(size)
  const start = readTimeMs()
  const { plan, problems } = importFiles([{ label: 'inventory.jsonl', text }], {})
  const importMs = readTimeMs() - start
  if (plan === undefined) throw new Error(JSON.stringify(problems))
  const { resources } = getAt(getAt(plan.designs, 0).clusters, 0)
  const count = (kind: string) => resources.filter((one) => one.kind === kind).length
  return {
    nodes: count('Node'),
    volumes: count('PersistentVolume'),
    megabytes: text.length / 1_000_000,
    importMs,
  }
}
