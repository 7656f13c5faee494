import type { ImportResult } from '#importers/importer.ts'
import { renderFinding } from './read-plan.ts'
import type { Terminal } from './terminal.ts'

/** What the verdicts rest on and the files do not say; the rest is counted, `import` lists it. */
export function printGuesses(result: ImportResult, terminal: Terminal): void {
  const isShown = (severity: string) => ['error', 'ambiguous', 'assumed'].includes(severity)
  for (const finding of result.findings) {
    if (isShown(finding.severity)) terminal.warn(`${renderFinding(finding)}\n`)
  }
  const others = result.findings.filter(({ severity }) => !isShown(severity)).length
  if (others > 0) terminal.warn(`${others} more findings: neverpending import lists them\n`)
  for (const { variable } of result.placeholders) {
    terminal.warn(`placeholder ${variable} has no value: --set ${variable}=…\n`)
  }
}
