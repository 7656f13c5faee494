/** A small EKS cluster in a moto server: what `eksctl` would have made of three zones and a StatefulSet. */
import { AutoScalingClient, CreateAutoScalingGroupCommand } from '@aws-sdk/client-auto-scaling'
import {
  CreateLaunchTemplateCommand,
  CreateTagsCommand,
  CreateVolumeCommand,
  DescribeImagesCommand,
  DescribeSubnetsCommand,
  EC2Client,
} from '@aws-sdk/client-ec2'

const REGION = 'eu-west-1'
const CLUSTER = 'shop'

/** @param endpoint of the moto server */
export async function seedMoto(endpoint: string): Promise<void> {
  const setup = {
    region: REGION,
    endpoint,
    credentials: { accessKeyId: 'testing', secretAccessKey: 'testing' },
  }
  const ec2 = new EC2Client(setup)
  const autoScaling = new AutoScalingClient(setup)
  const { Subnets: subnets = [] } = await ec2.send(new DescribeSubnetsCommand({}))
  const ids = subnets.flatMap(({ SubnetId: id }) => (id === undefined ? [] : [id]))
  await ec2.send(
    new CreateTagsCommand({
      Resources: ids,
      Tags: [{ Key: `kubernetes.io/cluster/${CLUSTER}`, Value: 'shared' }],
    }),
  )
  const { Images: images = [] } = await ec2.send(new DescribeImagesCommand({ Owners: ['amazon'] }))
  const template = await ec2.send(
    new CreateLaunchTemplateCommand({
      LaunchTemplateName: 'shop-workers',
      LaunchTemplateData: {
        ImageId: images[0]?.ImageId,
        InstanceType: 'm5.large',
        UserData: 'U0VDUkVULVVTRVItREFUQQ==',
      },
    }),
  )
  await autoScaling.send(
    new CreateAutoScalingGroupCommand({
      AutoScalingGroupName: 'eks-workers',
      MinSize: 2,
      MaxSize: 6,
      DesiredCapacity: 3,
      VPCZoneIdentifier: ids.join(','),
      LaunchTemplate: {
        LaunchTemplateId: template.LaunchTemplate?.LaunchTemplateId,
        Version: '$Latest',
      },
      Tags: [
        ['eks:cluster-name', CLUSTER],
        ['eks:nodegroup-name', 'workers'],
        [`kubernetes.io/cluster/${CLUSTER}`, 'owned'],
        ['k8s.io/cluster-autoscaler/enabled', 'true'],
      ].map(([Key, Value]) => ({ Key, Value, PropagateAtLaunch: true })),
    }),
  )
  for (const [index, letter] of ['a', 'b', 'c'].entries()) {
    await ec2.send(
      new CreateVolumeCommand({
        AvailabilityZone: `${REGION}${letter}`,
        Size: 20,
        VolumeType: 'gp3',
        TagSpecifications: [
          {
            ResourceType: 'volume',
            Tags: [
              { Key: 'CSIVolumeName', Value: `pvc-${index}` },
              { Key: 'kubernetes.io/created-for/pvc/namespace', Value: 'db' },
              { Key: 'kubernetes.io/created-for/pvc/name', Value: `data-db-${index}` },
              { Key: 'kubernetes.io/created-for/pv/name', Value: `pvc-${index}` },
              { Key: `kubernetes.io/cluster/${CLUSTER}`, Value: 'owned' },
            ],
          },
        ],
      }),
    )
  }
}
