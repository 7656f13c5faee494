import type { InstanceType } from './instance-type.ts'

/**
 * How many EBS volumes pods can have on a node, as its CSI driver publishes it (autoscaling 1.4): the
 * type's attachments, less root volume and other devices, less interfaces where they share. Never below 1.
 *
 * @param node.attachedInterfaces network interfaces when the driver started, 1 or more
 * @param node.otherDevices block devices beside the root volume
 */
export function computeAttachLimit(node: {
  readonly instanceType: InstanceType
  readonly attachedInterfaces: number
  readonly otherDevices: number
}): number {
  const { kind, max } = node.instanceType.attachments
  const interfaces = kind === 'shared' ? Math.max(0, node.attachedInterfaces - 1) : 0
  return Math.max(1, max - 1 - node.otherDevices - interfaces)
}
