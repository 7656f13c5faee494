import { placeOf, report, type SourceDocument } from '../../import-context.ts'
import type { PendingGuess, Strength } from '../../importer.ts'
import type { Mapping } from './draft.ts'
import type { GroupDraft } from './find-groups.ts'
import type { TemplateVersion } from './inventory.ts'

/** A group that is mapped: what it becomes, and what is told of how surely. */
export interface GroupTask extends Mapping {
  readonly group: GroupDraft
  readonly template: TemplateVersion | undefined
  readonly document: SourceDocument
  readonly strengths: Map<string, Strength>
  readonly guesses: Map<string, PendingGuess>
}

/** A value that was taken where nothing says it; asked only if no surer source says another. */
export function guess(
  task: GroupTask,
  field: string,
  told: Omit<PendingGuess, 'place'> & { readonly strength: Strength },
): void {
  const { strength, ...asked } = told
  const path = `nodeGroups/${task.group.name}/${field}`
  task.guesses.set(path, { ...asked, place: placeOf(task.document, '') })
  if (field !== 'sizes') task.strengths.set(path, strength)
}

export function tell(
  task: GroupTask,
  told: {
    readonly code: string
    readonly severity: 'info' | 'ambiguous' | 'error'
    readonly message: string
  },
): void {
  report(task.task.context, told, placeOf(task.document, ''))
}
