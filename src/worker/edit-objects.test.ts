import { describe, expect, it } from 'vitest'
import { INCIDENTS } from '#incidents/library.ts'
import { editObjects, readObjects } from './edit-objects.ts'
import { packPlan } from './packed-plan.ts'
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
})
