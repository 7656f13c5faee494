import { readField, readList, readText, readTexts } from '#kube/field.ts'
import type { Autoscaler, ClusterAutoscalerFlags } from '#plan/schema.ts'
import { placeOf, report, type ImportContext, type SourceDocument } from './import-context.ts'

/**
 * Which autoscaler runs, by the image of a workload; of its command only the flags of the list are read,
 * here and nowhere else (import specification I10.5).
 */
export function findAutoscalers(
  context: ImportContext,
  documents: readonly SourceDocument[],
): readonly FoundAutoscaler[] {
  const found = documents.flatMap((document) => findAutoscaler(context, document) ?? [])
  // A Deployment says more than its pods; only where there is none do they count.
  return found
    .filter(({ rank, autoscaler }) =>
      found.every((other) => other.autoscaler.kind !== autoscaler.kind || other.rank >= rank),
    )
    .filter(
      ({ autoscaler }, index, list) =>
        list.findIndex((other) => other.autoscaler.kind === autoscaler.kind) === index,
    )
}

export interface FoundAutoscaler {
  readonly autoscaler: Autoscaler
  readonly document: SourceDocument
  readonly rank: number
}

const RANKS: readonly string[] = ['Deployment', 'StatefulSet', 'ReplicaSet', 'Pod']

const CLUSTER_AUTOSCALER_IMAGE =
  /(?:^|\/)cluster-autoscaler(?:-[a-z0-9]+)?(?::v?(\d+\.\d+\.\d+)[^@]*|:[^@]*)?(?:@.*)?$/
const KARPENTER_IMAGE = /(?:^|\/)karpenter\/controller(?::v?(\d+\.\d+\.\d+)[^@]*|:[^@]*)?(?:@.*)?$/

function findAutoscaler(
  context: ImportContext,
  document: SourceDocument,
): FoundAutoscaler | undefined {
  const kind = String(document.value['kind'])
  const rank = RANKS.indexOf(kind)
  if (rank === -1) return undefined
  const path = kind === 'Pod' ? ['spec'] : ['spec', 'template', 'spec']
  const containers = readList(document.value, ...path, 'containers')
  for (const [index, container] of containers.entries()) {
    const image = readText(container, 'image') ?? ''
    // Two quick words spare fifty thousand pods the patterns.
    if (!image.includes('cluster-autoscaler') && !image.includes('karpenter')) continue
    const running = kind === 'Pod' || readField(document.value, 'spec', 'replicas') !== 0
    const state = running ? {} : { running: false }
    const ca = CLUSTER_AUTOSCALER_IMAGE.exec(image)
    if (ca !== null) {
      const at = `${path.join('.')}.containers[${index}]`
      const flags = readFlags(context, { document, container, path: at })
      const version = ca[1] === undefined ? {} : { version: ca[1] }
      const autoscaler: Autoscaler = {
        kind: 'cluster-autoscaler',
        ...version,
        ...state,
        ...(Object.keys(flags).length === 0 ? {} : { flags }),
        owns: flags.nodeGroupAutoDiscovery === undefined ? [] : 'auto-discovery',
      }
      return { autoscaler, document, rank }
    }
    const karpenter = KARPENTER_IMAGE.exec(image)
    if (karpenter !== null) {
      const version = karpenter[1] === undefined ? {} : { version: karpenter[1] }
      return {
        autoscaler: { kind: 'karpenter', ...version, ...state, owns: 'auto-discovery' },
        document,
        rank,
      }
    }
  }
  return undefined
}

type Flags = { -readonly [Name in keyof ClusterAutoscalerFlags]: ClusterAutoscalerFlags[Name] }
type FlagReader = (flags: Flags, value: string) => boolean

const FLAGS: ReadonlyMap<string, FlagReader> = new Map<string, FlagReader>([
  ['nodes', (flags, value) => assign(flags, 'nodes', [...(flags.nodes ?? []), value])],
  [
    'node-group-auto-discovery',
    (flags, value) =>
      assign(flags, 'nodeGroupAutoDiscovery', [...(flags.nodeGroupAutoDiscovery ?? []), value]),
  ],
  ['expander', (flags, value) => assign(flags, 'expander', value)],
  ['balance-similar-node-groups', readSwitch('balanceSimilarNodeGroups')],
  [
    'balancing-ignore-label',
    (flags, value) =>
      assign(flags, 'balancingIgnoreLabel', [...(flags.balancingIgnoreLabel ?? []), value]),
  ],
  ['scale-down-enabled', readSwitch('scaleDownEnabled')],
  ['scale-down-unneeded-time', readDuration('scaleDownUnneededTime')],
  [
    'scale-down-utilization-threshold',
    (flags, value) => {
      const share = Number(value)
      if (!/^\d*\.?\d+$/.test(value) || share > 1) return false
      return assign(flags, 'scaleDownUtilizationThreshold', share)
    },
  ],
  ['scale-down-delay-after-add', readDuration('scaleDownDelayAfterAdd')],
  ['max-nodes-total', readCount('maxNodesTotal')],
  ['skip-nodes-with-local-storage', readSwitch('skipNodesWithLocalStorage')],
  ['skip-nodes-with-system-pods', readSwitch('skipNodesWithSystemPods')],
  ['max-node-provision-time', readDuration('maxNodeProvisionTime')],
  ['scan-interval', readDuration('scanInterval')],
  ['enable-csi-node-aware-scheduling', readSwitch('enableCsiNodeAwareScheduling')],
  [
    'expendable-pods-priority-cutoff',
    (flags, value) =>
      /^-?\d{1,10}$/.test(value) && assign(flags, 'expendablePodsPriorityCutoff', Number(value)),
  ],
  ['max-graceful-termination-sec', readCount('maxGracefulTerminationSec')],
])

/** Flags that say something of other tools or of logging, and nothing of scaling. */
function readFlags(
  context: ImportContext,
  at: { readonly document: SourceDocument; readonly container: unknown; readonly path: string },
): ClusterAutoscalerFlags {
  const flags: Flags = {}
  for (const [name, value] of listFlags(at.container)) {
    const reader = FLAGS.get(name)
    if (reader === undefined || reader(flags, value)) continue
    const message = `--${name}=${value.slice(0, 80)} is not a value that Cluster Autoscaler takes; its default stands`
    report(
      context,
      { code: 'autoscaler-flag', severity: 'error', message },
      placeOf(at.document, at.path),
    )
  }
  return flags
}

/** `--a=b`, `--a b` and `--a`, as words of their own or in one shell line. */
function listFlags(container: unknown): readonly (readonly [string, string])[] {
  const words = [...readTexts(container, 'command'), ...readTexts(container, 'args')]
    .slice(0, 500)
    .flatMap((word) => (/\s--?[a-z]/.test(word) ? word.split(/[\s\\]+/) : [word]))
  return words.flatMap((word, index): (readonly [string, string])[] => {
    const match = /^--?([a-z][a-z0-9-]*)(?:=(.*))?$/s.exec(word)
    if (match?.[1] === undefined) return []
    const [, name, value] = match
    if (value !== undefined) return [[name, value.replace(/^(["'])(.*)\1$/, '$2')]]
    const next = words[index + 1]
    const isAlone = next === undefined || next.startsWith('-') || SWITCHES.has(name)
    return [[name, isAlone ? 'true' : next]]
  })
}

const SWITCHES: ReadonlySet<string> = new Set([
  'balance-similar-node-groups',
  'scale-down-enabled',
  'skip-nodes-with-local-storage',
  'skip-nodes-with-system-pods',
  'enable-csi-node-aware-scheduling',
])

function assign<Name extends keyof Flags>(flags: Flags, name: Name, value: Flags[Name]): true {
  flags[name] = value
  return true
}

type NamesOf<Type> = {
  [Name in keyof Flags]-?: NonNullable<Flags[Name]> extends Type ? Name : never
}[keyof Flags]

/** What Go's `strconv.ParseBool` takes. */
function readSwitch(name: NamesOf<boolean>): FlagReader {
  return (flags, value) => {
    if (/^(?:1|t|T|true|TRUE|True)$/.test(value)) return assign(flags, name, true)
    return /^(?:0|f|F|false|FALSE|False)$/.test(value) && assign(flags, name, false)
  }
}

function readCount(name: 'maxNodesTotal' | 'maxGracefulTerminationSec'): FlagReader {
  return (flags, value) => /^\d{1,5}$/.test(value) && assign(flags, name, Number(value))
}

function readDuration(
  name:
    'scaleDownUnneededTime' | 'scaleDownDelayAfterAdd' | 'maxNodeProvisionTime' | 'scanInterval',
): FlagReader {
  return (flags, value) =>
    /^(?:0|(?:\d+(?:\.\d+)?(?:ns|us|µs|ms|s|m|h))+)$/.test(value) &&
    value.length <= 32 &&
    assign(flags, name, value)
}
