import { getAt } from '#base/assert.ts'
import { compileCluster } from '#cluster/compile.ts'
import { drawPicture } from '#cluster/draw-picture.ts'
import { startTargets } from '#exploration/compile/compile-targets.ts'
import { importFiles } from '#importers/import-files.ts'
import { startExplaining } from '#scheduler/explain-board.ts'
import { makeBigClusterJson } from '../big-cluster.ts'

export interface ImportSpeed {
  readonly nodes: number
  readonly pods: number
  readonly targets: number
  readonly megabytes: number
  readonly parts: Readonly<Record<'importMs' | 'compileMs' | 'pictureMs' | 'targetsMs', number>>
  readonly totalMs: number
}

/** One big file of `kubectl get … -o json`: read, compiled, drawn, and the models of its targets. */
export function measureImport(
  size: { readonly nodes: number; readonly pods: number },
  readTimeMs: () => number,
): ImportSpeed {
  const text = makeBigClusterJson(size)
  const times = [readTimeMs()]
  const { plan, problems } = importFiles([{ label: 'objects.json', text }], {})
  if (plan === undefined) throw new Error(JSON.stringify(problems))
  times.push(readTimeMs())
  const cluster = getAt(getAt(plan.designs, 0).clusters, 0)
  const compiled = compileCluster(cluster, 'designs[0].clusters[0]')
  times.push(readTimeMs())
  const picture = drawPicture(cluster, compiled, startExplaining(cluster, compiled))
  times.push(readTimeMs())
  const compiler = startTargets(compiled)
  for (const subject of compiler.subjects) compiler.compile(subject)
  times.push(readTimeMs())
  const between = (index: number) => Math.round(getAt(times, index + 1) - getAt(times, index))
  return {
    nodes: picture.nodes.length,
    pods: picture.pods.names.length,
    targets: compiler.subjects.length,
    megabytes: text.length / 1_000_000,
    parts: {
      importMs: between(0),
      compileMs: between(1),
      pictureMs: between(2),
      targetsMs: between(3),
    },
    totalMs: getAt(times, 4) - getAt(times, 0),
  }
}
