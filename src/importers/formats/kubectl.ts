import { readField } from '#kube/field.ts'
import { readMetadata } from '#kube/metadata.ts'
import type { FormatImporter, FoundItem, ImportedObject, MapTask } from '../format-importer.ts'
import { placeOf, type SourceDocument } from '../import-context.ts'
import { readKubeObject } from '../kube-object.ts'
import { findKubernetesShape } from '../kubernetes-shapes.ts'

/**
 * Kubernetes objects as `kubectl get … -o yaml|json` prints them, or as manifests hold them (import
 * specification section 10): cleaned by the allow-lists, otherwise as they are.
 */
export const kubectlImporter: FormatImporter = {
  id: 'kubectl',
  format: 'kubernetes',
  map: mapObjects,
}

/** Kinds that hold secrets or foreign data: counted, never read. */
const NEVER_READ: readonly string[] = ['Secret', 'ConfigMap']

function mapObjects(task: MapTask): ReturnType<FormatImporter['map']> {
  const objects: ImportedObject[] = []
  const found: FoundItem[] = []
  const leftOut = new Map<string, { document: SourceDocument; count: number }>()
  const leaveOut = (reason: string, document: SourceDocument): void => {
    const key = JSON.stringify([document.file, reason])
    const known = leftOut.get(key)
    if (known === undefined) leftOut.set(key, { document, count: 1 })
    else known.count += 1
  }
  for (const document of task.documents) {
    const kind = String(document.value['kind'])
    const shape = findKubernetesShape(String(document.value['apiVersion']), kind)
    found.push({ file: document.file, format: 'kubectl', kind })
    if (shape === undefined) {
      leaveOut(NEVER_READ.includes(kind) ? `never-read ${kind}` : `unknown-kind ${kind}`, document)
      continue
    }
    const object = readKubeObject({ ...task, document, kind }, shape)
    if (object === undefined) continue
    if (kind === 'Pod' && isFinishedPod(object)) {
      leaveOut('finished-pod Pod', document)
      continue
    }
    objects.push({ object, document })
  }
  const kept = withoutOldRevisions(objects, (document) => {
    leaveOut('old-revision ReplicaSet', document)
  })
  reportLeftOutObjects(task, leftOut)
  return { fragments: [], objects: kept, found }
}

function isFinishedPod(object: ImportedObject['object']): boolean {
  const phase = readField(object, 'status', 'phase')
  return phase === 'Succeeded' || phase === 'Failed'
}

/** ReplicaSets that a Deployment keeps without replicas say nothing of what runs. */
function withoutOldRevisions(
  objects: readonly ImportedObject[],
  onLeftOut: (document: SourceDocument) => void,
): readonly ImportedObject[] {
  return objects.filter(({ object, document }) => {
    const isOld =
      object.kind === 'ReplicaSet' &&
      readMetadata(object).controller?.kind === 'Deployment' &&
      readField(object, 'spec', 'replicas') === 0
    if (isOld) onLeftOut(document)
    return !isOld
  })
}

const SENTENCES: Readonly<
  Record<string, { readonly severity: 'dropped' | 'unknown'; readonly why: string }>
> = {
  'never-read': { severity: 'dropped', why: 'on purpose: contents are never read' },
  'unknown-kind': { severity: 'unknown', why: 'a kind that this plan does not use; not stored' },
  'finished-pod': { severity: 'dropped', why: 'has ended: it holds no place' },
  'old-revision': { severity: 'dropped', why: 'an old revision without replicas' },
}

function reportLeftOutObjects(
  task: MapTask,
  leftOut: ReadonlyMap<string, { readonly document: SourceDocument; readonly count: number }>,
): void {
  for (const [key, { document, count }] of leftOut) {
    const [, reason] = JSON.parse(key) as [string, string]
    const [code, kind] = reason.split(' ')
    const sentence = SENTENCES[code ?? '']
    if (code === undefined || sentence === undefined) continue
    const message = `${count} ${kind ?? ''}: ${sentence.why}`
    task.context.findings.push({
      code,
      severity: sentence.severity,
      message,
      ...placeOf(document, ''),
      count,
    })
  }
}
