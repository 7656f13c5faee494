import { useEffect, useState } from 'react'
import { listAllGoing } from '#kube/list-going.ts'
import type { Going, Leaving } from '#kube/list-going.ts'
import type { ObjectId } from '#kube/owned-objects.ts'
import { removeGroup, removeZone } from '#plan/edit.ts'
import { removeEtcdMember, removeMember } from '#plan/edit-control-plane.ts'
import type { Cluster, Plan } from '#plan/schema.ts'
import { editObjects } from '#store/edit-objects.ts'
import { closeForm } from '#store/form-store.ts'
import { useOpenPlan } from '#store/plan-store.ts'
import { getSession } from '#store/run-store.ts'
import { select } from '#store/view-store.ts'
import { renderCount } from '../parts/render-count.ts'
import { CheckField } from './check-field.tsx'
import { FormFrame } from './form-frame.tsx'
import type { ShownCluster } from './use-cluster.ts'
import { WaitingForm } from './waiting-form.tsx'

/** Says what goes along before it goes. */
export function RemoveForm({
  shown,
  leaving,
}: {
  readonly shown: ShownCluster
  readonly leaving: Leaving
}) {
  const going = useGoing(shown, leaving)
  const [keepsClaims, setKeepsClaims] = useState(true)
  if (going === undefined) return <WaitingForm />
  const { place, cluster } = shown
  const name = nameOf(leaving)
  const isWorkload = leaving.kind === 'workload'
  const objects = isWorkload && keepsClaims ? { ...going, claims: [], volumes: [] } : going
  const along = leaving.kind === 'zone' ? listOfZone(cluster, leaving.zone) : NOTHING_ALONG
  const isLastZone = leaving.kind === 'zone' && cluster.zones.length === 1
  const problems = isLastZone
    ? [{ code: 'plan/wrong-value', path: '', message: 'a cluster needs a zone; this is its last' }]
    : []
  const remove = (): void => {
    closeForm()
    select(undefined)
    const change = (plan: Plan) => removeFrom(plan, { shown, leaving, along })
    void editObjects({ place, remove: listAllGoing(objects), change }, `${name} removed`)
  }
  return (
    <FormFrame
      label={`Remove ${name}`}
      problems={problems}
      applyWords="Remove"
      onApply={remove}
      onCancel={closeForm}
    >
      <p className="small">
        {countAll(objects) + along.words.length === 0
          ? 'Nothing else goes along.'
          : 'What goes along:'}
      </p>
      <ul className="small going">
        {along.words.map((words) => (
          <li key={words}>{words}</li>
        ))}
        <Ids what="node" ids={objects.nodes.filter(({ kind }) => kind === 'Node')} />
        <Ids what="pod" ids={objects.pods} />
        <Ids what="claim" ids={objects.claims} />
        <Ids what="volume" ids={objects.volumes} />
      </ul>
      {isWorkload && going.claims.length > 0 && (
        <CheckField
          label="Keep its claims and their volumes"
          hint="as Kubernetes does when a StatefulSet is deleted"
          isOn={keepsClaims}
          onChange={setKeepsClaims}
        />
      )}
      {leaving.kind === 'zone' && going.pods.length > 0 && (
        <p className="small dim">
          Pods of workloads are wanted again and start pending; pods of nobody are gone.
        </p>
      )}
    </FormFrame>
  )
}

function useGoing({ place }: ShownCluster, leaving: Leaving): Going | undefined {
  const packed = useOpenPlan()?.packed
  const [going, setGoing] = useState<Going>()
  useEffect(() => {
    if (packed === undefined) return undefined
    const withdrawn = new AbortController()
    void getSession()
      .engine.ask('list-going', { packed, place, leaving }, { signal: withdrawn.signal })
      .then(setGoing)
    return () => withdrawn.abort()
  }, [packed, place, leaving])
  return going
}

const MAX_NAMES = 4

function Ids({ what, ids }: { readonly what: string; readonly ids: readonly ObjectId[] }) {
  if (ids.length === 0) return null
  const names = ids.slice(0, MAX_NAMES).map(({ name }) => name)
  const more = ids.length > MAX_NAMES ? ` and ${ids.length - MAX_NAMES} more` : ''
  return (
    <li>
      {renderCount(ids.length, what)}: {names.join(', ')}
      {more}
    </li>
  )
}

function nameOf(leaving: Leaving): string {
  switch (leaving.kind) {
    case 'workload':
      return `${leaving.id.kind} ${leaving.id.name}`
    case 'zone':
      return `zone ${leaving.zone}`
    case 'group':
      return `group ${leaving.group}`
    case 'volume':
      return `volume ${leaving.name}`
  }
}

interface Along {
  readonly groups: readonly string[]
  readonly members: readonly string[]
  readonly etcdMembers: readonly { readonly etcd: 'main' | 'events'; readonly name: string }[]
  readonly words: readonly string[]
}

const NOTHING_ALONG: Along = { groups: [], members: [], etcdMembers: [], words: [] }

/** What of the plan itself stands in a zone, and can't stand without it. */
function listOfZone({ nodeGroups, controlPlane }: Cluster, zone: string): Along {
  const groups = nodeGroups.filter(({ zones }) => zones?.length === 1 && zones[0] === zone)
  const others = nodeGroups.filter(
    ({ zones }) => zones?.includes(zone) === true && zones.length > 1,
  )
  const plane = controlPlane.kind === 'self-managed' ? controlPlane : undefined
  const members = (plane?.members ?? []).filter((member) => member.zone === zone)
  const etcdMembers = (plane?.etcd.clusters ?? []).flatMap((etcd) =>
    etcd.members
      .filter((member) => member.zone === zone)
      .map(({ name }) => ({ etcd: etcd.name, name })),
  )
  const say = (what: string, names: readonly string[]) =>
    names.length === 0 ? [] : [`${renderCount(names.length, what)}: ${names.join(', ')}`]
  const groupNames = groups.map(({ name }) => name)
  const memberNames = members.map(({ name }) => name)
  return {
    groups: groupNames,
    members: memberNames,
    etcdMembers,
    words: [
      ...groupNames.map((name) => `node group ${name}, which has only this zone`),
      ...say('master', memberNames),
      ...say(
        'etcd member',
        etcdMembers.map(({ etcd, name }) => `${name} of ${etcd}`),
      ),
      ...(others.length === 0
        ? []
        : [`the zone in ${others.map(({ name }) => name).join(', ')}, which keep their others`]),
    ],
  }
}

function removeFrom(
  plan: Plan,
  {
    shown: { place },
    leaving,
    along,
  }: { readonly shown: ShownCluster; readonly leaving: Leaving; readonly along: Along },
): Plan {
  if (leaving.kind === 'group') return removeGroup(plan, { ...place, group: leaving.group })
  if (leaving.kind !== 'zone') return plan
  const withoutGroups = along.groups.reduce(
    (now, group) => removeGroup(now, { ...place, group }),
    plan,
  )
  const withoutMembers = along.members.reduce(
    (now, member) => removeMember(now, { ...place, member }),
    withoutGroups,
  )
  const withoutEtcd = along.etcdMembers.reduce(
    (now, { etcd, name }) => removeEtcdMember(now, { ...place, etcd, member: name }),
    withoutMembers,
  )
  return removeZone(withoutEtcd, place, leaving.zone)
}

function countAll(going: Going): number {
  return going.nodes.length + going.pods.length + going.claims.length + going.volumes.length
}
