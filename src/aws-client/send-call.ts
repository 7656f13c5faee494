import { AutoScalingClient, DescribeAutoScalingGroupsCommand } from '@aws-sdk/client-auto-scaling'
import type { DescribeAutoScalingGroupsCommandInput } from '@aws-sdk/client-auto-scaling'
import {
  DescribeAvailabilityZonesCommand,
  DescribeInstanceTypeOfferingsCommand,
  DescribeInstanceTypesCommand,
  DescribeInstancesCommand,
  DescribeLaunchTemplateVersionsCommand,
  DescribeNetworkInterfacesCommand,
  DescribeRegionsCommand,
  DescribeSubnetsCommand,
  DescribeVolumesCommand,
  DescribeVpcsCommand,
  EC2Client,
} from '@aws-sdk/client-ec2'
import type {
  DescribeAvailabilityZonesCommandInput,
  DescribeInstanceTypeOfferingsCommandInput,
  DescribeInstanceTypesCommandInput,
  DescribeInstancesCommandInput,
  DescribeLaunchTemplateVersionsCommandInput,
  DescribeNetworkInterfacesCommandInput,
  DescribeRegionsCommandInput,
  DescribeSubnetsCommandInput,
  DescribeVolumesCommandInput,
  DescribeVpcsCommandInput,
} from '@aws-sdk/client-ec2'
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import { OWN_CODES } from './call-failure.ts'
import type { CallFailure } from './call-failure.ts'
import { createFetchHandler, RefusedRequest } from './fetch-handler.ts'
import type { LastAnswer } from './fetch-handler.ts'
import type { Service } from './endpoints.ts'
import { findEndpoint } from './endpoints.ts'
import type { EksParameters } from './eks-parameters.ts'
import { isEksCallName } from './operations.ts'
import type { AnyCallName, CallName } from './operations.ts'
import type { Credentials } from './read-credentials.ts'

/** What each call takes, as the SDK types it. */
export interface CallInputs {
  readonly 'sts:GetCallerIdentity': Record<string, never>
  readonly 'ec2:DescribeRegions': DescribeRegionsCommandInput
  readonly 'ec2:DescribeAvailabilityZones': DescribeAvailabilityZonesCommandInput
  readonly 'ec2:DescribeInstances': DescribeInstancesCommandInput
  readonly 'ec2:DescribeVolumes': DescribeVolumesCommandInput
  readonly 'ec2:DescribeSubnets': DescribeSubnetsCommandInput
  readonly 'ec2:DescribeVpcs': DescribeVpcsCommandInput
  readonly 'ec2:DescribeNetworkInterfaces': DescribeNetworkInterfacesCommandInput
  readonly 'ec2:DescribeLaunchTemplateVersions': DescribeLaunchTemplateVersionsCommandInput
  readonly 'ec2:DescribeInstanceTypes': DescribeInstanceTypesCommandInput
  readonly 'ec2:DescribeInstanceTypeOfferings': DescribeInstanceTypeOfferingsCommandInput
  readonly 'autoscaling:DescribeAutoScalingGroups': DescribeAutoScalingGroupsCommandInput
  readonly 'eks:ListClusters': EksParameters
  readonly 'eks:DescribeCluster': EksParameters
  readonly 'eks:ListNodegroups': EksParameters
  readonly 'eks:DescribeNodegroup': EksParameters
}

/** An answer as the SDK reads it: members in AWS' own spelling. */
export type Answer = Readonly<Record<string, unknown>>

export type Sent =
  | { readonly kind: 'answer'; readonly answer: Answer }
  | { readonly kind: 'failure'; readonly failure: CallFailure }

/** Sends one call, once. */
export interface Sender {
  /** Whether it can ask EKS at all, which answers no web page. */
  readonly asksEks?: boolean
  readonly send: <C extends AnyCallName>(
    call: C,
    region: string,
    input: CallInputs[C],
  ) => Promise<Sent>
}

/**
 * Signs and sends calls with the keys that `getCredentials` gives at that moment. The clients that the
 * SDK builds keep the keys, so they live for one call only.
 *
 * @param environment what tests and the worker differ in: the network, and how a call is cut short
 */
export function createSender(
  getCredentials: () => Credentials | undefined,
  environment: {
    readonly fetch: typeof fetch
    readonly signal: () => AbortSignal | undefined
    /** I13.6: of this machine only. */
    readonly loopback?: string
  },
): Sender {
  return {
    send: async (call, region, input) => {
      if (isEksCallName(call)) throw new RefusedRequest(`${call} is not for web pages`)
      const credentials = getCredentials()
      const last: LastAnswer = { status: 0, bytes: 0 }
      const fail = (code: string): Sent => ({
        kind: 'failure',
        failure: { call, code, status: last.status, bytes: last.bytes },
      })
      if (credentials === undefined) return fail(OWN_CODES.wiped)
      try {
        const setup = { region, credentials, last, ...environment }
        // A call that is none of EKS has no input of EKS.
        const answer: object = await sendBy(call, setup, input as CallInputs[CallName])
        return { kind: 'answer', answer: { ...answer, $metadata: undefined } }
      } catch (error) {
        if (environment.signal()?.aborted === true) throw error
        return { kind: 'failure', failure: readFailure(call, error, last) }
      }
    },
  }
}

interface Setup {
  readonly region: string
  readonly credentials: Credentials
  readonly last: LastAnswer
  readonly fetch: typeof fetch
  readonly signal: () => AbortSignal | undefined
  readonly loopback?: string
}

/** The command of each call, and nothing that could name another. */
function sendBy(call: CallName, setup: Setup, input: CallInputs[CallName]): Promise<object> {
  switch (call) {
    case 'sts:GetCallerIdentity':
      return new STSClient(configure('sts', setup)).send(new GetCallerIdentityCommand({}))
    case 'ec2:DescribeRegions':
      return createEc2(setup).send(new DescribeRegionsCommand(input))
    case 'ec2:DescribeAvailabilityZones':
      return createEc2(setup).send(new DescribeAvailabilityZonesCommand(input))
    case 'ec2:DescribeInstances':
      return createEc2(setup).send(new DescribeInstancesCommand(input))
    case 'ec2:DescribeVolumes':
      return createEc2(setup).send(new DescribeVolumesCommand(input))
    case 'ec2:DescribeSubnets':
      return createEc2(setup).send(new DescribeSubnetsCommand(input))
    case 'ec2:DescribeVpcs':
      return createEc2(setup).send(new DescribeVpcsCommand(input))
    case 'ec2:DescribeNetworkInterfaces':
      return createEc2(setup).send(new DescribeNetworkInterfacesCommand(input))
    case 'ec2:DescribeLaunchTemplateVersions':
      return createEc2(setup).send(new DescribeLaunchTemplateVersionsCommand(input))
    case 'ec2:DescribeInstanceTypes':
      // The union of all inputs has instance types as any text; the runner sends names that AWS gave.
      return createEc2(setup).send(
        new DescribeInstanceTypesCommand(input as DescribeInstanceTypesCommandInput),
      )
    case 'ec2:DescribeInstanceTypeOfferings':
      return createEc2(setup).send(
        new DescribeInstanceTypeOfferingsCommand(
          input as DescribeInstanceTypeOfferingsCommandInput,
        ),
      )
    case 'autoscaling:DescribeAutoScalingGroups':
      return new AutoScalingClient(configure('autoscaling', setup)).send(
        new DescribeAutoScalingGroupsCommand(input as DescribeAutoScalingGroupsCommandInput),
      )
  }
}

function createEc2(setup: Setup): EC2Client {
  return new EC2Client(configure('ec2', setup))
}

function configure(service: Service, { region, credentials, last, loopback, ...rest }: Setup) {
  const endpoint = loopback ?? findEndpoint(service, region)
  const { keyId, secret, token } = credentials
  return {
    region,
    // Retries are ours (I13.3): they wait in sight, and can be cancelled.
    maxAttempts: 1,
    retryMode: 'standard',
    defaultsMode: 'standard' as const,
    useFipsEndpoint: false,
    useDualstackEndpoint: false,
    ...(endpoint === undefined ? {} : { endpoint }),
    credentials: {
      accessKeyId: keyId,
      secretAccessKey: secret,
      ...(token === undefined ? {} : { sessionToken: token }),
    },
    requestHandler: createFetchHandler({
      destination: { service, region, ...(loopback === undefined ? {} : { loopback }) },
      last,
      signal: rest.signal,
      send: rest.fetch,
    }),
  }
}

/** What the SDK threw, without AWS' text: it may repeat ids, signatures and the request (section 14). */
function readFailure(call: CallName, error: unknown, last: LastAnswer): CallFailure {
  const failure = { call, status: last.status, bytes: last.bytes }
  if (!(error instanceof Error)) return { ...failure, code: OWN_CODES.unreadable }
  if (error.name === 'NoAnswer') return { ...failure, code: OWN_CODES.noAnswer }
  if (error.name === 'RefusedRequest') throw error
  const code = findCode(error)
  if (code === undefined || last.status < 300) return { ...failure, code: OWN_CODES.unreadable }
  const deniedAction = /perform: ([a-z0-9-]{1,40}:[A-Za-z]{1,80})/.exec(error.message)?.[1]
  return {
    ...failure,
    code,
    ...(deniedAction === undefined ? {} : { deniedAction }),
    ...(error.message.includes('IncludeManagedResources') ? { isAboutManagedResources: true } : {}),
  }
}

/** Names that the SDK gives to errors without a code of AWS. */
const NO_CODES: readonly string[] = [
  '',
  'Error',
  'Unknown',
  'UnknownError',
  'SyntaxError',
  'TypeError',
]

function findCode(error: Error): string | undefined {
  const code = 'Code' in error && typeof error.Code === 'string' ? error.Code : error.name
  return /^[A-Za-z][A-Za-z0-9._-]{0,80}$/.test(code) && !NO_CODES.includes(code) ? code : undefined
}
