import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { getAt } from '#base/assert.ts'
import { compileCluster } from '#cluster/compile.ts'
import { startTargets } from '#exploration/compile/compile-targets.ts'
import { judge } from '#exploration/judge.ts'
import { importFiles } from '#importers/import-files.ts'
import type { ImportOptions, SourceFile } from '#importers/importer.ts'
import type { Cluster } from '#plan/schema.ts'
import {
  makeInstance,
  makeLines,
  makeScalingGroup,
  makeVolume,
  renderLines,
} from '#testing/inventory-lines.ts'

/** The same trap from an AWS account: what it prints instead of eksctl's file, and alone. */
const OBJECTS = readFileSync(join(import.meta.dirname, '../testing/trap/objects.yaml'), 'utf8')

const TAGS = {
  'eks:cluster-name': 'shop',
  'eks:nodegroup-name': 'workers',
  'k8s.io/cluster-autoscaler/enabled': 'true',
  'k8s.io/cluster-autoscaler/shop': 'owned',
}
const INSTANCES = ['a', 'b'].map((letter, index) =>
  makeInstance(`i-0a1b2c3d4e5f6000${index + 1}`, letter, TAGS),
)
const GROUP = makeScalingGroup('eks-workers-1', TAGS, {
  Instances: INSTANCES.map(({ InstanceId }) => ({ InstanceId, LifecycleState: 'InService' })),
  MixedInstancesPolicy: {
    LaunchTemplate: {
      LaunchTemplateSpecification: { LaunchTemplateId: 'lt-1', Version: '1' },
      Overrides: [{ InstanceType: 'm5.large' }],
    },
  },
})

function claim(name: string) {
  return {
    CSIVolumeName: `pvc-${name}`,
    'kubernetes.io/cluster/shop': 'owned',
    'kubernetes.io/created-for/pvc/namespace': 'monitoring',
    'kubernetes.io/created-for/pvc/name': name,
  }
}

const VOLUME = makeVolume('vol-0f1e2d3c4b5a69788', 'c', claim('data-prometheus-0'), { Size: 50 })
const ACCOUNT = { instances: INSTANCES, AutoScalingGroups: [GROUP], Volumes: [VOLUME] }

function importCluster(files: readonly SourceFile[], options: ImportOptions = {}): Cluster {
  const { plan } = importFiles(files, options)
  return getAt(getAt(plan?.designs ?? [], 0).clusters, 0)
}

function judgePod(cluster: Cluster, namespace: string, name: string) {
  const compiler = startTargets(compileCluster(cluster, 'designs[0].clusters[0]'))
  const target = compiler.compile({ kind: 'Pod', namespace, name })
  if (target === undefined) throw new Error(`${name} is no target`)
  return judge(target, { bound: 300_000 })
}

describe('the trap of an AWS account', () => {
  const both = [
    { label: 'aws.jsonl', text: renderLines(makeLines(ACCOUNT)) },
    { label: 'objects.yaml', text: OBJECTS },
  ]

  it('with kubectl output its pod waits for ever, as with eksctl’s file', () => {
    const cluster = importCluster(both)
    expect(judgePod(cluster, 'monitoring', 'prometheus-0').verdict).toBe('pending-forever')
  })

  it('alone its guessed pod does, once a person says that Cluster Autoscaler runs', () => {
    const volumes = ['a', 'c'].map((letter, index) =>
      makeVolume(`vol-${index}`, letter, claim(`data-prometheus-${index}`)),
    )
    const cluster = importCluster(
      [{ label: 'aws.jsonl', text: renderLines(makeLines({ ...ACCOUNT, Volumes: volumes })) }],
      { choices: { autoscaler: 'cluster-autoscaler' } },
    )
    expect(judgePod(cluster, 'monitoring', 'prometheus-1').verdict).toBe('pending-forever')
  })
})
