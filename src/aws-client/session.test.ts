import { describe, expect, it } from 'vitest'
import { makeShopAccount } from '#testing/aws-account.ts'
import { createAwsStub, readFilter, serveAwsStub } from '#testing/aws-stub.ts'
import type { StubAccount, StubAnswer, StubCall } from '#testing/aws-stub.ts'
import { makeStillSurroundings } from '#testing/still-surroundings.ts'
import type { Refusal } from './explain-failure.ts'
import { renderMissing } from './read-region.ts'
import type { RegionWish } from './read-region.ts'
import type { Credentials } from './read-credentials.ts'
import type { CallProgress } from './reading.ts'
import { createSender } from './send-call.ts'
import { createSession } from './session.ts'

const KEYS: Credentials = {
  keyId: 'ASIAIOSFODNN7EXAMPLE',
  secret: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  token: 'IQoJb3JpZ2luX2VjEXAMPLE//////////wEaCXVzLWVhc3QtMSJHMEUCIQ==',
}
const FRESH: Credentials = { ...KEYS, keyId: 'ASIAFRESHFRESHFRESH1' }

interface Setup {
  readonly account?: StubAccount
  readonly decide?: (call: StubCall) => StubAnswer | undefined
  readonly wish?: RegionWish
  /** Answers to each time that fresh keys are asked for; none left: go on without the call. */
  readonly fresh?: readonly Credentials[]
}

function start({ account = makeShopAccount(), decide, fresh = [] }: Setup) {
  const stub = createAwsStub(account, decide)
  const surroundings = makeStillSurroundings()
  const asked: Refusal[] = []
  const seen: CallProgress[] = []
  let keys: Credentials | undefined = KEYS
  const sender = createSender(() => keys, {
    fetch: stub.fetch,
    signal: () => surroundings.signal,
  })
  const session = createSession(sender, surroundings, {
    onProgress: (calls) => {
      const last = calls.at(-1)
      if (last !== undefined) seen.push(last)
    },
    askForKeys: (refusal) => {
      asked.push(refusal)
      keys = fresh[asked.length - 1]
      return Promise.resolve(keys !== undefined)
    },
  })
  return { stub, session, surroundings, asked, seen }
}

/** Reads eu-west-1 of the account, with what was asked of the stub on the way. */
async function read(setup: Setup = {}) {
  const started = start(setup)
  const identified = await started.session.identify('eu-west-1')
  const [reading] = await started.session.read(['eu-west-1'], setup.wish ?? {})
  if (reading === undefined) throw new Error('no reading')
  const lines = reading.lines.map((line): InventoryLine => JSON.parse(line))
  return { ...started, identified, reading, lines }
}

interface InventoryLine {
  readonly Call: string
  readonly Region: string
  readonly At?: string
  readonly Answer?: Readonly<Record<string, readonly Record<string, unknown>[]>>
  readonly Error?: { readonly Code: string; readonly Message: string; readonly Action?: string }
  readonly Zone?: string
}

function collect(lines: readonly InventoryLine[], call: string, list: string) {
  return lines.flatMap(({ Call, Answer }) => (Call === call ? (Answer?.[list] ?? []) : []))
}

const refuse = (name: string, code: string, status = 400, message?: string) => {
  return (call: StubCall): StubAnswer | undefined =>
    call.name === name
      ? { kind: 'error', status, code, ...(message === undefined ? {} : { message }) }
      : undefined
}

describe('a session with AWS', () => {
  it('tells whose keys they are, by the last four digits, and the Regions that are enabled (I13.4)', async () => {
    const { identified } = await read()
    expect(identified).toEqual({
      kind: 'known',
      identity: { account: '…9012', principal: 'role PlanReader' },
      regions: ['eu-west-1', 'us-east-1'],
      refusals: [],
    })
  })

  it('asks for exactly the calls of I13.1, with their page sizes and filters', async () => {
    const { stub } = await read()
    expect(stub.calls.map(({ name }) => name)).toEqual([
      'sts:GetCallerIdentity',
      'ec2:DescribeRegions',
      'ec2:DescribeAvailabilityZones',
      'ec2:DescribeVpcs',
      'ec2:DescribeSubnets',
      'ec2:DescribeInstances',
      'ec2:DescribeVolumes',
      'ec2:DescribeNetworkInterfaces',
      'autoscaling:DescribeAutoScalingGroups',
      'ec2:DescribeLaunchTemplateVersions',
    ])
    const asked = new Map(stub.calls.map((call) => [call.name, call]))
    const sizes = [...asked].flatMap(([name, { params }]) => {
      const size = params.get('MaxResults') ?? params.get('MaxRecords')
      return size === undefined ? [] : [`${name} ${size}`]
    })
    expect(sizes).toEqual([
      'ec2:DescribeVpcs 1000',
      'ec2:DescribeSubnets 1000',
      'ec2:DescribeInstances 1000',
      'ec2:DescribeVolumes 500',
      'ec2:DescribeNetworkInterfaces 1000',
      'autoscaling:DescribeAutoScalingGroups 100',
      'ec2:DescribeLaunchTemplateVersions 200',
    ])
    const filterOf = (name: string, filter: string) => {
      const call = asked.get(name)
      return call === undefined ? [] : readFilter(call, filter)
    }
    expect(filterOf('ec2:DescribeInstances', 'instance-state-name')).toEqual([
      'pending',
      'running',
      'stopping',
      'stopped',
    ])
    expect(filterOf('ec2:DescribeNetworkInterfaces', 'description')).toEqual(['Amazon EKS *'])
    expect(filterOf('ec2:DescribeAvailabilityZones', 'zone-type')).toEqual(['availability-zone'])
    expect(asked.get('ec2:DescribeInstances')?.params.get('IncludeManagedResources')).toBe('true')
    expect(asked.get('ec2:DescribeVolumes')?.params.get('IncludeManagedResources')).toBe('true')
  })

  it('gives an inventory in AWS’ own spelling, a page a line', async () => {
    const { reading, lines } = await read()
    expect(reading.isUsable).toBe(true)
    expect(reading.calls.map(({ state }) => state)).toEqual(reading.calls.map(() => 'done'))
    expect(lines.filter((line) => line.Error !== undefined)).toEqual([])
    const [reservation] = collect(lines, 'ec2:DescribeInstances', 'Reservations')
    expect(reservation).toMatchObject({
      Instances: [
        {
          InstanceId: 'i-0worker1',
          InstanceType: 'm5.large',
          State: { Name: 'running' },
          Placement: { AvailabilityZone: 'eu-west-1a' },
          LaunchTime: '2026-11-20T08:00:00.000Z',
        },
      ],
    })
    expect(
      collect(lines, 'autoscaling:DescribeAutoScalingGroups', 'AutoScalingGroups')[0],
    ).toMatchObject({
      AutoScalingGroupName: 'eks-workers-1',
      MinSize: 1,
      MaxSize: 6,
      VPCZoneIdentifier: 'subnet-00,subnet-01,subnet-02',
      Tags: expect.arrayContaining([{ Key: 'eks:cluster-name', Value: 'shop' }]),
    })
    expect(lines[0]).toMatchObject({
      Region: 'eu-west-1',
      At: expect.stringMatching(/^2026-11-24T/),
    })
  })

  it('I11.2 I12.1 lets neither user data, keys, addresses, owners nor other tags through', async () => {
    const { reading } = await read()
    expect(reading.lines.join('\n')).not.toMatch(/SECRET|U0VDUkVU|10\.9\.8\.7|123456789012|owner/i)
  })

  it('asks for templates of clusters only, in the versions that are in use', async () => {
    const { stub } = await read()
    const asked = stub.calls.filter(({ name }) => name === 'ec2:DescribeLaunchTemplateVersions')
    expect(asked.map(({ params }) => params.get('LaunchTemplateId'))).toEqual(['lt-0shop'])
    expect(
      [...(asked[0]?.params ?? [])].filter(([key]) => key.startsWith('LaunchTemplateVersion')),
    ).toEqual([
      ['LaunchTemplateVersion.1', '1'],
      ['LaunchTemplateVersion.2', '$Default'],
    ])
  })

  it('narrows machines, subnets and VPCs by a VPC', async () => {
    const { stub } = await read({ wish: { vpcId: 'vpc-0shop' } })
    const narrowed = stub.calls.filter((call) => readFilter(call, 'vpc-id').length > 0)
    expect(narrowed.map(({ name }) => name)).toEqual([
      'ec2:DescribeVpcs',
      'ec2:DescribeSubnets',
      'ec2:DescribeInstances',
    ])
  })

  it('asks for types beyond the catalogue, and for offerings only on request', async () => {
    const account = makeShopAccount()
    const instances = account.instances.map((one) => ({ ...one, type: 'z99.huge' }))
    const { stub } = await read({
      account: { ...account, instances },
      wish: { withOfferings: true },
    })
    const [types] = stub.calls.filter(({ name }) => name === 'ec2:DescribeInstanceTypes')
    expect(types === undefined ? [] : readFilter(types, 'instance-type')).toEqual(['z99.huge'])
    const offerings = stub.calls.at(-1)
    expect(offerings?.name).toBe('ec2:DescribeInstanceTypeOfferings')
    expect(offerings?.params.get('LocationType')).toBe('availability-zone-id')
  })
})

describe('pages', () => {
  const pages = makeShopAccount()
  const many: StubAccount = {
    ...pages,
    volumes: Array.from({ length: 9 }, (_, index) => ({
      id: `vol-${index}`,
      zone: 'eu-west-1a',
      sizeGiB: 1,
      tags: {},
    })),
    pageSizes: { 'ec2:DescribeVolumes': 2 },
  }
  const listVolumes = (lines: readonly InventoryLine[]) =>
    collect(lines, 'ec2:DescribeVolumes', 'Volumes').map((volume) => volume['VolumeId'])
  const ALL = many.volumes.map(({ id }) => id)

  it('E23 goes on over a page without items while there is a token', async () => {
    const empty: StubAnswer = {
      kind: 'raw',
      status: 200,
      body: '<DescribeVolumesResponse><volumeSet/><nextToken>2</nextToken></DescribeVolumesResponse>',
    }
    const account = {
      ...many,
      volumes: many.volumes.slice(0, 5),
      pageSizes: { 'ec2:DescribeVolumes': 3 },
    }
    const { lines, stub } = await read({
      account,
      decide: ({ name, count }) => {
        if (name !== 'ec2:DescribeVolumes') return undefined
        if (count === 1) {
          const volumes = ['vol-0', 'vol-1'].map((id) => `<item><volumeId>${id}</volumeId></item>`)
          const body = `<DescribeVolumesResponse><volumeSet>${volumes.join('')}</volumeSet><nextToken>x</nextToken></DescribeVolumesResponse>`
          return { kind: 'raw', status: 200, body }
        }
        return count === 2 ? empty : undefined
      },
    })
    expect(listVolumes(lines)).toEqual(ALL.slice(0, 5))
    expect(stub.calls.filter(({ name }) => name === 'ec2:DescribeVolumes')).toHaveLength(3)
  })

  it('E24 waits longer and longer while AWS throttles, and then goes on', async () => {
    const { lines, surroundings, seen } = await read({
      account: many,
      decide: ({ name, count }) =>
        name === 'ec2:DescribeVolumes' && count >= 2 && count <= 4
          ? { kind: 'error', status: 503, code: 'RequestLimitExceeded' }
          : undefined,
    })
    expect(listVolumes(lines)).toEqual(ALL)
    expect(surroundings.waitsMs.filter((ms) => ms > 200)).toEqual([750, 1250, 2250])
    const waits = seen.filter(({ state }) => state === 'waiting')
    expect(waits.map(({ wait }) => wait?.attempt)).toEqual([2, 3, 4])
    expect(waits[0]?.refusal?.message).toBe('AWS asks to slow down.')
  })

  it('E25 keeps the pages when the session ends, and goes on at the same page with fresh keys', async () => {
    const { lines, stub, asked, seen } = await read({
      account: many,
      fresh: [FRESH],
      decide: ({ name, count, keyId }) =>
        name === 'ec2:DescribeVolumes' && count === 4 && keyId === KEYS.keyId
          ? { kind: 'error', status: 400, code: 'RequestExpired' }
          : undefined,
    })
    expect(asked.map(({ kind }) => kind)).toEqual(['session-ended'])
    expect(seen.filter(({ state }) => state === 'paused')[0]).toMatchObject({ pages: 3, items: 6 })
    expect(listVolumes(lines)).toEqual(ALL)
    const volumes = stub.calls.filter(({ name }) => name === 'ec2:DescribeVolumes')
    expect(volumes.map(({ params }) => params.get('NextToken'))).toEqual([
      undefined,
      '2',
      '4',
      '6',
      '6',
      '8',
    ])
    expect(volumes.map(({ keyId }) => keyId === FRESH.keyId)).toEqual([
      false,
      false,
      false,
      false,
      true,
      true,
    ])
  })

  it('E25 starts the call again when the fresh keys may not go on with the token, nothing twice', async () => {
    const { lines } = await read({
      account: many,
      fresh: [FRESH],
      decide: ({ name, count }) => {
        if (name !== 'ec2:DescribeVolumes') return undefined
        if (count === 4) return { kind: 'error', status: 400, code: 'RequestExpired' }
        if (count === 5) return { kind: 'error', status: 400, code: 'InvalidPaginationToken' }
        return undefined
      },
    })
    expect(listVolumes(lines)).toEqual(ALL)
  })

  it('E25 keeps the pages when nobody brings fresh keys, and says that the call is not whole', async () => {
    const { lines, reading } = await read({
      account: many,
      decide: ({ name, count }) =>
        name === 'ec2:DescribeVolumes' && count === 4
          ? { kind: 'error', status: 400, code: 'RequestExpired' }
          : undefined,
    })
    expect(listVolumes(lines)).toEqual(ALL.slice(0, 6))
    expect(
      lines.find(({ Call, Error }) => Call === 'ec2:DescribeVolumes' && Error !== undefined)?.Error
        ?.Code,
    ).toBe('RequestExpired')
    expect(reading.calls.find(({ call }) => call === 'ec2:DescribeVolumes')?.state).toBe('failed')
  })

  it('refuses fresh keys of another account', async () => {
    const { asked } = await read({
      account: many,
      fresh: [FRESH],
      decide: ({ name, count, keyId }) => {
        if (name === 'ec2:DescribeVolumes' && count === 4) {
          return { kind: 'error', status: 400, code: 'ExpiredToken' }
        }
        if (name !== 'sts:GetCallerIdentity' || keyId !== FRESH.keyId) return undefined
        const body =
          '<GetCallerIdentityResponse><GetCallerIdentityResult><Account>999999999998</Account></GetCallerIdentityResult></GetCallerIdentityResponse>'
        return { kind: 'raw', status: 200, body }
      },
    })
    expect(asked).toHaveLength(2)
    expect(asked[1]?.message).toContain(
      'of another account (…9998) than what was read so far (…9012)',
    )
  })

  it('a token that AWS no longer knows starts the call again once, and no more', async () => {
    const stale =
      (count: number) =>
      (call: StubCall): StubAnswer | undefined =>
        call.name === 'ec2:DescribeVolumes' && call.params.has('NextToken') && call.count <= count
          ? { kind: 'error', status: 400, code: 'InvalidNextToken' }
          : undefined
    const once = await read({ account: many, decide: stale(2) })
    expect(listVolumes(once.lines)).toEqual(ALL)
    const twice = await read({ account: many, decide: stale(99) })
    expect(twice.reading.calls.find(({ call }) => call === 'ec2:DescribeVolumes')?.state).toBe(
      'failed',
    )
    expect(twice.stub.calls.filter(({ name }) => name === 'ec2:DescribeVolumes')).toHaveLength(4)
  })
})

describe('partial results, I13.5', () => {
  it('E22 goes on without Auto Scaling, and names the action that is missing', async () => {
    const message =
      'User: arn:aws:sts::123456789012:assumed-role/PlanReader/ann is not authorized to perform: autoscaling:DescribeAutoScalingGroups because no identity-based policy allows it'
    const { lines, reading } = await read({
      decide: refuse('autoscaling:DescribeAutoScalingGroups', 'AccessDenied', 403, message),
    })
    expect(collect(lines, 'ec2:DescribeInstances', 'Reservations')).toHaveLength(3)
    expect(lines.at(-1)).toEqual({
      Call: 'autoscaling:DescribeAutoScalingGroups',
      Region: 'eu-west-1',
      Error: {
        Code: 'AccessDenied',
        Message: 'The role may not call autoscaling:DescribeAutoScalingGroups.',
        Action: 'autoscaling:DescribeAutoScalingGroups',
      },
    })
    const call = reading.calls.find((one) => one.state === 'failed')
    expect(call === undefined ? '' : renderMissing(call)).toBe(
      'The role may not call autoscaling:DescribeAutoScalingGroups. No Auto Scaling data: groups are taken from tags, their sizes are unknown.',
    )
    expect(reading.lines.join('\n')).not.toContain('123456789012')
  })

  it('goes on at once without an Auto Scaling that gives web pages no answer', async () => {
    const { reading, stub } = await read({
      decide: ({ name }) => (name.startsWith('autoscaling:') ? { kind: 'nothing' } : undefined),
    })
    const call = reading.calls.find((one) => one.state === 'failed')
    expect(call?.refusal?.kind).toBe('no-answer')
    expect(call?.refusal?.message).toContain('may not allow calls from web pages')
    expect(stub.calls.filter(({ name }) => name.startsWith('autoscaling:'))).toHaveLength(1)
  })

  it('asks again without IncludeManagedResources where EC2 does not know it', async () => {
    const managed = makeShopAccount()
    const { lines, reading } = await read({
      account: {
        ...managed,
        instances: managed.instances.map((one) => ({ ...one, isManaged: one.id === 'i-0worker1' })),
      },
      decide: ({ name, params }) =>
        (name === 'ec2:DescribeInstances' || name === 'ec2:DescribeVolumes') &&
        params.has('IncludeManagedResources')
          ? {
              kind: 'error',
              status: 400,
              code: 'UnknownParameter',
              message: 'The parameter IncludeManagedResources is not recognized',
            }
          : undefined,
    })
    expect(collect(lines, 'ec2:DescribeInstances', 'Reservations')).toHaveLength(2)
    const call = reading.calls.find((one) => one.call === 'ec2:DescribeInstances')
    expect(call).toMatchObject({ state: 'done', note: expect.stringContaining('may be missing') })
  })

  it('reads zone by zone when one has trouble, and marks that one', async () => {
    const { lines, reading } = await read({
      decide: (call) => {
        if (call.name !== 'ec2:DescribeInstances') return undefined
        const zones = readFilter(call, 'availability-zone')
        return zones.length === 0 || zones.includes('eu-west-1b')
          ? { kind: 'error', status: 503, code: 'Unavailable' }
          : undefined
      },
    })
    expect(
      collect(lines, 'ec2:DescribeInstances', 'Reservations').flatMap(({ Instances }) =>
        (Instances as readonly { InstanceId: string }[]).map(({ InstanceId }) => InstanceId),
      ),
    ).toEqual(['i-0worker1', 'i-0bastion'])
    expect(lines.find(({ Zone }) => Zone !== undefined)).toMatchObject({
      Zone: 'eu-west-1b',
      Error: { Code: 'Unavailable' },
    })
    const call = reading.calls.find((one) => one.call === 'ec2:DescribeInstances')
    expect(call?.note).toContain('machines of eu-west-1b could not be read')
  })

  it('brings nothing and says so when every call is refused', async () => {
    const { reading } = await read({
      decide: ({ name }) =>
        name.startsWith('sts:')
          ? undefined
          : { kind: 'error', status: 403, code: 'UnauthorizedOperation' },
    })
    expect(reading.isUsable).toBe(false)
    expect(reading.calls.every(({ refusal }) => refusal?.kind === 'denied')).toBe(true)
  })

  it.each([
    { name: 'XML that ends too early', body: '<DescribeVolumesResponse><volumeSet><item>' },
    { name: 'a page of a proxy', body: '<!doctype html><html><body>Sign in</body></html>' },
    { name: 'JSON', body: '{"Volumes": []}' },
    { name: 'nothing', body: '' },
  ])('says that AWS sent something unexpected: $name', async ({ body }) => {
    const { reading } = await read({
      decide: ({ name }) =>
        name === 'ec2:DescribeVolumes' ? { kind: 'raw', status: 200, body } : undefined,
    })
    const call = reading.calls.find((one) => one.call === 'ec2:DescribeVolumes')
    expect(call?.refusal?.kind).toBe('unreadable')
    expect(call?.refusal?.message).toBe(
      `AWS sent something unexpected to ec2:DescribeVolumes (${body.length} bytes).`,
    )
  })
})

describe('keys that are no good', () => {
  it.each([
    { code: 'InvalidClientTokenId', kind: 'wrong-keys' },
    { code: 'ExpiredToken', kind: 'session-ended' },
    { code: 'SignatureDoesNotMatch', kind: 'bad-signature' },
  ])('are refused before anything is read: $code', async ({ code, kind }) => {
    const { session, stub } = start({ decide: refuse('sts:GetCallerIdentity', code, 403) })
    expect(await session.identify('eu-west-1')).toMatchObject({
      kind: 'refused',
      refusal: { kind, code },
    })
    expect(stub.calls.map(({ name }) => name)).toEqual(['sts:GetCallerIdentity'])
  })

  it('an account that may not ask who it is, is read all the same', async () => {
    const { identified, reading } = await read({
      decide: refuse('sts:GetCallerIdentity', 'AccessDenied', 403),
    })
    expect(identified).toMatchObject({ kind: 'known', refusals: [{ kind: 'denied' }] })
    expect(reading.isUsable).toBe(true)
  })

  it('offers all Regions of the partition when they may not be listed', async () => {
    const { session } = start({
      decide: refuse('ec2:DescribeRegions', 'UnauthorizedOperation', 403),
    })
    const identified = await session.identify('cn-north-1')
    expect(identified).toMatchObject({ regions: ['cn-north-1', 'cn-northwest-1'] })
  })
})

it('reads over a port of this machine, as in development (I13.6)', async () => {
  const stub = createAwsStub(makeShopAccount())
  const served = await serveAwsStub(stub)
  const surroundings = makeStillSurroundings()
  const sender = createSender(() => KEYS, { fetch, signal: () => undefined, loopback: served.url })
  const listener = { onProgress: () => undefined, askForKeys: () => Promise.resolve(false) }
  const session = createSession(sender, surroundings, listener)
  expect(await session.listVpcs('eu-west-1')).toEqual([
    { id: 'vpc-0shop', name: 'shop', isDefault: false },
    { id: 'vpc-0other', name: 'other', isDefault: false },
  ])
  await served.close()
})

it('cancel ends a wait at once', async () => {
  const { session, surroundings } = start({
    decide: ({ name }) => {
      if (name === 'ec2:DescribeVpcs') surroundings.abort()
      return undefined
    },
  })
  await expect(session.read(['eu-west-1'], {})).rejects.toThrow()
})
