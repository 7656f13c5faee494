import { describe, expect, it } from 'vitest'
import { renderLeastPolicy, renderSessionCommand } from './least-policy.ts'
import { OPERATIONS } from './operations.ts'

describe('the least policy, I16.1', () => {
  it('allows the calls of the page and nothing else', () => {
    const { Statement: statements }: { Statement: { Action: string[] }[] } =
      JSON.parse(renderLeastPolicy())
    expect(statements[0]?.Action).toEqual(
      Object.keys(OPERATIONS).filter((call) => call !== 'sts:GetCallerIdentity'),
    )
  })

  it('with EKS, as the script and the local helper ask', () => {
    expect(renderLeastPolicy({ withEks: true })).toContain('"eks:DescribeNodegroup"')
    expect(renderLeastPolicy()).not.toContain('eks:')
  })

  it('I16.2 cuts a broader role down for one session', () => {
    const command = renderSessionCommand()
    const [, policy = ''] = /--policy '(.+)'$/.exec(command) ?? []
    expect(JSON.parse(policy)).toEqual(JSON.parse(renderLeastPolicy()))
  })
})
