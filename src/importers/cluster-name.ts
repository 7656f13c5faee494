import { compareText } from '#base/compare.ts'
import type { Autoscaler, Plan } from '#plan/schema.ts'
import { decide, type ImportContext } from './import-context.ts'
import type { Fragment } from './importer.ts'

/**
 * The cluster of the documents that do not name one, such as `kubectl` output: the only named cluster
 * of the import, else what tags say, else the only cluster of the open plan, else it is asked.
 */
export function findJoinName(
  context: ImportContext,
  fragments: readonly Fragment[],
  known: { readonly base?: Plan | undefined; readonly autoscalers: readonly Autoscaler[] },
): string {
  const names = [...new Set(fragments.flatMap(({ clusterName }) => clusterName ?? []))].sort(
    compareText,
  )
  const [first, ...others] = names
  if (first !== undefined && others.length === 0) return first
  if (first !== undefined) {
    const tagged = known.autoscalers.flatMap(listTaggedNames).find((name) => names.includes(name))
    const taken = tagged ?? first
    return decide(
      context,
      {
        id: 'cluster-of-objects',
        code: 'several-clusters',
        severity: 'ambiguous',
        subject: 'cluster of the Kubernetes objects',
        message: `Kubernetes objects name no cluster, and the import has ${names.length}`,
        value: taken,
        alternatives: names
          .filter((name) => name !== taken)
          .map((name) => ({ value: name, label: name })),
      },
      { file: '' },
    )
  }
  const [tagged] = known.autoscalers.flatMap(listTaggedNames)
  const clusters = known.base?.designs[0]?.clusters ?? []
  const open = clusters.length === 1 ? clusters[0]?.name : undefined
  return decide(
    context,
    {
      id: 'cluster-name',
      code: 'cluster-name',
      subject: 'name of the cluster',
      message:
        tagged !== undefined
          ? 'no file names the cluster; the autoscaler’s tags do'
          : open !== undefined
            ? 'no file names the cluster; it is taken for that of the open plan'
            : 'no file names the cluster',
      value: tagged ?? open ?? 'cluster',
      alternatives: [],
      free: true,
    },
    { file: '' },
  )
}

/** `asg:tag=k8s.io/cluster-autoscaler/enabled,k8s.io/cluster-autoscaler/<name>`. */
function listTaggedNames(autoscaler: Autoscaler): readonly string[] {
  if (autoscaler.kind !== 'cluster-autoscaler') return []
  return (autoscaler.flags?.nodeGroupAutoDiscovery ?? []).flatMap((spec) =>
    [...spec.matchAll(/k8s\.io\/cluster-autoscaler\/([A-Za-z0-9._-]+)/g)].flatMap(([, name]) =>
      name === undefined || name === 'enabled' || name === 'node-template' ? [] : [name],
    ),
  )
}
