import { OWN_CODES } from './call-failure.ts'
import type { CallFailure } from './call-failure.ts'
import type { AnyCallName } from './operations.ts'
import { getOperation } from './operations.ts'

/** What kind of refusal it is, which decides what happens next (import specification, section 14). */
export type FailureKind =
  | 'denied'
  | 'wrong-keys'
  | 'session-ended'
  | 'bad-signature'
  | 'account'
  | 'throttled'
  | 'stale-token'
  | 'trouble'
  | 'no-answer'
  | 'no-helper'
  | 'unreadable'
  | 'too-large'
  | 'refused'

/** A failure in words; nothing of AWS' own text is in it. */
export interface Refusal {
  readonly kind: FailureKind
  readonly call: AnyCallName
  readonly code: string
  /** One sentence or two for the person. */
  readonly message: string
  /** What can be done about it. */
  readonly advice: string
  /** The IAM action that is missing, where that is the reason. */
  readonly action?: string
}

interface Row {
  readonly kind: FailureKind
  readonly codes: readonly string[]
  readonly message: (failure: CallFailure, action: string) => string
  readonly advice: string
}

/** Section 14, a row of it each; what no row names is `OTHERS`. */
export const FAILURES: readonly Row[] = [
  {
    kind: 'denied',
    codes: ['UnauthorizedOperation', 'AccessDenied', 'AccessDeniedException'],
    message: (_, action) => `The role may not call ${action}.`,
    advice: 'Give the role the policy below, or go on without this call.',
  },
  {
    kind: 'wrong-keys',
    codes: [OWN_CODES.noKeys],
    message: () => 'The local helper found no keys: no variables, no profile, no session.',
    advice:
      'Sign in where it runs (aws sso login, or start it with --profile NAME), then try again.',
  },
  {
    kind: 'no-helper',
    codes: [OWN_CODES.noHelper],
    message: () =>
      'The local helper does not answer: it ends after 15 minutes without a call, and with its terminal.',
    advice: 'Start it again with neverpending serve, and open the address that it prints.',
  },
  {
    kind: 'wrong-keys',
    codes: ['AuthFailure', 'InvalidClientTokenId', 'UnrecognizedClientException'],
    message: () =>
      'AWS does not take these keys: they are wrong or withdrawn, or the Region is not enabled for this account, or this computer’s clock is wrong.',
    advice: 'Check each of the three, then try again or paste new keys.',
  },
  {
    kind: 'session-ended',
    codes: [
      'RequestExpired',
      'ExpiredToken',
      'ExpiredTokenException',
      'InvalidToken',
      OWN_CODES.wiped,
    ],
    message: ({ code }) =>
      code === OWN_CODES.wiped
        ? 'The keys were held for 15 minutes and have been wiped from memory.'
        : 'The session of these keys has ended, or this computer’s clock is wrong.',
    advice:
      'Paste fresh keys of the same account; pages that were read are kept, and reading goes on.',
  },
  {
    kind: 'bad-signature',
    codes: [
      'SignatureDoesNotMatch',
      'InvalidSignatureException',
      'IncompleteSignature',
      'RequestTimeTooSkewed',
      'RequestInTheFuture',
    ],
    message: () =>
      'AWS cannot verify the signature: a value was cut when it was copied, or this computer’s clock is wrong.',
    advice: 'Paste the keys again, whole.',
  },
  {
    kind: 'account',
    codes: ['OptInRequired', 'PendingVerification', 'Blocked', 'SubscriptionRequiredException'],
    message: ({ call }) => `This account cannot use ${call.split(':')[0]} in this Region now.`,
    advice: 'AWS’ console says what the account still needs. Reading goes on without this call.',
  },
  {
    kind: 'throttled',
    codes: [
      'RequestLimitExceeded',
      'Throttling',
      'ThrottlingException',
      'TooManyRequestsException',
      'SlowDown',
      'EC2ThrottledException',
    ],
    message: () => 'AWS asks to slow down.',
    advice: 'It waits and tries again by itself.',
  },
  {
    kind: 'stale-token',
    codes: ['InvalidPaginationToken', 'InvalidNextToken'],
    message: ({ call }) => `AWS no longer knows where ${call} was.`,
    advice: 'The call is started again once by itself.',
  },
  {
    kind: 'trouble',
    codes: ['InternalError', 'InternalFailure', 'ServiceUnavailable', 'Unavailable'],
    message: ({ status }) =>
      `AWS has trouble answering${status >= 500 ? ` (status ${status})` : ''}.`,
    advice: 'It tries again by itself; if it stays, try later.',
  },
  {
    kind: 'no-answer',
    codes: [OWN_CODES.noAnswer],
    message: ({ call }) =>
      call.startsWith('autoscaling:')
        ? 'No answer from Auto Scaling. This service may not allow calls from web pages.'
        : 'No answer. Is this computer offline, or is a proxy, a firewall or an extension in the way? The service may not allow calls from web pages.',
    advice: 'Reading goes on without this call. The script reads it from the command line.',
  },
  {
    kind: 'unreadable',
    codes: [OWN_CODES.unreadable],
    message: ({ call, bytes }) =>
      `AWS sent something unexpected to ${call} (${bytes.toLocaleString('en-US')} bytes).`,
    advice: 'Report it with this line; what was sent is not kept.',
  },
  {
    kind: 'too-large',
    codes: [OWN_CODES.tooLarge, OWN_CODES.spent],
    message: ({ call, code }) =>
      code === OWN_CODES.tooLarge
        ? `${call} has more than 200 pages; this is too large for one import.`
        : 'This Region has taken 500 requests; this is too large for one import.',
    advice: 'Narrow it by VPC, or use the script.',
  },
]

/** Puts a failure into words. An answer of 500 and more without a code we know is trouble too. */
export function explainFailure(failure: CallFailure): Refusal {
  const { call, code } = failure
  const row = FAILURES.find(({ kind, codes }) => codes.includes(code) || isTrouble(kind, failure))
  const { kind, message, advice } = row ?? OTHERS
  const action = kind === 'denied' ? (failure.deniedAction ?? call) : undefined
  return {
    kind,
    call,
    code,
    message: message(failure, action ?? call),
    advice,
    ...(action === undefined ? {} : { action }),
  }
}

const KNOWN = new Set(FAILURES.flatMap(({ codes }) => codes))

function isTrouble(kind: FailureKind, { code, status }: CallFailure): boolean {
  return kind === 'trouble' && status >= 500 && (!KNOWN.has(code) || code === OWN_CODES.unreadable)
}

const OTHERS: Row = {
  kind: 'refused',
  codes: [],
  message: ({ call, code }) => `AWS refused ${call} with ${code}.`,
  advice: 'Reading goes on without this call.',
}

/** What the plan lacks when a call brought nothing, or not all (I13.5). */
export function renderConsequence(call: AnyCallName): string {
  const words: Partial<Record<AnyCallName, string>> = {
    'sts:GetCallerIdentity': 'the account and the role are not shown',
    'ec2:DescribeRegions': 'all Regions are offered, also those that are not enabled',
    'ec2:DescribeAvailabilityZones': 'zones are those that machines and subnets are in',
    'ec2:DescribeInstances': 'no machines: groups have no observed nodes',
    'ec2:DescribeVolumes': 'no volumes: which zone binds a pod is unknown',
    'ec2:DescribeSubnets': 'no subnets: zones of empty groups and free addresses are unknown',
    'ec2:DescribeVpcs': 'no VPCs: they have no names',
    'ec2:DescribeNetworkInterfaces': 'EKS clusters without nodes are not seen',
    'ec2:DescribeLaunchTemplateVersions': 'instance types of empty groups are unknown',
    'ec2:DescribeInstanceTypes': 'capacity of types beyond the catalogue is unknown',
    'ec2:DescribeInstanceTypeOfferings': 'where types are offered is that of the catalogue',
    'autoscaling:DescribeAutoScalingGroups':
      'no Auto Scaling data: groups are taken from tags, their sizes are unknown',
  }
  return words[call] ?? `${getOperation(call).action} is missing`
}
