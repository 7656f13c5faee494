import { describe, expect, it } from 'vitest'
import { makeBigClusterConfig, makeBigClusterJson } from '#testing/big-cluster.ts'
import { importFiles } from './import-files.ts'

describe('importFiles: many objects', () => {
  it('counts every object of a generated cluster', () => {
    const size = { nodes: 60, pods: 500, groups: 4, volumes: 20 }
    const result = importFiles(
      [
        { label: 'objects.json', text: makeBigClusterJson(size) },
        { label: 'cluster.yaml', text: makeBigClusterConfig(size) },
      ],
      {},
    )
    expect(result.understood).toEqual([
      { kind: 'Cluster', count: 1 },
      { kind: 'Node group', count: 4 },
      { kind: 'Autoscaler', count: 1 },
      { kind: 'CSINode', count: 60 },
      { kind: 'Deployment', count: 11 },
      { kind: 'Node', count: 60 },
      { kind: 'PersistentVolume', count: 20 },
      { kind: 'PersistentVolumeClaim', count: 20 },
      { kind: 'Pod', count: 500 },
      { kind: 'ReplicaSet', count: 10 },
      { kind: 'StatefulSet', count: 1 },
      { kind: 'StorageClass', count: 1 },
    ])
    expect(result.findings.filter(({ severity }) => severity === 'error')).toEqual([])
  })
})
