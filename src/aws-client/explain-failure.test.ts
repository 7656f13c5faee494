import { describe, expect, it } from 'vitest'
import type { CallFailure } from './call-failure.ts'
import { explainFailure, FAILURES, renderConsequence } from './explain-failure.ts'
import { isCallName, OPERATIONS } from './operations.ts'

const FAILURE: CallFailure = { call: 'ec2:DescribeVolumes', code: '', status: 400, bytes: 321 }

/** Section 14, as the specification lists it. */
const TABLE = [
  {
    kind: 'denied',
    codes: 'UnauthorizedOperation AccessDenied AccessDeniedException',
    says: 'The role may not call ec2:DescribeVolumes.',
  },
  {
    kind: 'wrong-keys',
    codes: 'AuthFailure InvalidClientTokenId UnrecognizedClientException',
    says: 'Region is not enabled',
  },
  {
    kind: 'session-ended',
    codes: 'RequestExpired ExpiredToken ExpiredTokenException InvalidToken',
    says: 'session of these keys has ended',
  },
  {
    kind: 'bad-signature',
    codes:
      'SignatureDoesNotMatch InvalidSignatureException IncompleteSignature RequestTimeTooSkewed RequestInTheFuture',
    says: 'cut when it was copied',
  },
  {
    kind: 'account',
    codes: 'OptInRequired PendingVerification Blocked SubscriptionRequiredException',
    says: 'cannot use ec2 in this Region now',
  },
  {
    kind: 'throttled',
    codes:
      'RequestLimitExceeded Throttling ThrottlingException TooManyRequestsException SlowDown EC2ThrottledException',
    says: 'slow down',
  },
  {
    kind: 'stale-token',
    codes: 'InvalidPaginationToken InvalidNextToken',
    says: 'no longer knows',
  },
  { kind: 'trouble', codes: 'InternalError ServiceUnavailable Unavailable', says: 'has trouble' },
].flatMap(({ kind, codes, says }) => codes.split(' ').map((code) => ({ kind, code, says })))

describe('explainFailure, section 14', () => {
  it.each(TABLE)('$code is $kind', ({ kind, code, says }) => {
    const refusal = explainFailure({ ...FAILURE, code })
    expect(refusal.kind).toBe(kind)
    expect(refusal.message).toContain(says)
    expect(refusal.advice).not.toBe('')
  })

  it.each([
    {
      name: 'a throttling that comes with status 503',
      failure: { code: 'RequestLimitExceeded', status: 503 },
      kind: 'throttled',
    },
    {
      name: '5xx with a code nobody knows',
      failure: { code: 'Whatever', status: 502 },
      kind: 'trouble',
    },
    {
      name: '5xx that cannot be read',
      failure: { code: 'UnreadableAnswer', status: 504 },
      kind: 'trouble',
    },
    {
      name: 'an answer that cannot be read',
      failure: { code: 'UnreadableAnswer', status: 200 },
      kind: 'unreadable',
    },
    { name: 'no answer', failure: { code: 'NoAnswer', status: 0 }, kind: 'no-answer' },
    {
      name: 'keys that were wiped',
      failure: { code: 'KeysWiped', status: 0 },
      kind: 'session-ended',
    },
    { name: 'too many pages', failure: { code: 'TooManyPages', status: 0 }, kind: 'too-large' },
    {
      name: 'another code',
      failure: { code: 'InvalidParameterValue', status: 400 },
      kind: 'refused',
    },
  ])('$name is $kind', ({ failure, kind }) => {
    expect(explainFailure({ ...FAILURE, ...failure }).kind).toBe(kind)
  })

  it('names the action that AWS’ text names, else that of the call', () => {
    const denied = { ...FAILURE, code: 'UnauthorizedOperation' }
    expect(explainFailure(denied).action).toBe('ec2:DescribeVolumes')
    const named = explainFailure({ ...denied, deniedAction: 'ec2:DescribeSnapshots' })
    expect(named.action).toBe('ec2:DescribeSnapshots')
    expect(named.message).toBe('The role may not call ec2:DescribeSnapshots.')
    expect(explainFailure({ ...FAILURE, code: 'Blocked' }).action).toBeUndefined()
  })

  it('names no code twice', () => {
    const codes = FAILURES.flatMap((row) => row.codes)
    expect(new Set(codes).size).toBe(codes.length)
  })

  it('says what the plan lacks without each call', () => {
    const words = Object.keys(OPERATIONS).filter(isCallName).map(renderConsequence)
    expect(new Set(words).size).toBe(Object.keys(OPERATIONS).length)
    expect(renderConsequence('autoscaling:DescribeAutoScalingGroups')).toContain(
      'sizes are unknown',
    )
  })
})
