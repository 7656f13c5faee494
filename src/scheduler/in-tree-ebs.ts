import {
  BETA_REGION_LABEL,
  BETA_ZONE_LABEL,
  EBS_ZONE_LABEL,
  REGION_LABEL,
  ZONE_LABEL,
  findLabel,
} from '#kube/labels.ts'
import type { CsiNode } from '#kube/csi-node.ts'
import type { NodeSelectorTerm } from '#kube/node-affinity.ts'
import type { PersistentVolume } from '#kube/volume.ts'

export const IN_TREE_EBS = 'kubernetes.io/aws-ebs'

/** The handle of an EBS volume: `aws://<zone>/vol-…` loses its zone (NV-2). */
export function toEbsHandle(volumeId: string): string {
  return /^aws:\/\/[^/]*\/(vol-.+)$/.exec(volumeId)?.[1] ?? volumeId
}

/** VB-5: true when the node's CSINode says that in-tree EBS volumes are handled by the driver there. */
export function isEbsMigrated(csiNode: CsiNode | undefined): boolean {
  return csiNode?.migratedPlugins.includes(IN_TREE_EBS) ?? false
}

/** VB-5a: the node affinity that an in-tree EBS volume has as a CSI volume. */
export function translateEbsTerms(
  volume: PersistentVolume,
): readonly NodeSelectorTerm[] | undefined {
  const key = findZoneKey(volume)
  const terms = volume.requiredTerms ?? []
  const hasKey = terms.some((term) =>
    term.expressions.some((one) => one.key === key && one.values.length > 0),
  )
  const translated = hasKey ? terms.map((term) => renameKey(term, key, EBS_ZONE_LABEL)) : terms
  const label = findLabel(volume.labels, key)
  const values = hasKey || label === undefined ? undefined : label.split('__')
  const narrowed =
    values === undefined
      ? translated
      : (translated.length === 0 ? [EMPTY_TERM] : translated).map((term) => ({
          ...term,
          expressions: [
            ...term.expressions,
            { key: EBS_ZONE_LABEL, operator: 'In' as const, values },
          ],
        }))
  if (narrowed.length === 0) return volume.requiredTerms
  return key === BETA_ZONE_LABEL
    ? narrowed.map((term) => renameKey(term, BETA_REGION_LABEL, REGION_LABEL))
    : narrowed
}

const EMPTY_TERM: NodeSelectorTerm = { expressions: [], fields: [], isValid: true }

function findZoneKey(volume: PersistentVolume): string {
  const keys = (volume.requiredTerms ?? []).flatMap((term) =>
    term.expressions.map((one) => one.key),
  )
  if (keys.includes(ZONE_LABEL)) return ZONE_LABEL
  if (keys.includes(BETA_ZONE_LABEL)) return BETA_ZONE_LABEL
  if (findLabel(volume.labels, ZONE_LABEL) !== undefined) return ZONE_LABEL
  return findLabel(volume.labels, BETA_ZONE_LABEL) === undefined ? ZONE_LABEL : BETA_ZONE_LABEL
}

function renameKey(term: NodeSelectorTerm, from: string, to: string): NodeSelectorTerm {
  return {
    ...term,
    expressions: term.expressions.map((one) => (one.key === from ? { ...one, key: to } : one)),
  }
}
