import type { StubAccount, StubInstance, StubVolume } from './aws-stub.ts'

const ZONES = ['eu-west-1a', 'eu-west-1b', 'eu-west-1c']

/**
 * An account of the stand-in with one EKS cluster `shop`: a managed group `workers` over three zones with
 * a machine in two of them, a volume of a StatefulSet in each zone, and things of other people.
 */
export function makeShopAccount(): StubAccount {
  const workers = [makeWorker(1, 'eu-west-1a'), makeWorker(2, 'eu-west-1b')]
  return {
    account: '123456789012',
    regions: [
      { name: 'eu-west-1', optIn: 'opt-in-not-required' },
      { name: 'us-east-1', optIn: 'opt-in-not-required' },
      { name: 'af-south-1', optIn: 'not-opted-in' },
    ],
    zones: ZONES.map((name, index) => ({ name, id: `euw1-az${index + 1}` })),
    vpcs: [
      { id: 'vpc-0shop', name: 'shop' },
      { id: 'vpc-0other', name: 'other' },
    ],
    subnets: ZONES.map((zone, index) => ({
      id: `subnet-0${index}`,
      vpc: 'vpc-0shop',
      zone,
      free: 250,
      tags: { 'kubernetes.io/cluster/shop': 'shared' },
    })),
    instances: [
      ...workers,
      {
        id: 'i-0bastion',
        type: 't3.micro',
        zone: 'eu-west-1a',
        subnet: 'subnet-9',
        vpc: 'vpc-0other',
        rootVolume: 'vol-0bastionroot',
        tags: { Name: 'jump host' },
      },
    ],
    volumes: [
      ...workers.map(({ id, zone, rootVolume }): StubVolume => ({
        id: rootVolume,
        zone,
        sizeGiB: 80,
        instance: id,
        device: '/dev/xvda',
        tags: {},
      })),
      ...ZONES.map((zone, index): StubVolume => ({
        id: `vol-0data${index}`,
        zone,
        sizeGiB: 20,
        tags: {
          CSIVolumeName: `pvc-${index}`,
          'kubernetes.io/created-for/pvc/namespace': 'db',
          'kubernetes.io/created-for/pvc/name': `data-db-${index}`,
          'kubernetes.io/created-for/pv/name': `pvc-${index}`,
          'kubernetes.io/cluster/shop': 'owned',
        },
      })),
    ],
    groups: [
      {
        name: 'eks-workers-1',
        min: 1,
        max: 6,
        desired: 2,
        zones: ZONES,
        subnets: ['subnet-00', 'subnet-01', 'subnet-02'],
        template: 'lt-0shop',
        instances: workers.map(({ id, zone, type }) => ({ id, zone, type })),
        tags: {
          'eks:cluster-name': 'shop',
          'eks:nodegroup-name': 'workers',
          'kubernetes.io/cluster/shop': 'owned',
          'k8s.io/cluster-autoscaler/enabled': 'true',
        },
      },
      {
        name: 'web-of-others',
        min: 1,
        max: 1,
        desired: 1,
        zones: ['eu-west-1a'],
        subnets: ['subnet-9'],
        template: 'lt-0other',
        instances: [],
        tags: { Name: 'web' },
      },
    ],
    templates: [
      { id: 'lt-0shop', name: 'shop', type: 'm5.large', userData: 'U0VDUkVULVVTRVItREFUQQ==' },
      { id: 'lt-0other', name: 'other', type: 't3.micro', userData: 'U0VDUkVULVVTRVItREFUQQ==' },
    ],
    interfaces: [{ description: 'Amazon EKS shop', subnet: 'subnet-00' }],
  }
}

function makeWorker(number: number, zone: string): StubInstance {
  return {
    id: `i-0worker${number}`,
    type: 'm5.large',
    zone,
    subnet: `subnet-0${number - 1}`,
    vpc: 'vpc-0shop',
    rootVolume: `vol-0root${number}`,
    tags: {
      Name: `worker ${number}`,
      'aws:eks:cluster-name': 'shop',
      'eks:cluster-name': 'shop',
      'eks:nodegroup-name': 'workers',
      'kubernetes.io/cluster/shop': 'owned',
      'aws:autoscaling:groupName': 'eks-workers-1',
      'aws:ec2launchtemplate:id': 'lt-0shop',
      'aws:ec2launchtemplate:version': '1',
    },
  }
}
