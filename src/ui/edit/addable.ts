import type { Form } from '#store/form-store.ts'

interface Addable {
  readonly words: string
  /** As a command of the palette says it. */
  readonly command: string
  readonly form: Form
}

/** What can be added to the plan, in the order in which a plan is drawn. */
export const ADDABLE: readonly Addable[] = [
  { words: 'Zone', command: 'Add a zone', form: { kind: 'zone' } },
  { words: 'Node group', command: 'Add a node group', form: { kind: 'group' } },
  { words: 'Workload', command: 'Add a workload', form: { kind: 'workload' } },
  { words: 'Volume', command: 'Add a volume', form: { kind: 'volume' } },
  { words: 'Storage class', command: 'Add a storage class', form: { kind: 'storage-class' } },
  { words: 'Autoscaler', command: 'Add an autoscaler', form: { kind: 'autoscaler' } },
  { words: 'Master', command: 'Add a master', form: { kind: 'member' } },
  { words: 'Paste manifests', command: 'Paste manifests', form: { kind: 'paste' } },
]
