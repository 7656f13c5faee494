import { describe, expect, it } from 'vitest'
import { computeAllocatable } from './allocatable.ts'
import { listInstanceTypes } from './instance-type.ts'
import { getAt } from '#base/assert.ts'
import type { NodeSetup } from './allocatable.ts'

const MIB = 1024 * 1024
const GIB = 1024 * MIB
const nodeOf = (name: string, setup: Omit<NodeSetup, 'instanceType'> = {}) => {
  const instanceType = getAt(
    listInstanceTypes().filter((type) => type.name === name),
    0,
  )
  return computeAllocatable({ instanceType, ...setup })
}

describe('allocatable of a node that has not been seen (C9)', () => {
  // Published by Karpenter for its instance types, AL2023, no settings.
  it.each([
    { name: 'm5.large', cpu: 1930, memoryMiB: 6903, pods: 29 },
    { name: 't3.micro', cpu: 1930, memoryMiB: 548, pods: 4 },
    { name: 'm5.24xlarge', cpu: 95690, memoryMiB: 355262, pods: 737 },
    { name: 'a1.medium', cpu: 940, memoryMiB: 1392, pods: 8 },
    { name: 'c7g.xlarge', cpu: 3920, memoryMiB: 6525, pods: 58 },
  ])('$name', ({ name, cpu, memoryMiB, pods }) => {
    expect(nodeOf(name).allocatable).toMatchObject({ cpu, memory: memoryMiB * MIB, pods })
  })

  it('C9 check value: capacity of m5.large', () => {
    expect(nodeOf('m5.large').capacity).toMatchObject({ cpu: 2000, memory: 7577 * MIB })
  })

  it.each([
    {
      name: 'maxPods changes the pods and not what is reserved',
      setup: { maxPods: 110 },
      expected: { pods: 110, memory: 6903 * MIB },
    },
    {
      name: 'podsPerCore caps the pods',
      setup: { kubelet: { podsPerCore: 5 } },
      expected: { pods: 10 },
    },
    {
      name: 'kubeReserved replaces per key',
      setup: { kubelet: { kubeReserved: { cpu: '200m' } } },
      expected: { cpu: 1800, memory: 6903 * MIB },
    },
    {
      name: 'systemReserved is added',
      setup: { kubelet: { systemReserved: { cpu: '100m', memory: '100Mi' } } },
      expected: { cpu: 1830, memory: 6803 * MIB },
    },
    {
      name: 'evictionHard replaces the threshold',
      setup: { kubelet: { evictionHard: { 'memory.available': '200Mi' } } },
      expected: { memory: 6803 * MIB },
    },
    {
      name: 'evictionHard as a share of capacity',
      setup: { kubelet: { evictionHard: { 'memory.available': '10%' } } },
      expected: { memory: 7577 * MIB - 574 * MIB - Math.ceil(757.7 * MIB) },
    },
    { name: 'ephemeral storage: 20 GiB', setup: {}, expected: { 'ephemeral-storage': 17 * GIB } },
    {
      name: 'ephemeral storage: the root volume',
      setup: { rootVolumeGiB: 80 },
      expected: { 'ephemeral-storage': 71 * GIB },
    },
  ])('$name', ({ setup, expected }) => {
    expect(nodeOf('m5.large', setup).allocatable).toMatchObject(expected)
  })

  it('knows GPUs and Neuron devices by the names of their plugins', () => {
    expect(nodeOf('p4d.24xlarge').allocatable).toMatchObject({ 'nvidia.com/gpu': 8 })
    expect(nodeOf('inf2.xlarge').allocatable).toMatchObject({ 'aws.amazon.com/neuron': 1 })
    expect(nodeOf('m5.large').allocatable).not.toHaveProperty('nvidia.com/gpu')
  })
})
