import { describe, expect, it } from 'vitest'
import { isAwsTagRead } from '#importers/aws-tags.ts'
import {
  renderBashScript,
  renderPowerShellScript,
  renderQuery,
  SCRIPT_TAG_PREFIXES,
  SCRIPT_TAGS,
} from './inventory-script.ts'
import { renderLeastPolicy, renderSessionCommand } from './least-policy.ts'
import { OPERATIONS } from './operations.ts'

const SCRIPTS = [
  { shell: 'Bash', script: renderBashScript() },
  { shell: 'PowerShell', script: renderPowerShellScript() },
]

describe.each(SCRIPTS)('the script for $shell, I16.3', ({ script }) => {
  it('names commands that read, and no others', () => {
    const commands = [
      ...script.matchAll(/'?\b(ec2|autoscaling|eks|sts|iam)'?,? '?([a-z]+-[a-z-]+)/g),
    ]
    const verbs = new Set(commands.map((match) => match[2]?.split('-')[0]))
    expect([...verbs].sort()).toEqual(['describe', 'list'])
  })

  it('asks neither for user data nor for keys and addresses', () => {
    expect(script).not.toMatch(
      /UserData|KeyName|IamInstanceProfile|PrivateIp|PublicIp|OwnerId|Arn\b/,
    )
  })

  it('has queries that both shells take as they stand', () => {
    for (const query of script.matchAll(/--query',? "([^"]+)"/g)) {
      expect(query[1]).not.toMatch(/[$`!\\]/)
    }
  })
})

it('I12.1 the script keeps tags that are read, and all of them', () => {
  expect(SCRIPT_TAGS.filter((key) => !isAwsTagRead(key))).toEqual([])
  expect(SCRIPT_TAG_PREFIXES.filter((prefix) => !isAwsTagRead(`${prefix}x`))).toEqual([])
})

it('renders the members of a call as a query', () => {
  const query = renderQuery('ec2:DescribeVpcs')
  expect(query).toMatch(
    /^\{Vpcs:Vpcs\[\]\.\{VpcId:VpcId,IsDefault:IsDefault,Tags:Tags\[\?Key=='Name'/,
  )
  expect(renderQuery('ec2:DescribeInstances')).toContain('Placement:Placement.{AvailabilityZone:')
})

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
