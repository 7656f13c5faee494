import {
  hasObject,
  readBoolean,
  readField,
  readList,
  readText,
  readTexts,
  readWhole,
} from '#kube/field.ts'
import type { Requirement } from '#plan/schema.ts'
import type { Override, ScalingGroup, TemplateRef, TemplateVersion } from './inventory.ts'
import { readItemTags, readName, readZone, toItem, type ItemSource } from './read-item.ts'
import { readRequirements } from '../../read-requirements.ts'

/** An Auto Scaling group by the allow-list (I11.2). */
export function readScalingGroup(source: ItemSource, raw: unknown): ScalingGroup | undefined {
  const name = readName(raw, 'AutoScalingGroupName')
  if (name === undefined) return undefined
  const mixed = readField(raw, 'MixedInstancesPolicy')
  const zones = readTexts(raw, 'AvailabilityZones').filter((zone) => /^[a-z0-9-]{1,63}$/.test(zone))
  const [zone] = zones
  const unit = readText(raw, 'DesiredCapacityType')
  return {
    ...toItem(source, zone),
    name,
    min: readSize(raw, 'MinSize'),
    max: readSize(raw, 'MaxSize'),
    desired: readSize(raw, 'DesiredCapacity'),
    countsUnits: unit !== undefined && unit !== '' && unit !== 'units',
    zones: [...new Set(zones)],
    subnetIds: readSubnetIds(raw),
    template:
      readTemplateRef(readField(raw, 'LaunchTemplate')) ??
      readTemplateRef(readField(mixed, 'LaunchTemplate', 'LaunchTemplateSpecification')),
    overrides: readList(mixed, 'LaunchTemplate', 'Overrides').map(readOverride),
    distribution: readDistribution(mixed),
    members: readList(raw, 'Instances').flatMap((member) => {
      const instanceId = readName(member, 'InstanceId')
      if (instanceId === undefined) return []
      return [
        {
          instanceId,
          type: readName(member, 'InstanceType'),
          zone: readZone(member, 'AvailabilityZone'),
          lifecycle: readText(member, 'LifecycleState') ?? 'InService',
        },
      ]
    }),
    suspended: readList(raw, 'SuspendedProcesses').flatMap(
      (process) => readName(process, 'ProcessName') ?? [],
    ),
    hasWarmPool:
      hasObject(raw, 'WarmPoolConfiguration') || (readWhole(raw, 'WarmPoolSize') ?? 0) > 0,
    zoneStrategy: readText(raw, 'AvailabilityZoneDistribution', 'CapacityDistributionStrategy'),
    isBeingDeleted: (readText(raw, 'Status') ?? '') !== '',
    tags: readItemTags(readField(raw, 'Tags')),
  }
}

function readSize(raw: unknown, field: string): number | undefined {
  const size = readWhole(raw, field)
  return size === undefined || size < 0 || size > 100_000 ? undefined : size
}

/** `VPCZoneIdentifier` is a list in one text. */
function readSubnetIds(raw: unknown): readonly string[] {
  const text = readText(raw, 'VPCZoneIdentifier') ?? ''
  const ids = text.split(',').map((id) => id.trim())
  return [...new Set(ids.filter((id) => id !== '' && id.length <= 253))]
}

function readTemplateRef(raw: unknown): TemplateRef | undefined {
  const id = readName(raw, 'LaunchTemplateId')
  const name = readName(raw, 'LaunchTemplateName')
  if (id === undefined && name === undefined) return undefined
  return { id, name, version: readText(raw, 'Version') ?? '$Default' }
}

function readOverride(raw: unknown): Override {
  const weight = Number(readField(raw, 'WeightedCapacity'))
  const requirements = readField(raw, 'InstanceRequirements')
  return {
    type: readName(raw, 'InstanceType'),
    weight: Number.isInteger(weight) && weight >= 1 && weight <= 999 ? weight : undefined,
    requirements: hasObject(requirements) ? readRequirements(requirements) : undefined,
  }
}

/** I12.9: what the policy does not say is base 0 and all on demand above it. */
function readDistribution(mixed: unknown): ScalingGroup['distribution'] {
  if (!hasObject(mixed)) return undefined
  const base = readWhole(mixed, 'InstancesDistribution', 'OnDemandBaseCapacity') ?? 0
  const above =
    readWhole(mixed, 'InstancesDistribution', 'OnDemandPercentageAboveBaseCapacity') ?? 100
  return {
    onDemandBase: Math.max(0, base),
    onDemandPercentageAboveBase: Math.min(100, Math.max(0, above)),
  }
}

/** A version of a launch template: never its user data, key, profile or interfaces (I11.2). */
export function readTemplateVersion(source: ItemSource, raw: unknown): TemplateVersion | undefined {
  const id = readName(raw, 'LaunchTemplateId')
  const name = readName(raw, 'LaunchTemplateName')
  const version = readWhole(raw, 'VersionNumber')
  if ((id === undefined && name === undefined) || version === undefined) return undefined
  const data = readField(raw, 'LaunchTemplateData')
  const requirements: readonly Requirement[] | undefined = hasObject(data, 'InstanceRequirements')
    ? readRequirements(readField(data, 'InstanceRequirements'))
    : undefined
  return {
    ...toItem(source),
    id,
    name,
    version,
    isDefault: readBoolean(raw, 'DefaultVersion') === true,
    type: readName(data, 'InstanceType'),
    requirements,
    isSpot: readText(data, 'InstanceMarketOptions', 'MarketType') === 'spot',
    disks: readList(data, 'BlockDeviceMappings').flatMap((disk) =>
      hasObject(disk, 'Ebs')
        ? [
            {
              device: readName(disk, 'DeviceName') ?? '',
              sizeGiB: readWhole(disk, 'Ebs', 'VolumeSize'),
              type: readName(disk, 'Ebs', 'VolumeType'),
              iops: readWhole(disk, 'Ebs', 'Iops'),
              throughputMiBps: readWhole(disk, 'Ebs', 'Throughput'),
            },
          ]
        : [],
    ),
    tags: readInstanceTags(data),
  }
}

function readInstanceTags(data: unknown): TemplateVersion['tags'] {
  const specifications = readList(data, 'TagSpecifications').filter(
    (one) => readText(one, 'ResourceType') === 'instance',
  )
  return new Map(specifications.flatMap((one) => [...readItemTags(readField(one, 'Tags'))]))
}
