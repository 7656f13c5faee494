/** A line for a pull request: the plan's name as a link, and its verdict as it stands here. */
export function renderMarkdown(name: string, headline: string | undefined, link: string): string {
  const verdict = headline === undefined ? '' : `: ${escapeText(headline)}`
  return `[${escapeText(name)}](${link})${verdict}\n`
}

/** Names hold any text; in Markdown it stays text. */
function escapeText(text: string): string {
  return text.replace(/[\\`*_{}[\]()<>#+!|~&]/g, '\\$&').replace(/\s+/g, ' ')
}
