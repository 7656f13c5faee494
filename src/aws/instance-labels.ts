import type { InstanceType } from './instance-type.ts'

const PREFIX = 'karpenter.k8s.aws/instance-'

/**
 * The labels a type gives its nodes, under Karpenter's keys; an empty list: the type lacks the label. Keys
 * that are not here say nothing about types (`instance-encryption-in-transit-supported` is not recorded).
 */
export function listInstanceLabels(type: InstanceType): ReadonlyMap<string, readonly string[]> {
  const scheme = /^([a-z]+)(?:-[0-9]+tb)?([0-9]+).*\./.exec(type.name)
  const { gpu, accelerator, disk } = type
  const isNeuron = accelerator?.kind === 'neuron' || accelerator?.kind === 'inference'
  return new Map<string, readonly string[]>([
    ['node.kubernetes.io/instance-type', [type.name]],
    ['kubernetes.io/arch', [type.arch]],
    ['kubernetes.io/os', ['linux']],
    ['karpenter.sh/capacity-type', type.isSoldAsSpot ? ['on-demand', 'spot'] : ['on-demand']],
    [`${PREFIX}category`, listPresent(scheme?.[1])],
    [`${PREFIX}generation`, listPresent(scheme?.[2])],
    [`${PREFIX}family`, [type.family]],
    [`${PREFIX}size`, [type.size]],
    [`${PREFIX}cpu`, [String(type.vcpu)]],
    [`${PREFIX}cpu-manufacturer`, [type.cpuMaker]],
    [
      `${PREFIX}cpu-sustained-clock-speed-mhz`,
      listPresent(type.clockGhz && Math.round(type.clockGhz * 1000)),
    ],
    [`${PREFIX}memory`, [String(type.memoryMiB)]],
    [`${PREFIX}hypervisor`, [type.hypervisor === 'metal' ? '' : type.hypervisor]],
    [`${PREFIX}ebs-bandwidth`, listPresent(type.ebsMbps)],
    [`${PREFIX}network-bandwidth`, listPresent(type.networkMbps)],
    [`${PREFIX}local-nvme`, listPresent(disk?.isNvme === true ? disk.totalGb : undefined)],
    [`${PREFIX}gpu-name`, listPresent(toLabelValue(gpu?.name))],
    [`${PREFIX}gpu-manufacturer`, listPresent(toLabelValue(gpu?.maker))],
    // A slice of one GPU counts as none.
    [`${PREFIX}gpu-count`, listPresent(gpu && Math.trunc(gpu.count * gpu.share))],
    [`${PREFIX}gpu-memory`, listPresent(gpu?.memoryMiB)],
    [
      `${PREFIX}accelerator-name`,
      listPresent(isNeuron ? toLabelValue(accelerator.name) : undefined),
    ],
    [
      `${PREFIX}accelerator-manufacturer`,
      listPresent(isNeuron ? toLabelValue(accelerator.maker) : undefined),
    ],
    [`${PREFIX}accelerator-count`, listPresent(isNeuron ? accelerator.count : undefined)],
    [`${PREFIX}capability-flex`, [String(type.isFlex)]],
  ])
}

function listPresent(value: string | number | undefined): readonly string[] {
  return value === undefined ? [] : [String(value)]
}

/** How Karpenter turns a maker or a name into a label value. */
function toLabelValue(text: string | undefined): string | undefined {
  return text?.replaceAll(' ', '-').toLowerCase()
}
