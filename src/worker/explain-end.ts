import { compileCluster } from '#cluster/compile.ts'
import type { PicturePending } from '#cluster/picture.ts'
import type { Cluster } from '#plan/schema.ts'
import { startExplaining } from '#scheduler/explain-board.ts'
import { moveObjects } from './move-objects.ts'
import type { Replay } from './protocol.ts'

/** What the scheduler says of a waiting pod, and its parts counted. */
export type SchedulerWords = Pick<PicturePending, 'message' | 'reasons'>

/** Of a larger cluster the words are left out: making them would hold up the worker. */
const MOST_OBJECTS = 20_000

/** What the scheduler answers after the last step of a trace, where the objects tell. */
export function explainEnd(
  cluster: Cluster,
  path: string,
  { key, frames }: Replay,
): SchedulerWords | undefined {
  const [first] = frames
  const last = frames.at(-1)
  if (first === undefined || last === undefined) return undefined
  if (cluster.resources.length > MOST_OBJECTS) return undefined
  const resources = moveObjects(cluster.resources, first, last)
  if (resources === undefined) return undefined
  const after = { ...cluster, resources: resources as Cluster['resources'] }
  const compiled = compileCluster(after, path)
  const index = compiled.pods.findIndex((pod) => `${pod.namespace}/${pod.name}` === key)
  if (index < 0 || compiled.pods[index]?.node !== undefined) return undefined
  const words = startExplaining(after, compiled)(index)
  return words.message === '' ? undefined : words
}
