import { readObjects } from '#cluster/objects.ts'
import { readText } from '#kube/field.ts'
import { findDefaultClass, readStorageClass } from '#kube/volume.ts'
import type { KubeResource } from '#plan/edit.ts'
import type { FixCase } from './candidate.ts'

/**
 * StorageClasses of the plan that will make the volumes which the pod's claims do not have yet: what a class
 * says does not move a volume that is there.
 */
export function findClasses({ cluster, asked }: FixCase): readonly KubeResource[] {
  const unmade = asked.claims.filter(
    ({ state }) => state.kind === 'immediate' || state.kind === 'first-consumer',
  )
  if (unmade.length === 0) return []
  const classes = cluster.resources.filter(({ kind }) => kind === 'StorageClass')
  const objects = readObjects(cluster)
  const workload = objects.workloads.find(
    ({ kind, namespace, name }) =>
      kind === asked.owner.kind && namespace === asked.owner.namespace && name === asked.owner.name,
  )
  const usual = findDefaultClass(classes.map(readStorageClass))?.name
  const names = new Set(
    unmade.map(({ name }) => {
      const claim = objects.claims.get(`${asked.namespace}/${name}`)
      if (claim !== undefined) return claim.className ?? usual
      const template = workload?.claimTemplates.find((one) => `${one.name}-${asked.name}` === name)
      return template?.className ?? usual
    }),
  )
  return classes.filter((one) => names.has(readText(one, 'metadata', 'name')))
}
