import {
  readBoolean,
  readField,
  readList,
  readText,
  readTextMap,
  readTexts,
  readWhole,
} from '#kube/field.ts'
import type { EksCluster, EksGroup } from './inventory.ts'
import { readName, toItem, type ItemSource } from './read-item.ts'

/** `aws eks describe-cluster` (I11.2). */
export function readEksCluster(source: ItemSource, raw: unknown): EksCluster | undefined {
  const name = readName(raw, 'name')
  if (name === undefined) return undefined
  return {
    ...toItem(source),
    name,
    version: readName(raw, 'version'),
    subnetIds: readTexts(raw, 'resourcesVpcConfig', 'subnetIds').slice(0, 100),
    isAutoMode: readBoolean(raw, 'computeConfig', 'enabled') === true,
    pools: readTexts(raw, 'computeConfig', 'nodePools').slice(0, 100),
  }
}

const EFFECTS: ReadonlyMap<string, EksGroup['taints'][number]['effect']> = new Map([
  ['NO_SCHEDULE', 'NoSchedule'],
  ['NO_EXECUTE', 'NoExecute'],
  ['PREFER_NO_SCHEDULE', 'PreferNoSchedule'],
])

/** `aws eks describe-nodegroup` (I11.2), and the cluster it is of. */
export function readEksGroup(source: ItemSource, raw: unknown): EksGroup | undefined {
  const name = readName(raw, 'nodegroupName')
  if (name === undefined) return undefined
  const capacityType = readText(raw, 'capacityType')
  return {
    ...toItem(source),
    name,
    clusterName: readName(raw, 'clusterName'),
    min: readSize(raw, 'minSize'),
    max: readSize(raw, 'maxSize'),
    desired: readSize(raw, 'desiredSize'),
    isSpot: capacityType === undefined ? undefined : capacityType === 'SPOT',
    types: [...new Set(readTexts(raw, 'instanceTypes'))],
    labels: readTextMap(raw, 'labels'),
    taints: readList(raw, 'taints').flatMap((taint): EksGroup['taints'][number][] => {
      const key = readName(taint, 'key')
      const effect = EFFECTS.get(readText(taint, 'effect') ?? '')
      const value = readName(taint, 'value')
      if (key === undefined || effect === undefined) return []
      return [value === undefined ? { key, effect } : { key, value, effect }]
    }),
    subnetIds: readTexts(raw, 'subnets').slice(0, 100),
    diskGiB: readWhole(raw, 'diskSize'),
    isWindows: (readText(raw, 'amiType') ?? '').startsWith('WINDOWS'),
    scalingGroupNames: readList(readField(raw, 'resources'), 'autoScalingGroups').flatMap(
      (group) => readName(group, 'name') ?? [],
    ),
  }
}

function readSize(raw: unknown, field: string): number | undefined {
  const size = readWhole(raw, 'scalingConfig', field)
  return size === undefined || size < 0 || size > 100_000 ? undefined : size
}
