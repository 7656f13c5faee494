import { renderMinutes } from '#availability/render-minutes.ts'
import type { DesignComparison } from '#differences/difference.ts'
import type { ComparedDesign } from '#store/compare-store.ts'
import type { PlaneVerdict } from '#worker/draft.ts'
import { letterOf } from '../parts/letter-of.ts'
import { renderVerdict } from '../parts/verdict-chip.tsx'
import { listEditLines, renderEdit } from './diff-lines.ts'
import { renderHeadline, sumPrices } from './headline.ts'
import { findWorstVerdict, listVerdictRows } from './verdict-rows.ts'

/** The comparison for a pull request: a table, and the edit as a diff. */
export function renderMarkdown(
  designs: readonly ComparedDesign[],
  edit: { readonly differences: DesignComparison; readonly letter: string } | undefined,
): string {
  const judged = designs.map((design) => design.judged)
  const rows = [
    ['', ...designs.map(({ name }, index) => `**${letterOf(index)}** ${name}`)],
    designs.map(() => '---').toSpliced(0, 0, '---'),
    [
      'worst verdict',
      ...judged.map((one) => {
        const worst = findWorstVerdict(one)
        return worst === undefined ? 'no pod is judged' : renderVerdict(worst.summary)
      }),
    ],
    ...listVerdictRows(judged).rows.map(({ names, more, cells }) => [
      `${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`,
      ...cells.map((cell) => (cell === undefined ? 'not in it' : renderVerdict(cell.summary))),
    ]),
    [
      'API down a year',
      ...judged.map((one) =>
        (one?.clusters ?? []).map(({ plane }) => renderDown(plane)).join('; '),
      ),
    ],
    [
      'price a month at desired',
      ...judged.map((one) => {
        const price = sumPrices(one)
        return price === undefined
          ? 'not known'
          : `${price.desired.toFixed(2)} ${price.currency}${price.asOf === undefined ? '' : ` (prices of ${price.asOf})`}`
      }),
    ],
  ]
  const table = rows.map((cells) => `| ${cells.map(escapeCell).join(' | ')} |`).join('\n')
  const title = `### ${renderHeadline(judged)}\n\n${table}\n`
  if (edit === undefined) return title
  return `${title}\nFrom A to ${edit.letter}:\n\n\`\`\`diff\n${renderEdit(listEditLines(edit.differences)).replaceAll('```', "'''")}\n\`\`\`\n`
}

/** "at most 4 h 23 min, by its SLA", "2 h 24 min (40 min to 9 h)". */
export function renderDown(plane: PlaneVerdict): string {
  switch (plane.kind) {
    case 'managed':
      return plane.boundMinutesPerYear === undefined
        ? 'no SLA is known'
        : `at most ${renderMinutes(plane.boundMinutesPerYear)}, by its SLA`
    case 'self-managed': {
      const { low, central, high } = plane.minutesPerYear
      return `${renderMinutes(central)} (${renderMinutes(low)} to ${renderMinutes(high)})`
    }
    case 'unknown':
      return 'not known'
  }
}

function escapeCell(text: string): string {
  return text
    .replaceAll('\\', '\\\\')
    .replaceAll('|', '\\|')
    .replace(/[\r\n]+/g, ' ')
    .replaceAll('<', '&lt;')
}
