import { findPartition, listCallableRegions } from './endpoints.ts'
import type { Refusal } from './explain-failure.ts'
import { fetchPages } from './fetch-pages.ts'
import { createPace } from './pace.ts'
import type { Surroundings } from './pace.ts'
import type { CallProgress, Identity, VpcChoice } from './reading.ts'
import { readRegion } from './read-region.ts'
import type { RegionReading, RegionWish } from './read-region.ts'
import type { Answer, Sender } from './send-call.ts'
import { sendPatiently } from './send-patiently.ts'
import type { Line } from './send-patiently.ts'
import { listRecords } from './templates-in-use.ts'

/** One conversation with one account, from its keys to its inventory. */
export interface AwsSession {
  /** Whose keys these are, and the Regions that are enabled (I13.4); a refusal when the keys are no good. */
  readonly identify: (region: string) => Promise<Identified>
  readonly listVpcs: (region: string) => Promise<readonly VpcChoice[]>
  readonly read: (regions: readonly string[], wish: RegionWish) => Promise<readonly RegionReading[]>
}

export type Identified =
  | {
      readonly kind: 'known'
      /** Absent when the keys work but may not ask who they are. */
      readonly identity?: Identity
      readonly regions: readonly string[]
      /** Calls that were refused on the way; nothing of a reading depends on them. */
      readonly refusals: readonly Refusal[]
    }
  | { readonly kind: 'refused'; readonly refusal: Refusal }

/** What the session asks of whoever runs it. */
export interface SessionListener {
  readonly onProgress: (calls: readonly CallProgress[]) => void
  /** Fresh keys are wanted: true when they are in the vault, false to go on without the call. */
  readonly askForKeys: (refusal: Refusal) => Promise<boolean>
}

export function createSession(
  sender: Sender,
  surroundings: Surroundings,
  listener: SessionListener,
): AwsSession {
  const takeTurn = createPace(surroundings)
  let account: string | undefined
  let hasGivenUp = false

  const makeLine = (region: string, more: Partial<Pick<Line, 'tell' | 'renew'>>): Line => ({
    region,
    sender,
    surroundings,
    takeTurn,
    spent: { requests: 0 },
    renew: () => Promise.resolve(false),
    tell: () => undefined,
    ...more,
  })

  /** Asks until the fresh keys are of the same account: pages of two must not meet in one inventory. */
  const renew = async (region: string, refusal: Refusal): Promise<boolean> => {
    if (hasGivenUp) return false
    let asked = refusal
    while (await listener.askForKeys(asked)) {
      const whose = await sendPatiently(makeLine(region, {}), 'sts:GetCallerIdentity', {})
      if (whose.kind === 'failure') {
        // Who may not ask who they are is judged by the call itself.
        if (!isAboutKeys(whose.refusal)) return true
        asked = whose.refusal
        continue
      }
      const { Account: now } = whose.answer
      if (account === undefined || now === account) return true
      asked = {
        ...refusal,
        message: `These keys are of another account (${maskAccount(now)}) than what was read so far (${maskAccount(account)}).`,
        advice: 'Paste keys of the first account, or finish with what was read.',
      }
    }
    // Nobody is asked again for each of the calls that are left.
    hasGivenUp = true
    return false
  }

  return {
    identify: async (region) => {
      const line = makeLine(region, {})
      const whose = await sendPatiently(line, 'sts:GetCallerIdentity', {})
      if (whose.kind === 'failure' && isAboutKeys(whose.refusal)) {
        return { kind: 'refused', refusal: whose.refusal }
      }
      const listed = await sendPatiently(line, 'ec2:DescribeRegions', {})
      if (listed.kind === 'failure' && isAboutKeys(listed.refusal)) {
        return { kind: 'refused', refusal: listed.refusal }
      }
      if (whose.kind === 'failure' && listed.kind === 'failure') {
        const isOffline = whose.refusal.kind === 'no-answer' && listed.refusal.kind === 'no-answer'
        if (isOffline) return { kind: 'refused', refusal: listed.refusal }
      }
      const identity = whose.kind === 'answer' ? readIdentity(whose.answer) : undefined
      if (whose.kind === 'answer' && typeof whose.answer['Account'] === 'string') {
        account = whose.answer['Account']
      }
      return {
        kind: 'known',
        ...(identity === undefined ? {} : { identity }),
        regions: listed.kind === 'answer' ? listEnabled(listed.answer, region) : listAll(region),
        refusals: [whose, listed].flatMap((one) => (one.kind === 'failure' ? [one.refusal] : [])),
      }
    },
    listVpcs: async (region) => {
      const { answers } = await fetchPages(
        makeLine(region, {}),
        'ec2:DescribeVpcs',
        {},
        {
          maxAttempts: 1,
          onPages: () => undefined,
        },
      )
      return answers.flatMap(({ Vpcs: vpcs }) => listRecords(vpcs).flatMap(readVpc))
    },
    read: async (regions, wish) => {
      const done: RegionReading[] = []
      for (const region of regions) {
        const before = done.flatMap(({ calls }) => calls)
        done.push(
          await readRegion(
            (tell) => makeLine(region, { tell, renew: (refusal) => renew(region, refusal) }),
            wish,
            (calls) => listener.onProgress([...before, ...calls]),
          ),
        )
      }
      return done
    },
  }
}

function isAboutKeys({ kind }: Refusal): boolean {
  return kind === 'wrong-keys' || kind === 'session-ended' || kind === 'bad-signature'
}

/** I13.1: only the last four digits of an account are shown. */
function maskAccount(account: unknown): string {
  return typeof account === 'string' && /^[\d*]{8}\d{4}$/.test(account)
    ? `…${account.slice(-4)}`
    : '…'
}

function readIdentity({ Account: account, Arn: arn }: Answer): Identity {
  const text = typeof arn === 'string' ? arn : ''
  const role = /:assumed-role\/([^/]+)/.exec(text)?.[1]
  const user = /:(?:user|federated-user)\/(?:.*\/)?([^/]+)$/.exec(text)?.[1]
  return {
    account: maskAccount(account),
    principal:
      role !== undefined
        ? `role ${role}`
        : user !== undefined
          ? `user ${user}`
          : text.endsWith(':root')
            ? 'root user'
            : 'unknown principal',
  }
}

/** I13.4: Regions of the list that the account has enabled, of the partition that its keys are for. */
function listEnabled({ Regions: regions }: Answer, asked: string): readonly string[] {
  const enabled = new Set(
    listRecords(regions)
      .filter(({ OptInStatus: status }) => status !== 'not-opted-in')
      .map(({ RegionName: name }) => name),
  )
  const listed = listAll(asked).filter((region) => enabled.has(region))
  return listed.length === 0 ? listAll(asked) : listed
}

function listAll(asked: string): readonly string[] {
  const partition = findPartition(asked)
  return listCallableRegions().filter((region) => findPartition(region) === partition)
}

function readVpc({ VpcId: id, IsDefault: isDefault, Tags: tags }: Answer): readonly VpcChoice[] {
  if (typeof id !== 'string') return []
  const name = listRecords(tags).find(({ Key: key }) => key === 'Name')?.['Value']
  return [{ id, name: typeof name === 'string' ? name : '', isDefault: isDefault === true }]
}
