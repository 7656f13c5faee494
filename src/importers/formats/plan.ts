import type { Plan } from '#plan/schema.ts'
import { parsePlan } from '#plan/validate.ts'
import type { FormatImporter, FoundItem, MapTask } from '../format-importer.ts'
import { placeOf, report } from '../import-context.ts'

/** Plan files of this product come in whole, after the same checks as everywhere. */
export const planImporter: FormatImporter = { id: 'plan', format: 'plan', map: mapPlans }

function mapPlans(task: MapTask): ReturnType<FormatImporter['map']> {
  const plans: Plan[] = []
  const found: FoundItem[] = []
  for (const document of task.documents) {
    const parsed = parsePlan(document.value)
    if (parsed.kind === 'ok') {
      plans.push(parsed.value)
      found.push({ file: document.file, format: 'Neverpending plan', kind: 'plan' })
      continue
    }
    for (const { code, path, message } of parsed.problems) {
      report(task.context, { code, severity: 'error', message }, placeOf(document, path))
    }
  }
  return { fragments: [], plans, found }
}
