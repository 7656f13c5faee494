import { describe, expect, it } from 'vitest'
import { SAMPLE_PLAN } from '#testing/sample-plan.ts'
import { findSecrets } from './find-secrets.ts'

describe('findSecrets', () => {
  it.each([
    { name: 'an access key id', text: 'AKIAIOSFODNN7EXAMPLE', looksLike: ['an access key id'] },
    { name: 'an ARN', text: 'arn:aws:iam::1:role/x', looksLike: ['an ARN'] },
    { name: 'twelve digits', text: 'account 111122223333', looksLike: ['an account id'] },
    { name: 'thirteen digits', text: '1111222233334', looksLike: [] },
    { name: 'an instance id', text: 'on i-0123456789abcdef0', looksLike: ['an instance id'] },
    { name: 'a volume id', text: 'vol-0123456789abcdef0', looksLike: ['an id of AWS'] },
    { name: 'a stand-in of a volume', text: 'vol-12', looksLike: [] },
    { name: 'an address', text: 'at 10.0.1.2', looksLike: ['an IP address'] },
    { name: 'a version', text: '1.35.2', looksLike: [] },
    { name: 'an e-mail address', text: 'a.b@example.org', looksLike: ['an e-mail address'] },
    {
      name: '40 digits and letters',
      text: `${'aB3'.repeat(13)}x`,
      looksLike: ['a long encoded text'],
    },
    { name: '39 of them', text: 'aB3'.repeat(13), looksLike: [] },
    { name: 'a long field', text: 'requiredDuringSchedulingIgnoredDuringExecution', looksLike: [] },
  ])('L7.3 $name', ({ text, looksLike }) => {
    const found = findSecrets({ ...SAMPLE_PLAN, notes: text })
    expect(found.map((one) => one.looksLike)).toEqual(looksLike)
  })
})
