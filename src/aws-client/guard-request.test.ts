import { describe, expect, it } from 'vitest'
import { findReasonToRefuse } from './guard-request.ts'
import type { Destination, OutgoingRequest } from './guard-request.ts'
import { OPERATIONS } from './operations.ts'

const TO_EC2: Destination = { service: 'ec2', region: 'eu-west-1' }
const REQUEST: OutgoingRequest = {
  method: 'POST',
  protocol: 'https:',
  hostname: 'ec2.eu-west-1.amazonaws.com',
  path: '/',
  query: {},
  body: 'Action=DescribeVolumes&Version=2016-11-15',
}

describe('the last gate, I13.1 and I13.6', () => {
  it('the list of calls is that of I13.1, and all of them read', () => {
    expect(Object.keys(OPERATIONS)).toEqual([
      'sts:GetCallerIdentity',
      'ec2:DescribeRegions',
      'ec2:DescribeAvailabilityZones',
      'ec2:DescribeInstances',
      'ec2:DescribeVolumes',
      'ec2:DescribeSubnets',
      'ec2:DescribeVpcs',
      'ec2:DescribeNetworkInterfaces',
      'ec2:DescribeLaunchTemplateVersions',
      'ec2:DescribeInstanceTypes',
      'ec2:DescribeInstanceTypeOfferings',
      'autoscaling:DescribeAutoScalingGroups',
    ])
  })

  it.each(Object.entries(OPERATIONS).map(([name, operation]) => ({ name, ...operation })))(
    'lets $name pass',
    ({ service, action }) => {
      const hostname = `${service}.eu-west-1.amazonaws.com`
      const request = { ...REQUEST, hostname, body: `Action=${action}&Version=1` }
      expect(findReasonToRefuse(request, { service, region: 'eu-west-1' })).toBeUndefined()
    },
  )

  it.each([
    { name: 'a call that writes', change: { body: 'Action=TerminateInstances&InstanceId.1=i-1' } },
    { name: 'a call of another service', change: { body: 'Action=DescribeAutoScalingGroups' } },
    { name: 'a call that every object has', change: { body: 'Action=constructor' } },
    {
      name: 'two calls in one',
      change: { body: 'Action=DescribeVolumes&Action=TerminateInstances' },
    },
    { name: 'no call', change: { body: '' } },
    { name: 'a body that is no text', change: { body: new Uint8Array([65]) } },
    { name: 'another host', change: { hostname: 'evil.example' } },
    { name: 'a host that ends like AWS’', change: { hostname: 'bucket.s3.amazonaws.com' } },
    { name: 'another Region', change: { hostname: 'ec2.us-east-1.amazonaws.com' } },
    { name: 'http', change: { protocol: 'http:' } },
    { name: 'another port', change: { port: 8443 } },
    { name: 'a path', change: { path: '/latest/meta-data' } },
    { name: 'a query', change: { query: { Action: 'TerminateInstances' } } },
    { name: 'GET', change: { method: 'GET' } },
  ])('refuses $name', ({ change }) => {
    expect(findReasonToRefuse({ ...REQUEST, ...change }, TO_EC2)).toBeTypeOf('string')
  })

  it.each([
    {
      name: 'this machine',
      loopback: 'http://127.0.0.1:5000',
      hostname: '127.0.0.1',
      isRefused: false,
    },
    {
      name: 'a host that was not chosen',
      loopback: 'http://127.0.0.1:5000',
      hostname: 'localhost',
      isRefused: true,
    },
    {
      name: 'an endpoint elsewhere',
      loopback: 'http://evil.example:5000',
      hostname: 'evil.example',
      isRefused: true,
    },
  ])('an endpoint of one’s own: $name', ({ loopback, hostname, isRefused }) => {
    const request = { ...REQUEST, protocol: 'http:', hostname, port: 5000 }
    expect(findReasonToRefuse(request, { ...TO_EC2, loopback }) !== undefined).toBe(isRefused)
  })
})
