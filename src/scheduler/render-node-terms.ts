import type { NodeSelectorRequirement, NodeSelectorTerm } from '#kube/node-affinity.ts'

/** `topology.kubernetes.io/zone in (eu-west-1a, eu-west-1b)`; terms are alternatives. */
export function renderTerms(terms: readonly NodeSelectorTerm[]): string {
  if (terms.length === 0) return 'no term, so no node'
  return terms.map(renderTerm).join(' or ')
}

function renderTerm({ expressions, fields, isValid }: NodeSelectorTerm): string {
  if (!isValid) return 'a term that cannot be read'
  const parts = [...expressions, ...fields].map(renderRequirement)
  return parts.length === 0 ? 'an empty term' : parts.join(' and ')
}

function renderRequirement({ key, operator, values }: NodeSelectorRequirement): string {
  const list = values.length > 4 ? [...values.slice(0, 3), `${values.length - 3} more`] : values
  switch (operator) {
    case 'In':
      return `${key} in (${list.join(', ')})`
    case 'NotIn':
      return `${key} not in (${list.join(', ')})`
    case 'Exists':
      return `${key} is there`
    case 'DoesNotExist':
      return `${key} is not there`
    case 'Gt':
      return `${key} above ${values[0] ?? ''}`
    case 'Lt':
      return `${key} below ${values[0] ?? ''}`
  }
}
