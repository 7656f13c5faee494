/** `--members 2,1,0`: a control plane as members by zone, in the order of the cluster's zones. */
import type { Problem } from '#base/problem.ts'
import { failed, ok } from '#base/result.ts'
import type { Result } from '#base/result.ts'
import type { Cluster } from '#plan/schema.ts'
import { findValue } from './command.ts'
import type { CommandInput } from './command.ts'

export interface Vectors {
  readonly members: readonly number[]
  /** Absent: etcd is on the members. */
  readonly etcd?: readonly number[]
}

/** More is not a plan (the schema's own limit). */
const MAX_MEMBERS = 15

/** The vectors asked for; undefined: none, the plan's own members count. */
export function readVectors(input: CommandInput): Result<Vectors | undefined, Problem> {
  const members = readVector(input, 'members')
  const etcd = readVector(input, 'etcd')
  if (members.kind === 'failed') return members
  if (etcd.kind === 'failed') return etcd
  if (members.value === undefined) {
    if (etcd.value === undefined) return ok(undefined)
    return failed([{ code: 'cli/refused', path: '--etcd', message: 'is for --members only' }])
  }
  const { value } = etcd
  return ok({ members: members.value, ...(value === undefined ? {} : { etcd: value }) })
}

/** The cluster with these members in place of its own, of the type that its own have. */
export function applyVectors(cluster: Cluster, vectors: Vectors): Result<Cluster, Problem> {
  const { controlPlane, zones } = cluster
  const longest = Math.max(vectors.members.length, vectors.etcd?.length ?? 0)
  if (longest > zones.length) {
    const message = `${longest} zones, where ${cluster.name} has ${zones.length}`
    return failed([{ code: 'cli/type', path: '--members', message }])
  }
  const type =
    controlPlane.kind === 'self-managed' ? controlPlane.members[0]?.instanceType : undefined
  const place = (vector: readonly number[], prefix: string) =>
    vector.flatMap((count, index) =>
      Array.from({ length: count }, (_, at) => ({
        name: `${prefix}-${zones[index]?.name ?? ''}-${at + 1}`,
        zone: zones[index]?.name ?? '',
        ...(type === undefined ? {} : { instanceType: type }),
      })),
    )
  const members = place(vectors.members, 'member')
  const main = vectors.etcd === undefined ? members : place(vectors.etcd, 'etcd')
  return ok({
    ...cluster,
    controlPlane: {
      kind: 'self-managed',
      members,
      etcd: {
        topology: vectors.etcd === undefined ? 'stacked' : 'external',
        clusters: [{ name: 'main', members: main }],
      },
      ...(controlPlane.kind === 'self-managed' && controlPlane.apiEndpoint !== undefined
        ? { apiEndpoint: controlPlane.apiEndpoint }
        : {}),
    },
  })
}

function readVector(
  input: CommandInput,
  name: string,
): Result<readonly number[] | undefined, Problem> {
  const text = findValue(input, name)
  if (text === undefined) return ok(undefined)
  const counts = text.split(',').map((part) => (/^\d{1,2}$/.test(part) ? Number(part) : Number.NaN))
  const total = counts.reduce((sum, count) => sum + count, 0)
  if (total >= 1 && total <= MAX_MEMBERS) return ok(counts)
  const message = `"${text}" is not numbers such as 1,1,1, with 1 to ${MAX_MEMBERS} members in all`
  return failed([{ code: 'cli/type', path: `--${name}`, message }])
}
