import { parseMilliCpu, parseUnits } from '#kube/quantity.ts'
import type { InstanceType } from './instance-type.ts'
import type { Resources } from '#kube/resources.ts'

/**
 * What an EKS node gives to pods: less than its machine has, since kubelet, system and the
 * eviction threshold keep their part. Numbers are those of Amazon's AMIs, not of Kubernetes.
 */
const MIB = 1024 * 1024
const GIB = 1024 * MIB

/** Share of the memory the hypervisor is taken to keep, until a node of the type has been seen (C9). */
const HYPERVISOR_SHARE = 0.075
/** The firmware of arm64 machines keeps this first. */
const ARM_FIRMWARE_MIB = 64

/** Reserved CPU: so many percent of each range of millicores. */
const CPU_RANGES: readonly { readonly upToMilli: number; readonly percent: number }[] = [
  { upToMilli: 1000, percent: 6 },
  { upToMilli: 2000, percent: 1 },
  { upToMilli: 4000, percent: 0.5 },
  { upToMilli: Infinity, percent: 0.25 },
]

const EVICTION_MEMORY_BYTES = 100 * MIB
const EVICTION_DISK_PERCENT = 10

export interface NodeSetup {
  readonly instanceType: InstanceType
  /** The kubelet's limit; absent: by network interfaces, the EKS default. */
  readonly maxPods?: number | undefined
  /** Absent: 20 GiB, the EKS default. */
  readonly rootVolumeGiB?: number | undefined
  readonly kubelet?:
    | {
        readonly kubeReserved?: Readonly<Record<string, string>> | undefined
        readonly systemReserved?: Readonly<Record<string, string>> | undefined
        readonly evictionHard?: Readonly<Record<string, string>> | undefined
        readonly podsPerCore?: number | undefined
      }
    | undefined
}

/**
 * Capacity and allocatable of a node that has not been seen, by C9: `cpu` in millicores, `memory` and
 * `ephemeral-storage` in bytes, `pods`, and GPUs or Neuron devices under their device plugins' names.
 * A real node of the type usually has a little more memory; where there is one, take its figures.
 */
export function computeAllocatable(setup: NodeSetup): {
  readonly capacity: Resources
  readonly allocatable: Resources
} {
  const { instanceType, kubelet } = setup
  const pods = computePodLimit(setup)
  const memory = computeVisibleMemoryMiB(instanceType) * MIB
  const disk = (setup.rootVolumeGiB ?? 20) * GIB
  const cpu = instanceType.vcpu * 1000
  const reserve = (name: string, standard: number): number =>
    readReserve(kubelet?.kubeReserved, name, standard) +
    readReserve(kubelet?.systemReserved, name, 0)
  const evictionMemory = readThreshold(
    kubelet?.evictionHard?.['memory.available'],
    memory,
    EVICTION_MEMORY_BYTES,
  )
  const evictionDisk = readThreshold(
    kubelet?.evictionHard?.['nodefs.available'],
    disk,
    Math.ceil((disk / 100) * EVICTION_DISK_PERCENT),
  )
  const devices = listDevices(instanceType)
  const kubeMemory = computeReservedMemoryMiB(instanceType.eniMaxPods) * MIB
  return {
    capacity: { cpu, memory, 'ephemeral-storage': disk, pods, ...devices },
    allocatable: {
      cpu: Math.max(0, cpu - reserve('cpu', computeReservedMilliCpu(cpu))),
      memory: Math.max(0, memory - reserve('memory', kubeMemory) - evictionMemory),
      'ephemeral-storage': Math.max(0, disk - reserve('ephemeral-storage', GIB) - evictionDisk),
      pods,
      ...devices,
    },
  }
}

/** Memory the operating system is taken to see, in MiB (C9). */
export function computeVisibleMemoryMiB(instanceType: InstanceType): number {
  const usable = instanceType.memoryMiB - (instanceType.arch === 'arm64' ? ARM_FIRMWARE_MIB : 0)
  return usable - Math.ceil(usable * HYPERVISOR_SHARE)
}

/** kube-reserved CPU: the part of each range is truncated to a millicore and added. */
function computeReservedMilliCpu(milliCpu: number): number {
  let reserved = 0
  let from = 0
  for (const { upToMilli, percent } of CPU_RANGES) {
    const inRange = Math.max(0, Math.min(milliCpu, upToMilli) - from)
    reserved += Math.trunc((inRange * percent) / 100)
    from = upToMilli
  }
  return reserved
}

/** kube-reserved memory: by the pods its interfaces allow, also where `maxPods` says otherwise. */
function computeReservedMemoryMiB(eniMaxPods: number): number {
  return 255 + 11 * eniMaxPods
}

function computePodLimit({ instanceType, maxPods, kubelet }: NodeSetup): number {
  const limit = maxPods ?? instanceType.eniMaxPods
  const perCore = kubelet?.podsPerCore ?? 0
  return perCore === 0 ? limit : Math.min(limit, perCore * instanceType.vcpu)
}

function listDevices({ gpu, accelerator }: InstanceType): Resources {
  return {
    ...(gpu?.maker === 'nvidia' ? { 'nvidia.com/gpu': gpu.count } : {}),
    ...(gpu?.maker === 'amd' ? { 'amd.com/gpu': gpu.count } : {}),
    ...(accelerator?.kind === 'neuron' ? { 'aws.amazon.com/neuron': accelerator.count } : {}),
  }
}

/** What the user's setting says; one that does not parse counts as not set. */
function readReserve(
  settings: Readonly<Record<string, string>> | undefined,
  name: string,
  standard: number,
): number {
  const text = settings?.[name]
  if (text === undefined) return standard
  const amount = name === 'cpu' ? parseMilliCpu(text, name) : parseUnits(text, name)
  return amount.kind === 'ok' ? amount.value : standard
}

/** An eviction threshold is a quantity or a share, rounded up. */
function readThreshold(text: string | undefined, whole: number, standard: number): number {
  if (text === undefined) return standard
  const percent = /^(\d{1,3}(?:\.\d+)?)%$/.exec(text)?.[1]
  if (percent !== undefined) return Math.ceil((whole / 100) * Number(percent))
  const amount = parseUnits(text, '')
  return amount.kind === 'ok' ? amount.value : standard
}
