import { describe, expect, it } from 'vitest'
import { makePlan, SAMPLE_PLAN } from '#testing/sample-plan.ts'
import * as edit from './edit-control-plane.ts'
import type { Cluster, ControlPlane, NodeGroup, Plan } from './schema.ts'
import { parsePlan } from './validate.ts'

const PLACE = { design: 0, cluster: 0 }
const A = 'eu-west-1a'
const B = 'eu-west-1b'
const C = 'eu-west-1c'

function makeMasterGroup(zone: string): NodeGroup {
  return {
    name: `master-${zone}`,
    kind: 'asg',
    role: 'control-plane',
    zones: [zone],
    instanceTypes: ['m5.large'],
    min: 1,
    desired: 1,
    max: 1,
  }
}

function makeMaster(name: string, zone: string) {
  return { name, zone, instanceType: 'm5.large', group: name }
}

/** As kOps has it, (1, 1, 0), with main and events, each master in a group of its own. */
const STACKED: ControlPlane = {
  kind: 'self-managed',
  members: [makeMaster(`master-${A}`, A), makeMaster(`master-${B}`, B)],
  etcd: {
    topology: 'stacked',
    clusters: [
      {
        name: 'main',
        members: [
          { name: 'a', zone: A, volume: { sizeGiB: 20, type: 'gp3' } },
          { name: 'b', zone: B },
        ],
      },
      {
        name: 'events',
        members: [
          { name: 'a', zone: A },
          { name: 'b', zone: B },
        ],
      },
    ],
  },
  apiEndpoint: 'load-balancer',
}
const KOPS = makePlan({
  provisioner: 'kops',
  controlPlane: STACKED,
  nodeGroups: [makeMasterGroup(A), makeMasterGroup(B)],
  autoscalers: [],
})

function getCluster(plan: Plan): Cluster | undefined {
  return plan.designs[0]?.clusters[0]
}

function getPlane(plan: Plan) {
  return edit.findSelfManaged(plan, PLACE)
}

function listZones(plan: Plan) {
  const plane = getPlane(plan)
  return {
    masters: plane?.members.map(({ zone }) => zone),
    main: plane?.etcd.clusters[0]?.members.map(({ zone }) => zone),
    events: plane?.etcd.clusters[1]?.members.map(({ zone }) => zone),
  }
}

describe('edits of a control plane', () => {
  it('makes a managed one self-managed with a stacked master in each of three zones', () => {
    const plan = edit.setControlPlaneKind(SAMPLE_PLAN, PLACE, 'self-managed')
    expect(getPlane(plan)).toEqual({
      kind: 'self-managed',
      members: [A, B, C].map((zone) => ({ name: `master-${zone}`, zone })),
      etcd: {
        topology: 'stacked',
        clusters: [
          { name: 'main', members: [A, B, C].map((zone) => ({ name: `master-${zone}`, zone })) },
        ],
      },
      apiEndpoint: 'load-balancer',
    })
    expect(parsePlan(plan).kind).toBe('ok')
  })

  it('CPL-002 begins with an odd number where there are two zones', () => {
    const two = makePlan({
      zones: [{ name: A }, { name: B }],
      nodeGroups: [],
      autoscalers: [],
    })
    const plan = edit.setControlPlaneKind(two, PLACE, 'self-managed')
    expect(getPlane(plan)?.members.map(({ name }) => name)).toEqual([
      `master-${A}`,
      `master-${B}`,
      `master-${A}-2`,
    ])
    expect(parsePlan(plan).kind).toBe('ok')
  })

  it('takes the masters and their groups away when it becomes managed', () => {
    const cluster = getCluster(edit.setControlPlaneKind(KOPS, PLACE, 'managed'))
    expect(cluster?.controlPlane).toEqual({ kind: 'managed' })
    expect(cluster?.nodeGroups).toEqual([])
  })

  it('sets and takes away the tier of a managed one', () => {
    const set = edit.setControlPlaneTier(SAMPLE_PLAN, PLACE, 'tier-xl')
    expect(getCluster(set)?.controlPlane).toEqual({ kind: 'managed', tier: 'tier-xl' })
    expect(edit.setControlPlaneTier(set, PLACE, undefined)).toEqual(SAMPLE_PLAN)
  })

  it('I6.1 adds a master with its etcd members, of the type and volume of the first', () => {
    const plan = edit.addMember(KOPS, PLACE, { zone: C })
    expect(getPlane(plan)?.members[2]).toEqual({
      name: `master-${C}`,
      zone: C,
      instanceType: 'm5.large',
    })
    expect(getPlane(plan)?.etcd.clusters[0]?.members[2]).toEqual({
      name: `master-${C}`,
      zone: C,
      volume: { sizeGiB: 20, type: 'gp3' },
    })
    expect(listZones(plan)).toEqual({ masters: [A, B, C], main: [A, B, C], events: [A, B, C] })
    expect(parsePlan(plan).kind).toBe('ok')
  })

  it('adds no etcd member where etcd is external', () => {
    const external = edit.setEtcdTopology(KOPS, PLACE, 'external')
    const plan = edit.addMember(external, PLACE, { zone: C })
    expect(listZones(plan)).toEqual({ masters: [A, B, C], main: [A, B], events: [A, B] })
  })

  it('adds at most fifteen', () => {
    const full = Array.from({ length: 20 }).reduce<Plan>(
      (plan) => edit.addMember(plan, PLACE, { zone: A }),
      KOPS,
    )
    expect(getPlane(full)?.members).toHaveLength(15)
    expect(parsePlan(full).kind).toBe('ok')
  })

  it('moves a master with the etcd members on it and the group that is its own', () => {
    const plan = edit.moveMember(KOPS, { ...PLACE, member: `master-${B}` }, C)
    expect(listZones(plan)).toEqual({ masters: [A, C], main: [A, C], events: [A, C] })
    expect(getCluster(plan)?.nodeGroups.map(({ zones }) => zones)).toEqual([[A], [C]])
  })

  it('moves an etcd member of a stacked cluster with its master', () => {
    const plan = edit.moveEtcdMember(KOPS, { ...PLACE, etcd: 'events', member: 'b' }, C)
    expect(plan).toEqual(edit.moveMember(KOPS, { ...PLACE, member: `master-${B}` }, C))
  })

  it('moves an external etcd member alone', () => {
    const external = edit.setEtcdTopology(KOPS, PLACE, 'external')
    const plan = edit.moveEtcdMember(external, { ...PLACE, etcd: 'main', member: 'b' }, C)
    expect(listZones(plan)).toEqual({ masters: [A, B], main: [A, C], events: [A, B] })
  })

  it('removes a master with its etcd members and its group', () => {
    const plan = edit.removeMember(KOPS, { ...PLACE, member: `master-${A}` })
    expect(listZones(plan)).toEqual({ masters: [B], main: [B], events: [B] })
    expect(getCluster(plan)?.nodeGroups.map(({ name }) => name)).toEqual([`master-${B}`])
  })

  it('changes the type of a master and of its own group', () => {
    const plan = edit.setMemberType(KOPS, { ...PLACE, member: `master-${A}` }, 'm6i.xlarge')
    expect(getPlane(plan)?.members.map(({ instanceType }) => instanceType)).toEqual([
      'm6i.xlarge',
      'm5.large',
    ])
    expect(getCluster(plan)?.nodeGroups[0]?.instanceTypes).toEqual(['m6i.xlarge'])
    expect(getCluster(plan)?.nodeGroups[1]?.instanceTypes).toEqual(['m5.large'])
  })

  it('gives external etcd machines of their own: zone and type of the master they leave', () => {
    const managed = edit.setControlPlaneKind(SAMPLE_PLAN, PLACE, 'self-managed')
    const plan = edit.setEtcdTopology(managed, PLACE, 'external')
    expect(getPlane(plan)?.etcd).toEqual({
      topology: 'external',
      clusters: [
        { name: 'main', members: [A, B, C].map((zone) => ({ name: `etcd-${zone}`, zone })) },
      ],
    })
    const typed = edit.setEtcdTopology(KOPS, PLACE, 'external')
    expect(getPlane(typed)?.etcd.clusters[0]?.members[1]).toEqual({
      name: 'b',
      zone: B,
      instanceType: 'm5.large',
    })
  })

  it('stacks etcd: a member on every master, with the volume it had', () => {
    const external = edit.addMember(edit.setEtcdTopology(KOPS, PLACE, 'external'), PLACE, {
      zone: C,
    })
    const plan = edit.setEtcdTopology(external, PLACE, 'stacked')
    expect(listZones(plan)).toEqual({ masters: [A, B, C], main: [A, B, C], events: [A, B, C] })
    expect(getPlane(plan)?.etcd.clusters[0]?.members[2]?.volume).toEqual({
      sizeGiB: 20,
      type: 'gp3',
    })
  })

  it('adds and takes away the etcd cluster of events, and main stands first', () => {
    const one = edit.setEtcdCluster(KOPS, { ...PLACE, etcd: 'events' }, false)
    expect(getPlane(one)?.etcd.clusters.map(({ name }) => name)).toEqual(['main'])
    const two = edit.setEtcdCluster(one, { ...PLACE, etcd: 'events' }, true)
    expect(listZones(two)).toEqual(listZones(KOPS))
    const none = edit.setEtcdCluster(KOPS, { ...PLACE, etcd: 'main' }, false)
    const back = edit.setEtcdCluster(none, { ...PLACE, etcd: 'main' }, true)
    expect(getPlane(back)?.etcd.clusters.map(({ name }) => name)).toEqual(['main', 'events'])
  })

  it('adds, fills and removes a member of one etcd cluster', () => {
    const added = edit.addEtcdMember(KOPS, { ...PLACE, etcd: 'main' }, { zone: C, name: 'c' })
    expect(listZones(added)).toEqual({ masters: [A, B], main: [A, B, C], events: [A, B] })
    const at = { ...PLACE, etcd: 'main', member: 'c' } as const
    const sized = edit.setEtcdVolume(added, at, { sizeGiB: 64 })
    expect(getPlane(sized)?.etcd.clusters[0]?.members[2]?.volume).toEqual({ sizeGiB: 64 })
    expect(edit.removeEtcdMember(sized, at)).toEqual(KOPS)
  })

  it('renames a master and the etcd members of its name', () => {
    const plan = edit.setControlPlaneKind(SAMPLE_PLAN, PLACE, 'self-managed')
    const renamed = edit.renameMember(plan, { ...PLACE, member: `master-${A}` }, 'one')
    expect(getPlane(renamed)?.members[0]?.name).toBe('one')
    expect(getPlane(renamed)?.etcd.clusters[0]?.members[0]?.name).toBe('one')
  })

  it('CPL-009 sets and takes away the kind of endpoint', () => {
    const plan = edit.setApiEndpoint(KOPS, PLACE, 'single-address')
    expect(getPlane(plan)?.apiEndpoint).toBe('single-address')
    expect(getPlane(edit.setApiEndpoint(KOPS, PLACE, undefined))).not.toHaveProperty('apiEndpoint')
  })

  it.each([
    { name: 'the same kind', plan: edit.setControlPlaneKind(KOPS, PLACE, 'self-managed') },
    { name: 'the same topology', plan: edit.setEtcdTopology(KOPS, PLACE, 'stacked') },
    { name: 'the same endpoint', plan: edit.setApiEndpoint(KOPS, PLACE, 'load-balancer') },
    {
      name: 'the same zone',
      plan: edit.moveMember(KOPS, { ...PLACE, member: `master-${A}` }, A),
    },
    { name: 'no such master', plan: edit.removeMember(KOPS, { ...PLACE, member: 'x' }) },
    {
      name: 'no such etcd member',
      plan: edit.moveEtcdMember(KOPS, { ...PLACE, etcd: 'main', member: 'x' }, C),
    },
    { name: 'another cluster', plan: edit.addMember(KOPS, { design: 0, cluster: 3 }, {}) },
  ])('gives the plan itself where nothing changes: $name', ({ plan }) => {
    expect(plan).toBe(KOPS)
  })

  it('leaves a managed control plane as it is', () => {
    expect(edit.addMember(SAMPLE_PLAN, PLACE, { zone: A })).toBe(SAMPLE_PLAN)
  })
})
