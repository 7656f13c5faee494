import { decodeSource } from '#importers/decode-source.ts'
import { importFiles } from '#importers/import-files.ts'
import type { ImportProgress, ImportResult, SourceFile } from '#importers/importer.ts'
import type { Problem } from '#base/problem.ts'
import type { Plan } from '#plan/schema.ts'
import { countChanges } from './count-changes.ts'
import { packPlan } from './packed-plan.ts'
import type { ImportOutcome, ImportRequest } from './protocol.ts'

/**
 * Reads the files of one import; a file that is no text stops only itself.
 *
 * @param localNames labels by ids of AWS, kept in this worker until the page closes (import I11.4)
 */
export async function runImport(
  { files, options }: Pick<ImportRequest, 'files' | 'options'>,
  base: Plan | undefined,
  onProgress: (progress: ImportProgress) => void,
  isOutOfTime: () => boolean,
  localNames: Map<string, string>,
): Promise<{ readonly outcome: ImportOutcome; readonly plan: Plan | undefined }> {
  const sources: SourceFile[] = []
  const unreadable: Problem[] = []
  for (const [index, { label, content }] of files.entries()) {
    onProgress({ stage: 'read', file: label, done: index, total: files.length })
    const decoded = decodeSource(label, new Uint8Array(await content.arrayBuffer()))
    if (decoded.kind === 'ok') sources.push({ label, text: decoded.value })
    else unreadable.push(...decoded.problems)
  }
  const imported: ImportResult = importFiles(
    sources,
    { ...options, isOutOfTime, localNames, ...(base === undefined ? {} : { base }) },
    onProgress,
  )
  const { plan, localNames: given, ...rest } = imported
  for (const [id, name] of given ?? []) localNames.set(id, name)
  const result = { ...rest, problems: [...unreadable, ...rest.problems] }
  if (plan === undefined) return { outcome: { result }, plan }
  return {
    plan,
    outcome: {
      result,
      packed: packPlan(plan),
      ...(base === undefined ? {} : { changes: countChanges(base, plan) }),
    },
  }
}
