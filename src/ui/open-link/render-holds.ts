import type { LinkPreview } from '#worker/read-link.ts'

/** What a plan holds, a number and its noun each; what it never has is left out. */
export function renderHolds({
  contents,
  sketch,
}: Pick<LinkPreview, 'contents' | 'sketch'>): readonly {
  readonly count: number
  readonly what: string
}[] {
  const { designs, clusters, nodeGroups, workloads, volumes, nodes, acceptedFindings } = contents
  const volumeZones = sketch.filter((one) => one.volumes.length > 0).map(({ zone }) => zone)
  const say = (count: number, noun: string, tail = '') => ({
    count,
    what: `${noun}${count === 1 ? '' : 's'}${tail}`,
  })
  return [
    say(designs, 'design'),
    ...(clusters === designs ? [] : [say(clusters, 'cluster')]),
    say(nodeGroups, 'node group'),
    say(workloads, 'workload'),
    say(volumes, 'volume', clusters === 1 ? renderZones(volumeZones) : ''),
    say(acceptedFindings, 'accepted finding'),
    nodes === 0 ? say(0, 'observed node', ', left out') : say(nodes, 'observed node'),
  ]
}

/** ", in a, b and c". */
function renderZones(zones: readonly string[]): string {
  const letters = zones.map((zone) => zone.slice(-1))
  const isClear = new Set(letters).size === letters.length && letters.length <= 4
  if (letters.length === 0) return ''
  if (!isClear) return `, in ${letters.length} zones`
  const [last = '', ...before] = letters.toReversed()
  return before.length === 0 ? `, in ${last}` : `, in ${before.toReversed().join(', ')} and ${last}`
}
