import { expect, it } from 'vitest'
import { makeStillSurroundings } from '#testing/still-surroundings.ts'
import { fetchPages, MAX_PAGES } from './fetch-pages.ts'
import type { Sender } from './send-call.ts'
import type { Line } from './send-patiently.ts'

/** A line to a service that answers every request with a token to one more page. */
function makeEndlessLine(spent = 0): Line & { readonly inputs: unknown[] } {
  const inputs: unknown[] = []
  const sender: Sender = {
    send: (_call, _region, input) => {
      inputs.push(input)
      return Promise.resolve({
        kind: 'answer',
        answer: { Volumes: [], NextToken: `${inputs.length}` },
      })
    },
  }
  return {
    region: 'eu-west-1',
    sender,
    surroundings: makeStillSurroundings(),
    takeTurn: () => Promise.resolve(),
    spent: { requests: spent },
    renew: () => Promise.resolve(false),
    tell: () => undefined,
    inputs,
  }
}

it.each([
  { name: 'I13.2 stops after 200 pages', spent: 0, pages: MAX_PAGES, code: 'TooManyPages' },
  {
    name: 'I13.3 stops at the 500th request of a Region',
    spent: 490,
    pages: 10,
    code: 'TooManyRequests',
  },
])('$name and advises to narrow by VPC', async ({ spent, pages, code }) => {
  const line = makeEndlessLine(spent)
  const fetched = await fetchPages(line, 'ec2:DescribeVolumes', {}, { onPages: () => undefined })
  expect(fetched.answers).toHaveLength(pages)
  expect(fetched.refusal).toMatchObject({ kind: 'too-large', code })
  expect(fetched.refusal?.advice).toContain('Narrow it by VPC')
  expect(line.inputs.slice(0, 2)).toEqual([
    { MaxResults: 500 },
    { MaxResults: 500, NextToken: '1' },
  ])
})
