/**
 * A stand-in for AWS that speaks the EC2 and Auto Scaling query protocols on loopback (import
 * specification, section 20): pages, errors, preflights, and whatever a test wants to go wrong.
 */
import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'

/** One call as it came in. */
export interface StubCall {
  /** `ec2:DescribeVolumes`. */
  readonly name: string
  readonly region: string
  readonly keyId: string
  readonly params: ReadonlyMap<string, string>
  /** How many calls of this name there were, this one included. */
  readonly count: number
  readonly atMs: number
}

export type StubAnswer =
  | {
      readonly kind: 'error'
      readonly status: number
      readonly code: string
      readonly message?: string
    }
  | { readonly kind: 'raw'; readonly status: number; readonly body: string }
  /** Ends the connection without an answer. */
  | { readonly kind: 'nothing' }
  /** Answers as AWS does, without the header that lets web pages read it. */
  | { readonly kind: 'no-cors' }

export interface StubAccount {
  readonly account: string
  readonly regions: readonly { readonly name: string; readonly optIn: string }[]
  readonly zones: readonly { readonly name: string; readonly id: string }[]
  readonly vpcs: readonly { readonly id: string; readonly name: string }[]
  readonly subnets: readonly StubSubnet[]
  readonly instances: readonly StubInstance[]
  readonly volumes: readonly StubVolume[]
  readonly groups: readonly StubGroup[]
  readonly templates: readonly StubTemplate[]
  readonly interfaces: readonly { readonly description: string; readonly subnet: string }[]
  /** Items of a page, by call, where it is fewer than what is asked for. */
  readonly pageSizes?: Readonly<Record<string, number>>
}

type Tags = Readonly<Record<string, string>>

export interface StubSubnet {
  readonly id: string
  readonly vpc: string
  readonly zone: string
  readonly free: number
  readonly tags: Tags
}

export interface StubInstance {
  readonly id: string
  readonly type: string
  readonly zone: string
  readonly subnet: string
  readonly vpc: string
  readonly rootVolume: string
  readonly isManaged?: boolean
  readonly tags: Tags
}

export interface StubVolume {
  readonly id: string
  readonly zone: string
  readonly sizeGiB: number
  readonly instance?: string
  readonly device?: string
  readonly tags: Tags
}

export interface StubGroup {
  readonly name: string
  readonly min: number
  readonly max: number
  readonly desired: number
  readonly zones: readonly string[]
  readonly subnets: readonly string[]
  readonly template: string
  readonly instances: readonly {
    readonly id: string
    readonly zone: string
    readonly type: string
  }[]
  readonly tags: Tags
}

export interface StubTemplate {
  readonly id: string
  readonly name: string
  readonly type: string
  readonly userData: string
}

/** The stand-in without a network: for tests that have no page. */
export interface AwsStub {
  readonly calls: readonly StubCall[]
  /** In the place of the browser's. */
  readonly fetch: typeof fetch
  /** What a call gets; absent: the connection ends without an answer. */
  readonly answer: (
    authorization: string,
    body: string,
  ) => { readonly status: number; readonly body: string; readonly hasCors: boolean } | undefined
}

/** @param decide what goes wrong with a call; nothing: it is answered from the account */
export function createAwsStub(
  account: StubAccount,
  decide: (call: StubCall) => StubAnswer | undefined = () => undefined,
): AwsStub {
  const calls: StubCall[] = []
  const answer: AwsStub['answer'] = (authorization, body) => {
    const call = readCall(authorization, body, calls)
    calls.push(call)
    const decided = decide(call)
    if (decided?.kind === 'nothing') return undefined
    return { ...renderAnswer(account, call, decided), hasCors: decided?.kind !== 'no-cors' }
  }
  return {
    calls,
    answer,
    fetch: (_address, init) => {
      const authorization = new Headers(init?.headers).get('authorization') ?? ''
      const answered = answer(authorization, String(init?.body))
      return answered === undefined || !answered.hasCors
        ? Promise.reject(new TypeError('Failed to fetch'))
        : Promise.resolve(new Response(answered.body, { status: answered.status }))
    },
  }
}

/** The stand-in on a port of this machine, for pages. */
export async function serveAwsStub(
  stub: AwsStub,
): Promise<{ readonly url: string; readonly close: () => Promise<void> }> {
  const server = createServer((request, response) => {
    void receive(request).then((body) => {
      if (request.method === 'OPTIONS') response.writeHead(200, preflightHeaders(request)).end()
      else send(response, stub.answer(request.headers.authorization ?? '', body))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

async function receive(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(Buffer.from(part))
  return Buffer.concat(parts).toString('utf8')
}

function preflightHeaders(request: IncomingMessage): Record<string, string> {
  return {
    'Access-Control-Allow-Origin': '*',
    'Access-Control-Allow-Methods': 'GET, POST, OPTIONS',
    'Access-Control-Allow-Headers': String(request.headers['access-control-request-headers'] ?? ''),
    'Access-Control-Max-Age': '1800',
  }
}

function send(response: ServerResponse, answered: ReturnType<AwsStub['answer']>): void {
  if (answered === undefined) {
    response.destroy()
    return
  }
  response
    .writeHead(answered.status, {
      'Content-Type': 'text/xml;charset=UTF-8',
      ...(answered.hasCors ? { 'Access-Control-Allow-Origin': '*' } : {}),
    })
    .end(answered.body)
}

function readCall(authorization: string, body: string, before: readonly StubCall[]): StubCall {
  const params = new Map(new URLSearchParams(body))
  const scope = /Credential=([^/]+)\/\d+\/([a-z0-9-]+)\/([a-z0-9]+)\//.exec(authorization)
  const name = `${scope?.[3] ?? '?'}:${params.get('Action') ?? '?'}`
  return {
    name,
    region: scope?.[2] ?? '?',
    keyId: scope?.[1] ?? '?',
    params,
    count: before.filter((call) => call.name === name).length + 1,
    atMs: performance.now(),
  }
}

function renderAnswer(
  account: StubAccount,
  call: StubCall,
  decided: StubAnswer | undefined,
): { readonly status: number; readonly body: string } {
  if (decided?.kind === 'raw') return { status: decided.status, body: decided.body }
  if (decided?.kind === 'error') {
    const { status, code, message = 'refused by the test' } = decided
    return { status, body: renderError(call, code, message) }
  }
  const body = renderBody(account, call)
  return body === undefined
    ? { status: 400, body: renderError(call, 'InvalidAction', call.name) }
    : { status: 200, body: `<?xml version="1.0" encoding="UTF-8"?>\n${body}` }
}

function renderError({ name }: StubCall, code: string, message: string): string {
  const inner = `<Code>${code}</Code><Message>${escape(message)}</Message>`
  return name.startsWith('ec2:')
    ? `<?xml version="1.0" encoding="UTF-8"?>\n<Response><Errors><Error>${inner}</Error></Errors><RequestID>r</RequestID></Response>`
    : `<ErrorResponse xmlns="http://autoscaling.amazonaws.com/doc/2011-01-01/"><Error><Type>Sender</Type>${inner}</Error><RequestId>r</RequestId></ErrorResponse>`
}

// --- Answers ----------------------------------------------------------------------------------------

function renderBody(account: StubAccount, call: StubCall): string | undefined {
  switch (call.name) {
    case 'sts:GetCallerIdentity':
      return `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult><Arn>arn:aws:sts::${account.account}:assumed-role/PlanReader/ann</Arn><UserId>AROA:ann</UserId><Account>${account.account}</Account></GetCallerIdentityResult></GetCallerIdentityResponse>`
    case 'ec2:DescribeRegions':
      return renderList(call, 'regionInfo', account.regions, account, ({ name, optIn }) =>
        renderTexts({ regionName: name, optInStatus: optIn }),
      )
    case 'ec2:DescribeAvailabilityZones':
      return renderList(call, 'availabilityZoneInfo', account.zones, account, ({ name, id }) =>
        renderTexts({
          zoneName: name,
          zoneId: id,
          zoneState: 'available',
          zoneType: 'availability-zone',
        }),
      )
    case 'ec2:DescribeVpcs':
      return renderList(
        call,
        'vpcSet',
        ofVpc(account.vpcs, call, ({ id }) => id),
        account,
        ({ id, name }) =>
          renderTexts({ vpcId: id, isDefault: 'false' }) + renderTags({ Name: name }),
      )
    case 'ec2:DescribeSubnets':
      return renderList(
        call,
        'subnetSet',
        ofVpc(account.subnets, call, ({ vpc }) => vpc),
        account,
        renderSubnet,
      )
    case 'ec2:DescribeInstances':
      return renderList(
        call,
        'reservationSet',
        listInstances(account, call),
        account,
        renderInstance,
      )
    case 'ec2:DescribeVolumes':
      return renderList(call, 'volumeSet', account.volumes, account, renderVolume)
    case 'ec2:DescribeNetworkInterfaces':
      return renderList(
        call,
        'networkInterfaceSet',
        account.interfaces,
        account,
        ({ description, subnet }) => renderTexts({ description, subnetId: subnet }),
      )
    case 'ec2:DescribeLaunchTemplateVersions':
      return renderList(
        call,
        'launchTemplateVersionSet',
        account.templates.filter(({ id }) => id === call.params.get('LaunchTemplateId')),
        account,
        renderTemplate,
      )
    case 'ec2:DescribeInstanceTypes':
      return renderList(call, 'instanceTypeSet', [], account, () => '')
    case 'ec2:DescribeInstanceTypeOfferings':
      return renderList(call, 'instanceTypeOfferingSet', [], account, () => '')
    case 'autoscaling:DescribeAutoScalingGroups':
      return renderGroups(call, account)
    default:
      return undefined
  }
}

/** A page of a list; the token is the index of the next item. */
function takePage<T>(
  call: StubCall,
  items: readonly T[],
  account: StubAccount,
): { readonly page: readonly T[]; readonly next: string } {
  const asked = Number(
    call.params.get('MaxResults') ?? call.params.get('MaxRecords') ?? items.length,
  )
  const size = Math.min(asked, account.pageSizes?.[call.name] ?? asked)
  const from = Number(call.params.get('NextToken') ?? '0')
  const to = from + size
  return { page: items.slice(from, to), next: to < items.length ? String(to) : '' }
}

function renderList<T>(
  call: StubCall,
  set: string,
  items: readonly T[],
  account: StubAccount,
  render: (item: T) => string,
): string {
  const { page, next } = takePage(call, items, account)
  const action = call.name.slice(4)
  const rows = page.map((item) => `<item>${render(item)}</item>`).join('')
  const token = next === '' ? '' : `<nextToken>${next}</nextToken>`
  return `<${action}Response xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><requestId>r</requestId><${set}>${rows}</${set}>${token}</${action}Response>`
}

function ofVpc<T>(items: readonly T[], call: StubCall, vpcOf: (item: T) => string): readonly T[] {
  const [vpc] = readFilter(call, 'vpc-id')
  return vpc === undefined ? items : items.filter((item) => vpcOf(item) === vpc)
}

/** Managed instances are told only when they are asked for. */
function listInstances(account: StubAccount, call: StubCall): readonly StubInstance[] {
  const withManaged = call.params.get('IncludeManagedResources') === 'true'
  const zones = readFilter(call, 'availability-zone')
  return ofVpc(account.instances, call, ({ vpc }) => vpc).filter(
    ({ isManaged, zone }) =>
      (withManaged || isManaged !== true) && (zones.length === 0 || zones.includes(zone)),
  )
}

export function readFilter({ params }: StubCall, name: string): readonly string[] {
  const at = [...params.entries()].find(([, value]) => value === name)?.[0]
  const filter = at === undefined ? undefined : /^Filter\.(\d+)\.Name$/.exec(at)?.[1]
  if (filter === undefined) return []
  return [...params.entries()].flatMap(([key, value]) =>
    key.startsWith(`Filter.${filter}.Value.`) ? [value] : [],
  )
}

function renderSubnet({ id, vpc, zone, free, tags }: StubSubnet): string {
  return (
    renderTexts({
      subnetId: id,
      vpcId: vpc,
      availabilityZone: zone,
      availableIpAddressCount: String(free),
      cidrBlock: '10.0.0.0/19',
    }) + renderTags(tags)
  )
}

function renderInstance(instance: StubInstance): string {
  const { id, type, zone, subnet, vpc, rootVolume, isManaged, tags } = instance
  const operator =
    isManaged === true
      ? '<operator><managed>true</managed><principal>eks.amazonaws.com</principal></operator>'
      : ''
  const inner =
    renderTexts({
      instanceId: id,
      instanceType: type,
      subnetId: subnet,
      vpcId: vpc,
      architecture: 'x86_64',
      keyName: 'SECRET-KEY-NAME',
      privateIpAddress: '10.9.8.7',
      launchTime: '2026-11-20T08:00:00.000Z',
      rootDeviceName: '/dev/xvda',
    }) +
    '<instanceState><code>16</code><name>running</name></instanceState>' +
    `<placement><availabilityZone>${zone}</availabilityZone><tenancy>default</tenancy></placement>` +
    `<blockDeviceMapping><item><deviceName>/dev/xvda</deviceName><ebs><volumeId>${rootVolume}</volumeId><status>attached</status><deleteOnTermination>true</deleteOnTermination></ebs></item></blockDeviceMapping>` +
    operator +
    renderTags({ ...tags, owner: 'SECRET-OWNER' })
  return `<reservationId>r-${id}</reservationId><ownerId>123456789012</ownerId><instancesSet><item>${inner}</item></instancesSet>`
}

function renderVolume({ id, zone, sizeGiB, instance, device, tags }: StubVolume): string {
  const attached =
    instance === undefined
      ? ''
      : `<item>${renderTexts({ volumeId: id, instanceId: instance, device: device ?? '/dev/xvdba', status: 'attached' })}</item>`
  return (
    renderTexts({
      volumeId: id,
      size: String(sizeGiB),
      availabilityZone: zone,
      status: instance === undefined ? 'available' : 'in-use',
      volumeType: 'gp3',
      iops: '3000',
      throughput: '125',
    }) +
    `<attachmentSet>${attached}</attachmentSet>` +
    renderTags(tags)
  )
}

function renderTemplate({ id, name, type, userData }: StubTemplate): string {
  return (
    renderTexts({
      launchTemplateId: id,
      launchTemplateName: name,
      versionNumber: '1',
      defaultVersion: 'true',
    }) +
    `<launchTemplateData><instanceType>${type}</instanceType><userData>${userData}</userData><keyName>SECRET-KEY-NAME</keyName></launchTemplateData>`
  )
}

function renderGroups(call: StubCall, account: StubAccount): string {
  const { page, next } = takePage(call, account.groups, account)
  const groups = page.map((group) => `<member>${renderGroup(group)}</member>`).join('')
  const token = next === '' ? '' : `<NextToken>${next}</NextToken>`
  return `<DescribeAutoScalingGroupsResponse xmlns="http://autoscaling.amazonaws.com/doc/2011-01-01/"><DescribeAutoScalingGroupsResult><AutoScalingGroups>${groups}</AutoScalingGroups>${token}</DescribeAutoScalingGroupsResult></DescribeAutoScalingGroupsResponse>`
}

function renderGroup(group: StubGroup): string {
  const { name, min, max, desired, zones, subnets, template, instances, tags } = group
  const members = instances
    .map(
      ({ id, zone, type }) =>
        `<member>${renderTexts({ InstanceId: id, AvailabilityZone: zone, InstanceType: type, LifecycleState: 'InService', HealthStatus: 'Healthy', ProtectedFromScaleIn: 'false' })}</member>`,
    )
    .join('')
  const tagged = Object.entries(tags)
    .map(([Key, Value]) => `<member>${renderTexts({ Key, Value, ResourceId: name })}</member>`)
    .join('')
  return (
    renderTexts({
      AutoScalingGroupName: name,
      MinSize: String(min),
      MaxSize: String(max),
      DesiredCapacity: String(desired),
      VPCZoneIdentifier: subnets.join(','),
    }) +
    `<AvailabilityZones>${zones.map((zone) => `<member>${zone}</member>`).join('')}</AvailabilityZones>` +
    `<LaunchTemplate>${renderTexts({ LaunchTemplateId: template, Version: '$Default' })}</LaunchTemplate>` +
    `<Instances>${members}</Instances><Tags>${tagged}</Tags>`
  )
}

function renderTexts(texts: Readonly<Record<string, string>>): string {
  return Object.entries(texts)
    .map(([name, text]) => `<${name}>${escape(text)}</${name}>`)
    .join('')
}

function renderTags(tags: Tags): string {
  const items = Object.entries(tags).map(
    ([key, value]) => `<item>${renderTexts({ key, value })}</item>`,
  )
  return `<tagSet>${items.join('')}</tagSet>`
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
