import { expect, it } from 'vitest'
import type { CallProgress } from '#aws-client/reading.ts'
import { listMissing } from './list-missing.ts'

const DENIED: CallProgress = {
  call: 'ec2:DescribeVolumes',
  region: 'eu-west-1',
  state: 'failed',
  pages: 0,
  items: 0,
  startedAtMs: 0,
  refusal: {
    kind: 'denied',
    call: 'ec2:DescribeVolumes',
    code: 'UnauthorizedOperation',
    message: 'The role may not call ec2:DescribeVolumes.',
    advice: '',
    action: 'ec2:DescribeVolumes',
  },
}

it('I13.5 tells a call once, of the page’s own calls and of files', () => {
  const fromFile = { consequence: 'no nodes', region: 'eu-west-1' }
  const rows = listMissing(
    [DENIED, { ...DENIED, call: 'ec2:DescribeVpcs', state: 'done' }],
    [
      { ...fromFile, call: 'ec2:DescribeVolumes', code: 'UnauthorizedOperation' },
      { ...fromFile, call: 'ec2:DescribeInstances', code: 'InternalError' },
      { ...fromFile, call: 'ec2:DescribeSubnets', action: 'ec2:DescribeSubnets' },
    ],
  )
  expect(rows.map(({ call, text, action }) => [call, text, action])).toEqual([
    [
      'ec2:DescribeVolumes',
      'The role may not call ec2:DescribeVolumes. No volumes: which zone binds a pod is unknown.',
      'ec2:DescribeVolumes',
    ],
    ['ec2:DescribeInstances', 'It failed (InternalError). No nodes.', undefined],
    [
      'ec2:DescribeSubnets',
      'The role may not call ec2:DescribeSubnets. No nodes.',
      'ec2:DescribeSubnets',
    ],
  ])
})
