import { describe, expect, it } from 'vitest'
import { INCIDENTS } from '#incidents/library.ts'
import { makeWorkload, NEW_WORKLOAD, setReplicas } from '#kube/make-workload.ts'
import { makePlan } from '#testing/sample-plan.ts'
import { editObjects, readGoing, readObjects } from './edit-objects.ts'
import { packPlan } from './packed-plan.ts'
import { readPasted } from './read-pasted.ts'
import { createResourceCache } from './resource-cache.ts'

const PLACE = { design: 0, cluster: 0 }
const CLASS = {
  apiVersion: 'storage.k8s.io/v1',
  kind: 'StorageClass',
  metadata: { name: 'fast' },
  provisioner: 'ebs.csi.aws.com',
}

function openFirst() {
  const plan = INCIDENTS[0]?.plan
  if (plan === undefined) throw new Error('no incident')
  return { packed: packPlan(plan), desk: { resources: createResourceCache() } }
}

describe('editing of Kubernetes objects', () => {
  it('adds an object, and takes it away again', async () => {
    const { packed, desk } = openFirst()
    const added = await editObjects({ packed, place: PLACE, put: [CLASS], remove: [] }, desk)
    expect(added.resourceSets[0]?.count).toBe((packed.resourceSets[0]?.count ?? 0) + 1)
    const query = { packed: added, place: PLACE, kinds: ['StorageClass'] }
    expect(await readObjects(query, desk)).toContainEqual(CLASS)
    const { apiVersion, kind, metadata } = CLASS
    const id = { apiVersion, kind, name: metadata.name }
    const back = await editObjects({ packed: added, place: PLACE, put: [], remove: [id] }, desk)
    expect(back.resourceSets[0]?.id).toBe(packed.resourceSets[0]?.id)
  })

  it('puts an object in the place of its namesake', async () => {
    const { packed, desk } = openFirst()
    const first = await editObjects({ packed, place: PLACE, put: [CLASS], remove: [] }, desk)
    const changed = { ...CLASS, volumeBindingMode: 'Immediate' }
    const second = await editObjects(
      { packed: first, place: PLACE, put: [changed], remove: [] },
      desk,
    )
    expect(second.resourceSets[0]?.count).toBe(first.resourceSets[0]?.count)
    const query = { packed: second, place: PLACE, kinds: ['StorageClass'] }
    expect(await readObjects(query, desk)).toContainEqual(changed)
  })

  it('leaves the plan as it is when nothing changes', async () => {
    const { packed, desk } = openFirst()
    const id = { kind: 'StorageClass', name: 'not-there' }
    expect(await editObjects({ packed, place: PLACE, put: [], remove: [id] }, desk)).toBe(packed)
  })

  it('takes the pods away that are too many for a workload', async () => {
    const db = makeWorkload({ ...NEW_WORKLOAD, name: 'db', replicas: '2' })
    const pods = [0, 1].map((ordinal) => ({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: {
        name: `db-${ordinal}`,
        namespace: 'default',
        ownerReferences: [
          { apiVersion: 'apps/v1', kind: 'StatefulSet', name: 'db', controller: true },
        ],
      },
    }))
    const packed = packPlan(makePlan({ resources: [db, ...pods] }))
    const desk = { resources: createResourceCache() }
    const edit = { packed, place: PLACE, put: [setReplicas(db, 1)], remove: [] }
    const fewer = await editObjects(edit, desk)
    const left = await readObjects({ packed: fewer, place: PLACE, kinds: ['Pod'] }, desk)
    expect(left.map(({ metadata }) => metadata.name)).toEqual(['db-0'])
  })

  it('renames the group in the labels of its nodes', async () => {
    const { packed, desk } = openFirst()
    const [group] = packed.shell.designs[0]?.clusters[0]?.nodeGroups ?? []
    const renamed = { from: group?.name ?? '', to: 'pool' }
    const edited = await editObjects({ packed, place: PLACE, put: [], remove: [], renamed }, desk)
    const count = async (plan: typeof packed, name: string) => {
      const leaving = { kind: 'group', group: name } as const
      return (await readGoing({ packed: plan, place: PLACE, leaving }, desk)).nodes.length
    }
    expect(await count(edited, 'pool')).toBe(await count(packed, renamed.from))
    expect(await count(edited, renamed.from)).toBe(0)
  })
})

describe('a pasted text', () => {
  const text = (mode: string) => `apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: fast
provisioner: ebs.csi.aws.com
volumeBindingMode: ${mode}
`

  it('adds, replaces, or changes nothing', async () => {
    const { packed, desk } = openFirst()
    const lend = { ...desk, nowMs: () => 0 }
    const paste = (plan: typeof packed, mode: string) =>
      readPasted({ packed: plan, place: PLACE, text: text(mode) }, lend)
    const first = await paste(packed, 'Immediate')
    expect(first).toMatchObject({ added: [{ name: 'fast' }], replaced: [], problems: [] })
    const { put } = first
    const added = await editObjects({ packed, place: PLACE, put, remove: [] }, desk)
    expect(await paste(added, 'Immediate')).toMatchObject({ put: [], same: [{ name: 'fast' }] })
    const second = await paste(added, 'WaitForFirstConsumer')
    expect(second).toMatchObject({ added: [], replaced: [{ name: 'fast' }] })
  })

  it('is of the namespace default where it says none, as the plan’s object is', async () => {
    const db = makeWorkload({ ...NEW_WORKLOAD, name: 'db' })
    const packed = packPlan(makePlan({ resources: [db] }))
    const { namespace: _left, ...metadata } = db.metadata
    const pasted = JSON.stringify({ ...setReplicas(db, 3), metadata })
    const lend = { resources: createResourceCache(), nowMs: () => 0 }
    const read = await readPasted({ packed, place: PLACE, text: pasted }, lend)
    expect(read.replaced).toEqual([{ kind: 'StatefulSet', namespace: 'default', name: 'db' }])
    expect(read.put[0]?.metadata.namespace).toBe('default')
  })
})
