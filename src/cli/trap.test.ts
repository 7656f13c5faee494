import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { loadPrices } from '#aws/price.ts'
import { getAt } from '#base/assert.ts'
import { compileCluster } from '#cluster/compile.ts'
import { startTargets } from '#exploration/compile/compile-targets.ts'
import { startFixes } from '#exploration/fixes/find-fixes.ts'
import type { Fix } from '#exploration/fixes/find-fixes.ts'
import { judge } from '#exploration/judge.ts'
import { createJudgementCache } from '#exploration/judgement-cache.ts'
import type { VerdictReport } from '#exploration/verdict.ts'
import { importFiles } from '#importers/import-files.ts'
import type { SourceFile } from '#importers/importer.ts'
import type { Cluster } from '#plan/schema.ts'
import { startExplaining } from '#scheduler/explain-board.ts'

/**
 * The case the product must never get wrong, from the files people have to the verdict: two nodes of a
 * group over three zones, an autoscaler, a volume in the zone without a node. Each row changes one thing.
 */
const prices = await loadPrices()
const FOLDER = join(import.meta.dirname, '../testing/trap')

/** eksctl's ClusterConfig, and what kubectl shows: plain trees, changed in place before they are imported. */
interface Files {
  readonly config: unknown
  readonly objects: unknown
}

const TEXTS = ['cluster.yaml', 'objects.yaml'].map((label) => ({
  label,
  text: readFileSync(join(FOLDER, label), 'utf8'),
}))
const [CONFIG, OBJECTS]: readonly unknown[] = TEXTS.map(({ text }) => parse(text))

type Change = (files: Files) => void

function importTrap(...changes: readonly Change[]) {
  const files: Files = structuredClone({ config: CONFIG, objects: OBJECTS })
  for (const change of changes) change(files)
  return importCluster([
    { label: 'cluster.yaml', text: JSON.stringify(files.config) },
    { label: 'objects.yaml', text: JSON.stringify(files.objects) },
  ])
}

function importCluster(files: readonly SourceFile[]) {
  const { plan } = importFiles(files, {})
  return getAt(getAt(plan?.designs ?? [], 0).clusters, 0)
}

function judgeTrap(...changes: readonly Change[]): VerdictReport {
  return judgePrometheus(importTrap(...changes))
}

function judgePrometheus(cluster: Cluster): VerdictReport {
  const compiler = startTargets(compileCluster(cluster, 'designs[0].clusters[0]'))
  const target = compiler.compile({ kind: 'Pod', namespace: 'monitoring', name: 'prometheus-0' })
  if (target === undefined) throw new Error('prometheus-0 is no target')
  return judge(target, { bound: 300_000 })
}

/** The verdict in short: `at-risk 1 2`. */
function summarize(report: VerdictReport): string {
  const { verdict, disturbances, steps, proof } = report
  if (verdict === 'ok') return proof.kind === 'theorem' ? `ok ${proof.id}` : 'ok searched'
  return [verdict, disturbances?.total, steps].filter((part) => part !== undefined).join(' ')
}

type Path = readonly (string | number)[]
type Tree = Record<string | number, unknown>

/** The tree at a path: what a test's own file holds, so its shape is known. */
function getTree(root: unknown, path: Path): Tree {
  return path.reduce<Tree>((tree, key) => tree[key] as Tree, root as Tree)
}

function setAt(root: unknown, path: Path, value: unknown): void {
  const last = getAt(path, path.length - 1)
  getTree(root, path.slice(0, -1))[last] = value
}

function listItems(files: Files): Tree[] {
  return getTree(files.objects, [])['items'] as Tree[]
}

function findItem(files: Files, kind: string, name?: string): Tree {
  const found = listItems(files).find(
    (item) =>
      item['kind'] === kind && (name === undefined || getTree(item, ['metadata'])['name'] === name),
  )
  if (found === undefined) throw new Error(`no ${kind} ${name ?? ''}`)
  return found
}

function setField(kind: string, path: Path, value: unknown, name?: string): Change {
  return (files) => setAt(findItem(files, kind, name), path, value)
}

function dropField(kind: string, path: Path, name?: string): Change {
  return setField(kind, path, undefined, name)
}

function setGroup(field: string, value: unknown): Change {
  return ({ config }) => setAt(config, ['managedNodeGroups', 0, field], value)
}

function setGroups(groups: readonly unknown[]): Change {
  return ({ config }) => setAt(config, ['managedNodeGroups'], groups)
}

function addItem(item: unknown): Change {
  return (files) => {
    listItems(files).push(structuredClone(item) as Tree)
  }
}

const NODE_A = 'ip-10-0-12-7.eu-west-1.compute.internal'
const NODE_B = 'ip-10-0-47-21.eu-west-1.compute.internal'

function makeNode(name: string, zone: string, labels: Readonly<Record<string, string>>) {
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name,
      labels: {
        'topology.kubernetes.io/zone': zone,
        'node.kubernetes.io/instance-type': 'm5.large',
        ...labels,
      },
    },
    spec: { providerID: `aws:///${zone}/i-0a1b2c3d4e5f60003` },
    status: {
      allocatable: { cpu: '1930m', memory: '7244224Ki', pods: '29' },
      conditions: [{ type: 'Ready', status: 'True' }],
    },
  }
}

const VOLUME_ZONE = [
  'spec',
  'nodeAffinity',
  'required',
  'nodeSelectorTerms',
  0,
  'matchExpressions',
  0,
  'values',
  0,
]
const volumeInA: readonly Change[] = [
  setField('PersistentVolume', VOLUME_ZONE, 'eu-west-1a'),
  setField('Pod', ['spec', 'nodeName'], NODE_A, 'prometheus-0'),
]
const threeNodes: readonly Change[] = [
  addItem(makeNode('node-c', 'eu-west-1c', { 'eks.amazonaws.com/nodegroup': 'workers' })),
  setField('Pod', ['spec', 'nodeName'], 'node-c', 'prometheus-0'),
  setGroup('desiredCapacity', 3),
]
const hugePod = addItem({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'huge', namespace: 'other' },
  spec: { containers: [{ name: 'main', resources: { requests: { cpu: '999' } } }] },
  status: { phase: 'Pending' },
})
const groupPerZone: readonly Change[] = [
  setGroups(
    ['a', 'b', 'c'].map((letter) => ({
      name: `workers-${letter}`,
      instanceType: 'm5.large',
      minSize: 0,
      desiredCapacity: letter === 'c' ? 0 : 1,
      maxSize: 5,
      availabilityZones: [`eu-west-1${letter}`],
    })),
  ),
  setField('Node', ['metadata', 'labels', 'eks.amazonaws.com/nodegroup'], 'workers-a', NODE_A),
  setField('Node', ['metadata', 'labels', 'eks.amazonaws.com/nodegroup'], 'workers-b', NODE_B),
]
const karpenter: readonly Change[] = [
  setGroups([]),
  setField('Deployment', ['spec', 'replicas'], 0, 'cluster-autoscaler'),
  addItem({
    apiVersion: 'karpenter.sh/v1',
    kind: 'NodePool',
    metadata: { name: 'default' },
    spec: {
      template: {
        spec: {
          nodeClassRef: { group: 'karpenter.k8s.aws', kind: 'EC2NodeClass', name: 'default' },
          requirements: [
            { key: 'karpenter.k8s.aws/instance-category', operator: 'In', values: ['c', 'm', 'r'] },
            {
              key: 'topology.kubernetes.io/zone',
              operator: 'In',
              values: ['eu-west-1a', 'eu-west-1b', 'eu-west-1c'],
            },
          ],
        },
      },
    },
  }),
  ...[NODE_A, NODE_B].flatMap((name) => [
    dropField('Node', ['metadata', 'labels', 'eks.amazonaws.com/nodegroup'], name),
    setField('Node', ['metadata', 'labels', 'karpenter.sh/nodepool'], 'default', name),
  ]),
]
/** Sixty nodes that Prometheus does not tolerate, and five hundred pods that run only there. */
const crowd: readonly Change[] = [
  ({ config }) => {
    const groups = getTree(config, [])['managedNodeGroups'] as unknown[]
    groups.push({
      name: 'batch',
      instanceType: 'm5.4xlarge',
      minSize: 3,
      desiredCapacity: 60,
      maxSize: 90,
      taints: [{ key: 'dedicated', value: 'batch', effect: 'NoSchedule' }],
    })
  },
  ...Array.from({ length: 60 }, (_, index) => {
    const node = makeNode(`batch-${index}`, `eu-west-1${'abc'.charAt(index % 3)}`, {
      'eks.amazonaws.com/nodegroup': 'batch',
    })
    const taints = [{ key: 'dedicated', value: 'batch', effect: 'NoSchedule' }]
    return addItem({ ...node, spec: { ...node.spec, taints } })
  }),
  ...Array.from({ length: 500 }, (_, index) =>
    addItem({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: `job-${index}`, namespace: 'batch' },
      spec: {
        nodeName: `batch-${index % 60}`,
        nodeSelector: { 'eks.amazonaws.com/nodegroup': 'batch' },
        tolerations: [{ key: 'dedicated', operator: 'Exists' }],
        containers: [{ name: 'main', resources: { requests: { cpu: '100m' } } }],
      },
      status: { phase: 'Running' },
    }),
  ),
]

const selector = (labels: Readonly<Record<string, string>>): readonly Change[] => [
  setField('StatefulSet', ['spec', 'template', 'spec', 'nodeSelector'], labels),
  setField('Pod', ['spec', 'nodeSelector'], labels, 'prometheus-0'),
]
const ZONE_REQUIREMENT = ['spec', 'template', 'spec', 'requirements', 1]
const poolWithoutC = [
  ...karpenter,
  setField('NodePool', ZONE_REQUIREMENT, {
    key: 'topology.kubernetes.io/zone',
    operator: 'NotIn',
    values: ['eu-west-1c'],
  }),
]
/** Self-managed groups, whose labels Cluster Autoscaler knows by tags alone. */
const labelledGroups: readonly Change[] = [
  ({ config }) => {
    const tree = getTree(config, [])
    const [managed] = tree['managedNodeGroups'] as Tree[]
    tree['managedNodeGroups'] = []
    tree['nodeGroups'] = ['a', 'b', 'c'].map((letter) => ({
      ...managed,
      name: `workers-${letter}`,
      minSize: 0,
      desiredCapacity: letter === 'c' ? 0 : 1,
      availabilityZones: [`eu-west-1${letter}`],
      labels: { disk: 'ssd' },
    }))
  },
  setField('Node', ['metadata', 'labels', 'eks.amazonaws.com/nodegroup'], undefined, NODE_A),
  setField('Node', ['metadata', 'labels', 'eks.amazonaws.com/nodegroup'], undefined, NODE_B),
  setField('Node', ['metadata', 'labels', 'alpha.eksctl.io/nodegroup-name'], 'workers-a', NODE_A),
  setField('Node', ['metadata', 'labels', 'alpha.eksctl.io/nodegroup-name'], 'workers-b', NODE_B),
  ...selector({ disk: 'ssd' }),
]
const otherVolume = addItem({
  apiVersion: 'v1',
  kind: 'PersistentVolume',
  metadata: { name: 'other' },
  spec: { csi: { driver: 'efs.csi.aws.com', volumeHandle: 'fs-1' }, claimRef: { name: 'other' } },
})
const fargatePod = addItem({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'fargate', namespace: 'other' },
  spec: { schedulerName: 'fargate-scheduler', containers: [{ name: 'main' }] },
  status: { phase: 'Pending' },
})

const TRAPS: readonly { name: string; changes: readonly Change[]; verdict: string }[] = [
  { name: 'as it is', changes: [], verdict: 'pending-forever 0 0' },
  { name: 'the volume where the pod runs', changes: volumeInA, verdict: 'at-risk 1 2' },
  { name: 'three nodes, one a zone', changes: threeNodes, verdict: 'at-risk 1 3' },
  {
    name: 'and a pod that nothing can help',
    changes: [...threeNodes, hugePod],
    verdict: 'at-risk 1 3',
  },
  {
    name: 'three nodes, min 3',
    changes: [...threeNodes, setGroup('minSize', 3)],
    verdict: 'ok RT5',
  },
  { name: 'a group per zone', changes: groupPerZone, verdict: 'ok RT1' },
  { name: 'Karpenter', changes: karpenter, verdict: 'ok RT3' },
  { name: 'a crowd elsewhere', changes: crowd, verdict: 'pending-forever 0 0' },
  {
    name: 'no binding mode',
    changes: [dropField('StorageClass', ['volumeBindingMode'])],
    verdict: 'pending-forever 0 0',
  },
  {
    name: 'no node affinity of the volume',
    changes: [dropField('PersistentVolume', ['spec', 'nodeAffinity'])],
    verdict: 'unknown',
  },
  {
    name: 'no zone labels',
    changes: [NODE_A, NODE_B].flatMap((name) =>
      ['topology.kubernetes.io/zone', 'topology.ebs.csi.aws.com/zone'].map((label) =>
        dropField('Node', ['metadata', 'labels', label], name),
      ),
    ),
    verdict: 'pending-forever 0 0',
  },
  {
    name: 'running, its volume not among those shown',
    changes: [
      ...threeNodes,
      (files) => {
        const items = listItems(files)
        items.splice(items.indexOf(findItem(files, 'PersistentVolume')), 1)
      },
      otherVolume,
    ],
    verdict: 'unknown',
  },
  {
    name: 'beside a pod of a Fargate profile',
    changes: [fargatePod],
    verdict: 'pending-forever 0 0',
  },
  {
    name: 'Karpenter, and a selector by a label that the pool leaves open',
    changes: [...karpenter, ...selector({ 'kubernetes.io/arch': 'amd64' })],
    verdict: 'ok RT3',
  },
  {
    name: 'Karpenter, and a selector by a label that none of its types has',
    changes: [...karpenter, ...selector({ 'karpenter.k8s.aws/instance-category': 'p' })],
    verdict: 'pending-forever 0 0',
  },
  {
    name: 'Karpenter, its pool without the zone',
    changes: poolWithoutC,
    verdict: 'pending-forever 0 0',
  },
  {
    name: 'Karpenter, its pool static',
    changes: [...karpenter, setField('NodePool', ['spec', 'replicas'], 2)],
    verdict: 'unknown',
  },
  {
    name: 'a group per zone, and a label that no tag tells the autoscaler',
    changes: labelledGroups,
    verdict: 'pending-forever 0 0',
  },
  {
    name: 'no zone of one node at all',
    changes: [
      dropField('Node', ['metadata', 'labels', 'topology.kubernetes.io/zone'], NODE_A),
      dropField('Node', ['metadata', 'labels', 'topology.ebs.csi.aws.com/zone'], NODE_A),
      dropField('Node', ['spec', 'providerID'], NODE_A),
    ],
    verdict: 'unknown',
  },
]

const STUCK = TRAPS.filter(({ verdict }) => /^(pending-forever|at-risk)/.test(verdict))

function findFixes(cluster: Cluster): readonly Fix[] {
  const designs = [{ id: 'a', name: 'As it runs', clusters: [cluster] }]
  const search = startFixes({
    plan: { apiVersion: 'neverpending/v1', kind: 'Plan', name: 'trap', designs },
    place: { design: 0, cluster: 0 },
    subject: { kind: 'Pod', namespace: 'monitoring', name: 'prometheus-0' },
    bound: 50_000,
    cache: createJudgementCache(1_000),
    prices,
  })
  while (!search.advance(100_000)) continue
  return search.answer().fixes
}

describe('the trap', () => {
  it.each(TRAPS)('$name', ({ changes, verdict }) => {
    expect(summarize(judgeTrap(...changes))).toBe(verdict)
  })

  it('is the same from the files as they are', () => {
    expect(JSON.stringify(judgePrometheus(importCluster(TEXTS)))).toBe(JSON.stringify(judgeTrap()))
  })

  it('names the cause, and the zone whose outage alone it waits out', () => {
    expect(judgeTrap().causes).toEqual(['template-zone'])
    expect(judgeTrap(...labelledGroups).causes).toEqual(['node-rules'])
    expect(judgeTrap(...threeNodes, setGroup('minSize', 3)).waitsFor).toBe('eu-west-1c')
  })

  it('gives the scheduler’s message that the Pod carries', () => {
    const cluster = importTrap()
    const compiled = compileCluster(cluster, 'designs[0].clusters[0]')
    const index = compiled.pods.findIndex((pod) => pod.name === 'prometheus-0')
    const { message } = startExplaining(cluster, compiled)(index)
    expect(message).toBe(compiled.pods[index]?.observedMessage)
    expect(message).toContain("2 node(s) didn't match PersistentVolume's node affinity")
  })

  it('does not depend on the order of documents and list items', () => {
    const reverse: Change = (files) => {
      listItems(files).reverse()
    }
    expect(JSON.stringify(judgeTrap(reverse))).toBe(JSON.stringify(judgeTrap()))
  })

  it.each(STUCK)('$name: the first fix makes it ok', { timeout: 20_000 }, ({ changes }) => {
    const [first] = findFixes(importTrap(...changes))
    expect(first?.report.verdict).toBe('ok')
    expect(first?.raised).toEqual([])
  })
})
