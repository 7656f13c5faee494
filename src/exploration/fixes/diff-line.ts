/** A line of an edit as YAML: what goes, what comes, and what names the place. */
export interface DiffLine {
  readonly kind: 'removed' | 'added' | 'place'
  readonly text: string
}
