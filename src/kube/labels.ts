/** Labels of a node, pod or volume. Look values up with `findLabel`, never by index. */
export type Labels = Readonly<Record<string, string>>

export const ZONE_LABEL = 'topology.kubernetes.io/zone'
export const BETA_ZONE_LABEL = 'failure-domain.beta.kubernetes.io/zone'
export const EBS_ZONE_LABEL = 'topology.ebs.csi.aws.com/zone'
export const REGION_LABEL = 'topology.kubernetes.io/region'
export const BETA_REGION_LABEL = 'failure-domain.beta.kubernetes.io/region'
export const HOSTNAME_LABEL = 'kubernetes.io/hostname'
export const INSTANCE_TYPE_LABEL = 'node.kubernetes.io/instance-type'
export const BETA_INSTANCE_TYPE_LABEL = 'beta.kubernetes.io/instance-type'

/** Keys under which a node or a volume says its zone, in the order they are asked. */
export const ZONE_KEYS: readonly string[] = [ZONE_LABEL, BETA_ZONE_LABEL, EBS_ZONE_LABEL]

/** A label's value; an empty one is present. Own properties only: `constructor` is a legal key. */
export function findLabel(labels: Labels, key: string): string | undefined {
  return Object.hasOwn(labels, key) ? labels[key] : undefined
}
