import type { CompiledCluster } from '#cluster/compiled.ts'
import { readObjects } from '#cluster/objects.ts'
import type { PersistentVolume, PersistentVolumeClaim } from '#kube/volume.ts'
import { findVolumeZones } from '#kube/volume.ts'
import { readText } from '#kube/field.ts'
import type { Cluster } from '#plan/schema.ts'
import type { Subject } from '../verdict.ts'

/** What no edit of a plan can do, as commands with names filled in (section 8). */
export interface Runbook {
  /** "Move db-prometheus-0 to eu-west-1a". */
  readonly title: string
  readonly steps: readonly RunbookStep[]
}

export interface RunbookStep {
  readonly does: string
  readonly command: string
}

/**
 * Snapshot, volume in a zone that its groups cover, new PersistentVolume and claim: of each of its EBS volumes
 * that is not in that zone. Undefined where no zone is left that would take it.
 *
 * @param covered zones in which a group of the pod's launches, those with nodes first
 */
export function writeRunbook(
  cluster: Cluster,
  compiled: CompiledCluster,
  subject: Subject,
  covered: readonly string[],
): Runbook | undefined {
  const pod = compiled.pods.find(
    (one) => one.namespace === subject.namespace && one.name === subject.name,
  )
  const zonal = pod?.claims.filter(({ state }) => state.kind === 'zonal' && state.isEbs) ?? []
  if (pod === undefined || zonal.length === 0) return undefined
  const placed = zonal.flatMap(({ name }) => findPlaced(cluster, subject.namespace, name) ?? [])
  if (placed.length < zonal.length) return undefined
  const to = chooseZone(
    covered.filter((zone) => pod.rules.zones?.includes(zone) !== false),
    placed,
  )
  if (to === undefined) return undefined
  const moved = placed.filter(({ from }) => !from.includes(to))
  const scaled = ['StatefulSet', 'Deployment', 'ReplicaSet'].includes(pod.owner.kind)
    ? `${pod.owner.kind.toLowerCase()}/${pod.owner.name}`
    : undefined
  const replicas = compiled.pods.filter(
    (one) => one.owner.kind === pod.owner.kind && one.owner.path === pod.owner.path,
  ).length
  return {
    title: `Move ${moved.map(({ claim }) => claim.name).join(' and ')} to ${to}`,
    steps: [
      ...scaleStep(scaled, subject.namespace, 0),
      ...moved.flatMap((one) => {
        const move = { ...one, region: cluster.region, to, isOneOfMany: moved.length > 1 }
        return [...copyVolume(move), ...renewObjects(move)]
      }),
      ...scaleStep(scaled, subject.namespace, replicas),
    ],
  }
}

/** The zone with most of its volumes already, of those that some volume is not in; the first where equal. */
function chooseZone(
  covered: readonly string[],
  placed: readonly PlacedVolume[],
): string | undefined {
  const countIn = (zone: string) => placed.filter(({ from }) => from.includes(zone)).length
  return [...covered]
    .filter((zone) => countIn(zone) < placed.length)
    .sort((a, b) => countIn(b) - countIn(a))[0]
}

/** A claim, its volume, where it is and how AWS calls it. */
interface PlacedVolume {
  readonly claim: PersistentVolumeClaim
  readonly volume: PersistentVolume
  readonly handle: string
  readonly from: readonly string[]
  readonly fsType: string | undefined
}

function findPlaced(cluster: Cluster, namespace: string, name: string): PlacedVolume | undefined {
  const objects = readObjects(cluster)
  const claim = objects.claims.get(`${namespace}/${name}`)
  const volume = objects.volumes.get(claim?.volumeName ?? '')
  const handle = volume === undefined ? undefined : findHandle(volume)
  if (claim === undefined || volume === undefined || handle === undefined) return undefined
  const from = findVolumeZones(volume) ?? []
  return { claim, volume, handle, from, fsType: findFileSystem(cluster, volume.name) }
}

interface Move extends PlacedVolume {
  readonly region: string
  readonly to: string
  readonly isOneOfMany: boolean
}

function scaleStep(
  workload: string | undefined,
  namespace: string,
  replicas: number,
): readonly RunbookStep[] {
  if (workload === undefined) return []
  return [
    {
      does: replicas === 0 ? 'Stop what writes to it' : 'Start it again',
      command: `kubectl --namespace ${shell(namespace)} scale ${shell(workload)} --replicas=${replicas}`,
    },
  ]
}

function copyVolume({
  region,
  handle,
  to,
  claim,
  volume,
  isOneOfMany,
}: Move): readonly RunbookStep[] {
  const at = `--region ${shell(region)}`
  const of = isOneOfMany ? ` of ${claim.name}` : ''
  return [
    {
      does: `Take a snapshot${of} and wait for it`,
      command: [
        `SNAPSHOT=$(aws ec2 create-snapshot ${at} --volume-id ${shell(handle)} --description ${shell(volume.name)} --query SnapshotId --output text)`,
        `aws ec2 wait snapshot-completed ${at} --snapshot-ids "$SNAPSHOT"`,
      ].join('\n'),
    },
    {
      does: `Make a volume of it in ${to}${of === '' ? '' : `, for ${claim.name}`}`,
      command: [
        `read -r TYPE IOPS THROUGHPUT <<< "$(aws ec2 describe-volumes ${at} --volume-ids ${shell(handle)} --query 'Volumes[0].[VolumeType,Iops,Throughput]' --output text)"`,
        'SPEED=()',
        'case "$TYPE" in',
        '  gp3) SPEED=(--iops "$IOPS" --throughput "$THROUGHPUT") ;;',
        '  io1|io2) SPEED=(--iops "$IOPS") ;;',
        'esac',
        `VOLUME=$(aws ec2 create-volume ${at} --availability-zone ${shell(to)} --snapshot-id "$SNAPSHOT" --volume-type "$TYPE" "\${SPEED[@]}" --query VolumeId --output text)`,
        `aws ec2 wait volume-available ${at} --volume-ids "$VOLUME"`,
      ].join('\n'),
    },
  ]
}

function renewObjects(move: Move): readonly RunbookStep[] {
  const { claim, volume, isOneOfMany } = move
  const name = isOneOfMany ? ` ${claim.name}` : ''
  const namespace = `--namespace ${shell(claim.namespace)}`
  const keep = JSON.stringify({ spec: { persistentVolumeReclaimPolicy: 'Retain' } })
  return [
    {
      does: `Keep the old volume, and let go of its claim${name}`,
      command: [
        `kubectl patch persistentvolume ${shell(volume.name)} --patch ${shell(keep)}`,
        `kubectl ${namespace} delete persistentvolumeclaim ${shell(claim.name)}`,
      ].join('\n'),
    },
    {
      does: `Make a PersistentVolume and the claim${name} for the new one`,
      command: `kubectl apply --filename - <<EOF\n${renderObjects(move)}\nEOF`,
    },
  ]
}

/** JSON, which kubectl reads as it reads YAML: no name needs to be escaped twice. `$VOLUME` is the shell's. */
function renderObjects({ claim, volume, to, fsType }: Move): string {
  const storage = `${volume.capacityBytes ?? claim.requestedBytes ?? 0}`
  const shared = { accessModes: claim.accessModes, volumeMode: volume.volumeMode }
  const name = `${volume.name}-${to}`
  const list = {
    apiVersion: 'v1',
    kind: 'List',
    items: [
      {
        apiVersion: 'v1',
        kind: 'PersistentVolume',
        metadata: { name },
        spec: {
          ...shared,
          capacity: { storage },
          persistentVolumeReclaimPolicy: 'Retain',
          storageClassName: volume.className,
          claimRef: { namespace: claim.namespace, name: claim.name },
          csi: {
            driver: 'ebs.csi.aws.com',
            volumeHandle: '$VOLUME',
            ...(fsType === undefined ? {} : { fsType }),
          },
          nodeAffinity: {
            required: {
              nodeSelectorTerms: [
                {
                  matchExpressions: [
                    { key: 'topology.kubernetes.io/zone', operator: 'In', values: [to] },
                  ],
                },
              ],
            },
          },
        },
      },
      {
        apiVersion: 'v1',
        kind: 'PersistentVolumeClaim',
        metadata: { namespace: claim.namespace, name: claim.name, labels: claim.labels },
        spec: {
          ...shared,
          resources: { requests: { storage } },
          storageClassName: volume.className,
          volumeName: name,
        },
      },
    ],
  }
  const text = JSON.stringify(list, null, 2)
  // The document is open to the shell for `$VOLUME` alone.
  return text.replaceAll(/[\\`]/g, (sign) => `\\${sign}`).replaceAll(/\$(?!VOLUME")/g, '\\$')
}

/** What the volume is formatted with: its copy is the same. */
function findFileSystem({ resources }: Cluster, name: string): string | undefined {
  const spec = resources.find(
    (one) => one.kind === 'PersistentVolume' && one.metadata.name === name,
  )?.['spec']
  return readText(spec, 'csi', 'fsType') ?? readText(spec, 'awsElasticBlockStore', 'fsType')
}

function findHandle({ source }: PersistentVolume): string | undefined {
  if (source.kind === 'csi') return source.driver === 'ebs.csi.aws.com' ? source.handle : undefined
  // `aws://eu-west-1c/vol-1` in old volumes.
  return source.kind === 'in-tree-ebs' ? source.volumeId.split('/').at(-1) : undefined
}

/** One word of a shell, whatever the name holds. */
function shell(text: string): string {
  return /^[\w./:=@%+-]+$/.test(text) && !text.startsWith('-')
    ? text
    : `'${text.replaceAll("'", "'\\''")}'`
}
