import type { KubeResource } from '#plan/edit.ts'

/** The names of the objects of one kind. */
export function listNames(objects: readonly KubeResource[], kind: string): readonly string[] {
  return objects.flatMap((object) => (object.kind === kind ? object.metadata.name : []))
}
