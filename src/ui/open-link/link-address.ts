/** A link to this page as it is served: origin and path, nothing of the query (L1.1). */
export function renderLinkAddress(fragment: string): string {
  return `${location.origin}${location.pathname}#${fragment}`
}
