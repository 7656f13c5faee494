import { afterEach, describe, expect, it, vi } from 'vitest'
import type { BridgeCall } from '#aws-client/bridge-protocol.ts'
import { makeShopAccount } from '#testing/aws-account.ts'
import { createAwsStub, serveAwsStub } from '#testing/aws-stub.ts'
import type { StubAnswer, StubCall } from '#testing/aws-stub.ts'
import { createAnswerer } from './answer-call.ts'

const SECRET = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'

afterEach(() => vi.unstubAllEnvs())

/** Asks a helper whose keys are in the environment, as the SDK finds them first. */
async function ask(
  asked: readonly BridgeCall[],
  decide?: (call: StubCall) => StubAnswer | undefined,
) {
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'ASIAIOSFODNN7EXAMPLE')
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', SECRET)
  vi.stubEnv('AWS_SESSION_TOKEN', 'a-token')
  const stub = createAwsStub(
    { ...makeShopAccount(), pageSizes: { 'ec2:DescribeVolumes': 2 } },
    decide,
  )
  const served = await serveAwsStub(stub)
  try {
    const answerer = createAnswerer({ loopback: served.url })
    const answered = []
    for (const call of asked)
      answered.push(await answerer.answer(call, new AbortController().signal))
    return { answered, calls: stub.calls }
  } finally {
    await served.close()
  }
}

const to = (call: BridgeCall['call'], params = {}): BridgeCall => ({
  call,
  region: 'eu-west-1',
  params,
})

describe('createAnswerer', () => {
  it('I17.6 gives members of I11.2 and the next page, counts items, and tells of no key', async () => {
    const { answered } = await ask([to('ec2:DescribeVolumes', { MaxResults: 500 })])
    expect(answered[0]).toMatchObject({ count: 2, status: 200, body: { nextToken: '2' } })
    expect(JSON.stringify(answered)).toContain('"VolumeId":"vol-0root1"')
    expect(JSON.stringify(answered)).not.toMatch(/ASIA|EXAMPLEKEY|a-token|\$metadata/)
  })

  it('I11.2 keeps user data of launch templates in', async () => {
    const params = { LaunchTemplateId: 'lt-0shop', Versions: ['1'] }
    const { answered } = await ask([to('ec2:DescribeLaunchTemplateVersions', params)])
    expect(JSON.stringify(answered)).toContain('m5.large')
    expect(JSON.stringify(answered)).not.toMatch(/UserData|U0VDUkVU/)
  })

  it('I13.1 masks the account but for its last four digits', async () => {
    const { answered } = await ask([to('sts:GetCallerIdentity')])
    expect(answered[0]?.body).toEqual({
      answer: {
        Account: '********9012',
        Arn: 'arn:aws:sts::********9012:assumed-role/PlanReader/ann',
      },
    })
  })

  it('tells a refusal by its code and the action, without a word of AWS', async () => {
    const { answered } = await ask([to('ec2:DescribeVpcs')], () => ({
      kind: 'error',
      status: 403,
      code: 'UnauthorizedOperation',
      message:
        'User arn:aws:iam::123456789012:user/ann is not authorized to perform: ec2:DescribeVpcs',
    }))
    expect(answered[0]).toMatchObject({
      count: 0,
      status: 403,
      body: { failure: { code: 'UnauthorizedOperation', deniedAction: 'ec2:DescribeVpcs' } },
    })
    expect(JSON.stringify(answered)).not.toMatch(/123456789012|ann/)
  })

  it('signs with the keys that the SDK finds, afresh after they have ended', async () => {
    const { answered, calls } = await ask(
      [to('ec2:DescribeVpcs'), to('ec2:DescribeVpcs')],
      ({ count }) =>
        count === 1 ? { kind: 'error', status: 400, code: 'RequestExpired' } : undefined,
    )
    expect(answered.map(({ status }) => status)).toEqual([400, 200])
    expect(calls.map(({ keyId }) => keyId)).toEqual([
      'ASIAIOSFODNN7EXAMPLE',
      'ASIAIOSFODNN7EXAMPLE',
    ])
  })
})
