/** "kubernetes/autoscaler#1431, #6000": a repository is named once for its threads in a row. */
export function renderSources(sources: readonly string[]): string {
  return sources
    .map((source, index) => {
      const [repository, thread] = source.split('#')
      const [previous] = sources[index - 1]?.split('#') ?? []
      return repository === previous && thread !== undefined ? `#${thread}` : source
    })
    .join(', ')
}
