import { describe, expect, it } from 'vitest'
import { OPERATIONS } from '#aws-client/operations.ts'
import { EKS_OPERATIONS } from '#aws-client/operations.ts'
import { parseCall } from './check-call.ts'

const parse = (body: unknown) => {
  const parsed = parseCall(JSON.stringify(body))
  return parsed.kind === 'ok'
    ? parsed.value
    : parsed.problems.map(({ path, message }) => `${path} ${message}`).join('; ')
}
const ask = (call: string, params: object = {}) => parse({ call, region: 'eu-west-1', params })

describe('parseCall, I17.5', () => {
  it.each([
    { call: 'sts:GetCallerIdentity', params: {} },
    { call: 'ec2:DescribeRegions', params: {} },
    {
      call: 'ec2:DescribeAvailabilityZones',
      params: { Filters: [{ Name: 'zone-type', Values: ['availability-zone'] }] },
    },
    {
      call: 'ec2:DescribeInstances',
      params: {
        Filters: [
          { Name: 'instance-state-name', Values: ['pending', 'running', 'stopping', 'stopped'] },
          { Name: 'vpc-id', Values: ['vpc-0123456789abcdef0'] },
          { Name: 'availability-zone', Values: ['eu-west-1a'] },
        ],
        IncludeManagedResources: true,
        MaxResults: 1000,
        NextToken: 'eyJ2IjoiMiIs+/=',
      },
    },
    { call: 'ec2:DescribeVolumes', params: { IncludeManagedResources: false, MaxResults: 500 } },
    {
      call: 'ec2:DescribeLaunchTemplateVersions',
      params: { LaunchTemplateId: 'lt-0abc', Versions: ['$Default', '$Latest', '12'] },
    },
    {
      call: 'ec2:DescribeInstanceTypes',
      params: { Filters: [{ Name: 'instance-type', Values: ['m5.large', 'u-6tb1.metal'] }] },
    },
    { call: 'autoscaling:DescribeAutoScalingGroups', params: { MaxRecords: 100, NextToken: 'a' } },
    { call: 'eks:ListClusters', params: { maxResults: 100, nextToken: 'a' } },
    { call: 'eks:DescribeNodegroup', params: { clusterName: 'shop', nodegroupName: 'workers' } },
  ])('lets $call pass as an inventory sends it', ({ call, params }) => {
    expect(ask(call, params)).toEqual({ call, region: 'eu-west-1', params })
  })

  it('knows the calls of the two lists and no others', () => {
    const calls = [...Object.keys(OPERATIONS), ...Object.keys(EKS_OPERATIONS)]
    const unknown = calls.filter((call) => ask(call) === 'call is not on the list of calls')
    expect([calls.length, unknown]).toEqual([16, []])
  })

  it.each([
    { name: 'a call that writes', call: 'ec2:TerminateInstances' },
    { name: 'a call that reads secrets', call: 'ec2:DescribeInstanceAttribute' },
    { name: 'a call of another service', call: 'iam:ListUsers' },
    { name: 'another spelling', call: 'EC2:DescribeVolumes' },
    { name: 'a name of every object', call: 'constructor' },
    { name: 'a path', call: 'ec2:DescribeVolumes/../x' },
  ])('refuses $name', ({ call }) => {
    expect(ask(call)).toBe('call is not on the list of calls')
  })

  it.each([
    {
      name: 'an endpoint',
      body: { call: 'ec2:DescribeVpcs', region: 'eu-west-1', endpoint: 'http://a' },
      says: '"endpoint" is not one of call, region, params',
    },
    {
      name: 'headers',
      body: { call: 'ec2:DescribeVpcs', region: 'eu-west-1', headers: {} },
      says: '"headers" is not one of',
    },
    {
      name: 'a Region that is a host',
      body: { call: 'ec2:DescribeVpcs', region: 'evil.example/', params: {} },
      says: 'region is not a Region of the list',
    },
    { name: 'no Region', body: { call: 'ec2:DescribeVpcs' }, says: 'region is not a Region' },
    { name: 'a list', body: [], says: 'is not an object' },
    { name: 'nothing', body: null, says: 'is not an object' },
    {
      name: 'parameters that are a list',
      body: { call: 'ec2:DescribeVpcs', region: 'eu-west-1', params: [] },
      says: 'params is not an object',
    },
  ])('refuses $name', ({ body, says }) => {
    expect(parse(body)).toContain(says)
  })

  it.each([
    {
      name: 'a dry run',
      call: 'ec2:DescribeInstances',
      params: { DryRun: true },
      says: 'params."DryRun" is not a parameter of ec2:DescribeInstances here',
    },
    {
      name: 'another page size',
      call: 'ec2:DescribeInstances',
      params: { MaxResults: 5 },
      says: 'params.MaxResults 5 is not 1000',
    },
    {
      name: 'another filter',
      call: 'ec2:DescribeInstances',
      params: { Filters: [{ Name: 'tag:secret', Values: ['a'] }] },
      says: 'has a filter "tag:secret" that is not one of',
    },
    {
      name: 'a filter of every object',
      call: 'ec2:DescribeInstances',
      params: { Filters: [{ Name: 'toString', Values: ['a'] }] },
      says: 'has a filter "toString"',
    },
    {
      name: 'the same filter twice',
      call: 'ec2:DescribeSubnets',
      params: {
        Filters: [
          { Name: 'vpc-id', Values: ['vpc-1'] },
          { Name: 'vpc-id', Values: ['vpc-2'] },
        ],
      },
      says: 'is not a list of filters (vpc-id)',
    },
    {
      name: 'a VPC that is none',
      call: 'ec2:DescribeVpcs',
      params: { Filters: [{ Name: 'vpc-id', Values: ['*'] }] },
      says: '"*" is not the id of a VPC',
    },
    {
      name: 'all interfaces',
      call: 'ec2:DescribeNetworkInterfaces',
      params: {},
      says: 'params.Filters is missing',
    },
    {
      name: 'other interfaces',
      call: 'ec2:DescribeNetworkInterfaces',
      params: { Filters: [{ Name: 'description', Values: ['*'] }] },
      says: '"*" is not Amazon EKS *',
    },
    {
      name: 'every version of a template',
      call: 'ec2:DescribeLaunchTemplateVersions',
      params: { LaunchTemplateId: 'lt-0abc' },
      says: 'params.Versions is missing',
    },
    {
      name: 'a page token that is no text',
      call: 'ec2:DescribeVolumes',
      params: { NextToken: { a: 1 } },
      says: 'is not a page token',
    },
    {
      name: 'a page token with a line break',
      call: 'ec2:DescribeVolumes',
      params: { NextToken: 'a\r\nX: y' },
      says: 'is not a page token',
    },
    {
      name: 'a cluster of EKS that is a path',
      call: 'eks:DescribeCluster',
      params: { name: '../../x' },
      says: '"../../x" is not a name of EKS',
    },
    {
      name: 'a cluster of EKS without a name',
      call: 'eks:DescribeCluster',
      params: {},
      says: 'params.name is missing',
    },
  ])('refuses $name', ({ call, params, says }) => {
    expect(ask(call, params)).toContain(says)
  })

  it('refuses what is not JSON, and copies no name of every object', () => {
    const polluting =
      '{"call":"ec2:DescribeVpcs","region":"eu-west-1","params":{"__proto__":{"polluted":1}}}'
    expect([parseCall('{').kind, parseCall(polluting).kind]).toEqual(['failed', 'failed'])
    expect(Reflect.get({}, 'polluted')).toBeUndefined()
  })
})
