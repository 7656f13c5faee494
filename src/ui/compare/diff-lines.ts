import type { DesignComparison, Difference, DifferenceGroup } from '#differences/difference.ts'

/** A line of the edit between two designs. */
export interface EditLine {
  readonly kind: 'head' | 'del' | 'add'
  readonly text: string
}

/** The edit that makes the second design of the first, as text. */
export function listEditLines({ groups }: DesignComparison): readonly EditLine[] {
  return groups.flatMap((group) => {
    const lines = group.differences.flatMap((difference) => tellDifference(group, difference))
    const untold = group.changed + group.onlyMine + group.onlyTheirs - group.differences.length
    return untold > 0
      ? [...lines, { kind: 'head' as const, text: `and ${untold} more of ${group.kind}` }]
      : lines
  })
}

function tellDifference({ kind }: DifferenceGroup, difference: Difference): readonly EditLine[] {
  const { name, cluster, state, fields, renamed, moreFields } = difference
  const text = `${kind} ${name}${cluster === undefined || kind === 'Cluster' ? '' : ` of ${cluster}`}`
  if (state === 'only-mine') return [{ kind: 'del', text }]
  if (state === 'only-theirs') return [{ kind: 'add', text }]
  return [
    { kind: 'head', text: renamed === undefined ? text : `${text}, there ${renamed.to}` },
    ...fields.flatMap(({ path, mine, theirs }): readonly EditLine[] => [
      ...(mine === undefined ? [] : [{ kind: 'del' as const, text: `  ${path}: ${mine}` }]),
      ...(theirs === undefined ? [] : [{ kind: 'add' as const, text: `  ${path}: ${theirs}` }]),
    ]),
    ...(moreFields > 0 ? [{ kind: 'head' as const, text: `  and ${moreFields} more fields` }] : []),
  ]
}

export function renderEdit(lines: readonly EditLine[]): string {
  const marks = { head: '  ', del: '- ', add: '+ ' }
  return lines.map(({ kind, text }) => marks[kind] + text).join('\n')
}
