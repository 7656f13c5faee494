import { compareText } from '#base/compare.ts'
import { readBoolean, readField, readList, readText, readTexts, readWhole } from '#kube/field.ts'
import type { Answer } from './read-answers.ts'
import { readTime } from './read-answers.ts'
import { readEksCluster, readEksGroup } from './read-eks.ts'
import { readScalingGroup, readTemplateVersion } from './read-groups.ts'
import { readItemTags, readName, readZone, toItem, type ItemSource } from './read-item.ts'
import type {
  Disk,
  EksCluster,
  EksGroup,
  Instance,
  Inventory,
  InventoryZone,
  ListName,
  PlaneInterface,
  ScalingGroup,
  Subnet,
  TemplateVersion,
  TypeFacts,
  Volume,
} from './inventory.ts'

/** All answers as one inventory: each thing once, the newest of those that were asked for twice (E23, E30). */
export function readInventory(answers: readonly Answer[]): Inventory {
  const instances = new Map<string, Instance>()
  const volumes = new Map<string, Volume>()
  const subnets = new Map<string, Subnet>()
  const scalingGroups = new Map<string, ScalingGroup>()
  const templates = new Map<string, TemplateVersion>()
  const interfaces = new Map<string, PlaneInterface>()
  const eksClusters = new Map<string, EksCluster>()
  const eksGroups = new Map<string, EksGroup>()
  const zones = new Map<string, InventoryZone>()
  const types = new Map<string, TypeFacts>()
  const offerings = new Map<string, Set<string>>()
  const answered = new Set<ListName>()
  const each = (answer: Answer, list: ListName, take: (raw: unknown) => void): void => {
    if (readField(answer.value, list) === undefined) return
    answered.add(list)
    for (const raw of readList(answer.value, list)) take(raw)
  }
  for (const answer of answers) {
    const source: ItemSource = answer
    each(answer, 'Reservations', (raw) => {
      for (const one of readList(raw, 'Instances')) put(instances, readInstance(source, one), byId)
    })
    each(answer, 'Volumes', (raw) => put(volumes, readVolume(source, raw), byId))
    each(answer, 'Subnets', (raw) => put(subnets, readSubnet(source, raw), byId))
    each(answer, 'AvailabilityZones', (raw) => put(zones, readZoneItem(raw), ({ name }) => name))
    each(answer, 'AutoScalingGroups', (raw) => {
      put(scalingGroups, readScalingGroup(source, raw), byRegionAndName)
    })
    each(answer, 'LaunchTemplateVersions', (raw) => {
      const key = (one: TemplateVersion) =>
        `${one.region ?? ''} ${one.id ?? one.name ?? ''} ${one.version}`
      put(templates, readTemplateVersion(source, raw), key)
    })
    each(answer, 'NetworkInterfaces', (raw) => {
      const key = (one: PlaneInterface) =>
        `${one.region ?? ''} ${one.clusterName} ${one.subnetId ?? ''}`
      put(interfaces, readPlaneInterface(source, raw), key)
    })
    each(answer, 'InstanceTypes', (raw) => put(types, readTypeFacts(raw), ({ name }) => name))
    for (const raw of readList(answer.value, 'InstanceTypeOfferings')) {
      const type = readName(raw, 'InstanceType')
      const place = readZone(raw, 'Location')
      if (type === undefined || place === undefined) continue
      offerings.set(type, (offerings.get(type) ?? new Set()).add(place))
    }
    if (readField(answer.value, 'cluster') !== undefined) {
      answered.add('cluster')
      put(eksClusters, readEksCluster(source, readField(answer.value, 'cluster')), byRegionAndName)
    }
    if (readField(answer.value, 'nodegroup') !== undefined) {
      answered.add('nodegroup')
      const key = (one: EksGroup) => `${byRegionAndName(one)} ${one.clusterName ?? ''}`
      put(eksGroups, readEksGroup(source, readField(answer.value, 'nodegroup')), key)
    }
  }
  if (!answered.has('Reservations')) {
    for (const group of scalingGroups.values()) {
      for (const instance of listMembers(group)) put(instances, instance, byId)
    }
  }
  return {
    instances: sortItems(instances),
    volumes: new Map([...volumes].toSorted(([a], [b]) => compareText(a, b))),
    subnets,
    zones: sortItems(zones),
    scalingGroups: sortItems(scalingGroups),
    templates: sortItems(templates),
    interfaces: sortItems(interfaces),
    types,
    offerings,
    eksClusters: sortItems(eksClusters),
    eksGroups: sortItems(eksGroups),
    answered,
  }
}

/** Of a thing that was asked for twice the newest is kept; of one time the same one whatever the order. */
function put<Value extends object>(
  map: Map<string, Value>,
  value: Value | undefined,
  toKey: (value: Value) => string,
): void {
  if (value === undefined) return
  const key = toKey(value)
  const known = map.get(key)
  if (known === undefined || compareText(render(known), render(value)) < 0) map.set(key, value)
}

/** By the time of the answer, then by all that is kept of it. */
function render(item: object): string {
  const { document: _document, at = '', ...own } = item as { document?: unknown; at?: string }
  const text = JSON.stringify(own, (_key, member: unknown) =>
    member instanceof Map ? [...member] : member,
  )
  return `${at} ${text}`
}

function byId({ id }: { readonly id: string }): string {
  return id
}

function byRegionAndName(one: {
  readonly region: string | undefined
  readonly name: string
}): string {
  return `${one.region ?? ''} ${one.name}`
}

function sortItems<Value>(map: ReadonlyMap<string, Value>): readonly Value[] {
  return [...map].toSorted(([a], [b]) => compareText(a, b)).map(([, value]) => value)
}

/** What an Auto Scaling group tells of its instances, where they were not asked for themselves (I13.5). */
function listMembers(group: ScalingGroup): readonly Instance[] {
  const { document, at, region, members, tags } = group
  return members.flatMap(({ instanceId, type, zone }): Instance[] =>
    type === undefined
      ? []
      : [
          {
            document,
            at,
            region,
            id: instanceId,
            type,
            state: 'running',
            zone,
            zoneId: undefined,
            subnetId: undefined,
            isSpot: undefined,
            arch: undefined,
            isWindows: false,
            launchTime: undefined,
            rootDevice: undefined,
            disks: [],
            manager: undefined,
            tags,
          },
        ],
  )
}

const STATES = ['pending', 'running', 'stopping', 'stopped'] as const

function readInstance(source: ItemSource, raw: unknown): Instance | undefined {
  const id = readName(raw, 'InstanceId')
  const type = readName(raw, 'InstanceType')
  const said = readText(raw, 'State', 'Name')
  // I11.3: what is gone or going is no node; an answer without states is of what runs.
  const state = said === undefined ? 'running' : STATES.find((known) => known === said)
  if (id === undefined || type === undefined || state === undefined) return undefined
  const zone = readZone(raw, 'Placement', 'AvailabilityZone')
  const principal = readText(raw, 'Operator', 'Principal') ?? ''
  const isManaged = readBoolean(raw, 'Operator', 'Managed') === true
  const arch = ARCHITECTURES.get(readText(raw, 'Architecture') ?? '')
  // Members one by one: a literal that spreads is slow, and there are thousands.
  const { document, at, region } = toItem(source, zone)
  return {
    document,
    at,
    region,
    id,
    type,
    state,
    zone,
    zoneId: readZone(raw, 'Placement', 'AvailabilityZoneId'),
    subnetId: readName(raw, 'SubnetId'),
    isSpot: readText(raw, 'InstanceLifecycle') === 'spot',
    arch,
    isWindows: /windows/i.test(readText(raw, 'PlatformDetails') ?? ''),
    launchTime: readTime(readField(raw, 'LaunchTime')),
    rootDevice: readName(raw, 'RootDeviceName'),
    disks: readList(raw, 'BlockDeviceMappings').flatMap((disk): Disk[] => {
      const volumeId = readName(disk, 'Ebs', 'VolumeId')
      if (volumeId === undefined) return []
      const goesWithInstance = readBoolean(disk, 'Ebs', 'DeleteOnTermination') === true
      return [{ device: readName(disk, 'DeviceName') ?? '', volumeId, goesWithInstance }]
    }),
    manager: !isManaged ? undefined : /^eks\b/.test(principal) ? 'eks' : 'other',
    tags: readItemTags(readField(raw, 'Tags')),
  }
}

const ARCHITECTURES: ReadonlyMap<string, 'amd64' | 'arm64'> = new Map([
  ['x86_64', 'amd64'],
  ['arm64', 'arm64'],
])

function readVolume(source: ItemSource, raw: unknown): Volume | undefined {
  const id = readName(raw, 'VolumeId')
  const state = readText(raw, 'State')
  if (id === undefined || state === 'deleting' || state === 'deleted') return undefined
  const zone = readZone(raw, 'AvailabilityZone')
  const { document, at, region } = toItem(source, zone)
  return {
    document,
    at,
    region,
    id,
    zone,
    sizeGiB: readCount(raw, 'Size'),
    type: readName(raw, 'VolumeType'),
    iops: readCount(raw, 'Iops'),
    throughputMiBps: readCount(raw, 'Throughput'),
    isMultiAttach: readBoolean(raw, 'MultiAttachEnabled') === true,
    attachments: readList(raw, 'Attachments').flatMap((one) => {
      const instanceId = readName(one, 'InstanceId')
      const isGone = readText(one, 'State') === 'detached'
      return instanceId === undefined || isGone
        ? []
        : [{ instanceId, device: readName(one, 'Device') ?? '' }]
    }),
    tags: readItemTags(readField(raw, 'Tags')),
  }
}

function readCount(raw: unknown, field: string): number | undefined {
  const count = readWhole(raw, field)
  return count === undefined || count < 0 ? undefined : count
}

function readSubnet(source: ItemSource, raw: unknown): Subnet | undefined {
  const id = readName(raw, 'SubnetId')
  if (id === undefined) return undefined
  const zone = readZone(raw, 'AvailabilityZone')
  return {
    ...toItem(source, zone),
    id,
    zone,
    zoneId: readZone(raw, 'AvailabilityZoneId'),
    freeIPs: readCount(raw, 'AvailableIpAddressCount'),
    prefix: /(\/\d{1,3})$/.exec(readText(raw, 'CidrBlock') ?? '')?.[1],
    tags: readItemTags(readField(raw, 'Tags')),
  }
}

function readZoneItem(raw: unknown): InventoryZone | undefined {
  const name = readZone(raw, 'ZoneName')
  return name === undefined ? undefined : { name, zoneId: readZone(raw, 'ZoneId') }
}

const PLANE_PREFIX = 'Amazon EKS '

/** I12.4: the name is all that follows; add-ons describe theirs otherwise. */
function readPlaneInterface(source: ItemSource, raw: unknown): PlaneInterface | undefined {
  const description = readText(raw, 'Description') ?? ''
  const clusterName = description.slice(PLANE_PREFIX.length)
  // Names of clusters on EKS: letters, digits, - and _ (1 to 100).
  if (
    !description.startsWith(PLANE_PREFIX) ||
    !/^[0-9A-Za-z][0-9A-Za-z_-]{0,99}$/.test(clusterName)
  ) {
    return undefined
  }
  const zone = readZone(raw, 'AvailabilityZone')
  return { ...toItem(source, zone), clusterName, subnetId: readName(raw, 'SubnetId'), zone }
}

function readTypeFacts(raw: unknown): TypeFacts | undefined {
  const name = readName(raw, 'InstanceType')
  const vcpu = readWhole(raw, 'VCpuInfo', 'DefaultVCpus')
  const memoryMiB = readWhole(raw, 'MemoryInfo', 'SizeInMiB')
  if (name === undefined || vcpu === undefined || memoryMiB === undefined) return undefined
  if (vcpu < 1 || memoryMiB < 1) return undefined
  const isArm = readTexts(raw, 'ProcessorInfo', 'SupportedArchitectures').includes('arm64')
  return {
    name,
    vcpu,
    memoryMiB,
    arch: isArm ? 'arm64' : 'amd64',
    interfaces: readWhole(raw, 'NetworkInfo', 'MaximumNetworkInterfaces') ?? 2,
    ipv4PerInterface: readWhole(raw, 'NetworkInfo', 'Ipv4AddressesPerInterface') ?? 4,
  }
}
