import type { Scenario } from './scenario.ts'

/**
 * A line of scheduler vectors; undefined: the value is of another kind. What the fields hold is not
 * checked further: objects are read field by field, and a recorded decision is only compared.
 */
export function parseScenario(value: unknown): Scenario | undefined {
  return isScenario(value) ? value : undefined
}

function isScenario(value: unknown): value is Scenario {
  const fields = new Map<string, unknown>(Object.entries(value ?? {}))
  return (
    typeof fields.get('id') === 'string' &&
    typeof fields.get('compat') === 'string' &&
    Array.isArray(fields.get('objects')) &&
    Array.isArray(fields.get('attempts'))
  )
}
