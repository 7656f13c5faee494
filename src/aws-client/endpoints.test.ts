import { describe, expect, it } from 'vitest'
import {
  findEndpoint,
  listCallableRegions,
  mayAskForCredentials,
  parseLoopbackEndpoint,
} from './endpoints.ts'

describe('endpoints, I13.6', () => {
  it.each([
    { service: 'ec2', region: 'eu-west-1', endpoint: 'https://ec2.eu-west-1.amazonaws.com' },
    {
      service: 'autoscaling',
      region: 'cn-north-1',
      endpoint: 'https://autoscaling.cn-north-1.amazonaws.com.cn',
    },
    {
      service: 'sts',
      region: 'us-gov-west-1',
      endpoint: 'https://sts.us-gov-west-1.amazonaws.com',
    },
    { service: 'ec2', region: 'eu-west-9', endpoint: undefined },
    { service: 'ec2', region: 'eu-west-1.evil.example/', endpoint: undefined },
    { service: 'ec2', region: '', endpoint: undefined },
  ] as const)('$service in "$region" is at $endpoint', ({ service, region, endpoint }) => {
    expect(findEndpoint(service, region)).toBe(endpoint)
  })

  it('names every Region once', () => {
    expect(new Set(listCallableRegions()).size).toBe(listCallableRegions().length)
  })

  it.each([
    { text: 'http://127.0.0.1:5000', origin: 'http://127.0.0.1:5000' },
    { text: 'http://127.0.0.1:5000/', origin: 'http://127.0.0.1:5000' },
    { text: 'http://localhost:5000', origin: 'http://localhost:5000' },
    { text: 'https://[::1]:5000', origin: 'https://[::1]:5000' },
    { text: 'http://127.0.0.1.evil.example:5000', origin: undefined },
    { text: 'http://user@127.0.0.1:5000', origin: undefined },
    { text: 'http://127.0.0.1@evil.example/', origin: undefined },
    { text: 'http://127.0.0.1:5000/path', origin: undefined },
    { text: 'http://127.0.0.1:5000/?x', origin: undefined },
    { text: 'http://10.0.0.1:5000', origin: undefined },
    { text: 'http://0.0.0.0:5000', origin: undefined },
    { text: 'https://ec2.eu-west-1.amazonaws.com', origin: undefined },
    { text: 'ftp://127.0.0.1', origin: undefined },
    { text: 'javascript:alert(1)', origin: undefined },
    { text: '127.0.0.1:5000', origin: undefined },
    { text: '', origin: undefined },
  ])('a typed endpoint "$text" is taken as $origin', ({ text, origin }) => {
    expect(parseLoopbackEndpoint(text)).toBe(origin)
  })
})

describe('where credentials may be asked for, I13.8', () => {
  it.each([
    { page: 'https://plans.example/app/', may: true },
    { page: 'http://127.0.0.1:4173/', may: true },
    { page: 'http://localhost:4173/', may: true },
    { page: 'http://[::1]:4173/', may: true },
    { page: 'http://plans.example/', may: false },
    { page: 'http://10.0.0.1/', may: false },
    { page: 'file:///home/me/index.html', may: false },
  ])('$page: $may', ({ page, may }) => {
    expect(mayAskForCredentials(new URL(page))).toBe(may)
  })
})
