import { compareText } from '#base/compare.ts'
import type { KubeObject } from '#kube/object.ts'
import type { ImportedObject } from '../../format-importer.ts'
import type { MappedVolume } from './map-volumes.ts'

export interface GuessedSets {
  readonly objects: readonly ImportedObject[]
  /** One sentence for the finding; absent where nothing was guessed. */
  readonly note?: string
}

/**
 * StatefulSets as the names of claims suggest them: `<template>-<set>-<ordinal>`, where at least two
 * ordinals are there (I12.14). A claim on an attached volume has its pod on that node. What the pods ask
 * for is not known, so they ask for nothing.
 */
export function guessSets(volumes: readonly MappedVolume[]): GuessedSets {
  const families = new Map<string, Family>()
  for (const volume of volumes) {
    const { claim } = volume
    const match = /^([a-z0-9]+(?:\.[a-z0-9]+)*)-(.+)-(0|[1-9]\d{0,3})$/.exec(claim?.name ?? '')
    if (claim === undefined || match === null) continue
    const [, template = '', set = '', ordinal] = match
    const key = `${claim.namespace} ${set}`
    const family = families.get(key) ?? { namespace: claim.namespace, set, templates: new Map() }
    families.set(key, family)
    const ordinals = family.templates.get(template) ?? new Map<number, MappedVolume>()
    family.templates.set(template, ordinals.set(Number(ordinal), volume))
  }
  const taken = [...families]
    .toSorted(([a], [b]) => compareText(a, b))
    .map(([, family]) => family)
    .filter(({ templates }) => [...templates.values()].some((ordinals) => ordinals.size >= 2))
  if (taken.length === 0) return { objects: [] }
  const names = taken.map(({ namespace, set }) => `${namespace}/${set}`)
  const shown =
    names.slice(0, 5).join(', ') + (names.length > 5 ? ` and ${names.length - 5} more` : '')
  const note = `${taken.length} ${taken.length === 1 ? 'StatefulSet' : 'StatefulSets'} guessed by the names of claims (${shown}): what the pods ask for is not known, and counts as nothing`
  return { objects: taken.flatMap(makeSet), note }
}

interface Family {
  readonly namespace: string
  readonly set: string
  /** By the claim template's name, then by ordinal. */
  readonly templates: Map<string, Map<number, MappedVolume>>
}

/** More replicas than claims were seen for would be invented. */
const MAX_REPLICAS = 1000

function makeSet({ namespace, set, templates }: Family): readonly ImportedObject[] {
  const sorted = [...templates].toSorted(([a], [b]) => compareText(a, b))
  const ordinals = [...new Set(sorted.flatMap(([, volumes]) => [...volumes.keys()]))].toSorted(
    (a, b) => a - b,
  )
  const first = sorted[0]?.[1].values().next().value
  if (first === undefined) return []
  const replicas = Math.min(MAX_REPLICAS, (ordinals.at(-1) ?? 0) + 1)
  const [document] = first.objects.map((one) => one.document)
  if (document === undefined) return []
  const spec = {
    containers: [
      {
        name: 'main',
        volumeMounts: sorted.map(([name]) => ({ name })),
      },
    ],
  }
  const labels = { app: set.slice(0, 63) }
  const object: KubeObject = {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: set, namespace },
    spec: {
      replicas,
      selector: { matchLabels: labels },
      serviceName: set,
      template: { metadata: { labels }, spec },
      volumeClaimTemplates: sorted.map(([name, volumes]) => {
        const sizeGiB = Math.max(...[...volumes.values()].map((volume) => volume.sizeGiB))
        return {
          metadata: { name },
          spec: {
            accessModes: ['ReadWriteOnce'],
            resources: { requests: { storage: `${sizeGiB}Gi` } },
          },
        }
      }),
    },
  }
  const pods = ordinals.flatMap((ordinal): KubeObject[] => {
    const nodes = new Set(sorted.flatMap(([, volumes]) => volumes.get(ordinal)?.nodeName ?? []))
    const [nodeName] = nodes.size === 1 ? [...nodes] : []
    return nodeName === undefined
      ? []
      : [
          makePod({
            namespace,
            set,
            ordinal,
            labels,
            nodeName,
            templates: sorted.map(([name]) => name),
          }),
        ]
  })
  return [object, ...pods].map((one) => ({ object: one, document }))
}

function makePod(pod: {
  readonly namespace: string
  readonly set: string
  readonly ordinal: number
  readonly labels: Readonly<Record<string, string>>
  readonly nodeName: string
  readonly templates: readonly string[]
}): KubeObject {
  const { namespace, set, ordinal, labels, nodeName, templates } = pod
  const name = `${set}-${ordinal}`
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      namespace,
      labels: { ...labels },
      ownerReferences: [
        { apiVersion: 'apps/v1', kind: 'StatefulSet', name: set, controller: true },
      ],
    },
    spec: {
      nodeName,
      containers: [{ name: 'main' }],
      volumes: templates.map((template) => ({
        name: template,
        persistentVolumeClaim: { claimName: `${template}-${name}` },
      })),
    },
    status: { phase: 'Running' },
  }
}
