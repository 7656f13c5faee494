import { SUCCESS, rejectForGood, rejectNode } from '../framework.ts'
import { renderSome } from '../render-amount.ts'
import type { InlineDisk } from '#kube/pod-volumes.ts'
import type { NodeCheck, Plugin } from '../framework.ts'

const IN_USE =
  'node(s) unavailable due to PersistentVolumeClaim with ReadWriteOncePod access mode already in-use by another pod'

/** VR-1 to VR-4: disks that one pod holds alone. */
export const volumeRestrictions: Plugin = {
  name: 'VolumeRestrictions',
  retriesWhen: 'a node comes, the claim is made, or the pod that holds it ends',
  wakesOn: ['pod-deleted'],
  skipsFilter: 'the pod has no disk that another pod holds alone',
  preFilter: (pod, snapshot) => {
    const exclusive: string[] = []
    for (const { claimName, kind } of pod.spec.claims) {
      if (kind !== 'claim') continue
      const claim = snapshot.claims.get(`${pod.namespace}/${claimName}`)
      if (claim === undefined) {
        const text = `persistentvolumeclaim "${claimName}" not found`
        return { kind: 'rejected', status: rejectForGood(text) }
      }
      if (claim.accessModes.includes('ReadWriteOncePod')) exclusive.push(claimName)
    }
    const names = new Set(exclusive)
    const conflicts = [...names].filter(
      (name) => (snapshot.claimUses.get(`${pod.namespace}/${name}`) ?? 0) > 0,
    ).length
    if (pod.spec.inlineDisks.length === 0 && conflicts === 0) return { kind: 'skip' }
    return { kind: 'run', check: checkDisks(pod.spec.inlineDisks, names, conflicts) }
  },
}

function checkDisks(
  disks: readonly InlineDisk[],
  exclusive: ReadonlySet<string>,
  conflicts: number,
): NodeCheck {
  return {
    filter: ({ pods }) => {
      const isTaken = disks.some((disk) =>
        pods.some((other) => other.spec.inlineDisks.some((used) => clashes(disk, used))),
      )
      if (isTaken) return rejectNode('node(s) had no available disk')
      return conflicts > 0 ? rejectNode(IN_USE) : SUCCESS
    },
    explain: () => (exclusive.size === 0 ? '' : `claim ${renderSome([...exclusive])}`),
    // VR-4: claims are compared by name alone, whatever their namespace.
    withChange: ({ kind, pod }) => {
      const shared = pod.spec.claims.filter(
        (claim) => claim.kind === 'claim' && exclusive.has(claim.claimName),
      ).length
      return checkDisks(disks, exclusive, conflicts + (kind === 'add' ? shared : -shared))
    },
  }
}

/** VR-1. */
function clashes(a: InlineDisk, b: InlineDisk): boolean {
  if (a.kind !== b.kind || a.id !== b.id) return false
  if (a.kind === 'awsElasticBlockStore') return true
  if (a.isReadOnly && b.isReadOnly) return false
  if (a.kind !== 'rbd' || b.kind !== 'rbd') return true
  return a.pool === b.pool && a.monitors.some((monitor) => b.monitors.includes(monitor))
}
