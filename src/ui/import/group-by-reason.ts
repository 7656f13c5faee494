import { compareText } from '#base/compare.ts'
import { pluralize } from '#base/plural.ts'
import type { ImportFinding } from '#importers/importer.ts'
import { renderNumber } from '../parts/render-count.ts'

/**
 * `11 ServiceMonitors, 3 Certificates`: kinds that are left out for one reason, over all files, the most
 * frequent first.
 *
 * @param findings messages in the form `11 ServiceMonitor: why`
 */
export function groupByReason(
  findings: readonly Pick<ImportFinding, 'message' | 'count'>[],
): readonly { readonly what: string; readonly why: string }[] {
  const reasons = new Map<string, Map<string, number>>()
  for (const { message, count = 1 } of findings) {
    const [kind = '', ...rest] = message.replace(/^\d+ /, '').split(': ')
    const why = rest.join(': ')
    const kinds = reasons.get(why) ?? new Map<string, number>()
    kinds.set(kind, (kinds.get(kind) ?? 0) + count)
    reasons.set(why, kinds)
  }
  return [...reasons].map(([why, kinds]) => {
    const sorted = [...kinds].toSorted(([a, many], [b, few]) => few - many || compareText(a, b))
    const what = sorted.map(([kind, count]) => renderKind(kind, count)).join(', ')
    return { what, why }
  })
}

/** Kinds of Kubernetes have a plural, types of Terraform have none. */
function renderKind(kind: string, count: number): string {
  return `${renderNumber(count)} ${/^[A-Z][A-Za-z0-9]*$/.test(kind) ? pluralize(kind, count) : kind}`
}
