import { RESOURCE_SHAPES } from '#plan/shareable-fields.ts'
import type { Row } from './leaves.ts'

const API_VERSIONS = new Map(RESOURCE_SHAPES.map(({ kind, apiVersion }) => [kind, apiVersion]))

/** Objects by kind, without what their kind says of them. */
export function groupObjects(objects: readonly Row[]): ReadonlyMap<string, readonly Row[]> {
  const groups = new Map<string, Row[]>()
  for (const { kind, apiVersion, ...rest } of objects) {
    const name = String(kind)
    const row = apiVersion === API_VERSIONS.get(name) ? rest : { ...rest, apiVersion }
    const known = groups.get(name)
    if (known === undefined) groups.set(name, [row])
    else known.push(row)
  }
  return groups
}

export function ungroupObject(kind: string, { apiVersion, ...rest }: Row): Row {
  return { apiVersion: apiVersion ?? API_VERSIONS.get(kind), kind, ...rest }
}
