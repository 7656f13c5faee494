import { hasObject, readList, readText } from '#kube/field.ts'
import type { ControlPlane } from '#plan/schema.ts'
import { decide, placeOf, report } from '../../import-context.ts'
import type { ControlPlanePart, Draft } from './draft.ts'
import { mapRootVolume } from './machine.ts'

type SelfManaged = Extract<ControlPlane, { readonly kind: 'self-managed' }>

/** Managed by EKS, or machines with stacked etcd that are spread over the zones (section 9). */
export function mapControlPlane(draft: Draft): ControlPlane | undefined {
  const { controlPlane } = draft.parts
  if (controlPlane === undefined) return undefined
  if (controlPlane.kind === 'AWSManagedControlPlane') return { kind: 'managed' }
  if (controlPlane.kind !== 'KubeadmControlPlane') return undefined
  const members = listMembers(draft, controlPlane)
  const external = ['kubeadmConfigSpec', 'clusterConfiguration', 'etcd', 'external']
  const isExternal = hasObject(controlPlane.spec, ...external)
  const loadBalancer = readText(
    draft.parts.infrastructure?.spec,
    'controlPlaneLoadBalancer',
    'loadBalancerType',
  )
  if (isExternal)
    reportExternal(
      draft,
      controlPlane,
      readList(controlPlane.spec, ...external, 'endpoints').length,
    )
  const { rootVolume } = mapRootVolume(controlPlane.machine?.spec)
  const etcdMembers = members.map(({ name, zone, instanceType }) => ({
    name,
    ...(zone === undefined ? {} : { zone }),
    ...(instanceType === undefined ? {} : { instanceType }),
    ...(rootVolume === undefined ? {} : { volume: rootVolume }),
  }))
  return {
    kind: 'self-managed',
    members,
    etcd: isExternal
      ? { topology: 'external', clusters: [] }
      : { topology: 'stacked', clusters: [{ name: 'main', members: etcdMembers }] },
    ...(loadBalancer === 'disabled' ? {} : { apiEndpoint: 'load-balancer' as const }),
  }
}

function reportExternal(draft: Draft, { document, path }: ControlPlanePart, count: number): void {
  const seen = count === 0 ? '' : ` (${count} ${count === 1 ? 'endpoint' : 'endpoints'})`
  const message = `etcd stands outside of the cluster${seen}; its members and their zones are not known`
  report(
    draft.task.context,
    { code: 'capi-external-etcd', severity: 'ambiguous', message },
    placeOf(document, `${path}.kubeadmConfigSpec.clusterConfiguration.etcd.external`),
  )
}

/** As many as a plan can hold. */
const MAX_MEMBERS = 15

function listMembers(draft: Draft, controlPlane: ControlPlanePart): SelfManaged['members'] {
  const instanceType = readText(controlPlane.machine?.spec, 'instanceType')
  const running = draft.parts.machines.filter(({ isControlPlane }) => isControlPlane)
  if (running.length > 0) {
    return running.slice(0, MAX_MEMBERS).map(({ name, zone }) => ({
      name,
      ...(zone === undefined ? {} : { zone }),
      ...(instanceType === undefined ? {} : { instanceType }),
    }))
  }
  const count = askCount(draft, controlPlane)
  const zones = askZones(draft, controlPlane, count)
  return Array.from({ length: count }, (_none, index) => {
    const zone = zones[index % Math.max(1, zones.length)]
    return {
      name: `${controlPlane.name || 'control-plane'}-${index + 1}`,
      ...(zone === undefined ? {} : { zone }),
      ...(instanceType === undefined ? {} : { instanceType }),
    }
  })
}

/** Cluster API's own default is one machine. */
function askCount(draft: Draft, { replicas, document, path }: ControlPlanePart): number {
  if (replicas !== undefined) {
    if (replicas >= 0 && replicas <= MAX_MEMBERS) return replicas
    const message = `${replicas} machines of the control plane; a plan holds 0 to ${MAX_MEMBERS}`
    report(
      draft.task.context,
      { code: 'capi-replicas', severity: 'error', message },
      placeOf(document, `${path}.replicas`),
    )
    return Math.max(0, Math.min(replicas, MAX_MEMBERS))
  }
  const answer = decide(
    draft.task.context,
    {
      id: `${draft.parts.name ?? 'cluster'}.controlPlane.replicas`,
      code: 'capi-control-plane-size',
      subject: `machines of the control plane of ${draft.parts.name ?? 'the cluster'}`,
      message: 'no replicas of the control plane: Cluster API’s default',
      value: '1',
      alternatives: ['3', '5'].map((value) => ({ value, label: value })),
      free: true,
    },
    placeOf(document, path),
  )
  const count = /^\d{1,2}$/.test(answer.trim()) ? Number(answer) : 1
  return Math.min(count, MAX_MEMBERS)
}

/** Spread in turn over the zones with private subnets; no file says where each machine is. */
function askZones(
  draft: Draft,
  { document, path }: ControlPlanePart,
  count: number,
): readonly string[] {
  const { machineZones } = draft.network
  const { strengths, parts } = draft
  if (count === 0) return []
  // Without zones of the cluster there is nothing to choose from yet.
  if (machineZones.length === 0) {
    const message = 'the zones of the control plane’s machines are not known'
    report(
      draft.task.context,
      { code: 'capi-control-plane-zones', severity: 'ambiguous', message },
      placeOf(document, path),
    )
    return []
  }
  strengths.set('controlPlane', 'follows')
  const answer = decide(
    draft.task.context,
    {
      id: `${parts.name ?? 'cluster'}.controlPlane.zones`,
      code: 'capi-control-plane-zones',
      subject: `zones of the control plane of ${parts.name ?? 'the cluster'}`,
      message: `Cluster API spreads the ${count} ${count === 1 ? 'machine' : 'machines'} of the control plane over the zones; no file says which stands where`,
      value: machineZones.slice(0, Math.max(count, 1)).join(', '),
      alternatives: [],
      free: true,
    },
    placeOf(document, path),
  )
  const names = answer.split(/[,\s]+/).filter((name) => /^[a-z0-9-]{1,63}$/.test(name))
  return names.length > 0 ? names : machineZones
}
