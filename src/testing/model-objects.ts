/**
 * A state of the model form as the Kubernetes objects that it may have been compiled from: each group, zone and class
 * is a label, what a class asks of them is affinity, and volumes are claims.
 */
import type { KubeObject } from '#kube/object.ts'
import type { Amounts, Model, ModelPod } from '#exploration/model.ts'
import type { PlainNode, PlainState } from '#exploration/plain/plain-state.ts'

const ZONE = 'topology.kubernetes.io/zone'
const HOSTNAME = 'kubernetes.io/hostname'
const DRIVER = 'ebs.csi.aws.com'

/** The node of that place in the state. */
export function nameNode(index: number): string {
  return `n${index}`
}

/** Everything that stands in the state, and one more pod of the class, without a node, of that name. */
export function makeModelObjects(
  model: Model,
  state: PlainState,
  fresh: { readonly pod: ModelPod; readonly name: string },
): readonly KubeObject[] {
  const classes = new Map(model.pods.map((pod) => [pod.name, pod]))
  const placed = state.nodes.flatMap((node, at) =>
    node.pods.flatMap((name, index) => {
      const pod = classes.get(name)
      if (pod === undefined) return []
      return makePodObjects(pod, `${name.toLowerCase()}-${at}-${index}`, {
        state,
        nodeName: nameNode(at),
      })
    }),
  )
  return [
    ...state.nodes.flatMap((node, index) => makeNodeObjects(model, node, nameNode(index))),
    ...placed,
    ...makePodObjects(fresh.pod, fresh.name, { state }),
  ]
}

function makeNodeObjects(model: Model, node: PlainNode, name: string): readonly KubeObject[] {
  const group = model.groups.find((one) => one.name === node.group)
  const labels = { [HOSTNAME]: name, [ZONE]: node.zone, group: node.group }
  const allocatable = { ...renderAmounts(group?.capacity ?? {}), pods: '1000' }
  const count = group?.slots
  const driver = { name: DRIVER, nodeID: name, topologyKeys: [] }
  return [
    {
      apiVersion: 'v1',
      kind: 'Node',
      metadata: { name, labels },
      status: { allocatable },
    },
    {
      apiVersion: 'storage.k8s.io/v1',
      kind: 'CSINode',
      metadata: { name },
      spec: { drivers: [count === undefined ? driver : { ...driver, allocatable: { count } }] },
    },
  ]
}

function makePodObjects(
  pod: ModelPod,
  name: string,
  place: { readonly state: PlainState; readonly nodeName?: string },
): readonly KubeObject[] {
  const { nodeName, state } = place
  const attached = Array.from({ length: pod.volumes ?? 0 }, (_, index) =>
    makeBound(`${name}-v${index}`, { csi: { driver: DRIVER, volumeHandle: `${name}-${index}` } }),
  )
  const objects = [...attached.flat(), ...makeZoneClaim(pod, `${name}-zone`, state)]
  const volumes = objects
    .filter(({ kind }) => kind === 'PersistentVolumeClaim')
    .map(({ metadata }) => ({
      name: metadata.name,
      persistentVolumeClaim: { claimName: metadata.name },
    }))
  const containers = [{ name: 'c', resources: { requests: renderAmounts(pod.requests) } }]
  return [
    ...objects,
    {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name, namespace: 'default', labels: { class: pod.name } },
      spec: {
        ...(nodeName === undefined ? {} : { nodeName }),
        containers,
        volumes,
        affinity: makeAffinity(pod),
        ...(pod.spread === undefined
          ? {}
          : {
              topologySpreadConstraints: [
                {
                  maxSkew: pod.spread.maxSkew,
                  topologyKey: ZONE,
                  whenUnsatisfiable: 'DoNotSchedule',
                  labelSelector: { matchExpressions: [isOneOf('class', pod.spread.with)] },
                },
              ],
            }),
      },
    },
  ]
}

/** The claim that keeps the pod in a zone, bound or still to be bound; none where nothing does. */
function makeZoneClaim(pod: ModelPod, name: string, state: PlainState): readonly KubeObject[] {
  const zone = pod.binds === undefined ? pod.zone : state.bound[pod.name]
  if (zone !== undefined) return makeBound(name, { local: { path: '/d' } }, zone)
  if (pod.binds === undefined) return []
  return [
    {
      apiVersion: 'storage.k8s.io/v1',
      kind: 'StorageClass',
      metadata: { name },
      provisioner: 'unlimited.example.com',
      volumeBindingMode: 'WaitForFirstConsumer',
      allowedTopologies: [{ matchLabelExpressions: [{ key: ZONE, values: pod.binds }] }],
    },
    makeClaim(name, { storageClassName: name }),
  ]
}

function makeBound(name: string, source: object, zone?: string): readonly KubeObject[] {
  const nodeAffinity =
    zone === undefined
      ? {}
      : {
          nodeAffinity: {
            required: { nodeSelectorTerms: [{ matchExpressions: [isOneOf(ZONE, [zone])] }] },
          },
        }
  return [
    makeClaim(name, { volumeName: name, storageClassName: '' }, 'yes'),
    {
      apiVersion: 'v1',
      kind: 'PersistentVolume',
      metadata: { name },
      spec: { ...source, ...nodeAffinity },
    },
  ]
}

function makeClaim(name: string, spec: object, completed?: string): KubeObject {
  const annotations =
    completed === undefined ? {} : { annotations: { 'pv.kubernetes.io/bind-completed': completed } }
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name, namespace: 'default', ...annotations },
    spec,
  }
}

function makeAffinity({ groups, zones, apartFrom = [], zoneApart = [], zoneWith }: ModelPod) {
  const expressions = [
    ...(groups === undefined ? [] : [isOneOf('group', groups)]),
    ...(zones === undefined ? [] : [isOneOf(ZONE, zones)]),
  ]
  const near = (topologyKey: string, classes: readonly string[]) => ({
    topologyKey,
    labelSelector: { matchExpressions: [isOneOf('class', classes)] },
  })
  const apart = [
    ...(apartFrom.length === 0 ? [] : [near(HOSTNAME, apartFrom)]),
    ...(zoneApart.length === 0 ? [] : [near(ZONE, zoneApart)]),
  ]
  return {
    ...(expressions.length === 0
      ? {}
      : {
          nodeAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: {
              nodeSelectorTerms: [{ matchExpressions: expressions }],
            },
          },
        }),
    ...(apart.length === 0
      ? {}
      : { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: apart } }),
    ...(zoneWith === undefined
      ? {}
      : {
          podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [near(ZONE, zoneWith)] },
        }),
  }
}

function isOneOf(key: string, values: readonly string[]) {
  return { key, operator: 'In', values }
}

/** Amounts of the model are millicores, bytes, and pieces of anything else. */
function renderAmounts(amounts: Amounts): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(amounts).map(([name, amount]) => {
      if (name === 'cpu') return [name, `${amount}m`]
      return name === 'memory' ? [name, String(amount)] : [`example.com/${name}`, String(amount)]
    }),
  )
}
